import type { Address, Kernels } from '../../kernels/kernels.ts';
import type { CorrectionKernels } from './correction-kernels.ts';
import { reserveClear, SLACK_BYTES, type RingLines } from './line-ring.ts';

/**
 * Half the side of the window that adaptive thresholds go by: wide enough for headlines, narrow enough for shadows.
 * Sums of squares fit 32 bits, and sums of columns 16, up to 128 pixels.
 */
const RADIUS_MM = 1.5;
const MAX_RADIUS_PX = 100;
/** In workers/kernels/threshold.ts: k, and c and the floor as shares of the paper's level. */
const DEVIATION_SHARE = 0.7;
const LEAST_SHARE = 0.12;
const FLOOR_SHARE = 0.4;
/** Soft: from black to white in this many levels around the threshold, no more than are between it and clean paper. */
const SOFT_LEVELS = 40;

export function thresholdRadius(dpi: number): number {
  return Math.min(MAX_RADIUS_PX, Math.max(2, Math.round((RADIUS_MM * dpi) / 25.4)));
}

/** k, c and floor of the adaptive threshold. */
export interface ThresholdRule {
  readonly share: number;
  readonly least: number;
  readonly floor: number;
}

/** For paper of that level. */
export function thresholdRule(paperLevel: number): ThresholdRule {
  return {
    share: DEVIATION_SHARE,
    least: Math.round(paperLevel * LEAST_SHARE),
    floor: Math.round(paperLevel * FLOOR_SHARE),
  };
}

/** Gray up to `level` is black; or by what is around each pixel. */
export type Threshold = { readonly level: number } | (ThresholdRule & { readonly radius: number });

/** Makes lines of gray black and white, as they come: from one ring into another. */
export class Blackener {
  readonly #memory: Kernels<CorrectionKernels>;
  readonly #kernels: CorrectionKernels;
  readonly #from: RingLines;
  readonly #to: RingLines;
  readonly #threshold: Threshold;
  readonly #soft: boolean;
  readonly #limits: Address;
  readonly #nothing: Address;
  readonly #sums: Address;
  readonly #squares: Address;
  readonly #prefix: Address;
  #done = 0;

  /** `soft`: with grays between, as black and white looks from afar. */
  constructor(
    kernels: Kernels<CorrectionKernels>,
    rings: { readonly from: RingLines; readonly to: RingLines },
    threshold: Threshold,
    soft: boolean,
  ) {
    const columns = rings.from.widthPx + SLACK_BYTES;
    const radius = 'level' in threshold ? 0 : threshold.radius;
    this.#memory = kernels;
    this.#kernels = kernels.exports;
    this.#from = rings.from;
    this.#to = rings.to;
    this.#threshold = threshold;
    this.#soft = soft;
    this.#limits = reserveClear(kernels, columns);
    this.#nothing = reserveClear(kernels, columns);
    this.#sums = reserveClear(kernels, 2 * columns);
    this.#squares = reserveClear(kernels, 4 * columns);
    this.#prefix = kernels.reserve(2 * 4 * (columns + 2 * radius));
    if ('level' in threshold) kernels.bytes(this.#limits, columns).fill(levelOf(threshold.level));
  }

  /** Lines before `to` have come. Returns before which line all is black and white. */
  advance(to: number): number {
    const threshold = this.#threshold;
    const { widthPx, heightPx } = this.#from;
    const radius = 'level' in threshold || to === heightPx ? 0 : threshold.radius;
    for (; this.#done < to - radius; this.#done++) {
      if (!('level' in threshold)) this.#findLimits(this.#done, threshold);
      const line = this.#from.ring.line(this.#done);
      const target = this.#to.ring.line(this.#done);
      if (this.#soft) this.#soften(line, target);
      else this.#kernels.blackenLine(line, this.#limits, target, widthPx);
    }
    return this.#done;
  }

  #findLimits(y: number, { radius, share, least, floor }: ThresholdRule & { readonly radius: number }): void {
    if (y === 0) for (let i = -radius; i <= radius; i++) this.#slide(this.#lineAt(i), this.#nothing);
    else this.#slide(this.#lineAt(y + radius), this.#lineAt(y - radius - 1));
    this.#kernels.adaptiveThresholds(
      this.#sums,
      this.#squares,
      this.#prefix,
      this.#limits,
      this.#from.widthPx,
      radius,
      share,
      least,
      floor,
    );
  }

  #slide(added: Address, taken: Address): void {
    this.#kernels.slideWindow(this.#sums, this.#squares, added, taken, this.#from.widthPx);
  }

  /** Beyond the page, its outermost lines go on. */
  #lineAt(y: number): Address {
    const { ring, heightPx } = this.#from;
    return ring.line(Math.min(heightPx - 1, Math.max(0, y)));
  }

  /** Only small pictures are soft: no kernel is needed. */
  #soften(line: Address, target: Address): void {
    const { widthPx } = this.#from;
    const levels = this.#memory.bytes(line, widthPx);
    const limits = this.#memory.bytes(this.#limits, widthPx);
    const soft = this.#memory.bytes(target, widthPx);
    for (let x = 0; x < widthPx; x++) {
      const above = (levels[x]! - limits[x]! - 0.5) / SOFT_LEVELS;
      soft[x] = levelOf((0.5 + above) * 255);
    }
  }
}

function levelOf(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
