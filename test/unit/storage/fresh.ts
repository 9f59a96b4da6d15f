import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { vi } from 'vitest';

/** A browser profile of its own: an empty database and rooms that have not opened it yet. */
export async function freshProfile() {
  globalThis.indexedDB = new IDBFactory();
  return reload();
}

/** The same profile after a reload of the page. */
export async function reload() {
  vi.resetModules();
  const [database, store, preferences, keys, transaction] = await Promise.all([
    import('../../../src/storage/database.ts'),
    import('../../../src/storage/job-store.ts'),
    import('../../../src/storage/preferences.ts'),
    import('../../../src/storage/device-key.ts'),
    import('../../../src/storage/transaction.ts'),
  ]);
  return { ...database, ...preferences, ...keys, ...transaction, store: new store.IndexedDbJobStore() };
}
