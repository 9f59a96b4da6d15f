import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { JobView } from '../jobs/spooler-api.ts';

/** Everything Platen keeps on this computer. Documents and passwords are not among it. */
interface PlatenSchema extends DBSchema {
  preferences: { key: string; value: unknown };
  jobs: { key: string; value: JobView; indexes: { createdAt: number } };
  traySheets: { key: number; value: StoredSheet };
  traySides: { key: number; value: Uint8Array<ArrayBuffer> };
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
}

export type PlatenDatabase = IDBPDatabase<PlatenSchema>;

const NAME = 'platen';
const VERSION = 1;

let opening: Promise<PlatenDatabase> | null = null;

/** One connection a thread; it gives way when another tab brings a newer version. */
export function database(): Promise<PlatenDatabase> {
  opening ??= openDB<PlatenSchema>(NAME, VERSION, {
    upgrade(db) {
      db.createObjectStore('preferences');
      const jobs = db.createObjectStore('jobs', { keyPath: 'id' });
      jobs.createIndex('createdAt', 'createdAt');
      db.createObjectStore('traySheets', { keyPath: 'id', autoIncrement: true });
      db.createObjectStore('traySides', { autoIncrement: true });
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opening = null;
    },
    terminated() {
      opening = null;
    },
  }).catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}
