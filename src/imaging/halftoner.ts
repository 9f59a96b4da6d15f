import { PlatenError } from '../errors/platen-error.ts';
import type { Address, Kernels } from '../kernels/kernels.ts';
import type { HalftoneSettings } from '../settings/halftone.ts';
import { screenFor } from './halftone-modes.ts';
import type { ImagingKernels } from './imaging-kernels.ts';
import type { ImageRegion } from './regions.ts';
import type { Screen } from './screens.ts';
import { coverages, diffusionTones, thresholds } from './tones.ts';

const BYTES_PER_PIXEL = 4;
/** Kernels take sixteen pixels at a time and read beyond the last line by up to fifteen. */
const READ_AHEAD_BYTES = 64;
const ERROR_BYTES = 4;

export interface HalftonerOptions {
  readonly settings: HalftoneSettings;
  readonly widthPx: number;
  /** Lines of a side. */
  readonly heightPx: number;
  /** Bytes of a packed line; the part right of the sheet is white. At least 2 for each 16 pixels begun. */
  readonly strideBytes: number;
  /** The tallest band. */
  readonly maxLines: number;
}

/** Lines of dots that are done, in the kernels' memory, `strideBytes` apart. */
export interface DotLines {
  readonly address: Address;
  /** The line after the last one that was given before. */
  readonly firstLine: number;
  /** May be 0. */
  readonly lines: number;
}

/**
 * Bands of BGRA to bands of dots (1 = black, most significant bit leftmost), inside the kernels' memory.
 *
 * Put a band at `bgraAddress`, call `screen`, read the dots where it says; then the next band down. Bands join
 * without a seam however a side is cut. Memory is reserved once, from the arena, in the constructor.
 */
export class Halftoner {
  /** Where a band's pixels go: top line first, 4 * widthPx bytes a line, opaque, room for `maxLines`. */
  readonly bgraAddress: Address;
  readonly #kernels: Kernels<ImagingKernels>;
  readonly #options: HalftonerOptions;
  readonly #dotsAddress: Address;
  readonly #engine: Engine;
  #nextLine = 0;
  #blackDots = 0;

  constructor(kernels: Kernels<ImagingKernels>, options: HalftonerOptions) {
    const { settings, widthPx, strideBytes, maxLines } = options;
    if (strideBytes < 2 * Math.ceil(widthPx / 16)) {
      throw new PlatenError('internal.unexpected', {
        detail: `${widthPx} px do not fit ${strideBytes} bytes`,
      });
    }
    this.#kernels = kernels;
    this.#options = options;
    this.bgraAddress = kernels.reserve(maxLines * widthPx * BYTES_PER_PIXEL + READ_AHEAD_BYTES);
    this.#dotsAddress = kernels.reserve(maxLines * strideBytes);
    const screen = screenFor(settings.halftone);
    const wanted = coverages(settings);
    this.#engine = screen
      ? new ScreenEngine(kernels, screen, wanted)
      : new DiffusionEngine(kernels, wanted, widthPx);
  }

  /** Black dots on this side so far. */
  get blackDots(): number {
    return this.#blackDots;
  }

  /**
   * Takes the band at `bgraAddress`: `lines` lines of the side from `firstLine` on, which must be the line after
   * the last band; `regions`: the pictures that touch it, in the order of painting.
   *
   * Returns the dots that are done, valid until the next call. They may be a few lines behind, because a line can
   * depend on those below it; with the side's last line everything is given.
   */
  screen(firstLine: number, lines: number, _regions: readonly ImageRegion[] = []): DotLines {
    const { widthPx, strideBytes, maxLines } = this.#options;
    if (firstLine !== this.#nextLine || lines > maxLines) {
      throw new PlatenError('internal.unexpected', {
        detail: `band of ${lines} lines at ${firstLine}; expected at most ${maxLines} at ${this.#nextLine}`,
      });
    }
    this.#engine.run({
      source: this.bgraAddress,
      sourceStride: widthPx * BYTES_PER_PIXEL,
      target: this.#dotsAddress,
      targetStride: strideBytes,
      widthPx,
      firstLine,
      lines,
    });
    this.#nextLine += lines;
    this.#blackDots += this.#kernels.exports.countDots(this.#dotsAddress, lines * strideBytes);
    return { address: this.#dotsAddress, firstLine, lines };
  }

  /** Begins a new side. */
  reset(): void {
    this.#nextLine = 0;
    this.#blackDots = 0;
    this.#engine.reset();
  }
}

interface Band {
  readonly source: Address;
  readonly sourceStride: number;
  readonly target: Address;
  readonly targetStride: number;
  readonly widthPx: number;
  readonly firstLine: number;
  readonly lines: number;
}

interface Engine {
  run(band: Band): void;
  reset(): void;
}

class ScreenEngine implements Engine {
  readonly #kernels: ImagingKernels;
  readonly #screen: Screen;
  readonly #tile: Address;

  constructor(kernels: Kernels<ImagingKernels>, screen: Screen, wanted: Float64Array) {
    const tile = thresholds(screen, wanted);
    this.#kernels = kernels.exports;
    this.#screen = screen;
    this.#tile = kernels.reserve(tile.length);
    kernels.bytes(this.#tile, tile.length).set(tile);
  }

  run({ source, sourceStride, target, targetStride, widthPx, firstLine, lines }: Band): void {
    const { widthPx: tileWidth, heightPx: tileHeight } = this.#screen;
    this.#kernels.screenBand(
      source,
      sourceStride,
      target,
      targetStride,
      widthPx,
      lines,
      this.#tile,
      tileWidth,
      tileHeight,
      firstLine,
    );
  }

  reset(): void {
    // A screen keeps nothing from band to band.
  }
}

class DiffusionEngine implements Engine {
  readonly #kernels: Kernels<ImagingKernels>;
  readonly #paperFrom: number;
  readonly #solidTo: number;
  readonly #table: Address;
  readonly #errors: Address;
  readonly #errorBytes: number;
  readonly #gray: Address;

  constructor(kernels: Kernels<ImagingKernels>, wanted: Float64Array, widthPx: number) {
    const { table, paperFrom, solidTo } = diffusionTones(wanted);
    this.#kernels = kernels;
    this.#paperFrom = paperFrom;
    this.#solidTo = solidTo;
    this.#errorBytes = (widthPx + 2) * ERROR_BYTES;
    this.#table = kernels.reserve(table.byteLength);
    this.#errors = kernels.reserve(this.#errorBytes);
    this.#gray = kernels.reserve(16 * Math.ceil(widthPx / 16));
    kernels.bytes(this.#table, table.byteLength).set(new Uint8Array(table.buffer));
    this.reset();
  }

  run({ source, sourceStride, target, targetStride, widthPx, firstLine, lines }: Band): void {
    this.#kernels.exports.diffuseBand(
      source,
      sourceStride,
      target,
      targetStride,
      widthPx,
      lines,
      this.#table,
      this.#paperFrom,
      this.#solidTo,
      this.#errors,
      this.#gray,
      firstLine,
    );
  }

  reset(): void {
    this.#kernels.bytes(this.#errors, this.#errorBytes).fill(0);
  }
}
