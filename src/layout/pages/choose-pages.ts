import type { PrintSettings } from '../../settings/print-settings.ts';
import type { ChosenPage } from './chosen-page.ts';
import { parsePageRange } from '../page-range/page-range.ts';
import type { PlannedDocument } from '../plan-input.ts';

/**
 * The pages to be printed, in the order in which they will be. Page numbers count through all documents that are
 * printed for themselves; leaving out blank pages changes no number.
 *
 * @throws PlatenError `layout.pages-*` (see `parsePageRange`)
 */
export function choosePages(
  documents: readonly PlannedDocument[],
  { pages: range, skipBlank }: Pick<PrintSettings, 'pages' | 'skipBlank'>,
): ChosenPage[] {
  const all = documents.flatMap((document) => pagesOf(document, skipBlank));
  if (all.length === 0) return [];
  return parsePageRange(range, all.length)
    .filter(({ page }) => !all[page - 1]!.isLeftOut)
    .map(({ page, rotation }, index) => ({ ...all[page - 1]!.page, rotation, number: index + 1 }));
}

interface CountedPage {
  readonly page: Omit<ChosenPage, 'rotation' | 'number'>;
  readonly isLeftOut: boolean;
}

function pagesOf(document: PlannedDocument, skipBlank: boolean): CountedPage[] {
  const { id: documentId, name: documentName, pages, role, blankPages = [] } = document;
  if (role) return [];
  const leftOut = new Set(skipBlank ? blankPages : []);
  return pages.map(({ widthPt, heightPt }, pageIndex) => ({
    page: { documentId, documentName, pageIndex, widthPt, heightPt },
    isLeftOut: leftOut.has(pageIndex),
  }));
}
