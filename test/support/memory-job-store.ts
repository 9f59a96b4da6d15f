import { PlatenError } from '../../src/errors/platen-error.ts';
import type { JobRecord, StoredDocument, StoredRequest } from '../../src/jobs/job-record.ts';
import type { EndedJob, JobChange, JobStore, JournalEntry, NewJob } from '../../src/jobs/job-store.ts';
import type { HistoryPage, HistoryQuery, LedgerEntry, QueuePolicy } from '../../src/jobs/queue-api.ts';

const ENDED = ['sent', 'printed', 'cancelled', 'failed'];

/** What is on the disk: it outlives the programs that use it. */
export class MemoryDisk {
  readonly jobs = new Map<string, JobRecord>();
  readonly requests = new Map<string, StoredRequest>();
  readonly documents = new Map<string, StoredDocument>();
  readonly journal: JournalEntry[] = [];
  readonly ledger: LedgerEntry[] = [];
  policy: QueuePolicy | null = null;
}

/**
 * Jobs in memory, as a program sees them. `fault` is asked before every transaction: it may throw (nothing is
 * written) or never return (the program has died).
 */
export class MemoryJobStore implements JobStore {
  readonly disk: MemoryDisk;
  fault: (operation: string) => Promise<void> | void = () => undefined;

  constructor(disk = new MemoryDisk()) {
    this.disk = disk;
  }

  /** Every later write fails as a full disk does, until the number is used up. */
  failNext(times: number, code = 'job.storage-blocked', operations = ['commit']): void {
    let left = times;
    this.fault = (operation) => {
      if (operations.includes(operation) && left-- > 0) throw new PlatenError(code, { detail: 'test' });
    };
  }

  async load(ended: number): Promise<readonly JobRecord[]> {
    await this.fault('load');
    const all = [...this.disk.jobs.values()];
    const done = all.filter(({ view }) => ENDED.includes(view.state));
    const latest = done.sort((a, b) => b.view.endedAt! - a.view.endedAt!).slice(0, ended);
    return structuredClone([...all.filter(({ view }) => !ENDED.includes(view.state)), ...latest]);
  }

  async accept({ record, entry, request, documents }: NewJob): Promise<void> {
    await this.fault('accept');
    this.disk.jobs.set(record.view.id, structuredClone(record));
    this.disk.requests.set(request.jobId, structuredClone(request));
    for (const document of documents) {
      if (!this.disk.documents.has(document.key)) this.disk.documents.set(document.key, document);
    }
    this.disk.journal.push(entry);
  }

  async commit(changes: readonly JobChange[]): Promise<void> {
    await this.fault('commit');
    for (const { jobId, record, entries, ledger, request, dropContents } of changes) {
      if (record) this.disk.jobs.set(jobId, record);
      if (request) this.disk.requests.set(jobId, request);
      this.disk.journal.push(...entries);
      this.disk.ledger.push(...ledger);
      if (dropContents) this.#dropContents(jobId);
    }
  }

  async read(id: string): Promise<JobRecord | null> {
    await this.fault('read');
    return this.disk.jobs.get(id) ?? null;
  }

  async request(id: string): Promise<StoredRequest | null> {
    await this.fault('request');
    return this.disk.requests.get(id) ?? null;
  }

  async document(key: string): Promise<StoredDocument | null> {
    await this.fault('document');
    return this.disk.documents.get(key) ?? null;
  }

  async erase(ids: readonly string[]): Promise<void> {
    await this.fault('erase');
    for (const id of ids) {
      this.disk.jobs.delete(id);
      this.#dropContents(id);
    }
  }

  async ended(): Promise<readonly EndedJob[]> {
    await this.fault('ended');
    return [...this.disk.jobs.values()]
      .filter(({ view }) => ENDED.includes(view.state))
      .map(({ view, work }) => ({
        id: view.id,
        endedAt: view.endedAt!,
        documentBytes: work.documentBytes,
      }));
  }

  async history({ offset, limit }: HistoryQuery): Promise<HistoryPage> {
    const jobs = [...this.disk.jobs.values()]
      .map(({ view }) => view)
      .filter((view) => ENDED.includes(view.state));
    return { jobs: jobs.slice(offset, offset + limit), total: jobs.length, users: [] };
  }

  async journal(id: string): Promise<readonly JournalEntry[]> {
    return this.disk.journal.filter(({ jobId }) => jobId === id);
  }

  async ledger(fromMs: number, untilMs: number): Promise<readonly LedgerEntry[]> {
    return this.disk.ledger.filter(({ at }) => at >= fromMs && at < untilMs);
  }

  async policy(): Promise<QueuePolicy | null> {
    await this.fault('policy');
    return this.disk.policy;
  }

  async setPolicy(policy: QueuePolicy): Promise<void> {
    await this.fault('setPolicy');
    this.disk.policy = policy;
  }

  #dropContents(jobId: string): void {
    const request = this.disk.requests.get(jobId);
    if (!request) return;
    this.disk.requests.delete(jobId);
    const inUse = new Set([...this.disk.requests.values()].flatMap(({ documentKeys }) => documentKeys));
    for (const key of request.documentKeys) if (!inUse.has(key)) this.disk.documents.delete(key);
  }
}
