import type { Address, KernelExports, Kernels } from '../../kernels/kernels.ts';

/** The kernels that files are written with. Shapes and polarity: workers/kernels/{jpeg,g4,png}.ts. */
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
  g4StateBytes(): number;
  g4Begin(state: Address): void;
  /** Codes a line against the one above; returns the bytes written. */
  g4Line(state: Address, line: Address, previous: Address, widthPx: number, target: Address): number;
  /** The end mark; returns the bytes written, at most 16. */
  g4End(state: Address, target: Address): number;
  /** The PNG filter that promises to be packed best. */
  bestFilter(line: Address, previous: Address, bytes: number, step: number): number;
  /** Writes a line's differences. */
  filterLine(
    filter: number,
    line: Address,
    previous: Address,
    bytes: number,
    step: number,
    target: Address,
  ): void;
}

/** Whoever reserves from their arena meanwhile gives it back before the page's next portion is asked for. */
export type FileKernels = Kernels<FileExports>;
