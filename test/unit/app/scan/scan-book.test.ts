import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScanBook as Book } from '../../../../src/app/scan/pages/scan-book.ts';
import type { ScanShelf } from '../../../../src/scan/pages/scan-shelf.ts';
import type { ScannedPage } from '../../../../src/scan/pages/scanned-page.ts';
import { BLANK, scannedPage, spelled } from '../../../support/scanned-pages.ts';

let shelf: ScanShelf;
let book: Book;
let openBatch: string | null;
let nowMs: number;

/** A page that is loaded: nothing of an earlier one is in memory. */
async function load(): Promise<void> {
  vi.resetModules();
  const { IndexedDbScanShelf } = await import('../../../../src/storage/scan-shelf.ts');
  const { ScanBook } = await import('../../../../src/app/scan/pages/scan-book.ts');
  const { PageUndo } = await import('../../../../src/app/scan/pages/page-undo.ts');
  shelf = new IndexedDbScanShelf();
  const open = { get: () => openBatch, set: (id: string | null) => void (openBatch = id) };
  book = new ScanBook(shelf, open, new PageUndo(() => nowMs));
  await book.load();
}

/** Pages arrive as from the scanner, named by letters. */
async function arrive(letters: string, changes: Partial<ScannedPage> = {}): Promise<void> {
  const batch = book.batch ?? (await book.begin());
  const from = book.pages.length;
  for (const [at, letter] of [...letters].entries()) {
    await shelf.putStrip(letter, 0, { lines: 16, packed: new Uint8Array(100) });
    await shelf.putOverview(letter, {
      shape: scannedPage(letter, 1).shape,
      packed: new Uint8Array(10),
    });
    await shelf.savePage(scannedPage(letter, from + at + 1, { batchId: batch.id, ...changes }));
  }
  await book.refresh();
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  openBatch = null;
  nowMs = 0;
  await load();
});

/** What a page that is loaded now would find. */
async function onDisk(): Promise<string> {
  await load();
  return spelled(book.pages);
}

describe('the book of scans', () => {
  it('has every page after a reload in the middle of a batch', async () => {
    await arrive('abc');
    expect(await onDisk()).toBe('abc');
    expect(book.batch).not.toBeNull();
  });

  it('takes back and does again whatever is done with pages, on disk as well', async () => {
    await arrive('abcd');
    const before = JSON.stringify(book.pages);
    const [first] = book.pages;
    const acts: (() => Promise<unknown>)[] = [
      () => book.turn(['a', 'c'], 90),
      () => book.setPagesAside(['b']),
      () => book.duplicate(['a', 'd']),
      () => book.move(['d'], 'a'),
      () => book.startDocument('c', true),
      () => book.nameDocument('c', 'Letters'),
      () => book.correct(['a'], { brightness: 20 }),
      () => book.interleave({ first: ['a', 'b'], second: ['c', 'd'] }, true),
    ];
    const states: string[] = [JSON.stringify(book.pages)];
    for (const act of acts) {
      await act();
      states.push(JSON.stringify(book.pages));
    }
    expect(new Set(states).size).toBe(acts.length + 1);
    for (let at = acts.length - 1; at >= 0; at--) {
      expect(book.undoes).not.toBeNull();
      await book.undo();
      expect(JSON.stringify(book.pages)).toBe(states[at]);
    }
    expect(book.undoes).toBeNull();
    for (let at = 1; at <= acts.length; at++) {
      await book.redo();
      expect(JSON.stringify(book.pages)).toBe(states[at]);
    }
    expect(book.redoes).toBeNull();
    for (let rest = acts.length; rest > 0; rest--) await book.undo();
    await load();
    expect(JSON.stringify(book.pages)).toBe(before);
    expect(book.find('a')).toEqual(first);
  });

  it('joins the steps of a slider, and nothing else', async () => {
    await arrive('ab');
    for (const brightness of [5, 10, 15]) {
      nowMs += 100;
      await book.correct(['a'], { brightness });
    }
    await book.correct(['b'], { brightness: 50 });
    nowMs += 5_000;
    await book.correct(['a'], { brightness: 80 });
    await book.undo();
    expect(book.find('a')!.corrections.brightness).toBe(15);
    await book.undo();
    expect(book.find('b')!.corrections.brightness).toBe(0);
    await book.undo();
    expect(book.find('a')!.corrections.brightness).toBe(0);
    expect(book.undoes).toBeNull();
  });

  it('keeps what is set aside, and gives the document its next page to begin with', async () => {
    await arrive('abcd');
    await book.startDocument('c', true);
    await book.nameDocument('c', 'Second');
    await book.setPagesAside(['c', 'a']);
    expect(spelled(book.pages)).toBe('bd');
    expect(book.find('d')).toMatchObject({ startsDocument: true, documentTitle: 'Second' });
    expect(await onDisk()).toBe('bd');
    expect(spelled(book.setAside)).toBe('ac');
    await book.putBack(['a']);
    expect(spelled(book.pages)).toBe('abd');
  });

  it('pages that come while others are changed lose neither', async () => {
    await arrive('ab');
    await book.correct(['a'], { contrast: 30 });
    const stale = scannedPage('a', 1, { batchId: book.batch!.id, findings: BLANK });
    await shelf.savePage(stale);
    await arrive('c');
    expect(spelled(book.pages)).toBe('abc');
    expect(book.find('a')).toMatchObject({ findings: BLANK, corrections: { contrast: 30 } });
    await book.undo();
    expect(book.find('a')).toMatchObject({ findings: BLANK, corrections: { contrast: 0 } });
    expect(spelled(book.pages)).toBe('abc');
  });

  it('steps page by page to either end and no further', async () => {
    await arrive('abc');
    expect(await book.step(['b'], -1)).toBe(true);
    expect(spelled(book.pages)).toBe('bac');
    expect(await book.step(['b'], -1)).toBe(false);
    expect(await book.step(['b', 'a'], 1)).toBe(true);
    expect(spelled(book.pages)).toBe('cba');
    expect(await book.step(['a'], 1)).toBe(false);
  });

  it('writes documents by their names, or by that of the scan', async () => {
    const { documentsOf } = await import('../../../../src/app/scan/pages/scan-book.ts');
    await arrive('abc');
    await book.rename('Contracts');
    expect(documentsOf(book).map(({ title }) => title)).toEqual(['Contracts']);
    await book.startDocument('b', true);
    await book.startDocument('c', true);
    await book.nameDocument('c', 'Annex');
    const documents = documentsOf(book);
    expect(documents.map(({ title }) => title)).toEqual(['Contracts, 1', 'Contracts, 2', 'Annex']);
    expect(documents[1]!.pages).toEqual([{ pageId: 'b', corrections: book.find('b')!.corrections }]);
  });

  it('puts batches away, opens them again, and erases only what it is told to or what must go', async () => {
    await arrive('ab');
    const first = book.batch!;
    await book.close();
    expect(book.earlier.map(({ batch }) => batch.id)).toEqual([first.id]);
    expect(book.earlier[0]!.bytes).toBeGreaterThan(200);
    await arrive('cd');
    const second = book.batch!;
    expect(await book.trim(1e9)).toEqual([]);
    expect((await book.trim(300)).map(({ id }) => id)).toEqual([first.id]);
    expect(book.earlier).toEqual([]);
    expect(await shelf.pages(first.id)).toEqual([]);
    expect(spelled(book.pages)).toBe('cd');
    await book.erase([second.id]);
    expect(book.batch).toBeNull();
    expect(await onDisk()).toBe('');
  });

  it('an empty batch is not kept', async () => {
    await book.begin();
    await book.close();
    expect(await shelf.batches()).toEqual([]);
  });
});
