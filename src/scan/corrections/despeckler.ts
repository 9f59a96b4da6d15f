import type { Address, Kernels } from '../../kernels/kernels.ts';
import type { CorrectionKernels } from './correction-kernels.ts';
import { LineRing, reserveClear, SLACK_BYTES, type RingLines } from './line-ring.ts';

/** Largest side of a speck. Full stops of the smallest print are as large, but never alone. */
const SPECK_MM = 0.25;
/** Share of the paper's level below which a pixel is ink. */
const INK_SHARE = 0.85;
const ADDRESS_BYTES = 4;

/** Sizes in pixels, see workers/kernels/specks.ts. */
export interface SpeckShape {
  readonly size: number;
  /** Twice the size: the dot of an i is nearer to its stem in any print whose dots are as small as a speck. */
  readonly gap: number;
  /** Less than the gap. */
  readonly rim: number;
}

export function speckShape(dpi: number): SpeckShape {
  const size = Math.max(1, Math.round((SPECK_MM * dpi) / 25.4));
  return { size, gap: 2 * size, rim: size < 4 ? 1 : 2 };
}

/** Gray below it is ink on paper of that level. */
export function inkBelow(paperLevel: number): number {
  return Math.max(1, Math.round(paperLevel * INK_SHARE));
}

/** Takes lone specks away from the lines of a page, in place, as they come. */
export class Despeckler {
  readonly #kernels: CorrectionKernels;
  readonly #lines: RingLines;
  readonly #specks: SpeckShape;
  readonly #below: number;
  readonly #ink: LineRing;
  readonly #nothing: Address;
  readonly #gray: Address;
  readonly #inner: Address;
  readonly #outer: Address;
  readonly #rows: Address;
  #inked = 0;
  /** Upper edge of the next squares. Columns are summed from above the page on. */
  #top: number;

  constructor(kernels: Kernels<CorrectionKernels>, lines: RingLines, specks: SpeckShape, below: number) {
    const { size, gap, rim } = specks;
    this.#kernels = kernels.exports;
    this.#lines = lines;
    this.#specks = specks;
    this.#below = below;
    this.#top = 1 - size - gap;
    // A line more than the squares with their rings are high: the one that leaves the sums.
    this.#ink = new LineRing(kernels, size + 2 * gap + 1, lines.widthPx);
    const bytes = lines.widthPx + 2 * gap + SLACK_BYTES;
    this.#nothing = reserveClear(kernels, bytes);
    this.#gray = reserveClear(kernels, bytes);
    this.#inner = reserveClear(kernels, bytes);
    this.#outer = reserveClear(kernels, bytes) + gap;
    this.#rows = kernels.reserve((size + 2 * rim + 2) * ADDRESS_BYTES);
  }

  /** Lines that are held back at the most, and the one above them that is looked at. */
  static delay({ size, gap, rim }: SpeckShape): number {
    return size + gap + rim + 1;
  }

  /** Lines before `to` have come. Returns before which line all is finished. */
  advance(to: number): number {
    const { ring, widthPx, heightPx, channels } = this.#lines;
    const { size, gap, rim } = this.#specks;
    while (this.#inked < to) {
      const line = ring.line(this.#inked);
      if (channels === 3) this.#kernels.grayOfColour(line, this.#gray, widthPx);
      const gray = channels === 3 ? this.#gray : line;
      this.#kernels.inkLine(gray, this.#ink.line(this.#inked), widthPx, this.#below);
      this.#inked++;
      // Behind the last line there is no ink to wait for.
      const known = this.#inked === heightPx ? heightPx + gap : this.#inked;
      while (this.#top + size + gap <= known) this.#clearSquares();
    }
    return this.#inked === heightPx ? heightPx : Math.max(0, this.#top - rim);
  }

  #clearSquares(): void {
    const { widthPx, channels } = this.#lines;
    const { size, gap, rim } = this.#specks;
    const top = this.#top++;
    const kernels = this.#kernels;
    kernels.slideColumns(this.#inner, this.#inkOf(top + size - 1), this.#inkOf(top - 1), widthPx);
    kernels.slideColumns(this.#outer, this.#inkOf(top + size + gap - 1), this.#inkOf(top - gap - 1), widthPx);
    if (top < 0) return;
    this.#pointAtRows(top - rim - 1);
    kernels.clearSpecks(this.#inner, this.#outer, widthPx, size, gap, this.#rows, rim, channels);
  }

  /** Beyond the page is none. */
  #inkOf(y: number): Address {
    return y >= 0 && y < this.#lines.heightPx ? this.#ink.line(y) : this.#nothing;
  }

  #pointAtRows(first: number): void {
    const { ring, heightPx } = this.#lines;
    const count = this.#specks.size + 2 * this.#specks.rim + 2;
    const rows = new Uint32Array(this.#kernels.memory.buffer, this.#rows, count);
    for (let i = 0; i < count; i++) {
      const y = first + i;
      rows[i] = y >= 0 && y < heightPx ? ring.line(y) : 0;
    }
  }
}
