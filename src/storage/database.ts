import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { PlatenError } from '../errors/platen-error.ts';
import type { JobRecord, StoredDocument, StoredRequest } from '../jobs/job-record.ts';
import type { JournalEntry } from '../jobs/job-store.ts';
import type { LedgerEntry, QueuePolicy } from '../jobs/queue-api.ts';
import type { Sealed } from '../jobs/sealing.ts';
import type { JobState } from '../jobs/spooler-api.ts';
import type { StoredOverview, StoredStrip } from '../scan/pages/scan-shelf.ts';
import type { ScanBatch, ScannedPage } from '../scan/pages/scanned-page.ts';
import { toVersion1 } from './migrations/v1.ts';
import { toVersion2 } from './migrations/v2.ts';
import { toVersion3 } from './migrations/v3.ts';
import { toVersion4 } from './migrations/v4.ts';
import { toVersion5 } from './migrations/v5.ts';

/** Everything Platen keeps on this computer. */
export interface PlatenSchema extends DBSchema {
  preferences: { key: string; value: unknown };
  jobs: {
    key: string;
    value: JobRecord;
    indexes: { state: JobState; createdAt: number; endedAt: number; user: string };
  };
  requests: { key: string; value: StoredRequest; indexes: { documentKeys: string } };
  documents: { key: string; value: StoredDocument };
  journal: { key: number; value: JournalEntry; indexes: { jobId: string } };
  ledger: { key: number; value: LedgerEntry; indexes: { at: number } };
  policies: { key: string; value: QueuePolicy };
  /** Keys that cannot be read out. */
  keys: { key: string; value: CryptoKey };
  /** What only this installation may read. */
  secrets: { key: string; value: Sealed };
  presets: { key: string; value: unknown };
  calibrations: { key: string; value: unknown };
  traySheets: { key: number; value: StoredSheet };
  traySides: { key: number; value: Uint8Array<ArrayBuffer> };
  scanBatches: { key: string; value: ScanBatch };
  scannedPages: { key: string; value: ScannedPage; indexes: { batchId: string; pixelsId: string } };
  scanPixels: { key: string; value: StoredPixels };
  /** By whose pixels they are and their number. */
  scanStrips: { key: [string, number]; value: StoredStrip };
  scanOverviews: { key: string; value: StoredOverview };
  scanProfiles: { key: string; value: unknown };
  scanFolders: { key: string; value: unknown };
}

/**
 * A sheet in the simulated machine's output tray. The page data of its sides is stored apart: lists stay light,
 * and copies share it.
 */
export interface StoredSheet {
  readonly id?: number;
  readonly jobTitle: string;
  readonly paper: string;
  readonly frontKey: number;
  readonly backKey: number | null;
  readonly isErrorSheet: boolean;
  /** Set while it is still in the machine: so many copies are to come out. */
  readonly toCome?: number;
}

/** How much room the pixels of a page take: strips and overview. */
interface StoredPixels {
  readonly id: string;
  readonly bytes: number;
}

export type PlatenDatabase = IDBPDatabase<PlatenSchema>;

const NAME = 'platen';
const VERSION = 5;

let opening: Promise<PlatenDatabase> | null = null;

/**
 * One connection a thread; it gives way when another tab brings a newer version, and is opened anew after that or
 * after the browser has closed it.
 *
 * Throws PlatenError `storage.newer` (a later Platen has been here), `storage.held` (a tab with an earlier one
 * does not let go; may be tried again), `storage.unavailable`.
 */
export function database(): Promise<PlatenDatabase> {
  opening ??= open().catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}

/** The connection turned out to be closed: the next call of `database` opens another. */
export function forgetConnection(): void {
  opening = null;
}

function open(): Promise<PlatenDatabase> {
  return new Promise((resolve, reject) => {
    openDB<PlatenSchema>(NAME, VERSION, {
      async upgrade(db, oldVersion, _newVersion, transaction) {
        const untyped = db as unknown as IDBPDatabase;
        if (oldVersion < 1) toVersion1(untyped);
        if (oldVersion < 2) await toVersion2(untyped, transaction as never);
        if (oldVersion < 3) await toVersion3(transaction as never);
        if (oldVersion < 4) toVersion4(untyped);
        if (oldVersion < 5) toVersion5(untyped);
      },
      // The request goes on by itself when the other tab lets go, but nobody can be kept waiting for that.
      blocked: () => reject(new PlatenError('storage.held')),
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        opening = null;
      },
      terminated() {
        opening = null;
      },
    }).then(resolve, (thrown: unknown) => reject(openError(thrown)));
  });
}

function openError(thrown: unknown): PlatenError {
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'VersionError') return new PlatenError('storage.newer', {}, { cause: thrown });
  const detail = thrown instanceof Error ? `${name}: ${thrown.message}` : String(thrown);
  return new PlatenError('storage.unavailable', { detail: detail.slice(0, 300) }, { cause: thrown });
}
