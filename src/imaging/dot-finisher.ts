import type { Address, Kernels } from '../kernels/kernels.ts';
import type { HalftoneSettings } from '../settings/halftone.ts';
import type { ImagingKernels } from './imaging-kernels.ts';

/** Planes that the kernels need beside those they change. */
const WORK_PLANES = 5;
/** Dots of an edge that stay where toner is saved (workers/kernels/strokes.ts). */
const KEPT_EDGE = 2;

/** What is done to dots when they are dots: thin strokes made thicker, toner saved inside solids. */
export class DotFinisher {
  /** Lines above and below a line that it depends on. */
  readonly reach: number;
  /** Whether the dots of solid line art must be given apart. */
  readonly needsInks: boolean;
  readonly #kernels: ImagingKernels;
  readonly #memory: Kernels;
  readonly #thinnest: number;
  readonly #pattern: HalftoneSettings['tonerPattern'];
  readonly #strideBytes: number;
  readonly #finished: Address;
  readonly #inks: Address;
  readonly #work: Address;

  constructor(
    kernels: Kernels<ImagingKernels>,
    settings: HalftoneSettings,
    shape: { readonly strideBytes: number; readonly maxLines: number },
  ) {
    const { thinLines, tonerPattern } = settings;
    this.#kernels = kernels.exports;
    this.#memory = kernels;
    this.#thinnest = thinLines;
    this.#pattern = tonerPattern;
    this.#strideBytes = shape.strideBytes;
    this.needsInks = thinLines > 1;
    const strokes = this.needsInks ? kernels.exports.strokeReach(thinLines) : 0;
    this.reach = strokes + (tonerPattern === 'off' ? 0 : KEPT_EDGE);
    const planeBytes = (shape.maxLines + 2 * this.reach) * shape.strideBytes;
    this.#finished = kernels.reserve(planeBytes);
    this.#inks = kernels.reserve(planeBytes);
    this.#work = kernels.reserve(WORK_PLANES * planeBytes);
  }

  static isNeeded({ thinLines, tonerPattern }: HalftoneSettings): boolean {
    return thinLines > 1 || tonerPattern !== 'off';
  }

  /**
   * Finishes `lines` lines of dots, the first of them `firstLine` of the side. Returns where they are; right are those
   * that are `reach` lines or more from either end, or from the end of the side.
   */
  finish(dots: Address, inks: Address, firstLine: number, lines: number, widthPx: number): Address {
    const stride = this.#strideBytes;
    const bytes = lines * stride;
    this.#memory.bytes(this.#finished, bytes).set(this.#memory.bytes(dots, bytes));
    if (this.needsInks) {
      this.#memory.bytes(this.#inks, bytes).set(this.#memory.bytes(inks, bytes));
      this.#kernels.thickenStrokes(this.#inks, stride, lines, this.#thinnest, this.#work);
      this.#kernels.addDots(this.#finished, this.#inks, stride, lines, widthPx);
    }
    if (this.#pattern !== 'off') {
      const isStrong = this.#pattern === 'strong' ? 1 : 0;
      this.#kernels.lightenSolids(this.#finished, stride, lines, firstLine, isStrong, this.#work);
    }
    return this.#finished;
  }
}
