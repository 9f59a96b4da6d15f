import type { PaperName } from '../../machine/paper.ts';
import type { BandCompressor } from './band-compressor.ts';
import { bandHead, bandTail } from './band-data.ts';
import { BAND_LINES, bandLinesAt, sideGeometry, type SideGeometry } from './geometry.ts';
import type { ParameterSetName } from './job-attributes.ts';
import { bandPageData } from './page-data.ts';

/** Page data of one side, a band at a time. */
export interface SideChunk {
  /** A buffer of its own: transfer it where you like. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Lines of the side that are complete after it. */
  readonly lines: number;
}

/**
 * Codes one side (operators begin page to end page). Sides do not depend on each other: code them in any
 * number of threads and hand them to one JobFramer in order.
 */
export class SideEncoder {
  readonly geometry: SideGeometry;
  readonly #set: ParameterSetName;
  readonly #compressor: BandCompressor;
  /** Lines of a band that is not complete yet; made when first needed. */
  #partial: Uint8Array | null = null;
  #partialLines = 0;
  #linesDone: number;

  /**
   * `compressor` must be made for the same parameter set. `linesDone`: where to go on with a side whose first
   * lines were coded by another encoder; a multiple of 256, or the whole side.
   */
  constructor(paper: PaperName, set: ParameterSetName, compressor: BandCompressor, linesDone = 0) {
    this.geometry = sideGeometry(paper);
    if (linesDone % BAND_LINES !== 0 && linesDone !== this.geometry.heightPx) {
      throw new RangeError(`no band ends after line ${linesDone}`);
    }
    this.#set = set;
    this.#compressor = compressor;
    this.#linesDone = linesDone;
  }

  /** Lines that are coded: a multiple of 256, or the whole side. */
  get linesDone(): number {
    return this.#linesDone;
  }

  /**
   * Takes the next `lines` lines of `geometry.lineBytes` bytes each; 1 = black, most significant bit leftmost.
   * Bits right of the sheet should be 0. Whole bands are coded where they lie, without a copy.
   */
  write(bits: Uint8Array, lines: number): readonly SideChunk[] {
    const { lineBytes, heightPx } = this.geometry;
    if (this.#linesDone + this.#partialLines + lines > heightPx)
      throw new RangeError('more lines than the side has');
    if (bits.length < lines * lineBytes) throw new RangeError('fewer bytes than lines need');
    const chunks: SideChunk[] = [];
    let taken = 0;
    while (taken < lines) {
      const wanted = bandLinesAt(this.geometry, this.#linesDone) - this.#partialLines;
      const count = Math.min(wanted, lines - taken);
      const piece = bits.subarray(taken * lineBytes, (taken + count) * lineBytes);
      taken += count;
      if (this.#partialLines === 0 && count === wanted) {
        chunks.push(this.#codeBand(piece));
      } else {
        this.#partial ??= new Uint8Array(BAND_LINES * lineBytes);
        this.#partial.set(piece, this.#partialLines * lineBytes);
        this.#partialLines += count;
        if (count === wanted) chunks.push(this.#codeBand(this.#partial));
      }
    }
    return chunks;
  }

  /** Fills what is left of the side with white. Nothing when the side is complete. */
  finish(): readonly SideChunk[] {
    const { lineBytes, heightPx } = this.geometry;
    const white = new Uint8Array(BAND_LINES * lineBytes);
    const chunks: SideChunk[] = [];
    while (this.#linesDone < heightPx) {
      const missing = bandLinesAt(this.geometry, this.#linesDone) - this.#partialLines;
      chunks.push(...this.write(white, missing));
    }
    return chunks;
  }

  #codeBand(bits: Uint8Array): SideChunk {
    const { geometry } = this;
    const firstLine = this.#linesDone;
    const lines = bandLinesAt(geometry, firstLine);
    const code = this.#compressor.compress(bits, geometry.lineBytes, lines);
    this.#linesDone += lines;
    this.#partialLines = 0;
    const isLast = this.#linesDone === geometry.heightPx;
    const data = [bandHead(this.#set, code.length, isLast), code, bandTail(isLast)];
    return { bytes: bandPageData(geometry, firstLine, data), lines: this.#linesDone };
  }
}
