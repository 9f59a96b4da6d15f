import type { BandCompressor } from './band-compressor.ts';
import {
  BYTE,
  END_OF_BAND,
  OBFUSCATION,
  PREFIX,
  PREFIX_STEP,
  REP0,
  REP2,
  REP3,
  REP4,
  REP5,
  STASH,
  STASH_SIZE,
  ZERO,
  codedBytesBound,
  lengthCode,
  prefixStepsCode,
  type BitCode,
} from './hiscoa-codes.ts';
import { PARAMETER_SETS, copyDistances } from './hiscoa-parameters.ts';
import type { ParameterSetName } from './job-attributes.ts';

const SHORTEST_COPY = 2;

/**
 * Hi-SCoA in plain TypeScript: the reading the kernel is held against, and the compressor where there is no
 * WebAssembly. It chooses as the driver does, so its code equals the driver's (UFR II LT notes §5.7): at each
 * byte try REP0, REP3, REP4, REP2, REP5; take the first that matches two bytes or more, as long as it matches
 * inside the line; else the stash; else the byte itself.
 */
export class HiscoaReference implements BandCompressor {
  readonly #set: ParameterSetName;
  #out = new Uint8Array(0);

  constructor(set: ParameterSetName) {
    this.#set = set;
  }

  compress(bits: Uint8Array, lineBytes: number, lines: number): Uint8Array {
    const size = lineBytes * lines;
    const bound = codedBytesBound(size);
    if (this.#out.length < bound) this.#out = new Uint8Array(bound);
    const writer = new BitWriter(this.#out);
    const stash: number[] = [];
    const start = copyDistances(PARAMETER_SETS[this.#set], lineBytes);
    let { rep0, rep2, rep3, rep5 } = start;
    const { rep4 } = start;

    let at = 0;
    while (at < size) {
      const column = at % lineBytes;
      const room = lineBytes - column;
      let length: number;
      if ((length = matchLength(bits, at, rep0, room)) >= SHORTEST_COPY) {
        writer.copy(REP0, length);
      } else if ((length = matchLength(bits, at, rep3, room)) >= SHORTEST_COPY) {
        writer.copy(REP3, length);
      } else if (column >= rep4 && (length = matchLength(bits, at, rep4, room)) >= SHORTEST_COPY) {
        writer.copy(REP4, length);
      } else if ((length = matchLength(bits, at, rep2, room)) >= SHORTEST_COPY) {
        writer.copy(REP2, length);
        [rep0, rep2] = [rep2, rep0];
      } else if ((length = matchLength(bits, at, rep5, room)) >= SHORTEST_COPY) {
        writer.copy(REP5, length);
        [rep3, rep5] = [rep5, rep3];
      } else {
        length = 1;
        writer.byte(bits[at]!, stash);
      }
      at += length;
    }
    return writer.finish();
  }
}

/** How many of the `room` bytes at `at` equal those `distance` earlier; none when that is before the band. */
function matchLength(bits: Uint8Array, at: number, distance: number, room: number): number {
  if (at < distance) return 0;
  let length = 0;
  while (length < room && bits[at + length] === bits[at + length - distance]) length++;
  return length;
}

class BitWriter {
  readonly #out: Uint8Array;
  #bytes = 0;
  #pending = 0;
  #pendingBits = 0;

  constructor(out: Uint8Array) {
    this.#out = out;
  }

  copy(command: BitCode, length: number): void {
    const steps = Math.floor(length / PREFIX_STEP);
    if (steps > 0) {
      this.#put(PREFIX);
      this.#put(prefixStepsCode(steps));
    }
    this.#put(command);
    this.#put(lengthCode(length % PREFIX_STEP));
  }

  /** One byte, from the stash when it is there; it becomes the front of the stash. */
  byte(byte: number, stash: number[]): void {
    const index = stash.indexOf(byte);
    if (index >= 0) {
      this.#put(STASH);
      this.#put({ bits: STASH_SIZE - 1 - index, length: 4 });
      stash.splice(index, 1);
    } else if (byte === 0) {
      this.#put(ZERO);
    } else {
      this.#put(BYTE);
      this.#put({ bits: byte, length: 8 });
    }
    stash.unshift(byte);
    if (stash.length > STASH_SIZE) stash.pop();
  }

  /** END, and 1 bits up to a whole word. */
  finish(): Uint8Array {
    this.#put(END_OF_BAND);
    const used = (this.#bytes * 8 + this.#pendingBits) % 32;
    for (let bit = used; bit > 0 && bit < 32; bit++) this.#put({ bits: 1, length: 1 });
    return this.#out.subarray(0, this.#bytes);
  }

  #put({ bits, length }: BitCode): void {
    // Fewer than 8 bits wait and no code is longer than 12, so 32 are enough.
    this.#pending = (this.#pending << length) | bits;
    this.#pendingBits += length;
    while (this.#pendingBits >= 8) {
      this.#pendingBits -= 8;
      this.#out[this.#bytes++] = ((this.#pending >>> this.#pendingBits) & 0xff) ^ OBFUSCATION;
    }
  }
}
