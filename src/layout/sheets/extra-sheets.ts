import { bannerSheet } from './banner-sheet.ts';
import { blankSheet } from './blank-sheet.ts';
import { addCovers } from './covers.ts';
import type { PlanInput } from '../plan-input.ts';
import type { PlannedSheet } from '../sheet-plan.ts';

/**
 * Sheets of the job's own among those of the documents: covers, separators between documents, a blank sheet after
 * every printed one, and the job sheet before all. Sheets of a booklet are folded together, so nothing comes between
 * them.
 *
 * @param sheets made of `sectionsOf` the pages
 * @throws PlatenError `layout.cover-missing`
 */
export function addExtraSheets(sheets: readonly PlannedSheet[], input: PlanInput): readonly PlannedSheet[] {
  const { settings } = input;
  const separated = settings.arrangement === 'booklet' ? sheets : addSeparators(sheets, input);
  const covered = addCovers(separated, input);
  const all =
    settings.arrangement === 'booklet' || !settings.interleave ? covered : interleave(covered, input);
  return settings.banner ? [bannerSheet(sheets, input), ...all] : all;
}

function addSeparators(sheets: readonly PlannedSheet[], { settings }: PlanInput): readonly PlannedSheet[] {
  if (settings.separators !== 'documents') return sheets;
  return sheets.flatMap((sheet, index) =>
    index === 0 || documentOf(sheet) === documentOf(sheets[index - 1]!)
      ? [sheet]
      : [blankSheet('separator', settings), sheet],
  );
}

/** Whose pages it shows; they may have a letterhead below them. */
function documentOf({ front }: PlannedSheet): string | undefined {
  return front.placements.find(({ number }) => number !== undefined)?.documentId;
}

function interleave(sheets: readonly PlannedSheet[], { settings }: PlanInput): PlannedSheet[] {
  const interleaf = blankSheet('interleaf', settings);
  return sheets.flatMap((sheet) => (isPrinted(sheet) ? [sheet, interleaf] : [sheet]));
}

function isPrinted({ front, back }: PlannedSheet): boolean {
  return front.placements.length > 0 || (back?.placements.length ?? 0) > 0;
}
