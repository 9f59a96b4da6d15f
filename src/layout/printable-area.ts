import { DPI, type Paper } from '../machine/paper.ts';
import type { RectPx } from './geometry.ts';

const POINTS_PER_INCH = 72;
const MM_PER_INCH = 25.4;

/** Dots a point at actual size. */
export const PX_PER_PT = DPI / POINTS_PER_INCH;

/** Whole dots. */
export function mmToPx(mm: number): number {
  return Math.round((mm / MM_PER_INCH) * DPI);
}

/** What the machine can print of a sheet: all but the frame on every side. Plans draw nothing outside of it. */
export function printableArea(paper: Paper): RectPx {
  const { widthPx, heightPx, marginPx } = paper;
  return { x: marginPx, y: marginPx, width: widthPx - 2 * marginPx, height: heightPx - 2 * marginPx };
}
