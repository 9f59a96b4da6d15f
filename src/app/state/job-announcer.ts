import type { JobState, JobView, SpoolerSnapshot } from '../../jobs/spooler-api.ts';
import { explain } from '../../errors/catalogue.ts';
import { jobStateInWords } from '../words.ts';
import { Store } from './store.ts';

/** A sentence for screen readers at every turn a job takes; not at every sheet, which nobody could listen to. */
export class JobAnnouncer extends Store {
  #known: ReadonlyMap<string, JobState> | null = null;
  #text = '';

  get text(): string {
    return this.#text;
  }

  /** The first snapshot only teaches it what is there already. */
  hear(snapshot: SpoolerSnapshot): void {
    const known = this.#known;
    this.#known = new Map(snapshot.jobs.map((job) => [job.id, job.state]));
    if (!known) return;
    const news = snapshot.jobs.filter((job) => known.get(job.id) !== job.state).map(sentence);
    if (news.length === 0) return;
    this.#text = news.join(' ');
    this.changed();
  }
}

function sentence(job: JobView): string {
  const state = job.state === 'sending' ? 'Printing has started' : jobStateInWords(job);
  const reason = job.error ? ` ${explain(job.error).what} ${explain(job.error).next}` : '';
  return `${job.title}: ${state}.${reason}`;
}
