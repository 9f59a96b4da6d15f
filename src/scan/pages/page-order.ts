import type { ScannedPage } from './scanned-page.ts';

/** Below this, halving the room between two pages would soon find none. */
const LEAST_GAP = 1e-6;

/** As they lie; those that were set aside among them. */
export function inOrder(pages: readonly ScannedPage[]): ScannedPage[] {
  return pages.toSorted((a, b) => a.place - b.place || a.scannedAt - b.scannedAt);
}

/** Pages that are not set aside, by document; the first page begins one whatever it says. */
export function documentsIn(pages: readonly ScannedPage[]): ScannedPage[][] {
  const documents: ScannedPage[][] = [];
  for (const page of inOrder(pages)) {
    if (page.isSetAside) continue;
    if (page.startsDocument || documents.length === 0) documents.push([page]);
    else documents.at(-1)!.push(page);
  }
  return documents;
}

/** `count` places in order between two others; null: there is nothing on that side. */
export function placesBetween(before: number | null, after: number | null, count: number): number[] {
  const from = before ?? (after === null ? 0 : after - count - 1);
  const step = after === null || before === null ? 1 : (after - before) / (count + 1);
  return Array.from({ length: count }, (_, at) => from + step * (at + 1));
}

/** The pages that changed when `ids`, in their own order, come to lie before another page; null: at the end. */
export function movedBefore(
  pages: readonly ScannedPage[],
  ids: readonly string[],
  beforeId: string | null,
): ScannedPage[] {
  const moving = new Set(ids);
  const moved = inOrder(pages).filter(({ id }) => moving.has(id));
  const others = inOrder(pages).filter(({ id }) => !moving.has(id));
  const to = beforeId === null ? others.length : others.findIndex(({ id }) => id === beforeId);
  if (to < 0 || moved.length === 0) return [];
  const before = others[to - 1]?.place ?? null;
  const after = others[to]?.place ?? null;
  if (before !== null && after !== null && (after - before) / (moved.length + 1) < LEAST_GAP) {
    return reordered([...others.slice(0, to), ...moved, ...others.slice(to)]);
  }
  const places = placesBetween(before, after, moved.length);
  return withPlaces(moved, places);
}

/** Two passes of a feeder that scans one side, as one: front, back, front, back. What is over comes last. */
export function interleaved(
  pages: readonly ScannedPage[],
  passes: { readonly first: readonly string[]; readonly second: readonly string[] },
  isSecondReversed: boolean,
): ScannedPage[] {
  const byId = new Map(pages.map((page) => [page.id, page]));
  const present = (ids: readonly string[]) =>
    ids.map((id) => byId.get(id)).filter((page) => page !== undefined);
  const fronts = present(passes.first);
  const backs = present(isSecondReversed ? passes.second.toReversed() : passes.second);
  const length = Math.max(fronts.length, backs.length);
  const order = Array.from({ length }, (_, at) => [fronts[at], backs[at]]).flat();
  const together = order.filter((page) => page !== undefined);
  const places = together.map(({ place }) => place).sort((a, b) => a - b);
  return withPlaces(together, places);
}

/**
 * Separators are set aside, and a document begins behind each. `blank`: a sheet with nothing on it; `patch`: a
 * patch-T sheet. Of a sheet scanned on both sides, both sides belong to the separator. `sheet`: there are no
 * separators, every sheet is a document.
 */
export function splitAt(
  pages: readonly ScannedPage[],
  separator: 'blank' | 'patch' | 'sheet',
): ScannedPage[] {
  const changed: ScannedPage[] = [];
  const present = inOrder(pages).filter(({ isSetAside }) => !isSetAside);
  if (separator === 'sheet') {
    const firsts = sheetsOf(present).map(([page]) => page!);
    return firsts.filter((page) => !page.startsDocument).map((page) => ({ ...page, startsDocument: true }));
  }
  let isAfterSeparator = false;
  for (const sheet of sheetsOf(present)) {
    if (isSeparator(sheet, separator)) {
      changed.push(...sheet.map((page) => ({ ...page, isSetAside: true, startsDocument: false })));
      isAfterSeparator = true;
      continue;
    }
    const [page] = sheet;
    if (isAfterSeparator && !page!.startsDocument) changed.push({ ...page!, startsDocument: true });
    isAfterSeparator = false;
  }
  return changed;
}

function isSeparator(sheet: readonly ScannedPage[], separator: 'blank' | 'patch'): boolean {
  if (separator === 'blank') return sheet.every(({ findings }) => findings.isBlank);
  return (
    sheet.some(({ findings }) => findings.isPatch) &&
    sheet.every(({ findings }) => findings.isPatch || findings.isBlank)
  );
}

/** Neighbours that are the two sides of one sheet lie together. */
function sheetsOf(pages: readonly ScannedPage[]): ScannedPage[][] {
  const sheets: ScannedPage[][] = [];
  for (const page of pages) {
    const last = sheets.at(-1);
    const other = last?.length === 1 ? last[0] : undefined;
    const isSameSheet =
      other?.origin.source === 'feeder-duplex' &&
      page.origin.source === 'feeder-duplex' &&
      other.origin.sheet === page.origin.sheet &&
      other.origin.side !== page.origin.side;
    if (isSameSheet) last!.push(page);
    else sheets.push([page]);
  }
  return sheets;
}

/** Places of their own for all, in this order. */
function reordered(pages: readonly ScannedPage[]): ScannedPage[] {
  return withPlaces(
    pages,
    pages.map((_, at) => at + 1),
  );
}

function withPlaces(pages: readonly ScannedPage[], places: readonly number[]): ScannedPage[] {
  return pages
    .map((page, at) => ({ ...page, place: places[at]! }))
    .filter(({ place }, at) => place !== pages[at]!.place);
}
