import { Store } from '../../state/store.ts';
import type { ScanBook } from './scan-book.ts';

/** Which page is looked at, and which are chosen for what is done next. The page that is looked at is among them. */
export class ScanSelection extends Store {
  readonly #book: ScanBook;
  #current: string | null = null;
  #chosen: ReadonlySet<string> = new Set();
  /** Where a range began. */
  #anchor: string | null = null;

  constructor(book: ScanBook) {
    super();
    this.#book = book;
    book.addEventListener('change', () => this.#settle());
  }

  get current(): string | null {
    return this.#current;
  }

  /** Among the pages in order; -1 where there is none. */
  get index(): number {
    return this.#book.pages.findIndex(({ id }) => id === this.#current);
  }

  has(pageId: string): boolean {
    return this.#chosen.has(pageId);
  }

  /** In the order of the pages. */
  get ids(): readonly string[] {
    return this.#book.pages.filter(({ id }) => this.#chosen.has(id)).map(({ id }) => id);
  }

  /** One page, and only it. */
  show(pageId: string): void {
    this.#put(pageId, [pageId], pageId);
  }

  /** Adds or takes out one page. The last one stays. */
  toggle(pageId: string): void {
    const chosen = new Set(this.#chosen);
    if (!chosen.has(pageId)) chosen.add(pageId);
    else if (chosen.size > 1) chosen.delete(pageId);
    const current = chosen.has(pageId) ? pageId : [...chosen].at(-1)!;
    this.#put(current, [...chosen], current);
  }

  /** Everything between where the range began and this page. */
  extendTo(pageId: string): void {
    const ids = this.#book.pages.map(({ id }) => id);
    const anchor = this.#anchor ?? pageId;
    const [from, to] = [ids.indexOf(anchor), ids.indexOf(pageId)];
    if (from < 0 || to < 0) return this.show(pageId);
    this.#put(pageId, ids.slice(Math.min(from, to), Math.max(from, to) + 1), anchor);
  }

  all(): void {
    const ids = this.#book.pages.map(({ id }) => id);
    if (ids.length > 0) this.#put(this.#current ?? ids[0]!, ids, ids[0]!);
  }

  /** The page at a place from 0; beyond the ends, the last one. `isRange`: everything on the way as well. */
  go(index: number, isRange = false): void {
    const { pages } = this.#book;
    const page = pages[Math.min(pages.length - 1, Math.max(0, index))];
    if (!page) return;
    if (isRange) this.extendTo(page.id);
    else this.show(page.id);
  }

  /** Pages may have gone, or the first have come. What was chosen goes to whatever lies there now. */
  #settle(): void {
    const ids = this.#book.pages.map(({ id }) => id);
    const kept = ids.filter((id) => this.#chosen.has(id));
    if (this.#current !== null && ids.includes(this.#current) && kept.length === this.#chosen.size) {
      this.#places = ids;
      return;
    }
    const stays = this.#current !== null && ids.includes(this.#current) ? this.#current : null;
    const lay = this.#current === null ? 0 : this.#places.indexOf(this.#current);
    const next = stays ?? kept[0] ?? ids[Math.min(Math.max(0, lay), ids.length - 1)] ?? null;
    this.#places = ids;
    if (next === null) {
      [this.#current, this.#anchor, this.#chosen] = [null, null, new Set()];
      this.changed();
    } else this.#put(next, kept.length > 0 ? kept : [next], next);
  }

  /** The order when it was last looked at. */
  #places: readonly string[] = [];

  #put(current: string, chosen: readonly string[], anchor: string): void {
    [this.#current, this.#chosen, this.#anchor] = [current, new Set([...chosen, current]), anchor];
    this.changed();
  }
}
