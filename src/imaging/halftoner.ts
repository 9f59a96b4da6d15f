import { PlatenError } from '../errors/platen-error.ts';
import type { Address, Kernels } from '../kernels/kernels.ts';
import type { HalftoneSettings } from '../settings/halftone.ts';
import { ObjectDiffusion, ObjectScreen, PlainDiffusion, PlainScreen, type DotMaker } from './dot-makers.ts';
import { screenFor } from './halftone-modes.ts';
import type { ImagingKernels } from './imaging-kernels.ts';
import { Kinds, needsKinds } from './kinds.ts';
import { cutByRegions, type ImageRegion } from './regions.ts';
import { coverages } from './tones.ts';

const BYTES_PER_PIXEL = 4;
/** Kernels take sixteen pixels at a time and read beyond the last line by up to fifteen. */
const READ_AHEAD_BYTES = 64;
/** The kernel's steps of sharpening. */
const MAX_SHARPENING = 32;

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
  readonly #maker: DotMaker;
  readonly #kinds: Kinds | null;
  /** The line of the side that the next band begins with. */
  #nextLine = 0;
  /** The first line of the side whose dots have not been given. */
  #nextDots = 0;
  /** Where the dots held back lie. */
  #heldAddress: Address;
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
    this.#kinds = needsKinds(settings) ? new Kinds(kernels, settings, widthPx) : null;
    this.#maker = dotMaker(kernels, settings, widthPx);
    this.#dotsAddress = kernels.reserve((maxLines + this.#maker.behind) * strideBytes);
    this.#heldAddress = this.#dotsAddress;
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
  screen(firstLine: number, lines: number, regions: readonly ImageRegion[] = []): DotLines {
    const { widthPx, heightPx, strideBytes, maxLines } = this.#options;
    if (firstLine !== this.#nextLine || lines > maxLines || firstLine + lines > heightPx) {
      throw new PlatenError('internal.unexpected', {
        detail: `band of ${lines} lines at ${firstLine}; expected at most ${maxLines} at ${this.#nextLine}`,
      });
    }
    this.#holdBack();
    for (const part of cutByRegions(this.#kinds ? regions : [], firstLine, lines, widthPx)) {
      const source = this.bgraAddress + (part.firstLine - firstLine) * widthPx * BYTES_PER_PIXEL;
      this.#run(source, part.firstLine, part.lines, this.#kinds?.line(part.spans) ?? 0);
    }
    this.#nextLine += lines;
    const { behind } = this.#maker;
    const isLast = this.#nextLine === heightPx;
    if (isLast && behind > 0) this.#run(0, heightPx, behind, this.#kinds?.line([]) ?? 0);
    const doneLines = Math.max(0, (isLast ? heightPx : this.#nextLine - behind) - this.#nextDots);
    const done = { address: this.#dotsAddress, firstLine: this.#nextDots, lines: doneLines };
    this.#nextDots += doneLines;
    this.#heldAddress = done.address + doneLines * strideBytes;
    this.#blackDots += this.#kernels.exports.countDots(done.address, doneLines * strideBytes);
    return done;
  }

  /** Begins a new side. */
  reset(): void {
    this.#nextLine = 0;
    this.#nextDots = 0;
    this.#blackDots = 0;
    this.#maker.reset();
  }

  /** Moves dots that have not been given to where those that are given next begin. */
  #holdBack(): void {
    const bytes = (this.#nextLine - this.#nextDots) * this.#options.strideBytes;
    const held = this.#kernels.bytes(this.#heldAddress, bytes);
    this.#kernels.bytes(this.#dotsAddress, bytes).set(held);
  }

  #run(source: Address, firstLine: number, lines: number, kinds: Address): void {
    const { widthPx, strideBytes } = this.#options;
    this.#maker.run({
      source,
      sourceStride: widthPx * BYTES_PER_PIXEL,
      target: this.#dotsAddress + (firstLine - this.#nextDots) * strideBytes,
      inks: 0,
      targetStride: strideBytes,
      widthPx,
      firstLine,
      lines,
      kinds,
    });
  }
}

function dotMaker(kernels: Kernels<ImagingKernels>, settings: HalftoneSettings, widthPx: number): DotMaker {
  const screen = screenFor(settings);
  const wanted = coverages(settings);
  if (!needsKinds(settings)) {
    return screen ? new PlainScreen(kernels, screen, wanted) : new PlainDiffusion(kernels, wanted, widthPx);
  }
  const sharpening = Math.round((settings.sharpening / 100) * MAX_SHARPENING);
  return screen
    ? new ObjectScreen(kernels, screen, wanted, widthPx, sharpening)
    : new ObjectDiffusion(kernels, wanted, widthPx, sharpening);
}
