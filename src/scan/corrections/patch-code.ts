import type { GrayPage } from './gray-page.ts';

/**
 * Patch T, the bars of a separator sheet: behind it a new document begins. Exports `PATCH_T` (the geometry, to print
 * one) and `showsPatchT`.
 *
 * Geometry: Kodak, "Patch Code Information" (A-61599, October 2006): two wide bars of 0.20 in and two narrow ones of
 * 0.08 in, 0.01 in more or less, with gaps of 0.08 in between; 0.80 in high in all, the bars 0.75 in long at the least.
 * Read from the nearest edge of the sheet inwards, T is narrow, wide, narrow, wide; the other way round the same bars
 * are patch 3, which means something else. The separator sheet that users of NAPS2 and Kofax know has the code at
 * each of its four edges, so that it may be fed any way.
 */
export const PATCH_T = {
  /** Bar, gap, bar … from the edge of the sheet inwards, inches. */
  elementsIn: [0.08, 0.08, 0.2, 0.08, 0.08, 0.08, 0.2],
  /** Nothing is printed beside the bars nearer than this; nor do they come nearer to the edge of the sheet. */
  quietIn: 0.25,
  leastBarIn: 0.75,
} as const;

const HEIGHT_IN = PATCH_T.elementsIn.reduce((sum, element) => sum + element, 0);
/** A sheet may be printed smaller to fit, copied, or lie askew. */
const SIZE_TOLERANCE = 0.15;
/** Half way between a narrow and a wide bar, and a little more tolerance for what scanning makes of edges, inches. */
const ELEMENT_TOLERANCE_IN = 0.045;
/** Bars reflect less than 20 %, paper more than 65 % (A-61599): what is darker than half of the paper is bar. */
const DARK_SHARE = 0.5;
/** A bar runs on where it begins no more than this from where it began one pixel before: ten degrees of skew. */
const DRIFT_PX = 2;

/** Whether the bars of patch T are on the page, in any of the four directions. */
export function showsPatchT(page: GrayPage, paperGray: number): boolean {
  return [false, true].some((isStanding) => hasBars(page, paperGray * DARK_SHARE, isStanding));
}

/** Bars that lie across the page, or stand. */
function hasBars(page: GrayPage, darkBelow: number, isStanding: boolean): boolean {
  const { widthPx, heightPx, dpi, levels } = page;
  const [lines, length] = isStanding ? [heightPx, widthPx] : [widthPx, heightPx];
  const [lineStep, step] = isStanding ? [widthPx, 1] : [1, widthPx];
  const wanted = PATCH_T.leastBarIn * dpi * (1 - SIZE_TOLERANCE);
  // Where codes began on the line before, and on how many lines they have run by now.
  let running = new Map<number, number>();
  for (let line = 0; line < lines; line++) {
    const next = new Map<number, number>();
    for (const start of codesOn((at) => levels[line * lineStep + at * step]! < darkBelow, length, dpi)) {
      let seen = 0;
      for (let drift = -DRIFT_PX; drift <= DRIFT_PX; drift++) {
        seen = Math.max(seen, running.get(start + drift) ?? 0);
      }
      if (seen + 1 >= wanted) return true;
      next.set(start, seen + 1);
    }
    running = next;
  }
  return false;
}

/** Where codes begin that a line of `length` pixels across the bars shows. */
function codesOn(isDark: (at: number) => boolean, length: number, dpi: number): number[] {
  const ends: number[] = [];
  for (let at = 0, was = false; at <= length; at++) {
    const dark = at < length && isDark(at);
    if (dark !== was) ends.push(at);
    was = dark;
  }
  const found: number[] = [];
  const elements = PATCH_T.elementsIn.length;
  for (let i = 0; i + elements < ends.length; i += 2) {
    const [start, end] = [ends[i]!, ends[i + elements]!];
    const scale = (end - start) / (HEIGHT_IN * dpi);
    if (Math.abs(scale - 1) > SIZE_TOLERANCE) continue;
    const quiet = (PATCH_T.quietIn / 2) * dpi;
    if (i > 0 && start - ends[i - 1]! < quiet) continue;
    if (i + elements + 1 < ends.length && ends[i + elements + 1]! - end < quiet) continue;
    const isNearStart = start + end <= length;
    const fits = PATCH_T.elementsIn.every((_, n) => {
      const element = ends[i + n + 1]! - ends[i + n]!;
      const wanted = PATCH_T.elementsIn[isNearStart ? n : elements - 1 - n]!;
      return Math.abs(element / dpi / scale - wanted) < ELEMENT_TOLERANCE_IN;
    });
    if (fits) found.push(start);
  }
  return found;
}
