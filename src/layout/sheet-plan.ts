import type { DuplexMode } from '../machine/options.ts';
import type { PaperName } from '../machine/paper.ts';

/**
 * What goes where, on which side of which sheet, for a whole job, before any pixel exists.
 * A plain, serialisable value: preview, raster, accounting and resume all read the same plan.
 */
export interface SheetPlan {
  readonly paper: PaperName;
  readonly duplex: DuplexMode;
  readonly sheets: readonly PlannedSheet[];
}

export interface PlannedSheet {
  readonly front: SidePlan;
  /** null: one-sided, or the last sheet of an odd number of pages. */
  readonly back: SidePlan | null;
}

export interface SidePlan {
  readonly placements: readonly Placement[];
}

/**
 * One page of a document on a side.
 *
 * `matrix` [a b c d e f] maps page space to side space as canvas does: x' = a*x + c*y + e, y' = b*x + d*y + f.
 * Page space: points (1/72 in), origin top left, y down, the page upright as its own rotation shows it.
 * Side space: 600 dpi pixels of the sheet, origin top left, y down, sheet upright.
 */
export interface Placement {
  readonly documentId: string;
  /** From 0. */
  readonly pageIndex: number;
  readonly matrix: Matrix;
  /** Nothing of this page is drawn outside, side space. */
  readonly clip: RectPx;
}

export type Matrix = readonly [number, number, number, number, number, number];

export interface RectPx {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
