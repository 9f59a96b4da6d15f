import { PlatenError } from '../../errors/platen-error.ts';
import type { Address } from '../../kernels/kernels.ts';
import type { FileKernels } from './file-kernels.ts';
import type { FinishedPage } from './finished-page.ts';
import { HUFFMAN_TABLES, ZIGZAG, huffmanCodes, quantisers } from './jpeg-tables.ts';
import { joined } from './joined.ts';
import { channelsOf, lineBytesOf, portionsOf } from './page-lines.ts';

/** From here on, 1 … 100, colour has the resolution of lightness; below, half of it either way. */
const FULL_COLOUR_FROM = 90;
/** The format's own limit (T.81 B.2.2). */
const MAX_PX = 65535;
const MAX_BLOCK_BYTES = 416;
const END_BYTES = 16;

// Markers (T.81 table B.1).
const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const APP0 = 0xe0;
const QUANTISERS = 0xdb;
const BASELINE_FRAME = 0xc0;
const HUFFMAN = 0xc4;
const SCAN = 0xda;

/**
 * A gray or colour page as a JPEG file (baseline, JFIF), piece by piece. `quality` 1 … 100.
 *
 * The encoder is ours because a page of 600 dpi must never stand in memory as a whole, and what there is (the canvas of
 * the browser, libraries for JavaScript) wants whole pictures.
 *
 * @throws PlatenError `scan.write-failed` for a page that JPEG cannot hold
 */
export async function* jpegFile(
  page: FinishedPage,
  quality: number,
  kernels: FileKernels,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  if (page.ink === 'black' || Math.max(page.widthPx, page.heightPx) > MAX_PX) {
    const detail = `a JPEG cannot hold ${page.widthPx} × ${page.heightPx} pixels of ${page.ink}`;
    throw new PlatenError('scan.write-failed', { detail });
  }
  const mark = kernels.mark();
  try {
    yield header(page, quality);
    const rows = new RowEncoder(page, quality, kernels);
    const lineBytes = lineBytesOf(page);
    for await (const portion of portionsOf(page)) {
      // A portion is read to its end before anybody else goes on: it may lie in memory that moves.
      const coded: Uint8Array<ArrayBuffer>[] = [];
      for (let at = 0; at < portion.length; at += lineBytes) {
        if (rows.push(portion.subarray(at, at + lineBytes))) coded.push(rows.code());
      }
      yield* coded;
    }
    yield rows.end();
  } finally {
    kernels.releaseTo(mark);
  }
}

/** Whether colour has half the resolution of lightness either way. */
export function isColourHalved(quality: number): boolean {
  return quality < FULL_COLOUR_FROM;
}

/** Gathers the lines of a row of blocks and has them coded. */
class RowEncoder {
  readonly #page: FinishedPage;
  readonly #kernels: FileKernels;
  readonly #isHalved: boolean;
  readonly #rowLines: number;
  readonly #stride: number;
  readonly #state: Address;
  readonly #planes: Address;
  readonly #source: Address;
  readonly #target: Address;
  #filled = 0;

  constructor(page: FinishedPage, quality: number, kernels: FileKernels) {
    const { jpegStateBytes, jpegPlanesBytes, jpegBegin } = kernels.exports;
    const channels = channelsOf(page.ink);
    const paddedPx = Math.ceil(page.widthPx / 16) * 16;
    this.#page = page;
    this.#kernels = kernels;
    this.#isHalved = channels === 3 && isColourHalved(quality);
    this.#rowLines = this.#isHalved ? 16 : 8;
    this.#stride = paddedPx * channels;
    this.#state = kernels.reserve(jpegStateBytes());
    this.#planes = kernels.reserve(jpegPlanesBytes(page.widthPx));
    this.#source = kernels.reserve(this.#stride * this.#rowLines);
    const blocks = (paddedPx / 8) * (this.#rowLines / 8) * channels;
    this.#target = kernels.reserve(blocks * MAX_BLOCK_BYTES + END_BYTES);
    writeTables(kernels, this.#state, quality);
    jpegBegin(this.#state);
  }

  /** Takes a line; says whether the row is full. */
  push(line: Uint8Array): boolean {
    this.#kernels.bytes(this.#source + this.#filled * this.#stride, line.length).set(line);
    this.#filled += 1;
    return this.#filled === this.#rowLines;
  }

  /** The row's code. */
  code(): Uint8Array<ArrayBuffer> {
    return this.#kernels.bytes(this.#target, this.#codeRow()).slice();
  }

  /** What is left, the last line repeated to fill its row, and the end of the file. */
  end(): Uint8Array<ArrayBuffer> {
    let coded = 0;
    if (this.#filled > 0) {
      const lines = this.#kernels.bytes(this.#source, this.#stride * this.#rowLines);
      const last = (this.#filled - 1) * this.#stride;
      for (let line = this.#filled; line < this.#rowLines; line += 1) {
        lines.copyWithin(line * this.#stride, last, last + this.#stride);
      }
      coded = this.#codeRow();
    }
    coded += this.#kernels.exports.jpegEnd(this.#state, this.#target + coded);
    return joined([this.#kernels.bytes(this.#target, coded), Uint8Array.of(0xff, END_OF_IMAGE)]);
  }

  #codeRow(): number {
    const { exports } = this.#kernels;
    const { widthPx, ink } = this.#page;
    const [state, source, planes, target] = [this.#state, this.#source, this.#planes, this.#target];
    this.#filled = 0;
    return ink === 'gray'
      ? exports.jpegGrayRow(state, source, this.#stride, widthPx, planes, target)
      : exports.jpegColourRow(state, source, this.#stride, widthPx, this.#isHalved, planes, target);
  }
}

/** Of the scaled transform: cos(kπ/16)·√2, 1 for the mean. */
const SCALE = Array.from({ length: 8 }, (_, k) => (k === 0 ? 1 : Math.cos((k * Math.PI) / 16) * Math.SQRT2));

/** Steps as factors, column by column, with the transform's scale in them; then the codes. */
function writeTables(kernels: FileKernels, state: Address, quality: number): void {
  const factors = quantisers(quality).flatMap((steps) => {
    const byColumn = new Array<number>(64);
    ZIGZAG.forEach((place, index) => {
      const [row, column] = [place >> 3, place & 7];
      byColumn[column * 8 + row] = 1 / (steps[index]! * SCALE[row]! * SCALE[column]! * 8);
    });
    return byColumn;
  });
  const { buffer } = kernels.exports.memory;
  new Float32Array(buffer, state, factors.length).set(factors);
  HUFFMAN_TABLES.forEach((table, index) => {
    new Uint32Array(buffer, state + factors.length * 4 + index * 1024, 256).set(huffmanCodes(table));
  });
}

function header({ widthPx, heightPx, dpi, ink }: FinishedPage, quality: number): Uint8Array<ArrayBuffer> {
  const halved = ink === 'colour' && isColourHalved(quality);
  const density = u16(Math.min(MAX_PX, Math.max(1, Math.round(dpi))));
  const components = ink === 'colour' ? [0, 1, 2] : [0];
  const tables = quantisers(quality);
  const classes = [0x00, 0x10, 0x01, 0x11];
  return joined([
    Uint8Array.of(0xff, START_OF_IMAGE),
    // JFIF 1.01, dots per inch, no thumbnail.
    segment(APP0, [...ascii('JFIF'), 0, 1, 1, 1, ...density, ...density, 0, 0]),
    ...tables
      .slice(0, ink === 'colour' ? 2 : 1)
      .map((steps, index) => segment(QUANTISERS, [index, ...steps])),
    segment(BASELINE_FRAME, [
      8,
      ...u16(heightPx),
      ...u16(widthPx),
      components.length,
      ...components.flatMap((index) => [index + 1, halved && index === 0 ? 0x22 : 0x11, Math.min(index, 1)]),
    ]),
    ...HUFFMAN_TABLES.slice(0, ink === 'colour' ? 4 : 2).map(({ counts, symbols }, index) =>
      segment(HUFFMAN, [classes[index]!, ...counts, ...symbols]),
    ),
    segment(SCAN, [
      components.length,
      ...components.flatMap((index) => [index + 1, index === 0 ? 0x00 : 0x11]),
      ...[0, 63, 0],
    ]),
  ]);
}

function segment(marker: number, body: readonly number[]): Uint8Array {
  return Uint8Array.of(0xff, marker, ...u16(body.length + 2), ...body);
}

function u16(value: number): number[] {
  return [value >> 8, value & 0xff];
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
