import { codedBytesBound, OBFUSCATION, PREFIX_STEP, STASH_SIZE } from './hiscoa-codes.ts';
import type { CopyDistances } from './hiscoa-parameters.ts';

const OBFUSCATION_WORD = OBFUSCATION * 0x01010101;
const END_BITS = 10;
/** Reads are four bytes wide. */
const MARGIN_BYTES = 4;

/** Says where in the code (byte index) something is wrong. */
export type RefuseCode = (reason: string, index: number) => never;

/**
 * Reads Hi-SCoA strictly: what the driver's encoder never does is refused (UFR II LT notes §5.6, rules 1 to 5),
 * and so is code that does not give exactly the band, or has anything but 1 bits after its END.
 */
export class HiscoaDecoder {
  /** The code, with a margin so that four bytes can be read anywhere in it. */
  readonly #code: Uint8Array;
  readonly #view: DataView;
  readonly #stash = new Uint8Array(STASH_SIZE);
  #stashed = 0;
  readonly #isStashed = new Uint8Array(256);

  /** For bands of up to `maxBytes` bytes of dots. */
  constructor(maxBytes: number) {
    this.#code = new Uint8Array(codedBytesBound(maxBytes) + MARGIN_BYTES);
    this.#view = new DataView(this.#code.buffer);
  }

  /** Fills `out` with lines of `lineBytes`. `code` holds whole 32-bit words and nothing else. */
  decode(
    code: Uint8Array,
    distances: CopyDistances,
    lineBytes: number,
    out: Uint8Array,
    refuse: RefuseCode,
  ): void {
    this.#code.set(code);
    // What is read past the end is the same whatever was decoded before.
    this.#code.fill(0, code.length, code.length + MARGIN_BYTES);
    this.#isStashed.fill(0);
    this.#stashed = 0;
    const endBits = code.length * 8;
    const { rep4 } = distances;
    let { rep0, rep2, rep3, rep5 } = distances;
    const size = out.length;
    let at = 0;
    let lineEnd = lineBytes;
    let position = 0; // in bits
    let prefix = 0;

    for (;;) {
      if (position >= endBits) refuse('the code ends without END', endBits >>> 3);
      // 25 bits or more from `position` on; the longest read, a copy, takes 18.
      const word = (this.#view.getInt32(position >>> 3) ^ OBFUSCATION_WORD) << (position & 7);
      const ones = Math.clz32(~word);
      let distance = 0;
      let bits = 0;
      let byte = -1;
      switch (ones) {
        case 0:
          distance = rep0;
          bits = 1;
          break;
        case 1:
          byte = this.#fromStash(STASH_SIZE - 1 - ((word >>> 26) & 15));
          if (byte < 0) refuse('STASH takes an entry that is not there', position >>> 3);
          bits = 6;
          break;
        case 2:
          if ((word >>> 28) & 1) {
            byte = (word >>> 20) & 0xff;
            if (byte === 0) refuse('BYTE holds 00, which is sent as ZERO', position >>> 3);
            if (!this.#toStash(byte)) refuse('BYTE holds a byte of the stash', position >>> 3);
            bits = 12;
          } else {
            distance = rep2;
            rep2 = rep0;
            rep0 = distance;
            bits = 4;
          }
          break;
        case 3:
          distance = rep3;
          bits = 4;
          break;
        case 4:
          distance = rep4;
          if (at - (lineEnd - lineBytes) < rep4) refuse(`REP4 left of column ${rep4}`, position >>> 3);
          bits = 5;
          break;
        case 5:
          distance = rep5;
          rep5 = rep3;
          rep3 = distance;
          bits = 6;
          break;
        case 6:
          if ((word >>> 24) & 1) {
            byte = 0;
            if (!this.#toStash(0)) refuse('ZERO while 00 is in the stash', position >>> 3);
            bits = 8;
          } else {
            if (prefix !== 0) refuse('PREFIX after PREFIX', position >>> 3);
            const order = (word >>> 22) & 3;
            const low = (word >>> (22 - order)) & ((1 << order) - 1);
            prefix = ((2 << order) - 1 - low) * PREFIX_STEP;
            position += 10 + order;
            continue;
          }
          break;
        case 7:
          if (((word >>> 22) & 3) !== 0) refuse('END is not the end of a band', position >>> 3);
          if (prefix !== 0) refuse('PREFIX without a copy', position >>> 3);
          if (at !== size) refuse(`the band ends after ${at} of ${size} bytes`, position >>> 3);
          this.#checkPadding(position + END_BITS, endBits, refuse);
          return;
        default:
          refuse('no command starts with eight 1 bits', position >>> 3);
      }

      if (distance === 0) {
        if (prefix !== 0) refuse('PREFIX without a copy', position >>> 3);
        if (at === size) refuse('the code holds more than the band', position >>> 3);
        out[at++] = byte;
        if (at === lineEnd) lineEnd += lineBytes;
      } else {
        const rest = word << bits;
        const more = Math.clz32(~rest);
        let length: number;
        if (more === 0) {
          const isOne = ((rest >>> 30) & 1) === 0;
          length = isOne ? 1 : 3 - ((rest >>> 29) & 1);
          bits += isOne ? 2 : 3;
        } else if (more < 6) {
          const k = more + 1;
          length = (2 << k) - 1 - ((rest >>> (32 - 2 * k)) & ((1 << k) - 1));
          bits += 2 * k;
        } else {
          length = 0;
          bits += 6;
        }
        length += prefix;
        prefix = 0;
        const end = at + length;
        if (length < 2) refuse('a copy is shorter than 2 bytes', position >>> 3);
        if (at < distance) refuse('a copy reads before the band', position >>> 3);
        if (end > size) refuse('the code holds more than the band', position >>> 3);
        if (end > lineEnd) refuse('a copy crosses the end of the line', position >>> 3);
        if (length > 24 && distance >= length) out.copyWithin(at, at - distance, end - distance);
        else for (let i = at; i < end; i++) out[i] = out[i - distance]!;
        at = end;
        if (at === lineEnd) lineEnd += lineBytes;
      }
      position += bits;
    }
  }

  /** After END: 1 bits up to a whole word, and that word is the last. */
  #checkPadding(position: number, endBits: number, refuse: RefuseCode): void {
    const end = Math.ceil(position / 32) * 32;
    if (end > endBits) refuse('the code ends without END', endBits >>> 3);
    if (end < endBits) refuse('the code goes on after END', end >>> 3);
    const padding = end - position;
    const last = this.#view.getInt32((end >>> 3) - 4) ^ OBFUSCATION_WORD;
    // A whole word is never padding.
    if (~last & ((1 << padding) - 1)) refuse('padding after END is not all 1', position >>> 3);
  }

  /** The stash's byte, which moves to the front; -1 when there is none. */
  #fromStash(index: number): number {
    if (index >= this.#stashed) return -1;
    const byte = this.#stash[index]!;
    for (let i = index; i > 0; i--) this.#stash[i] = this.#stash[i - 1]!;
    this.#stash[0] = byte;
    return byte;
  }

  /** Puts a byte in front; false when it is there already. */
  #toStash(byte: number): boolean {
    if (this.#isStashed[byte] === 1) return false;
    this.#isStashed[byte] = 1;
    if (this.#stashed === STASH_SIZE) this.#isStashed[this.#stash[STASH_SIZE - 1]!] = 0;
    else this.#stashed++;
    for (let i = this.#stashed - 1; i > 0; i--) this.#stash[i] = this.#stash[i - 1]!;
    this.#stash[0] = byte;
    return true;
  }
}
