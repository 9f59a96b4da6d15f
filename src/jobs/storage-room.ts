import { PlatenError } from '../errors/platen-error.ts';
import type { Persistence } from './spooler-api.ts';

/** What the browser says about storage; `navigator.storage` in a worker. */
export interface StorageRoom {
  estimate(): Promise<{ readonly usage?: number; readonly quota?: number }>;
  persisted(): Promise<boolean>;
}

/** Room for records, journal and what else a job writes beside its documents. */
const RESERVE_BYTES = 4 << 20;
const MEGABYTE = 1e6;

/** Whether there is room for jobs, and whether it will last. */
export class StorageKeeper {
  readonly #room: StorageRoom;
  #persistence: Persistence = 'unknown';

  constructor(room: StorageRoom) {
    this.#room = room;
  }

  get persistence(): Persistence {
    return this.#persistence;
  }

  /** Throws `job.storage-full` when documents of this size will not fit. A browser that does not say may try. */
  async makeSure(documentBytes: number): Promise<void> {
    const { usage = 0, quota } = await this.#estimate();
    if (quota === undefined) return;
    const needed = documentBytes + RESERVE_BYTES;
    const free = Math.max(0, quota - usage);
    if (needed > free) throw storageFull(needed, free);
  }

  /** There is something to lose now: is it promised to be kept, or should the page ask? Once a session. */
  async jobKept(): Promise<void> {
    if (this.#persistence !== 'unknown') return;
    try {
      this.#persistence = (await this.#room.persisted()) ? 'kept' : 'ask';
    } catch {
      this.#persistence = 'best-effort';
    }
  }

  async #estimate(): ReturnType<StorageRoom['estimate']> {
    try {
      return await this.#room.estimate();
    } catch {
      return {};
    }
  }

  asked(granted: boolean): void {
    this.#persistence = granted ? 'kept' : 'best-effort';
  }
}

function storageFull(needed: number, free: number): PlatenError {
  return new PlatenError('job.storage-full', {
    needed: (needed / MEGABYTE).toFixed(0),
    free: (free / MEGABYTE).toFixed(0),
  });
}
