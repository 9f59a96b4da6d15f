import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { ledgerTotals, type LedgerGrouping, type LedgerPeriod, type LedgerTotal } from '../../jobs/ledger.ts';
import type { LedgerEntry } from '../../jobs/queue-api.ts';
import type { QueueStore } from './queue-store.ts';
import { Store } from './store.ts';

export const SPANS = ['this-month', 'last-month', 'this-year', 'all'] as const;
export type Span = (typeof SPANS)[number];

/** The books over a span of time, and their totals. */
export class LedgerStore extends Store {
  readonly #queue: QueueStore;
  readonly #now: () => number;
  #span: Span = 'this-month';
  #entries: readonly LedgerEntry[] = [];
  #loaded = false;
  #error: ErrorRecord | null = null;
  #asked = 0;

  constructor(queue: QueueStore, now: () => number = () => Date.now()) {
    super();
    this.#queue = queue;
    this.#now = now;
  }

  get span(): Span {
    return this.#span;
  }

  /** Oldest first. */
  get entries(): readonly LedgerEntry[] {
    return this.#entries;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  get error(): ErrorRecord | null {
    return this.#error;
  }

  /** Newest period first. */
  totals(period: LedgerPeriod, grouping: LedgerGrouping): readonly LedgerTotal[] {
    // The sort is stable: names keep their order within a period.
    return ledgerTotals(this.#entries, period, grouping).sort(
      (a, b) => Number(b.period > a.period) - Number(b.period < a.period),
    );
  }

  choose(span: Span): Promise<void> {
    this.#span = span;
    return this.load();
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    const [fromMs, untilMs] = boundsOf(this.#span, new Date(this.#now()));
    try {
      const entries = await this.#queue.api.ledger(fromMs, untilMs);
      if (asked !== this.#asked) return;
      this.#entries = entries;
      this.#error = null;
      this.#loaded = true;
    } catch (thrown) {
      if (asked === this.#asked) this.#error = toRecord(asPlatenError(thrown));
    }
    this.changed();
  }
}

/** From the first moment up to the one after the last, local time. */
export function boundsOf(span: Span, now: Date): readonly [fromMs: number, untilMs: number] {
  const year = now.getFullYear();
  const month = now.getMonth();
  const at = (of: number, ofMonth: number) => new Date(of, ofMonth, 1).getTime();
  switch (span) {
    case 'this-month':
      return [at(year, month), at(year, month + 1)];
    case 'last-month':
      return [at(year, month - 1), at(year, month)];
    case 'this-year':
      return [at(year, 0), at(year + 1, 0)];
    case 'all':
      return [0, at(year + 100, 0)];
  }
}
