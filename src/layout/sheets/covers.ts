import { PlatenError } from '../../errors/platen-error.ts';
import { PAPERS } from '../../machine/paper.ts';
import { turnedEdge } from '../../settings/turning.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { attachedPage, attachmentOf, withoutNumber } from '../marks/attachment.ts';
import { blankSheet, ticketFor } from './blank-sheet.ts';
import { impose, planBookletSheet } from '../imposition/booklet.ts';
import type { ChosenPage } from '../pages/chosen-page.ts';
import type { PlanInput, PlannedDocument } from '../plan-input.ts';
import type { PlannedSheet, SidePlan } from '../sheet-plan.ts';
import type { SideName } from '../places/side-place.ts';
import { planSinglePage } from '../places/single-page.ts';

/**
 * Front and back cover. `blank` and `document` add a sheet; `page` makes a cover of the sheet that the first or last
 * page has for itself. A document's second page goes on the back of its cover where the job is two-sided.
 *
 * A booklet has one cover, a sheet around all others: the front cover's pages are its first two, the back cover's
 * its last two (a single page is the outer one). With `page` the sheet of its first or last page is the cover. A poster's
 * pages are no covers.
 *
 * @throws PlatenError `layout.cover-missing`
 */
export function addCovers(sheets: readonly PlannedSheet[], input: PlanInput): readonly PlannedSheet[] {
  const { settings } = input;
  const { arrangement, frontCover, backCover } = settings;
  const marked = sheets.map((sheet, index): PlannedSheet => {
    const isCover =
      arrangement !== 'poster' &&
      ((frontCover === 'page' && index === 0) ||
        (backCover === 'page' && index === lastPageSheet(sheets.length, input)));
    return isCover ? asCover(sheet, input) : sheet;
  });
  if (arrangement === 'booklet') return [...bookletCover(input), ...marked];
  return [...ownCover('front', input), ...marked, ...ownCover('back', input)];
}

/** In a booklet the outermost sheet of the last signature has it. */
function lastPageSheet(sheets: number, { settings }: PlanInput): number {
  if (settings.arrangement !== 'booklet') return sheets - 1;
  const size = settings.signatureSheets || sheets;
  return Math.floor((sheets - 1) / size) * size;
}

function asCover(sheet: PlannedSheet, { settings }: PlanInput): PlannedSheet {
  const { ticket } = ticketFor('cover', settings);
  return { ...sheet, role: 'cover', ...(ticket && { ticket: { ...sheet.ticket, ...ticket } }) };
}

type CoverName = 'front' | 'back';

function ownCover(which: CoverName, input: PlanInput): PlannedSheet[] {
  const { settings } = input;
  const kind = kindOf(which, settings);
  if (kind === 'none' || kind === 'page') return [];
  const sheet = blankSheet('cover', settings);
  if (kind === 'blank') return [sheet];
  const document = coverDocument(which, input);
  const isTwoSided = turnedEdge(settings) !== null && document.pages.length > 1;
  const side = (name: SideName, pageIndex: number): SidePlan =>
    unnumbered(planSinglePage(attachedPage(document, pageIndex), PAPERS[settings.paper], name, settings));
  return [{ ...sheet, front: side('front', 0), back: isTwoSided ? side('back', 1) : null }];
}

function bookletCover(input: PlanInput): PlannedSheet[] {
  const { settings } = input;
  const wanted = [settings.frontCover, settings.backCover].some(
    (kind) => kind === 'blank' || kind === 'document',
  );
  if (!wanted) return [];
  const pages = [...bookletCoverPages('front', input), ...bookletCoverPages('back', input).toReversed()];
  const { front, back } = planBookletSheet(impose(pages.length, settings)[0]!, pages, settings);
  return [{ ...blankSheet('cover', settings), front: unnumbered(front), back: back && unnumbered(back) }];
}

/** The outer page of that cover, then the inner one. */
function bookletCoverPages(which: CoverName, input: PlanInput): readonly (ChosenPage | null)[] {
  if (kindOf(which, input.settings) !== 'document') return [null, null];
  const document = coverDocument(which, input);
  const [first, second = null] = document.pages.slice(0, 2).map((_, index) => attachedPage(document, index));
  return which === 'back' && second ? [second, first!] : [first!, second];
}

function kindOf(which: CoverName, { frontCover, backCover }: PrintSettings) {
  return which === 'front' ? frontCover : backCover;
}

function coverDocument(which: CoverName, { documents }: PlanInput): PlannedDocument {
  const document = attachmentOf(documents, which === 'front' ? 'frontCover' : 'backCover');
  if (!document) throw new PlatenError('layout.cover-missing', { which });
  return document;
}

/** Pages of covers are not among the pages that are printed for themselves. */
function unnumbered(side: SidePlan): SidePlan {
  return { ...side, placements: side.placements.map(withoutNumber) };
}
