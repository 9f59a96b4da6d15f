import { PlatenError } from '../errors/platen-error.ts';
import type { Address, Kernels } from '../kernels/kernels.ts';
import type { HalftoneSettings } from '../settings/halftone.ts';
import { ObjectDiffusion, ObjectScreen, PlainDiffusion, PlainScreen, type DotMaker } from './dot-makers.ts';
import { DotFinisher } from './dot-finisher.ts';
import { screenFor } from './halftone-modes.ts';
import type { ImagingKernels } from './imaging-kernels.ts';
import { Kinds, needsKinds } from './kinds.ts';
import { cutByRegions, type ImageRegion } from './regions.ts';
import { coverages } from './tones.ts';

const BYTES_PER_PIXEL = 4;
/** Kernels take sixteen pixels at a time and read beyond the last line by up to fifteen. */
const READ_AHEAD_BYTES = 64;
/** What finishes dots takes them in words. */
const WORD_BYTES = 8;
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
  readonly #maker: DotMaker;
  readonly #finisher: DotFinisher | null;
  readonly #kinds: Kinds | null;
  /** Dots as they are made, from line `#keptLine` on; and those of solid line art, where they are wanted. */
  readonly #dotsAddress: Address;
  readonly #inksAddress: Address;
  #keptLine = 0;
  /** The line of the side that the next band begins with. */
  #nextLine = 0;
  /** The first line of the side whose dots have not been given. */
  #nextDots = 0;
  #blackDots = 0;

  constructor(kernels: Kernels<ImagingKernels>, options: HalftonerOptions) {
    const { settings, widthPx, strideBytes, maxLines } = options;
    const isFinished = DotFinisher.isNeeded(settings);
    if (strideBytes < 2 * Math.ceil(widthPx / 16) || (isFinished && strideBytes % WORD_BYTES !== 0)) {
      throw new PlatenError('internal.unexpected', {
        detail: `${widthPx} px do not fit ${strideBytes} bytes`,
      });
    }
    this.#kernels = kernels;
    this.#options = options;
    this.bgraAddress = kernels.reserve(maxLines * widthPx * BYTES_PER_PIXEL + READ_AHEAD_BYTES);
    this.#kinds = needsKinds(settings) ? new Kinds(kernels, settings, widthPx) : null;
    this.#maker = dotMaker(kernels, settings, widthPx);
    const newLines = maxLines + this.#maker.behind;
    this.#finisher = isFinished
      ? new DotFinisher(kernels, settings, { strideBytes, maxLines: newLines })
      : null;
    const planeBytes = (newLines + 2 * (this.#finisher?.reach ?? 0)) * strideBytes;
    this.#dotsAddress = kernels.reserve(planeBytes);
    this.#inksAddress = this.#finisher?.needsInks ? kernels.reserve(planeBytes) : 0;
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
    const { widthPx, heightPx, maxLines } = this.#options;
    if (firstLine !== this.#nextLine || lines > maxLines || firstLine + lines > heightPx) {
      throw new PlatenError('internal.unexpected', {
        detail: `band of ${lines} lines at ${firstLine}; expected at most ${maxLines} at ${this.#nextLine}`,
      });
    }
    this.#dropGiven();
    for (const part of cutByRegions(this.#kinds ? regions : [], firstLine, lines, widthPx)) {
      const source = this.bgraAddress + (part.firstLine - firstLine) * widthPx * BYTES_PER_PIXEL;
      this.#run(source, part.firstLine, part.lines, this.#kinds?.line(part.spans) ?? 0);
    }
    this.#nextLine += lines;
    const { behind } = this.#maker;
    const isLast = this.#nextLine === heightPx;
    if (isLast && behind > 0) this.#run(0, heightPx, behind, this.#kinds?.line([]) ?? 0);
    return this.#give(isLast ? heightPx : this.#nextLine - behind, isLast);
  }

  /** Begins a new side. */
  reset(): void {
    this.#nextLine = 0;
    this.#nextDots = 0;
    this.#keptLine = 0;
    this.#blackDots = 0;
    this.#maker.reset();
  }

  /** Forgets the dots that have been given, but for those that lines to come depend on. */
  #dropGiven(): void {
    const keptLine = Math.max(0, this.#nextDots - (this.#finisher?.reach ?? 0));
    const skipped = (keptLine - this.#keptLine) * this.#options.strideBytes;
    const bytes = (this.#nextLine - keptLine) * this.#options.strideBytes;
    for (const plane of [this.#dotsAddress, this.#inksAddress]) {
      if (plane !== 0) this.#kernels.bytes(plane, skipped + bytes).copyWithin(0, skipped);
    }
    this.#keptLine = keptLine;
  }

  /** What can be given when the dots of all lines before `madeEnd` are made. */
  #give(madeEnd: number, isLast: boolean): DotLines {
    const { widthPx, strideBytes } = this.#options;
    const firstLine = this.#nextDots;
    const end = isLast ? madeEnd : madeEnd - (this.#finisher?.reach ?? 0);
    const lines = Math.max(0, end - firstLine);
    let plane = this.#dotsAddress;
    if (this.#finisher && lines > 0) {
      const made = madeEnd - this.#keptLine;
      plane = this.#finisher.finish(plane, this.#inksAddress, this.#keptLine, made, widthPx);
    }
    const address = plane + (firstLine - this.#keptLine) * strideBytes;
    this.#nextDots += lines;
    this.#blackDots += this.#kernels.exports.countDots(address, lines * strideBytes);
    return { address, firstLine, lines };
  }

  #run(source: Address, firstLine: number, lines: number, kinds: Address): void {
    const { widthPx, strideBytes } = this.#options;
    const offset = (firstLine - this.#keptLine) * strideBytes;
    this.#maker.run({
      source,
      sourceStride: widthPx * BYTES_PER_PIXEL,
      target: this.#dotsAddress + offset,
      inks: this.#inksAddress === 0 ? 0 : this.#inksAddress + offset,
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
