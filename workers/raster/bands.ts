import type { RectPx } from '../../src/layout/geometry.ts';
import type { Placement } from '../../src/layout/sheet-plan.ts';

/** Lines of a side that are drawn and read at once. */
export interface LineRange {
  readonly firstLine: number;
  readonly lines: number;
}

/** Coded bands of UFR II LT are 256 lines; what is drawn at once is a multiple, so that none is cut. */
const STEP = 256;
const BYTES_PER_PIXEL = 4;
const MIB = 2 ** 20;

/**
 * What the canvas of one raster worker may take. Every band costs a run through the page's drawing operators,
 * so few tall bands are faster; two workers take twice this, and pages with transparency once or twice more.
 * `deviceMemory` is in GiB, rounded down to a power of 2, at most 8 (Device Memory specification).
 */
export function canvasBudgetBytes(deviceMemory: number | undefined): number {
  if (deviceMemory === undefined || deviceMemory >= 8) return 72 * MIB;
  return deviceMemory >= 4 ? 48 * MIB : 24 * MIB;
}

/** The most lines of `widthPx` that fit the budget: a multiple of 256, at least that. */
export function maxBandLines(widthPx: number, budgetBytes: number): number {
  return Math.max(STEP, Math.floor(budgetBytes / (widthPx * BYTES_PER_PIXEL) / STEP) * STEP);
}

/** A side of `heightPx` lines cut into ranges of equal height, none above `maxLines`, which is a multiple of 256. */
export function cutEvenly(heightPx: number, maxLines: number): LineRange[] {
  const count = Math.ceil(heightPx / maxLines);
  const each = Math.ceil(heightPx / count / STEP) * STEP;
  return cut(0, heightPx, each);
}

/** `lines` lines from `firstLine` on cut into ranges of `each`, the last of what is left. */
export function cut(firstLine: number, lines: number, each: number): LineRange[] {
  const ranges: LineRange[] = [];
  for (let at = 0; at < lines; at += each) {
    ranges.push({ firstLine: firstLine + at, lines: Math.min(each, lines - at) });
  }
  return ranges;
}

/** Whether anything that is placed may show on these lines. */
export function isTouched(placements: readonly Placement[], { firstLine, lines }: LineRange): boolean {
  return placements.some(({ clip }: { clip: RectPx }) => {
    return clip.width > 0 && clip.y < firstLine + lines && clip.y + clip.height > firstLine;
  });
}
