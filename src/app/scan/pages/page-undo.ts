import type { ScannedPage } from '../../../scan/pages/scanned-page.ts';

const MOST_STEPS = 200;
/** Changes of one thing in quick succession, a slider's steps for example, are one step. */
const ONE_STEP_MS = 1_000;

/** How one page was and what it became; null: it was not there, or is gone. */
export interface PageChange {
  readonly before: ScannedPage | null;
  readonly after: ScannedPage | null;
}

export interface PageStep {
  /** What was done, as it follows "Undo": `turn 3 pages`. */
  readonly words: string;
  readonly changes: readonly PageChange[];
}

interface KeptStep extends PageStep {
  readonly mergeKey: string | null;
  readonly atMs: number;
}

/** What was done with the pages of a batch and can be taken back. Times are injected. */
export class PageUndo {
  readonly #now: () => number;
  #past: readonly KeptStep[] = [];
  #future: readonly KeptStep[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** In words, what Undo takes back; null when there is nothing. */
  get undoes(): string | null {
    return this.#past.at(-1)?.words ?? null;
  }

  get redoes(): string | null {
    return this.#future.at(-1)?.words ?? null;
  }

  /** @param mergeKey steps of the same key that follow each other at once are one; null: a step of its own */
  record(step: PageStep, mergeKey: string | null = null): void {
    const atMs = this.#now();
    const last = this.#past.at(-1);
    this.#future = [];
    if (last && mergeKey !== null && last.mergeKey === mergeKey && atMs - last.atMs < ONE_STEP_MS) {
      this.#past = [...this.#past.slice(0, -1), { ...step, changes: merged(last, step), mergeKey, atMs }];
    } else this.#past = [...this.#past, { ...step, mergeKey, atMs }].slice(-MOST_STEPS);
  }

  /** The changes that bring back what was; null when there is nothing to take back. */
  undo(): PageStep | null {
    const step = this.#past.at(-1);
    if (!step) return null;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, { ...step, mergeKey: null }];
    return { ...step, changes: step.changes.map(({ before, after }) => ({ before: after, after: before })) };
  }

  /** The changes that the last undo took back. */
  redo(): PageStep | null {
    const step = this.#future.at(-1);
    if (!step) return null;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, step];
    return step;
  }

  clear(): void {
    this.#past = [];
    this.#future = [];
  }
}

function merged(first: PageStep, second: PageStep): PageChange[] {
  const before = new Map(first.changes.map((change) => [idOf(change), change.before]));
  const later = new Set(second.changes.map(idOf));
  return [
    ...first.changes.filter((change) => !later.has(idOf(change))),
    ...second.changes.map((change) => {
      const known = before.get(idOf(change));
      return { before: known === undefined ? change.before : known, after: change.after };
    }),
  ];
}

function idOf({ before, after }: PageChange): string {
  return (before ?? after)!.id;
}
