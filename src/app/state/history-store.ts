import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import type { HistoryPage, HistoryQuery } from '../../jobs/queue-api.ts';
import type { QueueStore } from './queue-store.ts';
import { Store } from './store.ts';

export type HistoryFilter = Omit<HistoryQuery, 'offset' | 'limit'>;

const NOTHING: HistoryPage = { jobs: [], total: 0, users: [] };

/** The history, a page at a time: five thousand jobs cost the page no more than fifty. */
export class HistoryStore extends Store {
  static readonly PAGE_SIZE = 50;

  readonly #queue: QueueStore;
  #filter: HistoryFilter = {};
  #offset = 0;
  #page: HistoryPage | null = null;
  #error: ErrorRecord | null = null;
  /** The latest question; answers to earlier ones are dropped. */
  #asked = 0;
  /** The latest ended jobs when the page was loaded. */
  #seen = '';

  constructor(queue: QueueStore) {
    super();
    this.#queue = queue;
  }

  get filter(): HistoryFilter {
    return this.#filter;
  }

  get page(): HistoryPage {
    return this.#page ?? NOTHING;
  }

  get loaded(): boolean {
    return this.#page !== null;
  }

  get error(): ErrorRecord | null {
    return this.#error;
  }

  get offset(): number {
    return this.#offset;
  }

  get hasNext(): boolean {
    return this.#offset + HistoryStore.PAGE_SIZE < this.page.total;
  }

  /** Narrows the search further; a condition that is undefined is dropped. Goes to the first page. */
  narrow(patch: { readonly [Key in keyof HistoryFilter]?: HistoryFilter[Key] | undefined }): Promise<void> {
    const next = Object.entries({ ...this.#filter, ...patch }).filter(([, value]) => value !== undefined);
    this.#filter = Object.fromEntries(next);
    this.#offset = 0;
    return this.load();
  }

  turn(by: -1 | 1): Promise<void> {
    this.#offset = Math.max(0, this.#offset + by * HistoryStore.PAGE_SIZE);
    return this.load();
  }

  /** Loads again when the latest ended jobs are others than last time. */
  async follow(): Promise<void> {
    if (this.#latest !== this.#seen) await this.load();
  }

  get #latest(): string {
    return this.#queue.ended.map(({ id, state }) => `${id} ${state}`).join();
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    this.#seen = this.#latest;
    const query = { ...this.#filter, offset: this.#offset, limit: HistoryStore.PAGE_SIZE };
    try {
      const page = await this.#queue.api.history(query);
      if (asked !== this.#asked) return;
      this.#page = page;
      this.#error = null;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.#error = toRecord(asPlatenError(thrown));
    }
    // Erasing may have emptied the last page.
    if (this.#offset > 0 && this.#offset >= this.page.total) return this.turn(-1);
    this.changed();
  }
}
