import type { Corrections } from '../../../scan/corrections/corrections.ts';
import { documentsIn, placesBetween } from '../../../scan/pages/page-order.ts';
import type { ScannedPage } from '../../../scan/pages/scanned-page.ts';

/** What is done with pages: each takes all pages of a batch in order, and gives those that became others. */

function some(pages: readonly ScannedPage[], ids: readonly string[]): ScannedPage[] {
  return pages.filter(({ id }) => ids.includes(id));
}

export function turned(
  pages: readonly ScannedPage[],
  ids: readonly string[],
  by: 90 | -90 | 180,
): ScannedPage[] {
  return some(pages, ids).map((page) => {
    const turn = ((page.corrections.turn + by + 360) % 360) as Corrections['turn'];
    return { ...page, corrections: { ...page.corrections, turn } };
  });
}

export function corrected(
  pages: readonly ScannedPage[],
  ids: readonly string[],
  patch: Partial<Corrections>,
): ScannedPage[] {
  return some(pages, ids).map((page) => ({ ...page, corrections: { ...page.corrections, ...patch } }));
}

/** A document whose first page goes begins with the next one that stays, and keeps its name. */
export function setAside(pages: readonly ScannedPage[], ids: readonly string[]): ScannedPage[] {
  const going = some(pages, ids).filter(({ isSetAside }) => !isSetAside);
  const heirs = documentsIn(pages).flatMap(([first, ...rest]) => {
    const heir = going.includes(first!) ? rest.find((page) => !going.includes(page)) : undefined;
    if (!heir) return [];
    return [{ ...heir, startsDocument: first!.startsDocument, documentTitle: first!.documentTitle ?? '' }];
  });
  return [...going.map((page) => ({ ...page, isSetAside: true, startsDocument: false })), ...heirs];
}

export function putBack(pages: readonly ScannedPage[], ids: readonly string[]): ScannedPage[] {
  return some(pages, ids).map((page) => ({ ...page, isSetAside: false }));
}

/** A copy behind each page; pixels are shared. `newId` is asked for each. */
export function copied(
  pages: readonly ScannedPage[],
  ids: readonly string[],
  newId: () => string,
): ScannedPage[] {
  return some(pages, ids).map((page) => {
    const next = pages[pages.indexOf(page) + 1]?.place ?? null;
    const [place] = placesBetween(page.place, next, 1);
    return { ...page, id: newId(), place: place!, startsDocument: false, documentTitle: '' };
  });
}

export function withDocumentStart(
  pages: readonly ScannedPage[],
  pageId: string,
  starts: boolean,
): ScannedPage[] {
  return some(pages, [pageId])
    .filter(({ startsDocument }) => startsDocument !== starts)
    .map((page) => ({ ...page, startsDocument: starts, documentTitle: '' }));
}

export function withDocumentTitle(
  pages: readonly ScannedPage[],
  pageId: string,
  title: string,
): ScannedPage[] {
  return some(pages, [pageId])
    .filter(({ documentTitle = '' }) => documentTitle !== title)
    .map((page) => ({ ...page, documentTitle: title }));
}
