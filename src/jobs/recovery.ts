import type { ErrorRecord } from '../errors/platen-error.ts';
import { fromTheStart, inState, NOTHING_ACCEPTED, withView, withWork } from './job.ts';
import type { JobRecord } from './job-record.ts';
import { isOnTheWire } from './on-the-wire.ts';
import type { QueuePolicy } from './queue-api.ts';
import { restAfter } from './resume.ts';

/** A job that is interrupted so often in a row without getting further needs a person, whatever the policy. */
const FRUITLESS_RUNS = 3;

/**
 * What becomes of a job that was under way when machine or program went away. Its pass must have been booked by
 * the caller: the count of accepted sides begins again.
 *
 * Only a job that had sent nothing at all goes on without anybody having decided so; the journal says `sending`
 * before the first byte leaves, so `preparing` is proof of that.
 */
export function afterInterruption(
  record: JobRecord,
  policy: QueuePolicy['interrupted'],
  reason: ErrorRecord,
  now: number,
): JobRecord {
  const { view, work } = record;
  if (view.cancelling) {
    return inState(begun(record, 0), 'cancelled', now, { code: 'job.cancel-forced', params: {} });
  }
  if (view.state === 'preparing') {
    const again = inState(record, 'queued', now);
    return policy === 'hold' ? withView(again, { held: 'held' }) : again;
  }
  // Beginning again and again gets nowhere either, however many sides each run gets through.
  const hasGained = work.acceptedSides > 0 && policy !== 'restart';
  const fruitless = hasGained ? 0 : work.fruitless + 1;
  const arrived = sheetsArrived(record);
  const stopped = begun(record, fruitless);
  if (policy === 'ask' || policy === 'hold' || fruitless >= FRUITLESS_RUNS) {
    return asking(stopped, arrived, reason, now);
  }
  if (policy === 'restart') {
    return inState(withWork(stopped, { passes: fromTheStart(record) }), 'queued', now);
  }
  const goesOn = arrived.isCertain && (!view.isPrintFile || arrived.surely === view.sheets);
  return goesOn ? resumed(stopped, arrived.surely, now) : asking(stopped, arrived, reason, now);
}

/** Goes on after the last good sheet; a job of which nothing is left is over. */
export function resumed(record: JobRecord, lastGoodSheet: number, now: number): JobRecord {
  const passes = restAfter(record.work.passes, lastGoodSheet, record.work.copyOrder, fromTheStart(record));
  const next = withWork(record, { passes });
  return inState(next, passes.length > 0 ? 'queued' : 'sent', now);
}

/** How many sheets of its plan the machine has whole, as far as that can be known from this side of the cable. */
interface Arrived {
  readonly surely: number;
  readonly atMost: number;
  /** Nothing else can have come of it. */
  readonly isCertain: boolean;
}

function sheetsArrived({ work }: JobRecord): Arrived {
  const pass = work.passes[0]!;
  const surely = pass.from + work.acceptedSheets;
  const atMost = pass.from + work.offeredSheets;
  // The end of the job may have arrived as well, and with it the machine makes the other sets.
  const mayMakeSets = work.copyOrder === 'sets' && pass.copies > 1 && atMost === pass.to;
  return { surely, atMost, isCertain: surely === atMost && !mayMakeSets };
}

function asking(record: JobRecord, arrived: Arrived, reason: ErrorRecord, now: number): JobRecord {
  const paused = record.view.state === 'paused' ? record : inState(record, 'paused', now);
  const { sheets } = record.view;
  const { copies } = record.work.passes[0]!;
  const { surely, atMost } = arrived;
  const question = { sheetsAccepted: surely, sheetsPossible: atMost, sheets, reason: reason.code, copies };
  return withView(paused, { question, error: reason, secondsLeft: null });
}

function begun(record: JobRecord, fruitless: number): JobRecord {
  return withWork(record, { ...NOTHING_ACCEPTED, fruitless });
}

/**
 * A job found on disk at the start of the program. What waits goes on waiting, what asks goes on asking, and what
 * was under way was interrupted. A sealed job needs its PIN again: nothing on disk can open it.
 */
export function afterRestart(
  record: JobRecord,
  { interrupted, staleMinutes }: Pick<QueuePolicy, 'interrupted' | 'staleMinutes'>,
  now: number,
): JobRecord {
  const { view, work } = record;
  const { sidesSent: sent, sides } = view;
  const reason = { code: 'job.reloaded', params: { sent, sides } };
  const next = isOnTheWire(view)
    ? afterInterruption(record, interrupted, reason, now)
    : staleHeld(record, staleMinutes, now);
  const needsPin = work.pin !== null && next.view.state === 'queued' && next.view.held !== 'pin';
  return needsPin ? withView(next, { held: 'pin' }) : next;
}

/** Nobody may wait any more for a job that lay there over a restart: somebody is asked first. */
function staleHeld(record: JobRecord, staleMinutes: number | null, now: number): JobRecord {
  const { state, held, createdAt } = record.view;
  const minutes = Math.floor((now - createdAt) / 60_000);
  if (state !== 'queued' || held !== 'no' || staleMinutes === null || minutes < staleMinutes) return record;
  return withView(record, { held: 'held', error: { code: 'job.stale', params: { minutes } } });
}
