import { explain } from '../../errors/catalogue.ts';
import type { JournalEntry } from '../../jobs/job-store.ts';
import type { JobState } from '../../jobs/spooler-api.ts';
import { count } from '../words.ts';

/** One line of what happened to a job. */
export interface Happening {
  readonly at: number;
  readonly words: string;
}

/**
 * A job's journal in plain words, oldest first. The journal has a line for every side; here the ones between two
 * turns are one, with the time of the last.
 */
export function timelineOf(entries: readonly JournalEntry[]): Happening[] {
  const told: (Happening & { readonly isProgress: boolean })[] = [];
  let before: JournalEntry | null = null;
  for (const entry of entries) {
    const isProgress = before?.state === entry.state && entry.sides > 0;
    const isSame = before?.state === entry.state && entry.sides === before.sides;
    if (isProgress && told.at(-1)?.isProgress) told.pop();
    if (!isSame)
      told.push({ at: entry.at, words: inWords(entry, before?.state ?? null, isProgress), isProgress });
    before = entry;
  }
  return told.map(({ at, words }) => ({ at, words }));
}

function inWords(
  { state, sides, error }: JournalEntry,
  before: JobState | null,
  isProgress: boolean,
): string {
  if (isProgress) return `${count(sides, 'side')} handed to the machine`;
  const why = error ? `: ${explain(error).what}` : '';
  switch (state) {
    case 'queued':
      return before === null
        ? 'Printed from here; it waits for its turn'
        : 'Waits for its turn again, with the rest';
    case 'preparing':
      return 'Its turn: the first sheet is prepared';
    case 'sending':
      return before === 'paused' ? 'Goes on' : 'The first bytes leave for the machine';
    case 'paused':
      return `Stopped${why}`;
    case 'sent':
      return 'Every sheet was handed to the machine';
    case 'printed':
      return 'Printed';
    case 'cancelled':
      return `Cancelled${why}`;
    case 'failed':
      return `Failed${why}`;
  }
}
