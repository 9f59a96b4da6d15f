import type { CropArea } from '../../../scan/corrections/corrections.ts';

/** What of a crop's frame is held: an edge, a corner (both of its edges), or all of it. */
export type CropHold = 'left' | 'right' | 'top' | 'bottom' | 'all';

interface PageSize {
  readonly widthMm: number;
  readonly heightMm: number;
}

/** A frame that is smaller cannot be gripped any more. */
const LEAST_MM = 5;

/** The frame after one or two of its edges, or all of it, were moved; it stays on the page. */
export function movedCrop(
  area: CropArea,
  holds: readonly CropHold[],
  byMm: { readonly x: number; readonly y: number },
  page: PageSize,
): CropArea {
  if (holds.includes('all')) {
    const leftMm = within(area.leftMm + byMm.x, 0, page.widthMm - area.widthMm);
    const topMm = within(area.topMm + byMm.y, 0, page.heightMm - area.heightMm);
    return { ...area, leftMm, topMm };
  }
  let [left, top] = [area.leftMm, area.topMm];
  let [right, bottom] = [left + area.widthMm, top + area.heightMm];
  if (holds.includes('left')) left = within(left + byMm.x, 0, right - LEAST_MM);
  if (holds.includes('right')) right = within(right + byMm.x, left + LEAST_MM, page.widthMm);
  if (holds.includes('top')) top = within(top + byMm.y, 0, bottom - LEAST_MM);
  if (holds.includes('bottom')) bottom = within(bottom + byMm.y, top + LEAST_MM, page.heightMm);
  return { leftMm: left, topMm: top, widthMm: right - left, heightMm: bottom - top };
}

/** Where an edge is, millimetres from the left or upper edge of the page. */
export function edgeMm(area: CropArea, edge: Exclude<CropHold, 'all'>): number {
  switch (edge) {
    case 'left':
      return area.leftMm;
    case 'right':
      return area.leftMm + area.widthMm;
    case 'top':
      return area.topMm;
    case 'bottom':
      return area.topMm + area.heightMm;
  }
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(Math.max(least, most), value));
}
