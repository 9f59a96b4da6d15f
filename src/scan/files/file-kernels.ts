import type { Address, KernelExports, Kernels } from '../../kernels/kernels.ts';

/** The kernels that files are written with. Shapes and polarity: workers/kernels/jpeg.ts. */
export interface FileExports extends KernelExports {
  jpegStateBytes(): number;
  jpegPlanesBytes(widthPx: number): number;
  jpegBegin(state: Address): void;
  /** Codes 8 lines of gray; returns the bytes written. */
  jpegGrayRow(
    state: Address,
    source: Address,
    stride: number,
    widthPx: number,
    planes: Address,
    target: Address,
  ): number;
  /** Codes 8 lines of R, G, B, or 16 with colour halved either way; returns the bytes written. */
  jpegColourRow(
    state: Address,
    source: Address,
    stride: number,
    widthPx: number,
    isHalved: boolean,
    planes: Address,
    target: Address,
  ): number;
  /** Fills the last byte; returns the bytes written, at most 16. */
  jpegEnd(state: Address, target: Address): number;
}

/** Whoever reserves from their arena meanwhile gives it back before the page's next portion is asked for. */
export type FileKernels = Kernels<FileExports>;
