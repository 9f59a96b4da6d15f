import type { RectPx } from '../geometry.ts';

/** The sheets of a poster as they hang: every one upright, or every one lying down. */
export interface PosterGrid {
  readonly columns: number;
  readonly rows: number;
  /** What is printed of each sheet, on the sheet as it hangs. */
  readonly tile: RectPx;
  readonly overlapPx: number;
  readonly lyingDown: boolean;
}

/** One sheet's place in the grid; both from 0. */
export interface TilePlace {
  readonly column: number;
  readonly row: number;
}
