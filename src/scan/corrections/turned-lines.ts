import type { Address, Kernels } from '../../kernels/kernels.ts';
import type { CorrectionKernels } from './correction-kernels.ts';
import type { PageMapping } from './geometry.ts';
import type { Box } from './gray-page.ts';
import { SLACK_BYTES } from './line-ring.ts';
import { SourceWindow } from './source-window.ts';
import type { StoredPixels } from './stored-pixels.ts';

/** Of stored pixels at once. A turned A4 page of 600 dpi in colour is read four times over. */
const WINDOW_BYTES = 32 << 20;
/** Pixels around a place that bicubic interpolation looks at, and one for rounding. */
const TAPS_BEFORE = 2;
const TAPS_BEHIND = 3;
const PHASES = 64;
const WEIGHT_ONE = 128;

/** Part of the corrected page, in its pixels. */
export interface PageFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Lines of a page that is straightened, cropped and turned, and nothing else. */
export class TurnedLines {
  readonly channels: number;
  readonly #kernels: Kernels<CorrectionKernels>;
  readonly #window: SourceWindow;
  readonly #mapping: PageMapping;
  readonly #frame: PageFrame;
  readonly #lines: Address;
  readonly #weights: Address;
  readonly #windowLines: number;
  /** Lines up to which the window serves. */
  #served = 0;

  /** `maxLines` are made at once. */
  constructor(
    kernels: Kernels<CorrectionKernels>,
    source: StoredPixels,
    mapping: PageMapping,
    options: { readonly frame: PageFrame; readonly maxLines: number; readonly paperGray: number },
  ) {
    const { frame, maxLines, paperGray } = options;
    this.channels = source.shape.mode === 'colour' ? 3 : 1;
    this.#kernels = kernels;
    this.#mapping = mapping;
    this.#frame = frame;
    const weights = bicubicWeights();
    this.#weights = kernels.reserve(weights.byteLength);
    this.#lines = kernels.reserve(maxLines * frame.width * this.channels + SLACK_BYTES);
    this.#windowLines = this.#linesWithin(WINDOW_BYTES, maxLines);
    this.#window = new SourceWindow(kernels, source, {
      bytes: this.#mostBytes(this.#windowLines) + SLACK_BYTES,
      channels: this.channels,
      paperGray,
    });
    new Int16Array(kernels.exports.memory.buffer, this.#weights, weights.length).set(weights);
  }

  /** Makes lines of the frame; valid until the next are made. */
  async make(firstLine: number, lines: number): Promise<Address> {
    if (firstLine + lines > this.#served) {
      this.#served = Math.min(this.#frame.height, firstLine + this.#windowLines);
      await this.#window.moveTo(this.#boxOf(firstLine, this.#served - firstLine));
    }
    const { across, down, isExact } = this.#mapping;
    const { width } = this.#frame;
    const { exports } = this.#kernels;
    const start = this.#placeOf(0, firstLine);
    const { left, top } = this.#window.box;
    const stride = this.#window.strideBytes;
    if (isExact) {
      const bytes = ({ x, y }: { x: number; y: number }) => x * this.channels + y * stride;
      const source = this.#window.at(start.x, start.y);
      exports.moveLines(source, bytes(across), bytes(down), this.#lines, width, lines, this.channels);
      return this.#lines;
    }
    const origin = this.#placeOf(0, 0);
    exports.straightenLines(
      this.#window.at(left, top),
      stride,
      left,
      top,
      this.channels,
      this.#lines,
      width,
      firstLine,
      lines,
      origin.x,
      origin.y,
      across.x,
      across.y,
      down.x,
      down.y,
      this.#weights,
    );
    return this.#lines;
  }

  /** Where a pixel of the frame comes from. */
  #placeOf(x: number, y: number): { x: number; y: number } {
    const { left, top, across, down } = this.#mapping;
    const [i, j] = [this.#frame.left + x, this.#frame.top + y];
    return { x: left + i * across.x + j * down.x, y: top + i * across.y + j * down.y };
  }

  /** All that lines of the frame come from. */
  #boxOf(firstLine: number, lines: number): Box {
    const { isExact } = this.#mapping;
    const [right, bottom] = [this.#frame.width - 1, firstLine + lines - 1];
    const corners = [
      this.#placeOf(0, firstLine),
      this.#placeOf(right, firstLine),
      this.#placeOf(0, bottom),
      this.#placeOf(right, bottom),
    ];
    const xs = corners.map(({ x }) => x);
    const ys = corners.map(({ y }) => y);
    const [before, behind] = isExact ? [0, 0] : [TAPS_BEFORE, TAPS_BEHIND];
    return {
      left: Math.floor(Math.min(...xs)) - before,
      top: Math.floor(Math.min(...ys)) - before,
      right: Math.floor(Math.max(...xs)) + 1 + behind,
      bottom: Math.floor(Math.max(...ys)) + 1 + behind,
    };
  }

  /** Lines that a window of `bytes` serves; at the least as many as are made at once. */
  #linesWithin(bytes: number, atLeast: number): number {
    const { height } = this.#frame;
    const [none, one] = [this.#mostBytes(1), this.#mostBytes(2)];
    // A window grows by as much with each line, but for roundings.
    const lines = 1 + Math.floor((bytes - none) / Math.max(1, one - none));
    return Math.min(height, Math.max(atLeast, lines));
  }

  /** Bytes of the largest window for so many lines. */
  #mostBytes(lines: number): number {
    const { left, top, right, bottom } = this.#boxOf(0, lines);
    // Places between pixels: the same box may be a pixel larger elsewhere.
    return (right - left + 1) * (bottom - top + 1) * this.channels;
  }
}

/** Catmull and Rom's cubic: sharp, and exact at the pixels themselves. Each four sum up to `WEIGHT_ONE`. */
export function bicubicWeights(): Int16Array {
  const weights = new Int16Array(PHASES * 4);
  for (let phase = 0; phase < PHASES; phase++) {
    const t = phase / PHASES;
    const four = [
      -0.5 * t + t ** 2 - 0.5 * t ** 3,
      1 - 2.5 * t ** 2 + 1.5 * t ** 3,
      0.5 * t + 2 * t ** 2 - 1.5 * t ** 3,
      -0.5 * t ** 2 + 0.5 * t ** 3,
    ].map((weight) => Math.round(weight * WEIGHT_ONE));
    const rest = WEIGHT_ONE - four.reduce((sum, weight) => sum + weight, 0);
    // What rounding left over goes to the nearer pixel, where it shows least.
    four[t < 0.5 ? 1 : 2]! += rest;
    weights.set(four, phase * 4);
  }
  return weights;
}
