import type { ScanSource } from '../protocol/commands.ts';
import { blankness } from './blank.ts';
import type { Findings } from './findings.ts';
import { cutOut, grayPage, type GrayPage, type PagePixels } from './gray-page.ts';
import { inkShareOf, paperGrayOf } from './paper.ts';
import { showsPatchT } from './patch-code.ts';
import { sheetOn, type Sheet } from './sheet.ts';
import { skewOf } from './skew.ts';

/** Where the feeder begins to scan, the sheet begins. */
const FED_SHEET_WITHIN_MM = 5;

/** Exports `findingsOf`: a look at a page, made small (about 100 dpi), for what corrections can go by. */
export function findingsOf(pixels: PagePixels, source: ScanSource = 'glass'): Findings {
  const whole = grayPage(pixels);
  const sheet = sheetFrom(whole, source);
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

/** What looks like a sheet on a page from the feeder, and begins farther down, is a picture on it. */
function sheetFrom(page: GrayPage, source: ScanSource): Sheet | null {
  const sheet = sheetOn(page);
  if (sheet === null || source === 'glass') return sheet;
  return sheet.straightened(sheet.skewDegrees).topMm > FED_SHEET_WITHIN_MM ? null : sheet;
}
