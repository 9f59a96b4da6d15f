import type { Address, KernelExports } from '../kernels/kernels.ts';

/** The kernels this room calls. Shapes and polarity: workers/kernels/{screen,diffusion,objects,strokes,dots}.ts. */
export interface ImagingKernels extends KernelExports {
  /** BGRA to dots through a tile of thresholds anchored to the sheet. */
  screenBand(
    source: Address,
    sourceStride: number,
    target: Address,
    targetStride: number,
    widthPx: number,
    lines: number,
    tile: Address,
    tileWidth: number,
    tileHeight: number,
    firstLine: number,
  ): void;
  /** BGRA to dots by error diffusion; `errors` is carried from band to band. */
  diffuseBand(
    source: Address,
    sourceStride: number,
    target: Address,
    targetStride: number,
    widthPx: number,
    lines: number,
    tones: Address,
    paperFrom: number,
    solidTo: number,
    errors: Address,
    gray: Address,
    firstLine: number,
  ): void;
  /** `screenBand` with hard edges outside of pictures; dots are three lines behind. */
  screenObjects(
    source: Address,
    sourceStride: number,
    target: Address,
    inks: Address,
    targetStride: number,
    widthPx: number,
    lines: number,
    firstLine: number,
    tile: Address,
    tileWidth: number,
    tileHeight: number,
    fine: Address,
    kinds: Address,
    sharpening: number,
    rows: Address,
  ): void;
  /** `diffuseBand` with hard edges outside of pictures; dots are three lines behind. */
  diffuseObjects(
    source: Address,
    sourceStride: number,
    target: Address,
    inks: Address,
    targetStride: number,
    widthPx: number,
    lines: number,
    firstLine: number,
    tones: Address,
    paperFrom: number,
    solidTo: number,
    errors: Address,
    gray: Address,
    kinds: Address,
    sharpening: number,
    rows: Address,
  ): void;
  /** Bytes of `rows` above. */
  objectRowsBytes(widthPx: number): number;
  /** Begins a side in `rows` above. */
  beginObjects(rows: Address, widthPx: number): void;
  /** Makes thin strokes of a plane thicker; `work`: five planes. */
  thickenStrokes(plane: Address, stride: number, lines: number, thinnest: number, work: Address): void;
  /** How many lines away a dot can matter to `thickenStrokes`. */
  strokeReach(thinnest: number): number;
  /** Adds the dots of another plane, up to `widthPx`. */
  addDots(plane: Address, added: Address, stride: number, lines: number, widthPx: number): void;
  /** Leaves out a quarter (or half) of the dots inside solids; `work`: two planes. */
  lightenSolids(
    plane: Address,
    stride: number,
    lines: number,
    firstLine: number,
    isStrong: number,
    work: Address,
  ): void;
  /** Black dots in packed bits. */
  countDots(address: Address, bytes: number): number;
}
