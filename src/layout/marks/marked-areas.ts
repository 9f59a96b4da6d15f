import type { Matrix, RectPx } from '../geometry.ts';
import { PAPERS, type Paper, type PaperName } from '../../machine/paper.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { bookletHalves } from '../imposition/booklet.ts';
import { printableArea } from '../printable-area.ts';
import type { Placement, PlannedSheet, SidePlan } from '../sheet-plan.ts';
import { fromLyingDown, rectLyingDown } from '../places/transform-side.ts';

/** What readers see as one page of paper: a side of a sheet, or half of a booklet's side. */
export interface MarkedArea {
  /** From 1: the sides that something is printed on; of a booklet, its pages. */
  readonly number: number;
  /** Of the first page on it. */
  readonly documentId: string;
  /** Areas that lie alike have the same object. */
  readonly shape: AreaShape;
}

/** Measured as readers hold it: a side that lies down is wide here. */
export interface AreaShape {
  /** What can be printed of it. */
  readonly printable: RectPx;
  /** All of it, to the edges of the paper and to the spine. */
  readonly whole: RectPx;
  /** From here to the side; left out: it is upright already. */
  readonly toSide?: Matrix;
}

type AreaSettings = Pick<PrintSettings, 'paper' | 'arrangement'>;

/** Numbers the areas of all sides. Blank sides have none and are not counted. */
export function areasOf(
  sheets: readonly PlannedSheet[],
  { paper, arrangement }: AreaSettings,
): ReadonlyMap<SidePlan, readonly MarkedArea[]> {
  const areas = new Map<SidePlan, MarkedArea[]>();
  const shapesOf = oncePerPaper(arrangement === 'booklet' ? halfShapes : sideShapes);
  let number = 0;
  for (const { front, back, ticket } of sheets) {
    const name = ticket?.paper ?? paper;
    const [one, other] = shapesOf(name);
    for (const side of back ? [front, back] : [front]) {
      const [first] = side.placements;
      if (!first) continue;
      number += 1;
      areas.set(
        side,
        arrangement === 'booklet'
          ? side.placements.map((placement) => ({
              number: placement.number!,
              documentId: placement.documentId,
              shape: isOnLeftHalf(placement, PAPERS[name]) ? one : other,
            }))
          : [{ number, documentId: first.documentId, shape: side.turned ? other : one }],
      );
    }
  }
  return areas;
}

type ShapePair = readonly [AreaShape, AreaShape];

function oncePerPaper(make: (paper: Paper) => ShapePair): (name: PaperName) => ShapePair {
  const made = new Map<PaperName, ShapePair>();
  return (name) => {
    const known = made.get(name) ?? make(PAPERS[name]);
    made.set(name, known);
    return known;
  };
}

/** A side that is upright, and one that lies down. */
function sideShapes(paper: Paper): ShapePair {
  const printable = printableArea(paper);
  const whole = { x: 0, y: 0, width: paper.widthPx, height: paper.heightPx };
  return [
    { printable, whole },
    {
      printable: rectLyingDown(printable, paper),
      whole: rectLyingDown(whole, paper),
      toSide: fromLyingDown(paper),
    },
  ];
}

/** The left and the right half of a booklet's side. */
function halfShapes(paper: Paper): ShapePair {
  const [left, right] = bookletHalves(paper);
  const half = { y: 0, width: Math.floor(paper.heightPx / 2), height: paper.widthPx };
  const toSide = fromLyingDown(paper);
  return [
    { printable: left, whole: { ...half, x: 0 }, toSide },
    { printable: right, whole: { ...half, x: paper.heightPx - half.width }, toSide },
  ];
}

/** The left edge of a side that lies down is the lower one of the upright side. */
function isOnLeftHalf({ clip }: Placement, { heightPx }: Paper): boolean {
  return clip.y + clip.height / 2 > heightPx / 2;
}
