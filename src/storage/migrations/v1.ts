import type { IDBPDatabase } from 'idb';

/** Preferences, a list of jobs without what they were made of, and the simulated machine's output tray. */
export function toVersion1(db: IDBPDatabase): void {
  db.createObjectStore('preferences');
  const jobs = db.createObjectStore('jobs', { keyPath: 'id' });
  jobs.createIndex('createdAt', 'createdAt');
  db.createObjectStore('traySheets', { keyPath: 'id', autoIncrement: true });
  db.createObjectStore('traySides', { autoIncrement: true });
}
