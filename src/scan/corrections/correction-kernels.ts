import type { Address, KernelExports } from '../../kernels/kernels.ts';

/** The kernels that corrections call. Shapes and polarity: workers/kernels/{resample,levels,specks,threshold}.ts. */
export interface CorrectionKernels extends KernelExports {
  moveLines(
    source: Address,
    across: number,
    down: number,
    target: Address,
    widthPx: number,
    lines: number,
    channels: number,
  ): void;
  straightenLines(
    window: Address,
    stride: number,
    windowLeft: number,
    windowTop: number,
    channels: number,
    target: Address,
    widthPx: number,
    firstLine: number,
    lines: number,
    left: number,
    top: number,
    acrossX: number,
    acrossY: number,
    downX: number,
    downY: number,
    weights: Address,
  ): void;
  toneLine(source: Address, target: Address, bytes: number, table: Address, whiteFrom: number): void;
  grayOfColour(source: Address, target: Address, widthPx: number): void;
  inkLine(source: Address, target: Address, widthPx: number, below: number): void;
  slideColumns(sums: Address, added: Address, taken: Address, widthPx: number): void;
  clearSpecks(
    inner: Address,
    outer: Address,
    widthPx: number,
    size: number,
    gap: number,
    rows: Address,
    rim: number,
    channels: number,
  ): void;
  slideWindow(sums: Address, squares: Address, added: Address, taken: Address, widthPx: number): void;
  adaptiveThresholds(
    sums: Address,
    squares: Address,
    prefix: Address,
    target: Address,
    widthPx: number,
    radius: number,
    share: number,
    least: number,
    floor: number,
  ): void;
  blackenLine(source: Address, thresholds: Address, target: Address, widthPx: number): void;
  packLine(source: Address, target: Address, widthPx: number): void;
}
