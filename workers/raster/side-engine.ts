import { Halftoner } from '../../src/imaging/halftoner.ts';
import type { ImagingKernels } from '../../src/imaging/imaging-kernels.ts';
import type { ImageRegion } from '../../src/imaging/regions.ts';
import { Kernels } from '../../src/kernels/kernels.ts';
import { BAND_LINES, sideGeometry, type SideGeometry } from '../../src/languages/ufr2lt/geometry.ts';
import { HiscoaKernel, type HiscoaExports } from '../../src/languages/ufr2lt/hiscoa-kernel.ts';
import type { ParameterSetName } from '../../src/languages/ufr2lt/job-attributes.ts';
import { SideEncoder, type SideChunk } from '../../src/languages/ufr2lt/side-encoder.ts';
import type { PaperName } from '../../src/machine/paper.ts';
import { parameterSetFor, type HalftoneSettings } from '../../src/settings/halftone.ts';

const BYTES_PER_PIXEL = 4;
const WHITE = 0xff;

/**
 * Lines that go from the canvas through the kernels at once: one coded band. A strip stays in the processor's cache
 * from reading to coding, which a whole band of the canvas would not: of 512 lines, a page takes 3 ms more.
 */
export const STRIP_LINES = BAND_LINES;

/**
 * Everything behind the canvas, in the kernels' memory: pixels to dots, dots to coded bands.
 * Made for one kind of side and used for many.
 */
export class SideEngine {
  readonly geometry: SideGeometry;
  readonly #kernels: Kernels<ImagingKernels & HiscoaExports>;
  readonly #parameters: ParameterSetName;
  readonly #halftoner: Halftoner;
  readonly #compressor: HiscoaKernel;
  #encoder: SideEncoder | null = null;

  private constructor(
    kernels: Kernels<ImagingKernels & HiscoaExports>,
    readonly paper: PaperName,
    settings: HalftoneSettings,
  ) {
    this.#kernels = kernels;
    this.geometry = sideGeometry(paper);
    this.#parameters = parameterSetFor(settings.halftone);
    this.#compressor = new HiscoaKernel(kernels, this.#parameters);
    this.#halftoner = new Halftoner(kernels, {
      settings,
      widthPx: this.geometry.bandWidthPx,
      heightPx: this.geometry.heightPx,
      strideBytes: this.geometry.lineBytes,
      maxLines: STRIP_LINES,
    });
  }

  static async make(
    module: WebAssembly.Module,
    paper: PaperName,
    settings: HalftoneSettings,
  ): Promise<SideEngine> {
    return new SideEngine(await Kernels.load<ImagingKernels & HiscoaExports>(module), paper, settings);
  }

  beginSide(): void {
    this.#halftoner.reset();
    this.#encoder = new SideEncoder(this.paper, this.#parameters, this.#compressor);
  }

  get blackDots(): number {
    return this.#halftoner.blackDots;
  }

  /** Where the next strip's pixels go: BGRX, `lines` lines of `geometry.bandWidthPx`. */
  strip(lines: number): Uint8Array<ArrayBuffer> {
    const bytes = lines * this.geometry.bandWidthPx * BYTES_PER_PIXEL;
    return this.#kernels.bytes(this.#halftoner.bgraAddress, bytes);
  }

  fillWhite(lines: number): void {
    this.strip(lines).fill(WHITE);
  }

  /** Makes dots of the strip. Returns those that are done, maybe a few lines behind; they stay until the next call. */
  screen(firstLine: number, lines: number, regions: readonly ImageRegion[] = []): Uint8Array {
    const done = this.#halftoner.screen(firstLine, lines, regions);
    return this.#kernels.bytes(done.address, done.lines * this.geometry.lineBytes);
  }

  /** Codes lines of dots, the next ones of the side. */
  encode(dots: Uint8Array): readonly SideChunk[] {
    return this.#encoder!.write(dots, dots.length / this.geometry.lineBytes);
  }
}

/** The driver compresses its ColorTone mode with parameters of its own. */
