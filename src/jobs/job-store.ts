import type { ErrorRecord } from '../errors/platen-error.ts';
import type { JobRecord, StoredDocument, StoredRequest } from './job-record.ts';
import type { HistoryPage, HistoryQuery, LedgerEntry, QueuePolicy } from './queue-api.ts';
import type { JobState } from './spooler-api.ts';

/** One line of a job's journal. */
export interface JournalEntry {
  readonly jobId: string;
  readonly at: number;
  readonly state: JobState;
  /** Sides of the pass under way that were accepted by then. */
  readonly sides: number;
  readonly error: ErrorRecord | null;
}

/** What is written about one job at once. */
export interface JobChange {
  readonly jobId: string;
  /** null: this job is not kept on disk. */
  readonly record: JobRecord | null;
  readonly entries: readonly JournalEntry[];
  readonly ledger: readonly LedgerEntry[];
  /** Puts this in place of the request. */
  readonly request?: StoredRequest;
  /** Takes the request away, and the documents that no other job has. */
  readonly dropContents?: boolean;
}

export interface NewJob {
  readonly record: JobRecord;
  readonly entry: JournalEntry;
  readonly request: StoredRequest;
  /** Those that are on disk already are left alone. */
  readonly documents: readonly StoredDocument[];
}

export interface EndedJob {
  readonly id: string;
  readonly endedAt: number;
  readonly documentBytes: number;
}

/**
 * Jobs on disk. Every method is one transaction: all of it happens or nothing. Rejects with PlatenError
 * `job.storage-full`, `job.storage-blocked`, or `storage.*`.
 */
export interface JobStore {
  /** Every job that has not ended, and the latest `ended` that have. */
  load(ended: number): Promise<readonly JobRecord[]>;
  accept(job: NewJob): Promise<void>;
  /** Resolves when it is written; `flushed`: not before the disk itself has it. */
  commit(changes: readonly JobChange[], durability: 'flushed' | 'relaxed'): Promise<void>;
  read(id: string): Promise<JobRecord | null>;
  request(id: string): Promise<StoredRequest | null>;
  document(key: string): Promise<StoredDocument | null>;
  /** Records, journals and requests, and the documents that no other job has. */
  erase(ids: readonly string[]): Promise<void>;
  ended(): Promise<readonly EndedJob[]>;
  history(query: HistoryQuery): Promise<HistoryPage>;
  journal(id: string): Promise<readonly JournalEntry[]>;
  ledger(fromMs: number, untilMs: number): Promise<readonly LedgerEntry[]>;
  policy(): Promise<QueuePolicy | null>;
  setPolicy(policy: QueuePolicy): Promise<void>;
}
