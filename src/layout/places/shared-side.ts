import type { Paper } from '../../machine/paper.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { ChosenPage } from '../pages/chosen-page.ts';
import { intersection, outlineOf, type PageDimensions, type RectPx } from '../geometry.ts';
import { pageBorder } from './page-border.ts';
import { cellAt, gridIn, gridShape, placeAt, surroundingsAt, type Grid } from './page-grid.ts';
import { askedTurn, placePage, turnedSize } from './place-page.ts';
import { mmToPx, printableArea, PX_PER_PT } from '../printable-area.ts';
import type { SidePlan } from '../sheet-plan.ts';
import { sidePlace, type SideName } from './side-place.ts';
import { fromLyingDown, rectLyingDown, transformSide } from './transform-side.ts';

/** A grid, and how the side lies that it is for. */
interface LyingGrid {
  readonly grid: Grid;
  readonly lyingDown: boolean;
}

/**
 * Several pages on a side, in a grid: the first page in the first place of the order. Places that are left over stay
 * empty. Where pages of both orientations share a job, `areWide` says which of them the grid is made for.
 */
export function planNup(
  pages: readonly ChosenPage[],
  areWide: boolean,
  paper: Paper,
  side: SideName,
  settings: PrintSettings,
): SidePlan {
  return fillGrid(pages, gridFor(areWide, paper, side, settings), paper, settings);
}

/** Whether more of the pages are wide than upright, once turned as was asked. */
export function areMostlyWide(pages: readonly ChosenPage[], settings: PrintSettings): boolean {
  const wide = pages.filter((page) => isWide(turnedSize(page, askedTurn(page, settings)))).length;
  return wide > pages.length / 2;
}

function isWide({ widthPt, heightPt }: PageDimensions): boolean {
  return widthPt > heightPt;
}

/**
 * One page over and over. At a size of its own (`actual`, `percent`) as often as the side takes it, the way of lying
 * that takes more; otherwise as often as there are pages on a side, each as large as that allows.
 */
export function planRepeat(
  page: ChosenPage,
  paper: Paper,
  side: SideName,
  settings: PrintSettings,
): SidePlan {
  const { scaling } = settings;
  const lying =
    scaling === 'actual' || scaling === 'percent'
      ? gridOfCopies(page, paper, side, settings)
      : gridFor(areMostlyWide([page], settings), paper, side, settings);
  const { columns, rows } = lying.grid;
  const pages = Array.from({ length: columns * rows }, () => page);
  return fillGrid(pages, lying, paper, settings);
}

function gridFor(areWide: boolean, paper: Paper, side: SideName, settings: PrintSettings): LyingGrid {
  const { columns, rows, lyingDown } = gridShape(settings.pagesPerSheet, areWide);
  const area = placeFor(lyingDown, paper, side, settings);
  return { grid: gridIn(area, columns, rows, mmToPx(settings.pageGapMm)), lyingDown };
}

function placeFor(lyingDown: boolean, paper: Paper, side: SideName, settings: PrintSettings): RectPx {
  const place = sidePlace(paper, side, settings);
  return lyingDown ? rectLyingDown(place, paper) : place;
}

/** More in a row than anybody cuts; it bounds the work that a page of a millimetre would make. */
const MOST_IN_A_ROW = 40;

/** As many places of the page's own size as there is room for, at least one; the rest of the room lies around. */
function gridOfCopies(page: ChosenPage, paper: Paper, side: SideName, settings: PrintSettings): LyingGrid {
  const upright = copiesIn(placeFor(false, paper, side, settings), page, settings);
  const lying = copiesIn(placeFor(true, paper, side, settings), page, settings);
  const count = ({ columns, rows }: Grid) => columns * rows;
  const lyingDown = settings.autoRotate && count(lying) > count(upright);
  return { grid: lyingDown ? lying : upright, lyingDown };
}

function copiesIn(area: RectPx, page: ChosenPage, settings: PrintSettings): Grid {
  const { widthPt, heightPt } = turnedSize(page, askedTurn(page, settings));
  const scale = settings.scaling === 'percent' ? (PX_PER_PT * settings.scalePercent) / 100 : PX_PER_PT;
  const gapPx = mmToPx(settings.pageGapMm);
  const width = Math.min(area.width, Math.round(widthPt * scale));
  const height = Math.min(area.height, Math.round(heightPt * scale));
  const inARow = (room: number, size: number) =>
    Math.min(MOST_IN_A_ROW, Math.floor((room + gapPx) / (size + gapPx)));
  const columns = inARow(area.width, width);
  const rows = inARow(area.height, height);
  const spareX = area.width - columns * width - (columns - 1) * gapPx;
  const spareY = area.height - rows * height - (rows - 1) * gapPx;
  const x = area.x + Math.floor(spareX / 2);
  const y = area.y + Math.floor(spareY / 2);
  return { columns, rows, gapPx, first: { x, y, width, height } };
}

function fillGrid(
  pages: readonly ChosenPage[],
  { grid, lyingDown }: LyingGrid,
  paper: Paper,
  settings: PrintSettings,
): SidePlan {
  const { pageOrder, pageBorder: border } = settings;
  const printable = printableArea(paper);
  const area = lyingDown ? rectLyingDown(printable, paper) : printable;
  const cells = pages.map((_, index) => cellAt(grid, pageOrder, index));
  const placements = pages.map((page, index) => placePage(page, placeAt(grid, cells[index]!), settings));
  const marks = placements.flatMap(({ matrix, clip }, index) =>
    pageBorder(
      border,
      intersection(outlineOf(pages[index]!, matrix), clip),
      surroundingsAt(grid, cells[index]!, area),
    ),
  );
  const side = marks.length === 0 ? { placements } : { placements, marks };
  return lyingDown ? { ...transformSide(side, fromLyingDown(paper)), turned: true } : side;
}
