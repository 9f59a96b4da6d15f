import { proxy, transferHandlers, wrap } from 'comlink';
import { PlatenError, toRecord, type ErrorRecord } from '../../../../src/errors/platen-error.ts';
import { installErrorTransfer } from '../../../../src/errors/transfer.ts';
import { AS_SCANNED } from '../../../../src/scan/corrections/corrections.ts';
import { unpackStrip } from '../../../../src/scan/pages/strip-codec.ts';
import type {
  OriginalChoice,
  OriginalSheet,
  ScanEnd,
  ScanOrder,
  ScannedRows,
  ScannerApi,
  ScannerState,
} from '../../../../src/scan/session/scanner-api.ts';
import { SimulatedMachine } from '../../../../src/simulator/simulated-machine.ts';
import { IndexedDbScanShelf } from '../../../../src/storage/scan-shelf.ts';
import { TrayStore } from '../../../../src/storage/tray.ts';

installErrorTransfer(transferHandlers);

/** A page that does nothing but hold the scanner's worker, for the specs to drive. */
const shelf = new IndexedDbScanShelf();
const tray = new TrayStore();
let thread = start();
let api = wrap(thread) as unknown as ScannerApi;
let state: ScannerState | null = null;
let rows: ScannedRows[] = [];

function start(): Worker {
  return new Worker(new URL('../../../../workers/scanner.ts', import.meta.url), { type: 'module' });
}

const ORDER: ScanOrder = {
  batchId: 'batch',
  source: 'glass',
  mode: 'gray',
  dpi: 75,
  area: { leftMm: 0, topMm: 0, widthMm: 210, heightMm: 297 },
  corrections: AS_SCANNED,
  afterPlace: null,
};

const harness = {
  async connect(speed: 'engine' | 'instant' = 'instant'): Promise<void> {
    const now = Date.now();
    const batches = await shelf.batches();
    if (batches.length === 0) {
      await shelf.saveBatch({ id: 'batch', title: '', createdAt: now, changedAt: now, profileId: null });
    }
    await api.subscribe(proxy((news: ScannerState) => void (state = news)));
    await api.watch(proxy((news: ScannedRows) => void rows.push(news)));
    await api.connect({ kind: 'simulated' });
    await api.simulator.setSpeed(speed);
  },
  async scan(order: Partial<ScanOrder>): Promise<ScanEnd | { thrown: ErrorRecord }> {
    rows = [];
    try {
      return await api.scan({ ...ORDER, ...order });
    } catch (thrown) {
      if (thrown instanceof PlatenError) return { thrown: toRecord(thrown) };
      throw thrown;
    }
  },
  cancel: () => api.cancel(),
  lay: (choice: OriginalChoice) => api.simulator.layOnGlass(choice),
  feed: (sheets: readonly OriginalSheet[]) => api.simulator.feed(sheets),
  press: (key: 'black-and-white' | 'colour') => api.simulator.pressKey(key),
  simulator: () => api.simulator.state(),
  state: () => state,
  /** Rows told, and in how many pieces. */
  heard: () => ({
    pieces: rows.length,
    bytes: rows.reduce((sum, { bytes }) => sum + bytes.length, 0),
  }),
  pages: () => shelf.pages('batch'),
  sizes: async () => [...(await shelf.sizes())],
  /** A digest of the page's pixels. */
  async digest(pageId: string): Promise<string> {
    const { pixelsId, shape } = (await shelf.page(pageId))!;
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (let index = 0; ; index += 1) {
      const strip = await shelf.strip(pixelsId, index);
      if (!strip) break;
      parts.push(await unpackStrip(strip, shape));
    }
    const whole = await new Blob(parts).arrayBuffer();
    return new Uint8Array(await crypto.subtle.digest('SHA-256', whole)).toHex();
  },
  /** What the worker leaves behind when it ends without a word, and another one in its place. */
  crash(): void {
    thread.terminate();
    thread = start();
    api = wrap(thread) as unknown as ScannerApi;
  },
  /** Strips on disk, whosever they are. */
  async stripCount(): Promise<number> {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('platen');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('no database'));
    });
    const count = await new Promise<number>((resolve) => {
      const counting = database.transaction('scanStrips').objectStore('scanStrips').count();
      counting.onsuccess = () => resolve(counting.result);
    });
    database.close();
    return count;
  },
  /** Prints a job into the output tray, as the spooler's machine does. */
  async print(base64: string): Promise<number> {
    await tray.open();
    const sheets: Parameters<TrayStore['expect']>[] = [];
    const machine = new SimulatedMachine({
      tray: {
        deliver: ({ jobTitle, paper, isErrorSheet, front, back }) =>
          sheets.push([{ jobTitle, paper, isErrorSheet }, front, back, 1]),
      },
      speed: 'instant',
    });
    const job = Uint8Array.fromBase64(base64);
    for (let at = 0; at < job.length;) at += machine.engine.accept(job.subarray(at));
    for (const sheet of sheets) {
      await tray.expect(...sheet);
      await tray.comesOut(sheet[1]);
    }
    return (await tray.list()).at(-1)!.id;
  },
};

declare global {
  interface Window {
    scanner: typeof harness;
  }
}
window.scanner = harness;
