import type { Paper } from '../machine/paper.ts';
import type { Scaling } from '../settings/catalogue/layout.ts';
import { printableArea, PX_PER_PT as ACTUAL, type PageDimensions } from './printable-area.ts';
import type { Matrix } from './sheet-plan.ts';

/** Page sizes are often rounded to whole points; within this, a page counts as the sheet's own size. */
const SAME_SIZE_PT = 1;

/** Whether a page is turned to suit the sheet, which is always upright. */
function isLandscape(page: PageDimensions): boolean {
  return page.widthPt > page.heightPt;
}

/**
 * Where a page goes on a side of its own: the matrix from page points to the side's pixels.
 *
 * A landscape page is turned a quarter counterclockwise, its top along the sheet's left edge, on every side
 * alike. The machine turns neither side of a sheet, so bound at the long edge such pages turn like a wall
 * calendar's, at the short edge like a book's: as upright pages do, seen from the binding.
 *
 * `fit`: as large as the printable area takes. `shrink`: the same, but never larger than actual size; both
 * centred in the printable area. `actual`: one inch is 600 dots, centred on the sheet; a page of the sheet's
 * own size lies exactly on it.
 */
export function placePage(page: PageDimensions, paper: Paper, scaling: Scaling): Matrix {
  const turned = isLandscape(page);
  const upright = turned ? { widthPt: page.heightPt, heightPt: page.widthPt } : page;
  const scale = scaleFor(upright, paper, scaling);
  const [x, y] = position(upright, paper, scale, scaling);
  return turned ? [0, -scale, scale, 0, x, y + page.widthPt * scale] : [scale, 0, 0, scale, x, y];
}

function scaleFor({ widthPt, heightPt }: PageDimensions, paper: Paper, scaling: Scaling): number {
  if (scaling === 'actual' || scaling === 'percent') return ACTUAL;
  const area = printableArea(paper);
  const fit = Math.min(area.width / widthPt, area.height / heightPt);
  return scaling === 'shrink' ? Math.min(fit, ACTUAL) : fit;
}

/** Top left corner in whole pixels, so that scans at the machine's own resolution keep their pixels. */
function position(
  page: PageDimensions,
  paper: Paper,
  scale: number,
  scaling: Scaling,
): readonly [x: number, y: number] {
  if (scaling !== 'actual') {
    const area = printableArea(paper);
    return [
      area.x + Math.max(0, Math.floor((area.width - page.widthPt * scale) / 2)),
      area.y + Math.max(0, Math.floor((area.height - page.heightPt * scale) / 2)),
    ];
  }
  const spareX = paper.widthPx - page.widthPt * scale;
  const spareY = paper.heightPx - page.heightPt * scale;
  const same = Math.max(Math.abs(spareX), Math.abs(spareY)) <= SAME_SIZE_PT * ACTUAL;
  return same ? [0, 0] : [Math.round(spareX / 2), Math.round(spareY / 2)];
}
