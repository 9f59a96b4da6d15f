import type { QuarterTurn } from '../geometry.ts';
import { PlatenError } from '../../errors/platen-error.ts';
import { parseItems, type PageRangeItem } from './parse-items.ts';

/** A page by its number, from 1, through all documents. */
export interface RangedPage {
  readonly page: number;
  readonly rotation: QuarterTurn;
  /** Which part of the text chose it; null where the text is empty and all pages are chosen. */
  readonly item: PageRangeItem | null;
}

/** At 24 pages a minute, three days and nights. More is a slip of the hand. */
export const MAX_PAGES = 100_000;

/**
 * Which pages are to be printed, in which order, as people write it: `3-1, odd, last, 5-, 2*2, 4@90`.
 *
 *     pages    = [ item { "," item } [ "," ] ]            empty: every page once
 *     item     = span [ "/" every ] { "*" times | "@" degrees }
 *     span     = "all" | "odd" | "even" | place | [ place ] "-" [ place ]
 *     place    = number | "first" | "last"
 *
 * Pages are counted from 1 through all documents. A span may run backwards (`3-1`), and a place left out is the
 * first page or the last (`-5`, `5-`). `/2` takes every second page of the span, beginning with its first. `*2` takes
 * it all twice (`1-2*2`: 1, 2, 1, 2). `@90`, `@180`, `@270` turn its pages clockwise; `@-90` is `@270`. Items keep the
 * order they are written in, and a page may come as often as one likes. Letters may be large or small, blanks may
 * be anywhere, every dash is a minus, and `;` is as good as `,`.
 *
 * @param pageCount how many pages there are
 * @throws PlatenError with `position` and `length` of what is wrong in the text, in UTF-16 units from 0:
 *   `layout.pages-unexpected` (what stands there has no meaning there), `layout.pages-incomplete` (something must
 *   follow), `layout.pages-beyond` (there is no such page), `layout.pages-turn` (not by quarters),
 *   `layout.pages-too-many`, and `layout.pages-none` (it chooses nothing)
 */
export function parsePageRange(text: string, pageCount: number): RangedPage[] {
  const items = parseItems(text, pageCount);
  if (items.length === 0) {
    return Array.from({ length: pageCount }, (_, index) => ({ page: index + 1, rotation: 0, item: null }));
  }
  requireFewPages(items);
  const pages: RangedPage[] = [];
  for (const item of items) {
    for (let time = 0; time < item.times; time++) {
      for (let index = 0; index < item.count; index++) {
        pages.push({ page: item.first + index * item.step, rotation: item.rotation, item });
      }
    }
  }
  // Of one page, the even ones.
  if (pages.length === 0) {
    throw new PlatenError('layout.pages-none', { position: 0, length: text.length });
  }
  return pages;
}

function requireFewPages(items: readonly PageRangeItem[]): void {
  let pages = 0;
  for (const { count, times, position, length } of items) {
    pages += count * times;
    if (pages > MAX_PAGES)
      throw new PlatenError('layout.pages-too-many', { limit: MAX_PAGES, position, length });
  }
}
