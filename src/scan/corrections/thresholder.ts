import type { Address, Kernels } from '../../kernels/kernels.ts';
import type { CorrectionKernels } from './correction-kernels.ts';
import type { RingLines } from './despeckler.ts';
import { reserveClear, SLACK_BYTES } from './line-ring.ts';

/**
 * Half the side of the window that thresholds go by: wide enough for headlines, narrow enough for shadows. Sums of
 * squares fit 32 bits up to 128 pixels, sums of columns 16 bits likewise.
 */
const RADIUS_MM = 1.5;
const MAX_RADIUS_PX = 100;
/** In workers/kernels/threshold.ts: k, and c and the floor as shares of the paper's level. */
const DEVIATION_SHARE = 0.7;
const LEAST_SHARE = 0.12;
const FLOOR_SHARE = 0.4;

export function thresholdRadius(dpi: number): number {
  return Math.min(MAX_RADIUS_PX, Math.max(2, Math.round((RADIUS_MM * dpi) / 25.4)));
}

/** k, c and floor of the adaptive threshold for paper of that level. */
export function thresholdRule(paperLevel: number): { share: number; least: number; floor: number } {
  return {
    share: DEVIATION_SHARE,
    least: Math.round(paperLevel * LEAST_SHARE),
    floor: Math.round(paperLevel * FLOOR_SHARE),
  };
}

/** A line of thresholds for each line of a gray page, in order. */
export interface Thresholds {
  /** How many lines, of those before `to`, have a threshold. */
  ready(to: number): number;
  /** Those of the next line; valid until they are asked for again. */
  next(): Address;
}

/** Gray up to `level` is black. */
export class FixedThreshold implements Thresholds {
  readonly #line: Address;

  constructor(kernels: Kernels<CorrectionKernels>, widthPx: number, level: number) {
    this.#line = reserveClear(kernels, widthPx + SLACK_BYTES);
    kernels.bytes(this.#line, widthPx + SLACK_BYTES).fill(Math.min(255, Math.max(0, Math.round(level))));
  }

  ready(to: number): number {
    return to;
  }

  next(): Address {
    return this.#line;
  }
}

/** By the gray around each pixel. */
export class AdaptiveThreshold implements Thresholds {
  readonly #kernels: CorrectionKernels;
  readonly #lines: RingLines;
  readonly #radius: number;
  readonly #rule: ReturnType<typeof thresholdRule>;
  readonly #nothing: Address;
  readonly #sums: Address;
  readonly #squares: Address;
  readonly #prefix: Address;
  readonly #line: Address;
  #y = 0;

  constructor(
    kernels: Kernels<CorrectionKernels>,
    lines: RingLines,
    radius: number,
    rule: ReturnType<typeof thresholdRule>,
  ) {
    const columns = lines.widthPx + SLACK_BYTES;
    this.#kernels = kernels.exports;
    this.#lines = lines;
    this.#radius = radius;
    this.#rule = rule;
    this.#nothing = reserveClear(kernels, columns);
    this.#sums = reserveClear(kernels, 2 * columns);
    this.#squares = reserveClear(kernels, 4 * columns);
    this.#prefix = kernels.reserve(2 * 4 * (columns + 2 * radius));
    this.#line = reserveClear(kernels, columns);
  }

  ready(to: number): number {
    return to === this.#lines.heightPx ? to : Math.max(0, to - this.#radius);
  }

  next(): Address {
    const radius = this.#radius;
    const { widthPx } = this.#lines;
    const { share, least, floor } = this.#rule;
    const y = this.#y++;
    if (y === 0) for (let i = -radius; i <= radius; i++) this.#slide(this.#lineAt(i), this.#nothing);
    else this.#slide(this.#lineAt(y + radius), this.#lineAt(y - radius - 1));
    this.#kernels.adaptiveThresholds(
      this.#sums,
      this.#squares,
      this.#prefix,
      this.#line,
      widthPx,
      radius,
      share,
      least,
      floor,
    );
    return this.#line;
  }

  #slide(added: Address, taken: Address): void {
    this.#kernels.slideWindow(this.#sums, this.#squares, added, taken, this.#lines.widthPx);
  }

  /** Beyond the page, its outermost lines go on. */
  #lineAt(y: number): Address {
    return this.#lines.ring.line(Math.min(this.#lines.heightPx - 1, Math.max(0, y)));
  }
}
