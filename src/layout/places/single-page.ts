import type { Paper } from '../../machine/paper.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { ChosenPage } from '../pages/chosen-page.ts';
import { compose, outlineOf } from '../geometry.ts';
import { placePage } from './place-page.ts';
import { printableArea, PX_PER_PT } from '../printable-area.ts';
import type { Placement, SidePlan } from '../sheet-plan.ts';
import { sidePlace, type SideName } from './side-place.ts';
import { moving } from './transform-side.ts';

/** Page sizes are often rounded to whole points; within this, a page counts as the sheet's own size. */
const SAME_SIZE_PT = 1;

/** A page on a side of its own. */
export function planSinglePage(
  page: ChosenPage,
  paper: Paper,
  side: SideName,
  settings: PrintSettings,
): SidePlan {
  const place = sidePlace(paper, side, settings);
  const placement = placePage(page, place, settings);
  const area = printableArea(paper);
  const hasMargins = place.width !== area.width || place.height !== area.height;
  const placed =
    hasMargins || settings.scaling !== 'actual' ? placement : snapToSheet(placement, page, paper);
  return placed.matrix[0] === 0 && placed.matrix[1] < 0
    ? { placements: [placed], turned: true }
    : { placements: [placed] };
}

/** A page of the sheet's own size lies exactly on the sheet, wherever it would be aligned otherwise. */
function snapToSheet(placement: Placement, page: ChosenPage, { widthPx, heightPx }: Paper): Placement {
  const { x, y, width, height } = outlineOf(page, placement.matrix);
  const difference = Math.max(Math.abs(width - widthPx), Math.abs(height - heightPx));
  return difference > SAME_SIZE_PT * PX_PER_PT
    ? placement
    : { ...placement, matrix: compose(moving(-x, -y), placement.matrix) };
}
