import type { Address, KernelExports } from '../kernels/kernels.ts';

/** The kernels this room calls. Shapes and polarity: workers/kernels/{screen,diffusion,dots}.ts. */
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
  /** Black dots in packed bits. */
  countDots(address: Address, bytes: number): number;
}
