import { explain } from '../../errors/catalogue.ts';
import { hasEnded } from '../../jobs/job.ts';
import { waitsForEngine } from '../../jobs/on-the-wire.ts';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import type { SpoolerSnapshot } from '../../jobs/spooler-api.ts';
import { jobStateInWords } from '../words.ts';

export interface Notice {
  readonly title: string;
  readonly text: string;
  /** A later notice with the same tag takes the earlier one's place. */
  readonly tag: string;
}

/** A job that takes longer has sent its owner away from the screen. */
const LONG_MS = 30_000;

/**
 * What is worth a notification: a job that took long has ended, and a job that waits for somebody. Each is told
 * once. Whether it may be shown is not decided here.
 */
export class JobNotifier {
  readonly #show: (notice: Notice) => void;
  readonly #now: () => number;
  /** When each job that is under way was first seen so. */
  readonly #since = new Map<string, number>();
  /** What each job that waits for somebody was last said to wait for. */
  readonly #told = new Map<string, string>();

  constructor(show: (notice: Notice) => void, now: () => number) {
    this.#show = show;
    this.#now = now;
  }

  hear({ jobs }: Pick<SpoolerSnapshot, 'jobs'>): void {
    for (const job of jobs) {
      if (hasEnded(job)) this.#ended(job);
      else this.#underWay(job);
    }
  }

  #ended(job: QueuedJobView): void {
    const since = this.#since.get(job.id);
    this.#since.delete(job.id);
    this.#told.delete(job.id);
    if (since === undefined || this.#now() - since < LONG_MS || job.state === 'cancelled') return;
    this.#show({ title: job.title, text: `${jobStateInWords(job)}.`, tag: job.id });
  }

  #underWay(job: QueuedJobView): void {
    if (job.state !== 'queued' && !this.#since.has(job.id)) this.#since.set(job.id, this.#now());
    const wish = wishOf(job);
    if (wish === null) this.#told.delete(job.id);
    else if (this.#told.get(job.id) !== wish) this.#show({ title: job.title, text: wish, tag: job.id });
    if (wish !== null) this.#told.set(job.id, wish);
  }
}

/** What the job wants of somebody; null when it goes on by itself. */
function wishOf(job: QueuedJobView): string | null {
  if (job.question) return 'It was interrupted. Which was the last good sheet?';
  if (job.held === 'stack') return 'The first sides are printed. Put the stack back for the second sides.';
  if (job.state !== 'paused' || !job.error || waitsForEngine(job)) return null;
  const { what, next } = explain(job.error);
  return `${what} ${next}`;
}
