import type { ErrorRecord } from '../errors/platen-error.ts';
import { NO_LOAD } from './engine-load.ts';
import type { JobRecord, JobWork } from './job-record.ts';
import type { QueuedJobView } from './queue-api.ts';
import { copyOrder, sidesBefore, wholePlan, type Pass } from './resume.ts';
import type { JobRequest, JobState, JobView } from './spooler-api.ts';

/**
 * What may follow what. `queued` after `preparing`, `sending` or `paused`: it waits for its turn again, with what is
 * left of it. `sent` after `paused`: a person says that the last sheets are there. Ended states are final: a job
 * is printed again as a new job.
 */
export const NEXT: Readonly<Record<JobState, readonly JobState[]>> = {
  queued: ['preparing', 'cancelled', 'failed'],
  preparing: ['sending', 'queued', 'cancelled', 'failed'],
  sending: ['paused', 'queued', 'sent', 'cancelled', 'failed'],
  paused: ['sending', 'queued', 'sent', 'cancelled', 'failed'],
  sent: ['printed'],
  printed: [],
  cancelled: [],
  failed: [],
};

/** At the beginning of a pass. */
export const NOTHING_ACCEPTED = { acceptedSides: 0, acceptedSheets: 0, offeredSheets: 0, blackDots: 0 };

const ENDED: readonly JobState[] = ['sent', 'printed', 'cancelled', 'failed'];

export function hasEnded(job: Pick<JobView, 'state'>): boolean {
  return ENDED.includes(job.state);
}

/** The job in its next state. Throws on a step that the table does not allow: that is a mistake in the engine. */
export function inState(
  { view, work }: JobRecord,
  state: JobState,
  now: number,
  error: ErrorRecord | null = null,
): JobRecord {
  if (!NEXT[view.state].includes(state)) throw new Error(`A job cannot go from ${view.state} to ${state}.`);
  const ended = ENDED.includes(state);
  const changes = {
    state,
    error,
    question: null,
    endedAt: ended ? now : null,
    secondsLeft: state === 'sending' || state === 'paused' ? view.secondsLeft : null,
    cancelling: ended ? false : view.cancelling,
  };
  return { view: { ...view, ...changes }, work };
}

export function withView(record: JobRecord, view: Partial<QueuedJobView>): JobRecord {
  return { ...record, view: { ...record.view, ...view } };
}

export function withWork(record: JobRecord, work: Partial<JobWork>): JobRecord {
  return { ...record, work: { ...record.work, ...work } };
}

/** What a view and its work say of a plan and its settings. */
export function shapeOf({ plan, settings }: Pick<JobRequest, 'plan' | 'settings'>) {
  const copies = copiesByMachine({ plan, settings });
  const sheets = plan.sheets.length;
  const whole = wholePlan(plan, copies);
  return {
    view: {
      sheets,
      sides: sidesBefore(plan, sheets),
      copies,
      paper: plan.paper,
      duplex: plan.duplex,
      turnedByHand: plan.stackAt ?? null,
    },
    work: { passes: whole, whole, copyOrder: copyOrder(settings.collation) },
  };
}

/** What the machine is asked to make of each sheet of the plan; the plan holds the copies that the computer makes. */
export function copiesByMachine({ plan, settings }: Pick<JobRequest, 'plan' | 'settings'>): number {
  return plan.machineCopies ?? settings.copies;
}

/** The passes of the whole job, whatever is left of it now. */
export function fromTheStart({ view, work }: JobRecord): readonly Pass[] {
  return work.whole ?? [{ from: 0, to: view.sheets, copies: view.copies }];
}

export type NewJobFacts = Pick<QueuedJobView, 'id' | 'createdAt' | 'order' | 'held' | 'priority' | 'machine'>;

/** A job that waits and has sent nothing. With `pin` its title stays out of sight. */
export function newJob(
  facts: NewJobFacts,
  request: Pick<JobRequest, 'title' | 'user' | 'account' | 'plan' | 'settings' | 'stream'>,
  work: Pick<JobWork, 'pin' | 'documentBytes'>,
): JobRecord {
  const shape = shapeOf(request);
  return {
    view: {
      ...facts,
      ...shape.view,
      title: work.pin ? '' : request.title,
      user: request.user,
      state: 'queued',
      error: null,
      question: null,
      endedAt: null,
      sidesSent: 0,
      bytesSent: 0,
      secondsLeft: null,
      cancelling: false,
      firstByteMs: null,
      isPrintFile: request.stream !== undefined,
      reprintable: work.documentBytes > 0 && work.pin === null,
    },
    work: {
      ...shape.work,
      ...work,
      department: request.account ? String(request.account.id) : '',
      machineName: '',
      hasBegun: false,
      ...NOTHING_ACCEPTED,
      load: NO_LOAD,
      fruitless: 0,
    },
  };
}
