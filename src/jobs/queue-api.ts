import type { StackHabit } from '../machine/stack-habit.ts';
import type { JournalEntry } from './job-store.ts';
import type { JobRequest, JobState, JobView, MachineTarget } from './spooler-api.ts';

/**
 * What people and policies may do with jobs. Every call is journalled before it is acted upon, and resolves when
 * it is on disk. Throws PlatenError `job.*` when the job is gone or its state does not allow it.
 */
export interface QueueApi {
  /**
   * Takes the job over: documents, settings snapshot and plan are on disk when this resolves.
   * Throws `job.storage-full` or `job.storage-blocked` with the choices a person has; the job is then not lost:
   * the caller still holds it and may submit again with `{ keep: 'memory' }`.
   */
  submit(request: JobRequest, options?: SubmitOptions): Promise<string>;
  /** A waiting job stays where it is until it is let go. */
  hold(jobId: string): Promise<void>;
  letGo(jobId: string, pin?: string): Promise<void>;
  /**
   * The stack of a job that waits for it is in the bypass again. `habit`: what is now known of how the machine takes
   * it, which may be more than was known when the job was planned.
   */
  stackIsBack(jobId: string, habit: StackHabit | null): Promise<void>;
  /** Puts a waiting job in front of another, or at the end (null). Priorities come first. */
  moveBefore(jobId: string, otherId: string | null): Promise<void>;
  setPriority(jobId: string, priority: Priority): Promise<void>;
  /** What is to be printed instead of a job that has sent nothing yet. */
  edit(jobId: string, changes: JobChanges): Promise<void>;
  /** Sends a waiting job to another machine. */
  moveTo(jobId: string, machine: MachineTarget): Promise<void>;
  /**
   * An ended job as a new one: whole, or some of its sheets (from 0), with the same or new settings. A print file
   * only whole and as it is.
   */
  reprint(jobId: string, options?: ReprintOptions): Promise<string>;
  /** The answer to `JobView.question`. A print file begins anew, or is given up, or is there whole. */
  answer(jobId: string, answer: ResumeAnswer): Promise<void>;
  /** Ends the sheet and the job legally, then reports `cancelled`. */
  cancel(jobId: string): Promise<void>;
  /** Removes an ended job, its documents and its journal from disk. */
  erase(jobId: string): Promise<void>;
  eraseAll(): Promise<void>;
  /** Policies of this installation. */
  setPolicy(policy: QueuePolicy): Promise<void>;
  policy(): Promise<QueuePolicy>;
  /**
   * What a job is made of, for pictures, for planning it anew and for export. null while its documents are not
   * readable: erased, behind a PIN, or a print file. The department's password is never among it.
   */
  contents(jobId: string): Promise<JobContents | null>;
  /** Ended jobs that match, newest first, one page of them. The snapshot holds only the latest. */
  history(query: HistoryQuery): Promise<HistoryPage>;
  /** What happened to a job, oldest first; nothing when it was never on disk. */
  journal(jobId: string): Promise<readonly JournalEntry[]>;
  /** The books from one moment up to another (not with it), oldest first. */
  ledger(fromMs: number, untilMs: number): Promise<readonly LedgerEntry[]>;
}

export type JobContents = Pick<JobRequest, 'title' | 'user' | 'documents' | 'plan' | 'settings'>;

/** All conditions hold together; what is left out does not matter. */
export interface HistoryQuery {
  /** Part of the title, in any case. */
  readonly text?: string;
  readonly states?: readonly JobState[];
  readonly user?: string;
  /** When it was submitted, milliseconds since 1970; `untilMs` itself is outside. */
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly offset: number;
  readonly limit: number;
}

export interface HistoryPage {
  readonly jobs: readonly QueuedJobView[];
  /** Of all that match. */
  readonly total: number;
  /** Whose jobs the whole history holds, in alphabetical order. */
  readonly users: readonly string[];
}

export interface SubmitOptions {
  /**
   * The job's id, made by whoever asks: asking twice with the same one makes one job. Windows ask again when the
   * one that leads has gone. Left out: the queue makes one.
   */
  readonly id?: string;
  /** Held until somebody lets it go; with a PIN, documents and title are encrypted on disk until then. */
  readonly hold?: boolean;
  readonly pin?: string;
  readonly priority?: Priority;
  /** `memory`: the person chose to print without keeping the documents; the job dies with the page. */
  readonly keep?: 'disk' | 'memory';
}

export const PRIORITIES = ['urgent', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** New settings and what follows from them: the calibration too belongs to a paper and its dots. */
export type JobChanges = Pick<JobRequest, 'settings' | 'plan' | 'calibration'>;

/** `sheets`: as they lie in the tray, counted from 0. */
export type ReprintOptions = { readonly sheets?: readonly number[] } | JobChanges;

/** `lastGoodSheet`: sheets 1 to n came out well (0: none); the rest is printed. */
export type ResumeAnswer =
  | { readonly kind: 'resume'; readonly lastGoodSheet: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'give-up' };

/**
 * What to do with a job that was interrupted.
 * `ask`: a person is asked. `resume`: goes on by itself where it is certain which sheets the machine has; where it
 * is not, a person is asked, and other jobs go on meanwhile. `restart`: from the first sheet. `hold`: waits for somebody.
 */
export interface QueuePolicy {
  readonly interrupted: 'ask' | 'resume' | 'restart' | 'hold';
  /**
   * A job that waits and is older than this when the program starts is put on hold: whoever wanted it may have gone.
   * null: it is printed all the same.
   */
  readonly staleMinutes: number | null;
  /** History is erased beyond these; null: never. */
  readonly keepDays: number | null;
  readonly keepMegabytes: number | null;
}

/** Asked of a person when the machine alone knows how far it came. */
export interface ResumeQuestion {
  /** Sheets of the plan whose every byte was accepted. */
  readonly sheetsAccepted: number;
  /** Sheets whose last bytes may have arrived, `sheetsAccepted` or more; no sheet behind these can be there whole. */
  readonly sheetsPossible: number;
  readonly sheets: number;
  /** Why it was interrupted: the error's code. */
  readonly reason: string;
  /**
   * What the machine was making of each sheet: more than one, and nobody knows how many copies of the last sheet
   * came out. Sheets that are called good are taken to be there in all their copies.
   */
  readonly copies: number;
}

/** Additions to JobView. `order`: place in the queue, smaller first. */
export interface QueuedJobView extends JobView {
  /** `stack`: the first sides are printed, and somebody has to put the stack back for the second ones. */
  readonly held: 'no' | 'held' | 'pin' | 'stack';
  /** Sheets that pass twice because a person turns them; null or left out: each of `sheets` passes once. */
  readonly turnedByHand?: number | null;
  readonly priority: Priority;
  readonly order: number;
  readonly question: ResumeQuestion | null;
  readonly user: string;
  /** Pages, both sides, copies: what it takes. */
  readonly paper: string;
  readonly duplex: string;
  /** It is sent as it is: whole or not at all, and with no other settings. */
  readonly isPrintFile: boolean;
  /** Documents are still on disk, so that it can be printed again. */
  readonly reprintable: boolean;
  /** The machine it is for; null: whichever is there when its turn comes. */
  readonly machine: MachineTarget | null;
}

/** One accepted job (or part) in the books. Only sides whose bytes were all accepted count; copies count. */
export interface LedgerEntry {
  readonly jobId: string;
  readonly at: number;
  readonly title: string;
  readonly user: string;
  /** Department id, decimal; empty without accounting. */
  readonly department: string;
  readonly machine: string;
  readonly paper: string;
  readonly sheets: number;
  readonly sides: number;
  /** Black dots over all dots of the sides, 0 to 1, from the bitmaps that were sent. */
  readonly coverage: number;
}
