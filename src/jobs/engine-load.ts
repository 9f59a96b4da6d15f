import type { JobRecord } from './job-record.ts';
import { isSameMachine } from './machine-target.ts';
import type { MachineTarget } from './spooler-api.ts';

/** What a machine may still have to print of the sheets that it accepted: it takes them faster than it prints. */
export interface EngineLoad {
  /** When the last of them is out if nothing holds the machine up, in ms since 1970. */
  readonly untilMs: number;
  /** Printing time of all that it accepted since it last had nothing to do. */
  readonly workMs: number;
}

export const NO_LOAD: EngineLoad = { untilMs: 0, workMs: 0 };

/** How long the machine may need for sheets that it has whole. */
export interface FinishTime {
  /** From now on, if nothing holds it up. */
  readonly ms: number;
  /** From the end of whatever holds it up: nobody knows what came out before. */
  readonly afterHoldMs: number;
}

/** Both sides at 24 a minute, the rated speed of the imageRUNNER 1024. */
const MS_PER_SHEET = 5_000;
/** For waking up, and for rollers that are slower than their data sheet. */
const ALLOWANCE_MS = 10_000;

/** The machine has accepted `sheets` more, each of which it makes `copies` of. */
export function withSheets(load: EngineLoad, sheets: number, copies: number, nowMs: number): EngineLoad {
  const ms = sheets * copies * MS_PER_SHEET;
  return load.untilMs <= nowMs
    ? { untilMs: nowMs + ms, workMs: ms }
    : { untilMs: load.untilMs + ms, workMs: load.workMs + ms };
}

/** The machine goes on after it was held up, nobody knows since when. */
export function afterHold({ workMs }: EngineLoad, nowMs: number): EngineLoad {
  return { untilMs: nowMs + workMs, workMs };
}

/** The load of a machine, as the jobs that were sent to it remember it. */
export function loadOf(machine: MachineTarget | null, records: readonly JobRecord[]): EngineLoad {
  return records
    .filter(({ view }) => machine && view.machine && isSameMachine(view.machine, machine))
    .map(({ work }) => work.load)
    .reduce((latest, load) => (load.untilMs > latest.untilMs ? load : latest), NO_LOAD);
}

/** How long a machine with this load may need when the job of `record` was cut. */
export function finishTime({ view, work }: JobRecord, load: EngineLoad, nowMs: number): FinishTime {
  const { copies } = work.passes[0] ?? view;
  // The one that was cut counts as well: its last bytes may have arrived.
  const unsure = work.offeredSheets - work.acceptedSheets + 1;
  const extraMs = ALLOWANCE_MS + unsure * copies * MS_PER_SHEET;
  const afterHoldMs = load.workMs + extraMs;
  const isHeldUp = view.state === 'paused';
  return { ms: isHeldUp ? afterHoldMs : Math.max(0, load.untilMs - nowMs) + extraMs, afterHoldMs };
}
