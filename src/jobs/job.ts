import type { ErrorRecord } from '../errors/platen-error.ts';
import type { JobState, JobView } from './spooler-api.ts';

/** What may follow what. Ended states are final: a job is printed again as a new job. */
const NEXT: Readonly<Record<JobState, readonly JobState[]>> = {
  queued: ['preparing', 'cancelled', 'failed'],
  preparing: ['sending', 'cancelled', 'failed'],
  sending: ['paused', 'sent', 'cancelled', 'failed'],
  paused: ['sending', 'cancelled', 'failed'],
  sent: ['printed'],
  printed: [],
  cancelled: [],
  failed: [],
};

const ENDED: readonly JobState[] = ['sent', 'printed', 'cancelled', 'failed'];

export function hasEnded(job: Pick<JobView, 'state'>): boolean {
  return ENDED.includes(job.state);
}

/** The job in its next state. Throws on a step that the table does not allow: that is a mistake in the engine. */
export function moveTo(
  job: JobView,
  state: JobState,
  now: number,
  error: ErrorRecord | null = null,
): JobView {
  if (!NEXT[job.state].includes(state)) throw new Error(`A job cannot go from ${job.state} to ${state}.`);
  const ended = ENDED.includes(state);
  return {
    ...job,
    state,
    error,
    endedAt: ended ? now : null,
    secondsLeft: ended ? null : job.secondsLeft,
    cancelling: ended ? false : job.cancelling,
  };
}

export interface JobSize {
  readonly sheets: number;
  readonly sides: number;
  readonly copies: number;
}

export function newJob(id: string, title: string, size: JobSize, now: number): JobView {
  return {
    id,
    title,
    ...size,
    state: 'queued',
    error: null,
    createdAt: now,
    endedAt: null,
    sidesSent: 0,
    bytesSent: 0,
    secondsLeft: null,
    cancelling: false,
    firstByteMs: null,
  };
}

/** A job read back from the history that was under way when the program stopped: it did not survive. */
export function afterRestart(job: JobView, now: number): JobView {
  if (hasEnded(job)) return job;
  return {
    ...job,
    state: 'failed',
    error: { code: 'job.interrupted', params: { sent: job.sidesSent, sides: job.sides } },
    endedAt: now,
    secondsLeft: null,
    cancelling: false,
  };
}
