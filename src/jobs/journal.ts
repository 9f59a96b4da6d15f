import { asPlatenError, type PlatenError } from '../errors/platen-error.ts';
import type { JobChange, JobStore } from './job-store.ts';
import type { Timers } from './raster-pool.ts';

/** Trouble with storage is tried again after so long, and then ever less often. */
const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 60_000];

/**
 * The way to disk. A change that must be there before it is acted upon goes through `write`; what has happened
 * already goes through `note`, and is written again and again until it is there. Nothing overtakes: a write takes
 * along everything that was noted before it.
 */
export class Journal {
  readonly #store: Pick<JobStore, 'commit' | 'erase'>;
  readonly #timers: Timers;
  /** Not on disk yet, by job. */
  #noted = new Map<string, JobChange>();
  #writing: Promise<void> = Promise.resolve();
  #isFlushing = false;
  #failures = 0;

  constructor(store: Pick<JobStore, 'commit' | 'erase'>, timers: Timers) {
    this.#store = store;
    this.#timers = timers;
  }

  /** Whether something about this job is not on disk yet. */
  isBehind(jobId: string): boolean {
    return this.#noted.has(jobId);
  }

  /** Resolves when the changes are on disk; when it rejects, none of them are and they never will be. */
  async write(changes: readonly JobChange[]): Promise<void> {
    const failed = await this.#inTurn(async () => {
      const noted = this.#take();
      const all = new Map(noted);
      for (const change of changes) all.set(change.jobId, merged(all.get(change.jobId), change));
      return this.#commit([...all.values()], 'flushed', noted);
    });
    if (failed) throw failed;
  }

  /** Keeps the change until it is on disk. Resolves after the first attempt, whatever came of it. */
  async note(change: JobChange): Promise<void> {
    this.#noted.set(change.jobId, merged(this.#noted.get(change.jobId), change));
    // Those that come while one is being written go together.
    if (this.#isFlushing) return this.#inTurn(() => Promise.resolve());
    this.#isFlushing = true;
    return this.#inTurn(async () => {
      this.#isFlushing = false;
      const noted = this.#take();
      if (noted.size > 0) await this.#commit([...noted.values()], 'relaxed', noted);
    });
  }

  /** Takes jobs off the disk, and whatever was still to be written about them. */
  async erase(jobIds: readonly string[]): Promise<void> {
    await this.#inTurn(async () => {
      await this.#store.erase(jobIds);
      for (const id of jobIds) this.#noted.delete(id);
    });
  }

  async #commit(
    changes: readonly JobChange[],
    durability: 'flushed' | 'relaxed',
    noted: ReadonlyMap<string, JobChange>,
  ): Promise<PlatenError | null> {
    try {
      await this.#store.commit(changes, durability);
      this.#failures = 0;
      return null;
    } catch (thrown) {
      this.#putBack(noted);
      return asPlatenError(thrown, 'job.storage-blocked');
    }
  }

  #take(): Map<string, JobChange> {
    const noted = this.#noted;
    this.#noted = new Map();
    return noted;
  }

  #putBack(noted: ReadonlyMap<string, JobChange>): void {
    if (noted.size === 0) return;
    for (const [id, change] of noted) {
      const newer = this.#noted.get(id);
      this.#noted.set(id, newer ? merged(change, newer) : change);
    }
    const wait = RETRY_AFTER_MS[Math.min(this.#failures++, RETRY_AFTER_MS.length - 1)]!;
    this.#timers.set(() => this.#retry(), wait);
  }

  #retry(): void {
    void this.#inTurn(async () => {
      const noted = this.#take();
      if (noted.size > 0) await this.#commit([...noted.values()], 'relaxed', noted);
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#writing.then(work);
    this.#writing = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}

export function isStorageTrouble(thrown: unknown): thrown is PlatenError {
  return meansStorageTrouble(asPlatenError(thrown).code);
}

export function meansStorageTrouble(code: string): boolean {
  return code.startsWith('job.storage-') || code.startsWith('storage.');
}

function merged(older: JobChange | undefined, newer: JobChange): JobChange {
  if (!older) return newer;
  const request = newer.request ?? older.request;
  return {
    jobId: newer.jobId,
    record: newer.record,
    entries: [...older.entries, ...newer.entries],
    ledger: [...older.ledger, ...newer.ledger],
    ...(request ? { request } : {}),
    ...(older.dropContents || newer.dropContents ? { dropContents: true } : {}),
  };
}
