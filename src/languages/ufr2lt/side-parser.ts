import { PAPER_NAMES } from '../../machine/paper.ts';
import { bandDataBound, bandHead, bandTail, envelopeBytes } from './band-data.ts';
import { hex, readBe } from './big-endian.ts';
import type { ByteSource, Parser } from './byte-source.ts';
import { BAND_HEAD_BYTES, FORM, MAX_SHORT_DATA } from './fields.ts';
import { BAND_LINES, MAX_LINE_BYTES, bandLinesAt, sideGeometry, type SideGeometry } from './geometry.ts';
import { WORD_BYTES } from './hiscoa-codes.ts';
import { HiscoaDecoder } from './hiscoa-decoder.ts';
import { PARAMETER_SETS, copyDistances, parameterBytes } from './hiscoa-parameters.ts';
import type { ParameterSetName } from './job-attributes.ts';
import {
  DATA_LENGTH_ID,
  SIDE_END,
  bandPageData,
  bandStart,
  dataStart,
  sideStart,
  type Token,
} from './page-data.ts';
import type { StreamHandler } from './stream-handler.ts';

const PARAMETER_BYTES = 8;
const SET_NAMES = Object.keys(PARAMETER_SETS) as ParameterSetName[];
const GEOMETRIES = PAPER_NAMES.map(sideGeometry);

/** Takes a token that can be no other. */
export function* expectToken(source: ByteSource, { name, bytes }: Token): Parser<void> {
  // The first byte alone, so that a wrong operator is refused before more is waited for.
  const first = (yield* source.take(1))[0]!;
  if (first !== bytes[0]) source.fail(`expected ${name} (${hex(bytes)}), found ${hex([first])}`);
  if (bytes.length === 1) return;
  const rest = yield* source.take(bytes.length - 1);
  const wrong = rest.findIndex((byte, i) => byte !== bytes[i + 1]);
  if (wrong >= 0) source.fail(`expected ${name} (${hex(bytes)}), found ${hex([first, ...rest])}`, wrong);
}

/** Parses sides of one job; bands must keep to one parameter set. */
export class SideParser {
  readonly #source: ByteSource;
  readonly #handler: StreamHandler;
  readonly #hiscoa = new HiscoaDecoder(MAX_LINE_BYTES * BAND_LINES);
  readonly #bits = new Uint8Array(MAX_LINE_BYTES * BAND_LINES);
  #set: ParameterSetName | null = null;

  constructor(source: ByteSource, handler: StreamHandler) {
    this.#source = source;
    this.#handler = handler;
  }

  /** Of the bands so far; null before the first. */
  get parameterSet(): ParameterSetName | null {
    return this.#set;
  }

  /** One side, from what follows its begin page operator to its end page operator. */
  *side(index: number): Parser<SideGeometry> {
    const source: ByteSource = this.#source;
    const geometry = yield* this.#raster();
    for (const token of sideStart(geometry).slice(2)) yield* expectToken(source, token);
    this.#handler.sideStart?.(geometry, index);
    let mayWarn = true;
    for (let firstLine = 0; firstLine < geometry.heightPx; firstLine += BAND_LINES) {
      for (const token of bandStart(geometry, firstLine)) yield* expectToken(source, token);
      const warned = yield* this.#band(geometry, firstLine, mayWarn);
      if (warned) mayWarn = false;
    }
    yield* expectToken(source, SIDE_END);
    this.#handler.sideEnd?.(index);
    return geometry;
  }

  /** The page raster says which paper's side it is. */
  *#raster(): Parser<SideGeometry> {
    const source: ByteSource = this.#source;
    const bytes = yield* source.take(6);
    const geometry = GEOMETRIES.find((candidate) => {
      const expected = sideStart(candidate)[1]!.bytes;
      return expected.every((byte, i) => byte === bytes[i]);
    });
    return geometry ?? source.fail(`page raster E7 is no known paper's: ${hex(bytes)}`);
  }

  /** Returns whether it warned. */
  *#band(geometry: SideGeometry, firstLine: number, mayWarn: boolean): Parser<boolean> {
    const source: ByteSource = this.#source;
    const lines = bandLinesAt(geometry, firstLine);
    const size = geometry.lineBytes * lines;
    const isLast = firstLine + lines === geometry.heightPx;
    const length = yield* this.#dataLength(bandDataBound(size, isLast), envelopeBytes(isLast) + WORD_BYTES);
    const data = yield* source.take(length);
    this.#checkEnvelope(data, isLast);

    const bits = this.#bits.subarray(0, size);
    const code = data.subarray(BAND_HEAD_BYTES, length - bandTail(isLast).length);
    const distances = copyDistances(PARAMETER_SETS[this.#set!], geometry.lineBytes);
    this.#hiscoa.decode(code, distances, geometry.lineBytes, bits, (reason, at) =>
      source.fail(reason, BAND_HEAD_BYTES + at),
    );
    if (hasBlackFrom(geometry.rasterWidthPx, bits, geometry.lineBytes)) {
      source.fail('black right of the page raster');
    }
    const warns = mayWarn && hasBlackFrom(geometry.sheetWidthPx, bits, geometry.lineBytes);
    if (warns) this.#handler.warning?.({ offset: source.offsetOf(0), reason: 'black right of the sheet' });
    this.#handler.band?.({ geometry, firstLine, lines, bits });
    this.#handler.sideData?.({
      bytes: bandPageData(geometry, firstLine, [data]),
      lines: firstLine + lines,
    });
    return warns;
  }

  /** Attribute D7 and the head of the data token, which must agree. */
  *#dataLength(max: number, min: number): Parser<number> {
    const source: ByteSource = this.#source;
    const [id] = yield* source.take(1);
    if (id !== DATA_LENGTH_ID) source.fail(`expected data length D7, found ${hex([id!])}`);
    const [form] = yield* source.take(1);
    if (form !== FORM.word && form !== FORM.long) source.fail(`data length D7 has form ${hex([form!])}`);
    const digits = form === FORM.word ? 2 : 4;
    const length = readBe(yield* source.take(digits), 0, digits);
    if (form === FORM.long && length <= MAX_SHORT_DATA) source.fail(`data length ${length} in the long form`);
    if (length > max)
      source.fail(`band data of ${length} bytes, ${max} are enough for any band of this size`);
    if (length < min || (length - min) % WORD_BYTES !== 0) {
      source.fail(`band data of ${length} bytes does not hold whole words of code`);
    }
    yield* expectToken(source, dataStart(length)[1]!);
    return length;
  }

  #checkEnvelope(data: Uint8Array, isLast: boolean): void {
    const source: ByteSource = this.#source;
    const set = SET_NAMES.find((name) =>
      parameterBytes(PARAMETER_SETS[name]).every((byte, i) => byte === data[i]),
    );
    if (set === undefined) {
      source.fail(`unknown compression parameters ${hex(data.subarray(0, PARAMETER_BYTES))}`);
    }
    this.#set ??= set;
    if (set !== this.#set) source.fail(`compression parameters change from ${this.#set} to ${set}`);

    const tail = bandTail(isLast);
    const head = bandHead(set, data.length - envelopeBytes(isLast), isLast);
    const flagAt = PARAMETER_BYTES;
    if (data[flagAt] !== head[flagAt]) {
      source.fail(isLast ? 'the last band says more follow' : 'a band says it is the last too early', flagAt);
    }
    if (head.some((byte, i) => byte !== data[i])) {
      source.fail('the code length does not fit the data length', flagAt + 1);
    }
    const tailAt = data.length - tail.length;
    const wrong = tail.findIndex((byte, i) => byte !== data[tailAt + i]);
    if (wrong === tail.length - 1) source.fail('no end mark after the code', tailAt + wrong);
    if (wrong >= 0) source.fail('no page-end word in the last band', tailAt + wrong);
  }
}

/** Any dot set at column `fromPx` or right of it. */
function hasBlackFrom(fromPx: number, bits: Uint8Array, lineBytes: number): boolean {
  const firstByte = fromPx >> 3;
  const mask = 0xff >> (fromPx & 7);
  if (firstByte === lineBytes) return false;
  for (let line = 0; line < bits.length; line += lineBytes) {
    let black = bits[line + firstByte]! & mask;
    for (let at = firstByte + 1; at < lineBytes; at++) black |= bits[line + at]!;
    if (black !== 0) return true;
  }
  return false;
}
