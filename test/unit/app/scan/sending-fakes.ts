import 'fake-indexeddb/auto';
import { Outbox } from '../../../../src/app/scan/sending/outbox.ts';
import { ProfileRun } from '../../../../src/app/scan/profiles/profile-run.ts';
import type { Occasion, Parcel, Way } from '../../../../src/app/scan/sending/destinations.ts';
import { ScanBook } from '../../../../src/app/scan/pages/scan-book.ts';
import { ScanDesk } from '../../../../src/app/scan/scan-desk.ts';
import { PreferencesStore } from '../../../../src/app/state/preferences-store.ts';
import { PlatenError } from '../../../../src/errors/platen-error.ts';
import type {
  PagesApi,
  WriteOrder,
  WriteProgress,
  WrittenFile,
} from '../../../../src/scan/pages/pages-api.ts';
import type { ScannedPage } from '../../../../src/scan/pages/scanned-page.ts';
import type { ScanDestination } from '../../../../src/scan/profiles/destination.ts';
import type { ScanEnd, ScannerState, ScanOrder } from '../../../../src/scan/session/scanner-api.ts';
import { IndexedDbScanShelf } from '../../../../src/storage/scan-shelf.ts';
import { BLANK, PATCH, scannedPage } from '../../../support/scanned-pages.ts';

/** Files are made of the letters of their pages; what a test wants to go wrong goes wrong. */
class FakePages {
  readonly orders: WriteOrder[] = [];
  readonly confidences = new Map<string, number>();
  writeError: PlatenError | null = null;
  /** What is being written waits for this. */
  gate: Promise<void> = Promise.resolve();
  #stopped = false;

  async call<T>(work: (api: PagesApi) => Promise<T>): Promise<T> {
    const api = {
      write: (order: WriteOrder, tell: (progress: WriteProgress) => void) => this.#write(order, tell),
      stop: async () => void (this.#stopped = true),
    };
    return work(api as unknown as PagesApi);
  }

  async #write(order: WriteOrder, tell: (progress: WriteProgress) => void): Promise<readonly WrittenFile[]> {
    this.#stopped = false;
    this.orders.push(order);
    tell({ step: 'page', page: 1, pages: 1, share: 0.5 });
    await this.gate;
    if (this.#stopped) throw new PlatenError('scan.cancelled');
    if (this.writeError) throw this.writeError;
    return order.documents.map(({ fileName, pages }) => ({
      name: `${fileName}.${order.format}`,
      blob: new Blob([pages.map(({ pageId }) => letterOf(pageId)).join('')]),
      confidence:
        order.languages.length > 0
          ? pages.map(({ pageId }) => this.confidences.get(letterOf(pageId)) ?? 90)
          : [],
    }));
  }
}

const letterOf = (pageId: string) => pageId.split(' ')[0]!;

/**
 * Sheets by letters: small ones are pages, `_` is blank, `T` a patch sheet, `!` a jam. Pairs of letters are the two
 * sides of sheets where both are scanned.
 */
class FakeScanner extends EventTarget {
  readonly feeder: string[] = [];
  glass = 'g';
  state: ScannerState = {
    status: 'ready',
    simulated: true,
    name: '',
    hasDocuments: null,
    progress: null,
    error: null,
    keys: { blackAndWhite: 0, colour: 0 },
  };
  readonly orders: ScanOrder[] = [];
  /** After every page; a test may look around, or cancel. */
  onPage: (letter: string) => void | Promise<void> = () => undefined;
  #isCancelled = false;
  #pages = 0;

  readonly #shelf: IndexedDbScanShelf;

  constructor(shelf: IndexedDbScanShelf) {
    super();
    this.#shelf = shelf;
  }

  async scan(order: ScanOrder): Promise<ScanEnd> {
    this.orders.push(order);
    this.#isCancelled = false;
    const load = order.source === 'glass' ? this.glass : this.feeder.shift();
    if (load === undefined) throw new PlatenError('scan.feeder-empty');
    const pageIds: string[] = [];
    for (const [at, letter] of [...load].entries()) {
      this.#tell(at + 1, order.batchId);
      if (letter === '!') return this.#end(pageIds, 'stopped');
      const page = this.#page(letter, at, order);
      await this.#shelf.savePage(page);
      pageIds.push(page.id);
      // As with the real one, a page is seen when the next begins.
      this.#tell(at + 2, order.batchId);
      await new Promise((done) => setTimeout(done, 5));
      await this.onPage(letter);
      if (this.#isCancelled) return this.#end(pageIds, 'cancelled');
    }
    return this.#end(pageIds, 'done');
  }

  async cancel(): Promise<void> {
    this.#isCancelled = true;
  }

  press(key: 'blackAndWhite' | 'colour'): void {
    const keys = { ...this.state.keys, [key]: this.state.keys[key] + 1 };
    this.state = { ...this.state, keys };
    this.dispatchEvent(new Event('change'));
  }

  #page(letter: string, at: number, { batchId, source, corrections }: ScanOrder): ScannedPage {
    const number = ++this.#pages;
    const isDuplex = source === 'feeder-duplex';
    const findings = letter === '_' ? BLANK : letter === 'T' ? PATCH : undefined;
    return scannedPage(`${letter} ${number}`, number, {
      batchId,
      corrections,
      origin: {
        source,
        sheet: isDuplex ? Math.floor(at / 2) + 1 : at + 1,
        side: isDuplex && at % 2 === 1 ? 'back' : 'front',
      },
      ...(findings ? { findings } : {}),
    });
  }

  #tell(page: number, batchId: string): void {
    const progress = { batchId, page, linesDone: 0, linesTotal: 1, isCancelling: false, isWaiting: false };
    this.state = { ...this.state, progress };
    this.dispatchEvent(new Event('change'));
  }

  #end(pageIds: readonly string[], reason: ScanEnd['reason']): ScanEnd {
    this.state = { ...this.state, progress: null };
    const error = reason === 'stopped' ? { code: 'scan.stopped', params: {} } : null;
    return { pageIds, reason, error };
  }
}

/** Everything between a tap and a file, with a scanner, a writer and a way out that do as they are told. */
export function office() {
  const shelf = new IndexedDbScanShelf();
  const preferences = new PreferencesStore();
  const scanner = new FakeScanner(shelf);
  const book = new ScanBook(shelf, { get: () => null, set: () => undefined });
  const desk = new ScanDesk({ scanner, book, preferences });
  const pages = new FakePages();
  const numbers = new Map<string, number>();
  const counters = {
    next: async (name: string) => numbers.get(name) ?? 1,
    take: async (name: string, count: number) => {
      const first = numbers.get(name) ?? 1;
      numbers.set(name, first + count);
      return first;
    },
    set: async (name: string, next: number) => void numbers.set(name, next),
  };
  const outbox = new Outbox(pages, counters);
  const exit = new FakeExit();
  const run = new ProfileRun({ desk, book, outbox, destinations: exit });
  return { shelf, preferences, scanner, book, desk, pages, outbox, exit, run, counters };
}

/** What went out, as `name: letters`. */
class FakeExit {
  readonly sent: string[] = [];
  readonly occasions: Occasion['kind'][] = [];
  /** Thrown when the way is opened, and when it is gone. */
  wayError: PlatenError | null = null;
  sendError: PlatenError | null = null;
  isClosed = false;

  async wayTo(destination: ScanDestination, { kind }: Occasion): Promise<Way | null> {
    this.occasions.push(kind);
    if (this.wayError) throw this.wayError;
    if (this.isClosed) return null;
    return { destination, send: (parcel, isClick) => this.#send(parcel, isClick ?? false) };
  }

  async #send({ files }: Parcel, isClick: boolean): Promise<string> {
    if (this.sendError && !isClick) throw this.sendError;
    for (const { name, blob } of files) this.sent.push(`${name}: ${await blob.text()}`);
    return files.map(({ name }) => name).join(', ');
  }
}
