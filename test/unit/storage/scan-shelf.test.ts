import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AS_SCANNED } from '../../../src/scan/corrections/corrections.ts';
import { NOTHING_FOUND } from '../../../src/scan/corrections/findings.ts';
import type { ScanShelf, StoredStrip } from '../../../src/scan/pages/scan-shelf.ts';
import type { ScanBatch, ScannedPage } from '../../../src/scan/pages/scanned-page.ts';

/** A program that starts: nothing of an earlier one is in memory. */
async function start(): Promise<ScanShelf> {
  vi.resetModules();
  const { IndexedDbScanShelf } = await import('../../../src/storage/scan-shelf.ts');
  return new IndexedDbScanShelf();
}

const batch = (id: string, changedAt = 0): ScanBatch => ({
  id,
  title: id,
  createdAt: 0,
  changedAt,
  profileId: null,
});
const page = (id: string, batchId: string, place = 1, pixelsId = id): ScannedPage => ({
  id,
  batchId,
  pixelsId,
  place,
  startsDocument: false,
  isSetAside: false,
  shape: { widthPx: 16, heightPx: 16, dpi: 75, mode: 'gray' },
  origin: { source: 'glass', sheet: 1, side: 'front' },
  scannedAt: 0,
  findings: NOTHING_FOUND,
  corrections: AS_SCANNED,
});
const strip = (bytes: number): StoredStrip => ({ lines: 16, packed: new Uint8Array(bytes).fill(7) });

/** A batch with pages of so many bytes. */
async function fill(shelf: ScanShelf, batchId: string, ...bytes: number[]): Promise<void> {
  await shelf.saveBatch(batch(batchId));
  for (const [index, size] of bytes.entries()) {
    const id = `${batchId}${index + 1}`;
    await shelf.putStrip(id, 0, strip(size - 10));
    await shelf.putOverview(id, { shape: page(id, batchId).shape, packed: new Uint8Array(10) });
    await shelf.savePage(page(id, batchId, index + 1));
  }
}

/** All rooms of the shelf, by how much is in them. */
async function contents(): Promise<Record<string, number>> {
  const { database } = await import('../../../src/storage/database.ts');
  const db = await database();
  const names = ['scanBatches', 'scannedPages', 'scanPixels', 'scanStrips', 'scanOverviews'] as const;
  const counts = await Promise.all(names.map((name) => db.count(name)));
  return Object.fromEntries(names.map((name, index) => [name, counts[index]!]));
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('the shelf', () => {
  test('keeps pages and their pixels over a restart, in their order', async () => {
    const before = await start();
    await before.saveBatch(batch('b'));
    await before.savePage(page('late', 'b', 2));
    await before.savePage(page('early', 'b', 1.5));
    await before.putStrip('late', 0, strip(5));
    await before.putStrip('late', 1, strip(6));
    const after = await start();
    expect((await after.pages('b')).map(({ id }) => id)).toEqual(['early', 'late']);
    expect(await after.page('late')).toEqual(page('late', 'b', 2));
    expect(await after.strip('late', 1)).toEqual(strip(6));
    expect(await after.strip('late', 2)).toBeNull();
    expect(await after.overview('late')).toBeNull();
    expect(await after.page('nobody')).toBeNull();
  });

  test('a page changes its batch, and one without a batch is refused', async () => {
    const shelf = await start();
    await shelf.saveBatch(batch('b'));
    await shelf.savePage(page('p', 'b'));
    expect((await shelf.batches())[0]!.changedAt).toBeGreaterThan(0);
    await expect(shelf.savePage(page('q', 'nowhere'))).rejects.toMatchObject({ code: 'scan.gone' });
    expect(await shelf.page('q')).toBeNull();
  });

  test('pixels go with the last page that shows them', async () => {
    const shelf = await start();
    await fill(shelf, 'b', 100);
    await shelf.savePage(page('copy', 'b', 2, 'b1'));
    await shelf.erasePages(['b1']);
    expect(await shelf.strip('b1', 0)).not.toBeNull();
    expect(await shelf.overview('b1')).not.toBeNull();
    await shelf.erasePages(['copy', 'nobody']);
    expect(await contents()).toEqual({
      scanBatches: 1,
      scannedPages: 0,
      scanPixels: 0,
      scanStrips: 0,
      scanOverviews: 0,
    });
  });

  test('a batch goes with all that is in it and nothing else, however long its name', async () => {
    const shelf = await start();
    await fill(shelf, 'b', 100, 200);
    await fill(shelf, 'b1', 300);
    await shelf.savePage(page('elsewhere', 'b1', 9, 'b2'));
    await shelf.eraseBatch('b');
    expect((await shelf.batches()).map(({ id }) => id)).toEqual(['b1']);
    expect(await shelf.strip('b1', 0)).toBeNull();
    expect(await shelf.strip('b2', 0)).not.toBeNull();
    expect(await shelf.strip('b11', 0)).not.toBeNull();
    expect(await contents()).toMatchObject({ scannedPages: 2, scanPixels: 2, scanOverviews: 2 });
  });

  test('says how much room each batch takes', async () => {
    const shelf = await start();
    await fill(shelf, 'a', 100, 50);
    await fill(shelf, 'b', 70);
    await shelf.savePage(page('copy', 'a', 3, 'a1'));
    await shelf.saveBatch(batch('empty'));
    expect([...(await shelf.sizes())].sort()).toEqual([
      ['a', 150],
      ['b', 70],
    ]);
  });

  test('keeps within its limit by erasing what was changed longest ago, never what is open', async () => {
    const shelf = await start();
    for (const id of ['old', 'open', 'older', 'new']) await fill(shelf, id, 100);
    const changed = { older: 1, open: 2, old: 3, new: 4 };
    for (const [id, at] of Object.entries(changed)) await shelf.saveBatch(batch(id, at));
    expect(await shelf.keepWithin(400, ['open'])).toEqual([]);
    expect(await shelf.keepWithin(399, ['open'])).toEqual(['older']);
    expect(await shelf.keepWithin(100, ['open'])).toEqual(['old', 'new']);
    expect((await shelf.batches()).map(({ id }) => id)).toEqual(['open']);
    expect(await shelf.keepWithin(0, ['open'])).toEqual([]);
  });

  test('a page that a crash cut short is cleared; finished ones are whole', async () => {
    const before = await start();
    await fill(before, 'b', 100);
    await before.putStrip('cut', 0, strip(50));
    await before.putStrip('cut', 1, strip(50));
    const after = await start();
    await after.clearCutShort();
    expect(await after.strip('cut', 0)).toBeNull();
    expect(await after.strip('cut', 1)).toBeNull();
    expect(await after.strip('b1', 0)).not.toBeNull();
    expect(await contents()).toMatchObject({ scanPixels: 1, scanStrips: 1, scanOverviews: 1 });
  });

  test('a full disk: said in the words of scanning, and what was there stays', async () => {
    const shelf = await start();
    await fill(shelf, 'b', 100);
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await expect(shelf.putStrip('next', 0, strip(9))).rejects.toMatchObject({ code: 'scan.no-room' });
    await expect(shelf.savePage(page('next', 'b'))).rejects.toMatchObject({ code: 'scan.no-room' });
    full.mockRestore();
    expect(await shelf.page('next')).toBeNull();
    expect(await shelf.strip('b1', 0)).not.toBeNull();
    expect((await shelf.sizes()).get('b')).toBe(100);
  });

  test('a disk that fails says what the browser said', async () => {
    const shelf = await start();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('broken', 'UnknownError');
    });
    await expect(shelf.putStrip('p', 0, strip(9))).rejects.toMatchObject({
      code: 'scan.not-kept',
      params: { detail: 'UnknownError: broken' },
    });
  });
});
