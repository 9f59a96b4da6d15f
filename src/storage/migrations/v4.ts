import type { IDBPDatabase } from 'idb';

/** Presets, calibrations, and the department that is remembered, which is sealed. */
export function toVersion4(db: IDBPDatabase): void {
  db.createObjectStore('secrets');
  db.createObjectStore('presets', { keyPath: 'id' });
  db.createObjectStore('calibrations');
}
