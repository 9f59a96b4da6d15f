import type { Address, Kernels } from '../kernels/kernels.ts';
import type { ImagingKernels } from './imaging-kernels.ts';
import { detailScreen, type Screen } from './screens.ts';
import { diffusionTones, thresholds } from './tones.ts';

const ERROR_BYTES = 4;
/** Lines below a line that the kernels in workers/kernels/objects.ts look at. */
const LOOKED_AHEAD = 3;

/** Lines of a side on their way from pixels to dots. */
export interface Band {
  /** BGRA; 0: what follows the last line of the side. */
  readonly source: Address;
  readonly sourceStride: number;
  /** Where the dots of the first of these lines go; those of the lines held back lie before it. */
  readonly target: Address;
  /** The same for solid text and line art; 0: not wanted. */
  readonly inks: Address;
  readonly targetStride: number;
  readonly widthPx: number;
  readonly firstLine: number;
  readonly lines: number;
  /** A line of kinds, see workers/kernels/edges.ts. */
  readonly kinds: Address;
}

/** Pixels to dots. */
export interface DotMaker {
  /** Lines that finished dots are behind. */
  readonly behind: number;
  run(band: Band): void;
  /** Begins a side. */
  reset(): void;
}

/** One screen for everything. */
export class PlainScreen implements DotMaker {
  readonly behind = 0;
  readonly #kernels: ImagingKernels;
  readonly #tile: Tile;

  constructor(kernels: Kernels<ImagingKernels>, screen: Screen, wanted: Float64Array) {
    this.#kernels = kernels.exports;
    this.#tile = new Tile(kernels, screen, wanted);
  }

  run({ source, sourceStride, target, targetStride, widthPx, firstLine, lines }: Band): void {
    const { address, widthPx: tileWidth, heightPx: tileHeight } = this.#tile;
    this.#kernels.screenBand(
      source,
      sourceStride,
      target,
      targetStride,
      widthPx,
      lines,
      address,
      tileWidth,
      tileHeight,
      firstLine,
    );
  }

  reset(): void {
    // A screen keeps nothing from band to band.
  }
}

/** The screen for pictures and flat fills, hard edges and a finer screen for the rest. */
export class ObjectScreen implements DotMaker {
  readonly behind = LOOKED_AHEAD;
  readonly #kernels: ImagingKernels;
  readonly #tile: Tile;
  readonly #detail: Tile;
  readonly #rows: Rows;

  constructor(
    kernels: Kernels<ImagingKernels>,
    screen: Screen,
    wanted: Float64Array,
    widthPx: number,
    private readonly sharpening: number,
  ) {
    this.#kernels = kernels.exports;
    this.#tile = new Tile(kernels, screen, wanted);
    this.#detail = new Tile(kernels, detailScreen(), wanted);
    this.#rows = new Rows(kernels, widthPx);
  }

  run(band: Band): void {
    this.#kernels.screenObjects(
      band.source,
      band.sourceStride,
      band.target,
      band.inks,
      band.targetStride,
      band.widthPx,
      band.lines,
      band.firstLine,
      this.#tile.address,
      this.#tile.widthPx,
      this.#tile.heightPx,
      this.#detail.address,
      band.kinds,
      this.sharpening,
      this.#rows.address,
    );
  }

  reset(): void {
    this.#rows.begin();
  }
}

/** Error diffusion for everything. */
export class PlainDiffusion implements DotMaker {
  readonly behind = 0;
  readonly #kernels: ImagingKernels;
  readonly #diffusion: Diffusion;

  constructor(kernels: Kernels<ImagingKernels>, wanted: Float64Array, widthPx: number) {
    this.#kernels = kernels.exports;
    this.#diffusion = new Diffusion(kernels, wanted, widthPx);
  }

  run({ source, sourceStride, target, targetStride, widthPx, firstLine, lines }: Band): void {
    const { table, paperFrom, solidTo, errors, gray } = this.#diffusion;
    this.#kernels.diffuseBand(
      source,
      sourceStride,
      target,
      targetStride,
      widthPx,
      lines,
      table,
      paperFrom,
      solidTo,
      errors,
      gray,
      firstLine,
    );
  }

  reset(): void {
    this.#diffusion.begin();
  }
}

/** Error diffusion with hard edges outside of pictures. */
export class ObjectDiffusion implements DotMaker {
  readonly behind = LOOKED_AHEAD;
  readonly #kernels: ImagingKernels;
  readonly #diffusion: Diffusion;
  readonly #rows: Rows;

  constructor(
    kernels: Kernels<ImagingKernels>,
    wanted: Float64Array,
    widthPx: number,
    private readonly sharpening: number,
  ) {
    this.#kernels = kernels.exports;
    this.#diffusion = new Diffusion(kernels, wanted, widthPx);
    this.#rows = new Rows(kernels, widthPx);
  }

  run(band: Band): void {
    const { table, paperFrom, solidTo, errors, gray } = this.#diffusion;
    this.#kernels.diffuseObjects(
      band.source,
      band.sourceStride,
      band.target,
      band.inks,
      band.targetStride,
      band.widthPx,
      band.lines,
      band.firstLine,
      table,
      paperFrom,
      solidTo,
      errors,
      gray,
      band.kinds,
      this.sharpening,
      this.#rows.address,
    );
  }

  reset(): void {
    this.#diffusion.begin();
    this.#rows.begin();
  }
}

/** A screen's thresholds in the kernels' memory. */
class Tile {
  readonly address: Address;
  readonly widthPx: number;
  readonly heightPx: number;

  constructor(kernels: Kernels, screen: Screen, wanted: Float64Array) {
    const tile = thresholds(screen, wanted);
    this.widthPx = screen.widthPx;
    this.heightPx = screen.heightPx;
    this.address = kernels.reserve(tile.length);
    kernels.bytes(this.address, tile.length).set(tile);
  }
}

/** The lines that the object-aware kernels look back on. */
class Rows {
  readonly address: Address;

  constructor(
    private readonly kernels: Kernels<ImagingKernels>,
    private readonly widthPx: number,
  ) {
    this.address = kernels.reserve(kernels.exports.objectRowsBytes(widthPx));
    this.begin();
  }

  begin(): void {
    this.kernels.exports.beginObjects(this.address, this.widthPx);
  }
}

/** Tones and state of error diffusion in the kernels' memory. */
class Diffusion {
  readonly paperFrom: number;
  readonly solidTo: number;
  readonly table: Address;
  readonly errors: Address;
  readonly gray: Address;
  readonly #errorBytes: number;

  constructor(
    private readonly kernels: Kernels,
    wanted: Float64Array,
    widthPx: number,
  ) {
    const { table, paperFrom, solidTo } = diffusionTones(wanted);
    this.paperFrom = paperFrom;
    this.solidTo = solidTo;
    this.#errorBytes = (widthPx + 2) * ERROR_BYTES;
    this.table = kernels.reserve(table.byteLength);
    this.errors = kernels.reserve(this.#errorBytes);
    this.gray = kernels.reserve(16 * Math.ceil(widthPx / 16));
    kernels.bytes(this.table, table.byteLength).set(new Uint8Array(table.buffer));
    this.begin();
  }

  begin(): void {
    this.kernels.bytes(this.errors, this.#errorBytes).fill(0);
  }
}
