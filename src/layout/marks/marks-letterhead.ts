import { intersection } from '../geometry.ts';
import type { MarkedArea } from './marked-areas.ts';
import { placeAttachment } from './attachment.ts';
import type { PlannedDocument } from '../plan-input.ts';
import { PX_PER_PT } from '../printable-area.ts';
import type { Placement } from '../sheet-plan.ts';

/** Within this, a letterhead has the paper's own size. */
const SAME_SIZE_PT = 1;

/**
 * A letterhead on an area: at its own size where that is the area's, else as large as fits. Wide ones are turned on
 * upright paper, and the other way round. Of several pages the first goes on the first area and the last one on all
 * others.
 */
export function letterheadPlacement(
  { number, shape: { whole, printable } }: MarkedArea,
  letterhead: PlannedDocument,
): Placement {
  const pageIndex = number === 1 ? 0 : letterhead.pages.length - 1;
  const page = letterhead.pages[pageIndex]!;
  const [short, long] = [page.widthPt, page.heightPt].toSorted((a, b) => a - b);
  const [shortPx, longPx] = [whole.width, whole.height].toSorted((a, b) => a - b);
  const difference = Math.max(Math.abs(shortPx! / PX_PER_PT - short!), Math.abs(longPx! / PX_PER_PT - long!));
  const scaling = difference <= SAME_SIZE_PT ? 'actual' : 'fit';
  const placed = placeAttachment(letterhead, pageIndex, whole, scaling);
  return { ...placed, clip: intersection(whole, printable) };
}
