import type { PageDimensions, QuarterTurn } from '../geometry.ts';

/**
 * A page that is to be printed: the choice comes before all layout, so the layout knows of no others. The same
 * page may be chosen several times.
 */
export interface ChosenPage extends PageDimensions {
  readonly documentId: string;
  readonly documentName: string;
  /** From 0, in its document. */
  readonly pageIndex: number;
  /** What was asked for this page alone; `widthPt` and `heightPt` are those before. */
  readonly rotation: QuarterTurn;
  /** From 1, among the chosen pages. */
  readonly number: number;
}
