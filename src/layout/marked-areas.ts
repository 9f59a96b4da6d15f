import { PAPERS, type Paper } from '../machine/paper.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import { bookletHalves } from './booklet.ts';
import { transformRect } from './geometry.ts';
import { printableArea } from './printable-area.ts';
import type { Matrix, Placement, PlannedSheet, RectPx, SidePlan } from './sheet-plan.ts';
import { fromLyingDown, rectLyingDown, toLyingDown } from './transform-side.ts';

/**
 * What readers see as one page of paper: a side of a sheet, or half of a booklet's side. Measured as they hold it:
 * a side that lies down is wide here.
 */
export interface MarkedArea {
  /** From 1: the sides that something is printed on; of a booklet, its pages. */
  readonly number: number;
  /** What can be printed of it. */
  readonly printable: RectPx;
  /** All of it, to the edges of the paper and to the spine. */
  readonly whole: RectPx;
  /** From here to the side; left out: it is upright already. */
  readonly toSide?: Matrix;
  /** Of the first page on it. */
  readonly documentId: string;
}

type AreaSettings = Pick<PrintSettings, 'paper' | 'arrangement'>;

/** Numbers the areas of all sides. Blank sides have none and are not counted. */
export function areasOf(
  sheets: readonly PlannedSheet[],
  { paper, arrangement }: AreaSettings,
): ReadonlyMap<SidePlan, readonly MarkedArea[]> {
  const areas = new Map<SidePlan, MarkedArea[]>();
  let number = 0;
  for (const { front, back, ticket } of sheets) {
    const sheet = PAPERS[ticket?.paper ?? paper];
    for (const side of back ? [front, back] : [front]) {
      const [first] = side.placements;
      if (!first) continue;
      number += 1;
      areas.set(
        side,
        arrangement === 'booklet'
          ? side.placements.map((placement) => halfArea(placement, sheet))
          : [{ number, documentId: first.documentId, ...wholeSide(sheet, side.turned) }],
      );
    }
  }
  return areas;
}

function wholeSide(paper: Paper, turned = false): Omit<MarkedArea, 'number' | 'documentId'> {
  const printable = printableArea(paper);
  const whole = { x: 0, y: 0, width: paper.widthPx, height: paper.heightPx };
  if (!turned) return { printable, whole };
  return {
    printable: rectLyingDown(printable, paper),
    whole: rectLyingDown(whole, paper),
    toSide: fromLyingDown(paper),
  };
}

function halfArea({ clip, documentId, number = 1 }: Placement, paper: Paper): MarkedArea {
  const { x } = transformRect(toLyingDown(paper), clip);
  const [left, right] = bookletHalves(paper);
  const isLeft = x < right.x;
  const width = Math.floor(paper.heightPx / 2);
  return {
    number,
    documentId,
    printable: isLeft ? left : right,
    whole: { x: isLeft ? 0 : paper.heightPx - width, y: 0, width, height: paper.widthPx },
    toSide: fromLyingDown(paper),
  };
}
