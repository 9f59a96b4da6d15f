import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { ScanBook } from '../../../../src/app/scan/pages/scan-book.ts';
import { BATCH_FINISHED, SCAN_ENDED, ScanDesk } from '../../../../src/app/scan/scan-desk.ts';
import { PreferencesStore } from '../../../../src/app/state/preferences-store.ts';
import { PlatenError } from '../../../../src/errors/platen-error.ts';
import type { ScanEnd, ScannerState, ScanOrder } from '../../../../src/scan/session/scanner-api.ts';
import { DEFAULT_SCAN_SETTINGS } from '../../../../src/scan/session/scan-settings.ts';
import { IndexedDbScanShelf } from '../../../../src/storage/scan-shelf.ts';
import { scannedPage, spelled } from '../../../support/scanned-pages.ts';

const shelf = new IndexedDbScanShelf();

/** Puts pages named by letters on the shelf, one load after the other. */
class FakeScanner extends EventTarget {
  readonly orders: ScanOrder[] = [];
  state = { progress: null } as ScannerState;
  loads: string[] = [];
  refusal: PlatenError | null = null;
  reason: ScanEnd['reason'] = 'done';
  cancelled = 0;

  async scan(order: ScanOrder): Promise<ScanEnd> {
    this.orders.push(order);
    if (this.refusal) throw this.refusal;
    const letters = [...(this.loads.shift() ?? '')];
    const ids = letters.map((letter) => `${letter}${crypto.randomUUID().slice(0, 8)}`);
    const from = order.afterPlace ?? (await shelf.pages(order.batchId)).length;
    for (const [at, id] of ids.entries()) {
      this.#say(order.batchId, at + 1);
      const place = order.afterPlace === null ? from + at + 1 : from + (at + 1) / 100;
      await shelf.putStrip(id, 0, { lines: 16, packed: new Uint8Array(1_000) });
      await shelf.putOverview(id, { shape: scannedPage(id, 1).shape, packed: new Uint8Array(10) });
      await shelf.savePage(scannedPage(id, place, { batchId: order.batchId }));
    }
    const error = this.reason === 'stopped' ? { code: 'scan.stopped', params: {} } : null;
    return { pageIds: ids, reason: this.reason, error };
  }

  async cancel(): Promise<void> {
    this.cancelled += 1;
  }

  #say(batchId: string, page: number): void {
    const progress = { batchId, page, linesDone: 0, linesTotal: 16, isCancelling: false, isWaiting: false };
    this.state = { ...this.state, progress };
    this.dispatchEvent(new Event('change'));
  }
}

let scanner: FakeScanner;
let preferences: PreferencesStore;
let book: ScanBook;
let desk: ScanDesk;
let said: string[];

beforeEach(async () => {
  for (const { id } of await shelf.batches()) await shelf.eraseBatch(id);
  scanner = new FakeScanner();
  preferences = new PreferencesStore();
  let open: string | null = null;
  book = new ScanBook(shelf, { get: () => open, set: (id) => void (open = id) });
  await book.load();
  desk = new ScanDesk({ scanner, book, preferences });
  said = [];
  desk.addEventListener(SCAN_ENDED, (event) =>
    said.push(`ended ${(event as CustomEvent<ScanEnd>).detail.pageIds.length}`),
  );
  desk.addEventListener(BATCH_FINISHED, () => said.push('finished'));
});

/** The pages in order, by the letters their names begin with. */
const letters = () => book.pages.map(({ id }) => id[0]).join('');

describe('the scan desk', () => {
  it('orders what is set, load after load into one batch, until it is finished', async () => {
    desk.update({ source: 'feeder', colours: 'black', dpi: 200, size: 'Letter' });
    scanner.loads = ['abc', 'de'];
    await desk.scan();
    expect(scanner.orders[0]).toMatchObject({
      source: 'feeder',
      mode: 'gray',
      dpi: 200,
      area: { widthMm: 215.9, heightMm: 279.4 },
      corrections: { ink: 'black' },
      afterPlace: null,
    });
    expect(desk.pause).toMatchObject({ source: 'feeder', end: { reason: 'done' } });
    await desk.scan();
    expect(scanner.orders[1]!.batchId).toBe(scanner.orders[0]!.batchId);
    expect(letters()).toBe('abcde');
    desk.finish();
    expect(desk.pause).toBeNull();
    expect(letters()).toBe('abcde');
    expect(said).toEqual(['ended 3', 'ended 2', 'finished']);
    await desk.putAway();
    expect(book.batch).toBeNull();
    expect(book.earlier).toHaveLength(1);
  });

  it('brings the other sides of the last pass between its pages, either way round', async () => {
    desk.update({ source: 'feeder' });
    scanner.loads = ['ace', 'fdb'];
    await desk.scan();
    await desk.scan({ otherSides: 'reversed' });
    expect(letters()).toBe('abcdef');
    expect(desk.pause!.firstSides).toEqual([]);
    scanner.loads = ['gi', 'hj'];
    await desk.scan();
    await desk.scan({ otherSides: 'in-order' });
    expect(letters()).toBe('abcdefghij');
  });

  it('lets new pages come behind one page, once', async () => {
    scanner.loads = ['a', 'b', 'x', 'c'];
    await desk.scan();
    await desk.scan();
    desk.insertBehind(book.pages[0]!.id);
    await desk.scan();
    expect(letters()).toBe('axb');
    expect(desk.insertAfter).toBeNull();
    await desk.scan();
    expect(scanner.orders.at(-1)!.afterPlace).toBeNull();
  });

  it('says why nothing was begun, and leaves no empty batch behind', async () => {
    scanner.refusal = new PlatenError('scan.feeder-empty');
    expect(await desk.scan()).toBeNull();
    expect(desk.error?.code).toBe('scan.feeder-empty');
    expect(book.batch).toBeNull();
    expect(await shelf.batches()).toEqual([]);
    scanner.refusal = null;
    scanner.loads = ['a'];
    await desk.scan();
    expect(desk.error).toBeNull();
    scanner.refusal = new PlatenError('scan.busy');
    await desk.scan();
    expect(desk.pause?.end.pageIds).toHaveLength(1);
    expect(letters()).toBe('a');
  });

  it('keeps what came before the machine stopped, with the reason', async () => {
    scanner.loads = ['ab'];
    scanner.reason = 'stopped';
    await desk.scan();
    expect(letters()).toBe('ab');
    expect(desk.pause?.end.error?.code).toBe('scan.stopped');
  });

  it('shows finished pages while the next one comes', async () => {
    const seen: string[] = [];
    book.addEventListener('change', () => seen.push(letters()));
    scanner.loads = ['abcd'];
    await desk.scan();
    expect(seen.some((pages) => pages.length > 0 && pages.length < 4)).toBe(true);
    expect(spelled(book.pages)).toHaveLength(4 * 9);
  });

  it('says which earlier scans made room', async () => {
    scanner.loads = ['a', 'b', 'c'];
    await desk.scan();
    const { title } = book.batch!;
    await desk.putAway();
    preferences.update({ scanLimitBytes: 1_500 });
    await desk.scan();
    expect(desk.erased).toEqual([title]);
    expect(letters()).toBe('b');
    desk.dismiss();
    expect(desk.erased).toEqual([]);
    preferences.update({ scanLimitBytes: null });
    await desk.putAway();
    await desk.scan();
    expect(book.earlier).toHaveLength(1);
  });

  it('remembers what is set between visits', () => {
    expect(desk.settings).toEqual(DEFAULT_SCAN_SETTINGS);
    desk.update({ dpi: 600 });
    expect(preferences.current.scan.dpi).toBe(600);
  });

  it('a second Scan waits for nobody: one at a time', async () => {
    scanner.loads = ['a', 'b'];
    const [first, second] = await Promise.all([desk.scan(), desk.scan()]);
    expect(first?.pageIds).toHaveLength(1);
    expect(second).toBeNull();
  });
});
