import type { Dots } from './dots.ts';

/** One side of a sheet as it is shown. */
export interface Leaf {
  readonly widthPx: number;
  readonly heightPx: number;
  /** null while they are not there. */
  readonly dots: Dots | null;
  /** The whole side, smaller, until the dots are there or where they would be too many. */
  readonly picture?: CanvasImageSource | null;
  /** Width of the frame that stays white, dots. */
  readonly framePx?: number;
  /** What is shown is about to be replaced. */
  readonly isStale?: boolean;
}

/** Between two sides that lie beside each other, dots. */
const GAP_PX = 240;

/** Where each leaf begins, from the left, and the room that all take. */
export function layOut(leaves: readonly Leaf[]): {
  readonly lefts: readonly number[];
  readonly width: number;
  readonly height: number;
} {
  const lefts: number[] = [];
  let width = 0;
  for (const leaf of leaves) {
    if (lefts.length > 0) width += GAP_PX;
    lefts.push(width);
    width += leaf.widthPx;
  }
  return { lefts, width: Math.max(1, width), height: Math.max(1, ...leaves.map(({ heightPx }) => heightPx)) };
}
