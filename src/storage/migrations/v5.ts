import type { IDBPDatabase } from 'idb';

/** Scanned pages: what they are and their pixels apart, in strips; and what to scan and where to put it. */
export function toVersion5(db: IDBPDatabase): void {
  db.createObjectStore('scanBatches', { keyPath: 'id' });
  const pages = db.createObjectStore('scannedPages', { keyPath: 'id' });
  pages.createIndex('batchId', 'batchId');
  pages.createIndex('pixelsId', 'pixelsId');
  db.createObjectStore('scanPixels', { keyPath: 'id' });
  // Their keys are pairs: whose pixels, and the strip's number.
  db.createObjectStore('scanStrips');
  db.createObjectStore('scanOverviews');
  db.createObjectStore('scanProfiles', { keyPath: 'id' });
  db.createObjectStore('scanFolders', { keyPath: 'id' });
}
