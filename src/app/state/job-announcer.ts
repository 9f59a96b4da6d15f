import { explain } from '../../errors/catalogue.ts';
import { hasEnded } from '../../jobs/job.ts';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import type { SpoolerSnapshot } from '../../jobs/spooler-api.ts';
import { jobStateInWords, titleOf } from '../words.ts';
import { Store } from './store.ts';

/** A sentence for screen readers at every turn a job takes; not at every sheet, which nobody could listen to. */
export class JobAnnouncer extends Store {
  #known: ReadonlyMap<string, string> | null = null;
  #text = '';

  get text(): string {
    return this.#text;
  }

  /** The first snapshot only teaches it what is there already. */
  hear(snapshot: Pick<SpoolerSnapshot, 'jobs'>): void {
    const known = this.#known;
    this.#known = new Map(snapshot.jobs.map((job) => [job.id, turnOf(job)]));
    if (!known) return;
    const news = snapshot.jobs.filter((job) => known.get(job.id) !== turnOf(job)).map(sentence);
    if (news.length === 0) return;
    this.#text = news.join(' ');
    this.changed();
  }
}

/** What has to change for a job to be worth a sentence. */
function turnOf({ state, held, question }: QueuedJobView): string {
  return `${state} ${held} ${question !== null}`;
}

function sentence(job: QueuedJobView): string {
  const reason = job.error && !job.question ? ` ${explain(job.error).what} ${explain(job.error).next}` : '';
  return `${titleOf(job)}: ${turnInWords(job)}.${reason}`;
}

function turnInWords(job: QueuedJobView): string {
  if (hasEnded(job)) return jobStateInWords(job);
  if (job.question) return 'Interrupted. Platen asks which was the last good sheet';
  if (job.held === 'stack') return 'First sides are printed. Put the stack back for the second sides';
  if (job.held !== 'no') return job.held === 'pin' ? 'Held with a PIN' : 'On hold';
  return job.state === 'sending' ? 'Printing has started' : jobStateInWords(job);
}
