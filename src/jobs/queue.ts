import { asPlatenError, PlatenError } from '../errors/platen-error.ts';
import { hasEnded } from './job.ts';
import type { JobRecord, StoredRequest } from './job-record.ts';
import type { JobChange, JobStore, NewJob } from './job-store.ts';
import { Journal } from './journal.ts';
import { placesAfterMove, inOrder } from './waiting-order.ts';
import type { LedgerEntry, QueuedJobView } from './queue-api.ts';
import type { Timers } from './raster-pool.ts';

/** The latest ended jobs stay at hand; older ones are in the history. */
export const ENDED_AT_HAND = 20;

/**
 * How a change meets trouble with storage. `first`: it must be on disk before it counts, and else throws and leaves
 * everything as it was. `anyway`: it counts even if it could not be written yet.
 */
export type WhenWritten = 'first' | 'anyway';

/** A job's next record, and what else is to be written with it. */
export interface Change {
  readonly record: JobRecord;
  readonly ledger?: readonly LedgerEntry[];
  readonly request?: StoredRequest;
  readonly dropContents?: boolean;
}

/**
 * The jobs at hand, as they lie on disk. One change at a time: each sees what the one before has left, and is
 * journalled before the next begins.
 */
export class JobQueue {
  readonly #store: JobStore;
  readonly #journal: Journal;
  readonly #now: () => number;
  readonly #onChange: () => void;
  readonly #records = new Map<string, JobRecord>();
  /** Jobs that are nowhere on disk. */
  readonly #unkept = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: JobStore, timers: Timers, now: () => number, onChange: () => void) {
    this.#store = store;
    this.#journal = new Journal(store, timers);
    this.#now = now;
    this.#onChange = onChange;
  }

  /** Takes over what was on disk, each job as `recover` says it goes on. */
  async fill(records: readonly JobRecord[], recover: (record: JobRecord) => Change): Promise<void> {
    await this.#inTurn(() => {
      for (const record of records) {
        const { id } = record.view;
        // Storage that opened late: what came in the meantime is known better here.
        if (this.#records.has(id)) continue;
        const change = recover(record);
        this.#records.set(id, change.record);
        if (change.record !== record) void this.#journal.note(this.#changeOf(id, record, change));
      }
      return Promise.resolve();
    });
    this.#onChange();
  }

  get(id: string): JobRecord | undefined {
    return this.#records.get(id);
  }

  isKept(id: string): boolean {
    return !this.#unkept.has(id);
  }

  get records(): readonly JobRecord[] {
    return [...this.#records.values()];
  }

  /** Newest first. */
  get views(): QueuedJobView[] {
    return this.records
      .map(({ view }) => view)
      .sort((a, b) => b.createdAt - a.createdAt || b.order - a.order);
  }

  /** The one whose turn it is among those that `fits`. */
  next(fits: (view: QueuedJobView) => boolean): JobRecord | undefined {
    const waiting = this.records.filter(
      ({ view }) => view.state === 'queued' && view.held === 'no' && fits(view),
    );
    return waiting.sort((a, b) => inOrder(a.view, b.view))[0];
  }

  /** Adds a job: once it is on disk with its `parts`, or at once when it is not to be kept (null). */
  async add(
    make: (order: number) => JobRecord,
    parts: Pick<NewJob, 'request' | 'documents'> | null,
  ): Promise<void> {
    await this.#inTurn(async () => {
      const order = Math.max(0, ...this.records.map(({ view }) => view.order)) + 1;
      const record = make(order);
      if (parts) await this.#store.accept({ ...parts, record, entry: this.#entry(record) });
      else this.#unkept.add(record.view.id);
      this.#records.set(record.view.id, record);
    });
    this.#onChange();
  }

  /**
   * Changes one job. `change` sees the job as it is when its turn comes and may throw to refuse.
   * Throws `job.gone`.
   */
  async change(id: string, when: WhenWritten, change: (record: JobRecord) => Change): Promise<JobRecord> {
    const record = await this.#inTurn(async () => {
      const before = this.#records.get(id);
      if (!before) throw new PlatenError('job.gone');
      const next = change(before);
      await this.#write([this.#changeOf(id, before, next)], when);
      this.#records.set(id, next.record);
      return next.record;
    });
    if (hasEnded(record.view)) this.#trim();
    this.#onChange();
    return record;
  }

  /** What happened on the wire. Never throws; of no effect once the job has gone. */
  async note(id: string, change: (record: JobRecord) => Change | null): Promise<void> {
    await this.#inTurn(() => {
      const before = this.#records.get(id);
      const next = before && change(before);
      if (!next) return Promise.resolve();
      this.#records.set(id, next.record);
      const isNews =
        next.record.view.state !== before.view.state ||
        next.record.work.acceptedSides !== before.work.acceptedSides;
      if (isNews) void this.#journal.note(this.#changeOf(id, before, next));
      return Promise.resolve();
    });
    this.#onChange();
  }

  async move(id: string, beforeId: string | null): Promise<void> {
    await this.#inTurn(async () => {
      const waiting = this.records.filter(({ view }) => !hasEnded(view)).map(({ view }) => view);
      const places = placesAfterMove(waiting, id, beforeId);
      const moved = [...places].map(([jobId, order]) => {
        const record = this.#records.get(jobId)!;
        return { record: { ...record, view: { ...record.view, order } } };
      });
      await this.#write(
        moved.map((change) => ({
          ...this.#changeOf(change.record.view.id, change.record, change),
          entries: [],
        })),
        'first',
      );
      for (const { record } of moved) this.#records.set(record.view.id, record);
    });
    this.#onChange();
  }

  /** Takes ended jobs out of memory and off the disk. */
  async erase(ids: readonly string[]): Promise<void> {
    await this.#inTurn(async () => {
      await this.#journal.erase(ids.filter((id) => !this.#unkept.has(id)));
      for (const id of ids) {
        this.#records.delete(id);
        this.#unkept.delete(id);
      }
    });
    this.#onChange();
  }

  async #write(changes: readonly JobChange[], when: WhenWritten): Promise<void> {
    const kept = changes.filter(({ record, ledger }) => record !== null || ledger.length > 0);
    if (kept.length === 0) return;
    if (when === 'first') await this.#journal.write(kept);
    else await Promise.all(kept.map((change) => this.#journal.note(change)));
  }

  #changeOf(id: string, before: JobRecord, { record, ledger, ...rest }: Change): JobChange {
    const isKept = this.isKept(id);
    const isStep =
      record.view.state !== before.view.state || record.work.acceptedSides !== before.work.acceptedSides;
    return {
      jobId: id,
      record: isKept ? record : null,
      entries: isKept && isStep ? [this.#entry(record)] : [],
      ledger: ledger ?? [],
      ...(isKept ? rest : {}),
    };
  }

  #entry({ view, work }: JobRecord) {
    return {
      jobId: view.id,
      at: this.#now(),
      state: view.state,
      sides: work.acceptedSides,
      error: view.error,
    };
  }

  /** Ended jobs that are on disk need not stay in memory. */
  #trim(): void {
    const ended = this.records
      .filter(({ view }) => hasEnded(view))
      .sort((a, b) => b.view.endedAt! - a.view.endedAt! || b.view.order - a.view.order);
    for (const { view } of ended.slice(ENDED_AT_HAND)) {
      if (!this.#journal.isBehind(view.id)) this.#records.delete(view.id);
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result.catch((thrown: unknown) => {
      throw asPlatenError(thrown);
    });
  }
}
