import { MODE } from '../../scan/protocol/commands.ts';
import {
  lineMm,
  pixelMm,
  putPixel,
  scanLine,
  type LineWindow,
  type Original,
  type PixelRows,
} from './originals.ts';

/** The lid below the sheet is a band of its own. */
const LID = -1;

/**
 * Lines of one page, from the top, as `scanLine` makes them. Where several look the same, as in a coarse picture, one
 * is made for all; and of what is made of pixels, which of them lies where is settled once.
 */
export class LineMaker {
  readonly #original: Original;
  readonly #window: LineWindow;
  /** Which column of the original each pixel of a line shows, as far as there is paper. */
  readonly #columns: Int32Array;
  #band: number | null = null;
  #line = new Uint8Array(0);

  constructor(original: Original, window: LineWindow) {
    this.#original = original;
    this.#window = window;
    this.#columns = original.pixels
      ? columnsOf(original.pixels, original.widthMm, window)
      : new Int32Array(0);
  }

  /** Not to be changed: the next one may be the same. */
  line(y: number): Uint8Array<ArrayBuffer> {
    const yMm = lineMm(y, this.#window.dpi);
    const band = this.#bandAt(yMm);
    if (band === null || band !== this.#band) this.#line = this.#make(y, yMm);
    this.#band = band;
    return this.#line;
  }

  /** null: like no other. */
  #bandAt(yMm: number): number | null {
    const { pixels, heightMm } = this.#original;
    if (yMm >= heightMm) return LID;
    return pixels?.rowAt(yMm) ?? this.#original.bandAt?.(yMm) ?? null;
  }

  #make(y: number, yMm: number): Uint8Array<ArrayBuffer> {
    const { pixels, heightMm } = this.#original;
    if (!pixels || yMm >= heightMm) return scanLine(this.#original, y, this.#window);
    const { mode, width } = this.#window;
    const line = new Uint8Array(width * MODE[mode].channels).fill(0xff);
    const colours = pixels.row(pixels.rowAt(yMm));
    this.#columns.forEach((column, px) => putPixel(line, px, colours[column]!, mode));
    return line;
  }
}

function columnsOf(pixels: PixelRows, widthMm: number, { dpi, x, width }: LineWindow): Int32Array {
  const places = Array.from({ length: width }, (_, px) => pixelMm(x + px, dpi));
  return Int32Array.from(places.filter((xMm) => xMm < widthMm).map((xMm) => pixels.columnAt(xMm)));
}
