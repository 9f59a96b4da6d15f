import { waitsForEngine } from '../jobs/on-the-wire.ts';
import type { QueuedJobView } from '../jobs/queue-api.ts';
import type { JobView, MachineState } from '../jobs/spooler-api.ts';

/** A job with a PIN keeps its title to itself. */
export function titleOf(job: Pick<JobView, 'title'>): string {
  return job.title === '' ? 'A job with a PIN' : job.title;
}

/** Any job, and how many of its sheets pass twice because a person turns them. */
type ShownJob = JobView & Pick<QueuedJobView, 'turnedByHand'>;

/** Sheets of paper, each counted once however often it passes. */
export function paperSheets(job: Pick<ShownJob, 'sheets' | 'turnedByHand'>): number {
  return job.turnedByHand ?? job.sheets;
}

/** `3 sheets`, `3 sheets × 2`. */
export function paperInWords(job: Pick<ShownJob, 'sheets' | 'turnedByHand' | 'copies'>): string {
  return count(paperSheets(job), 'sheet') + (job.copies > 1 ? ` × ${job.copies}` : '');
}

/** `two-sided`, `two-sided by hand`; null: one-sided. */
export function turningInWords(job: Pick<QueuedJobView, 'duplex' | 'turnedByHand'>): string | null {
  if (job.turnedByHand) return 'two-sided by hand';
  return job.duplex === 'off' ? null : 'two-sided';
}

/** `2 of 5 sheets handed over`; sides where a person turns the sheets, for each of those passes by itself. */
export function handedOverInWords(job: ShownJob): string {
  return `${sheetsSent(job)} of ${count(job.sheets, job.turnedByHand ? 'side' : 'sheet')} handed over`;
}

/** `Sheet 2 of 3`, `Sheet 1 of 3, second sides`. */
function presentSheet(job: ShownJob): string {
  const present = Math.min(sheetsSent(job) + 1, job.sheets);
  const { turnedByHand } = job;
  if (!turnedByHand) return `Sheet ${present} of ${job.sheets}`;
  return present > turnedByHand
    ? `Sheet ${present - turnedByHand} of ${turnedByHand}, second sides`
    : `Sheet ${present} of ${turnedByHand}, first sides`;
}

/** How states read to people. Nothing here claims more than the program knows. */
export function jobStateInWords(job: ShownJob): string {
  if (job.cancelling && job.endedAt === null) return 'Cancelling: the sheet in progress is ended properly';
  switch (job.state) {
    case 'queued':
      return 'Waiting for its turn';
    case 'preparing':
      return 'Preparing the first sheet';
    case 'sending':
      return presentSheet(job);
    case 'paused':
      return waitsForEngine(job) ? 'The machine first prints what it has' : 'Paused';
    case 'sent':
      return 'Sent – every sheet was handed to the machine';
    case 'printed':
      return 'Printed';
    case 'cancelled':
      return 'Cancelled';
    case 'failed':
      return 'Failed';
  }
}

/** Whole sheets whose every byte the machine has taken. */
export function sheetsSent(job: JobView): number {
  if (job.sides === 0) return 0;
  return Math.floor((job.sidesSent * job.sheets) / job.sides);
}

/** What the machine calls itself; the simulated one says that it is not a real one. */
export function machineName(machine: MachineState): string {
  return machine.simulated ? 'Simulated imageRUNNER 1024' : machine.name;
}

export function machineStatusInWords(machine: MachineState): string {
  switch (machine.status) {
    case 'none':
      return 'Not connected';
    case 'connecting':
      return 'Connecting…';
    case 'ready':
      return 'Ready';
    case 'printing':
      return 'Printing';
    case 'attention':
      return 'Needs attention';
    case 'lost':
      return 'Connection lost';
  }
}

export function secondsInWords(seconds: number): string {
  if (seconds < 5) return 'a few seconds left';
  if (seconds < 60) return `about ${Math.ceil(seconds / 5) * 5} seconds left`;
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? 'about a minute left' : `about ${minutes} minutes left`;
}

/** `5 seconds`, `2 minutes`, `1 hour 20 minutes`; rounded up to what can be meant. */
export function durationInWords(seconds: number): string {
  if (seconds < 60) return count(Math.max(5, Math.ceil(seconds / 5) * 5), 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return count(minutes, 'minute');
  const rest = minutes % 60;
  return `${count(Math.floor(minutes / 60), 'hour')}${rest === 0 ? '' : ` ${count(rest, 'minute')}`}`;
}

/** `1 sheet`, `2 sheets`. */
export function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;
}

export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return count(bytes, 'byte');
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `0.051` reads `5.1 %`. */
export function percentInWords(share: number): string {
  return `${(share * 100).toLocaleString('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 })} %`;
}

const TIME = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const DAY_AND_YEAR = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

const SECOND = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `Nov 3, 2026, 14:05:09`, local time. */
export function preciseMomentInWords(atMs: number): string {
  return SECOND.format(atMs);
}

/** `14:05` today, `3 Nov, 14:05` this year, `3 Nov 2025` before. */
export function momentInWords(atMs: number, nowMs: number): string {
  const at = new Date(atMs);
  const now = new Date(nowMs);
  if (at.getFullYear() !== now.getFullYear()) return DAY_AND_YEAR.format(at);
  return at.toDateString() === now.toDateString() ? TIME.format(at) : `${DAY.format(at)}, ${TIME.format(at)}`;
}
