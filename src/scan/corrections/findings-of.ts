import type { Findings } from './findings.ts';
import { blankness } from './blank.ts';
import { cutOut, grayPage, type PagePixels } from './gray-page.ts';
import { inkShareOf, paperGrayOf } from './paper.ts';
import { showsPatchT } from './patch-code.ts';
import { sheetOn } from './sheet.ts';
import { skewOf } from './skew.ts';

/** Exports `findingsOf`: a look at a page, made small (about 100 dpi), for what corrections can go by. */
export function findingsOf(pixels: PagePixels): Findings {
  const whole = grayPage(pixels);
  const sheet = sheetOn(whole);
  // The lid around a small sheet would pass for its paper, and its shadow for a line.
  const page = sheet === null ? whole : cutOut(whole, sheet.inside);
  const paperGray = paperGrayOf(page);
  const isPatch = showsPatchT(page, paperGray);
  const isBlank = !isPatch && blankness(page, paperGray);
  // Holes and specks have no direction.
  const skewDegrees = (isBlank ? null : skewOf(page, paperGray)) ?? sheet?.skewDegrees ?? 0;
  return {
    skewDegrees,
    sheet: sheet?.straightened(skewDegrees) ?? null,
    paperGray,
    inkShare: inkShareOf(page, paperGray),
    isBlank,
    isPatch,
  };
}
