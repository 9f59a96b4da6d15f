import type { Corrections } from '../../../scan/corrections/corrections.ts';
import { documentsIn, inOrder, interleaved, movedBefore, splitAt } from '../../../scan/pages/page-order.ts';
import type { DocumentOrder } from '../../../scan/pages/pages-api.ts';
import type { ScanShelf } from '../../../scan/pages/scan-shelf.ts';
import type { ScanBatch, ScannedPage } from '../../../scan/pages/scanned-page.ts';
import { KeptStore } from '../../state/kept-store.ts';
import { count } from '../../words.ts';
import {
  copied,
  corrected,
  putBack,
  setAside,
  turned,
  withDocumentStart,
  withDocumentTitle,
} from './page-edits.ts';
import { PageUndo, type PageChange, type PageStep } from './page-undo.ts';

/** `22 Nov 2026, 22:40`: batches are told apart by it for years. */
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** Which batch is open is remembered, so that a page that was closed in the middle begins with it. */
export interface OpenBatch {
  get(): string | null;
  set(batchId: string | null): void;
}

export interface EarlierBatch {
  readonly batch: ScanBatch;
  readonly bytes: number;
}

/**
 * The batches on the shelf and the pages of the one that is open. Whatever is done with pages can be taken back,
 * and is on disk at once; their pixels never change.
 */
export class ScanBook extends KeptStore {
  readonly #shelf: ScanShelf;
  readonly #open: OpenBatch;
  readonly #undo: PageUndo;
  #batch: ScanBatch | null = null;
  #all: readonly ScannedPage[] = [];
  #earlier: readonly EarlierBatch[] = [];
  #isLoaded = false;
  /** Writes go one after another: what is taken back must not overtake what was done. */
  #writing: Promise<void> = Promise.resolve();

  constructor(shelf: ScanShelf, open: OpenBatch, undo = new PageUndo()) {
    super();
    this.#shelf = shelf;
    this.#open = open;
    this.#undo = undo;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  get batch(): ScanBatch | null {
    return this.#batch;
  }

  /** In order, without those that were set aside. */
  get pages(): readonly ScannedPage[] {
    return this.#all.filter(({ isSetAside }) => !isSetAside);
  }

  get setAside(): readonly ScannedPage[] {
    return this.#all.filter(({ isSetAside }) => isSetAside);
  }

  /** Batches that are not open, the latest first. */
  get earlier(): readonly EarlierBatch[] {
    return this.#earlier;
  }

  /** What Undo would take back, in words. */
  get undoes(): string | null {
    return this.#undo.undoes;
  }

  get redoes(): string | null {
    return this.#undo.redoes;
  }

  find(pageId: string): ScannedPage | null {
    return this.#all.find(({ id }) => id === pageId) ?? null;
  }

  /** Reads the shelf, and opens the batch that was open last. */
  async load(): Promise<void> {
    await this.attempt(async () => {
      await this.#readBatches();
      const last = this.#open.get();
      const batch = this.#earlier.find(({ batch: { id } }) => id === last)?.batch;
      if (batch && !this.#batch) await this.#show(batch);
    });
    this.#isLoaded = true;
    this.changed();
  }

  /** A new batch, which pages are about to come into; the one that is open is put away. */
  async begin(profileId: string | null = null, nowMs = Date.now()): Promise<ScanBatch> {
    const title = `Scan of ${MOMENT.format(nowMs)}`;
    const batch = { id: crypto.randomUUID(), title, createdAt: nowMs, changedAt: nowMs, profileId };
    await this.#shelf.saveBatch(batch);
    await this.#show(batch);
    return batch;
  }

  async open(batchId: string): Promise<void> {
    await this.attempt(async () => {
      const batch = this.#earlier.find(({ batch: { id } }) => id === batchId)?.batch;
      if (batch) await this.#show(batch);
    });
  }

  /** Puts the open batch away; an empty one is not kept. */
  async close(): Promise<void> {
    const { batch } = this;
    this.#forget();
    await this.attempt(async () => {
      if (batch && (await this.#shelf.pages(batch.id)).length === 0) await this.#shelf.eraseBatch(batch.id);
      await this.#readBatches();
    });
    this.changed();
  }

  async rename(title: string): Promise<void> {
    if (!this.#batch || title.trim() === '') return;
    this.#batch = { ...this.#batch, title: title.trim() };
    const batch = this.#batch;
    this.changed();
    await this.#write(() => this.#shelf.saveBatch(batch));
  }

  /** For good: pages and pixels. */
  async erase(batchIds: readonly string[]): Promise<void> {
    if (this.#batch && batchIds.includes(this.#batch.id)) this.#forget();
    await this.attempt(async () => {
      for (const id of batchIds) await this.#shelf.eraseBatch(id);
      await this.#readBatches();
    });
    this.changed();
  }

  /** Bytes on disk, of everything. */
  get bytes(): number {
    return this.#earlier.reduce((sum, { bytes }) => sum + bytes, this.#openBytes);
  }

  #openBytes = 0;

  /** Erases what was put away longest ago until all is within the limit; resolves to what went. */
  async trim(limitBytes: number): Promise<readonly ScanBatch[]> {
    const before = this.#earlier.map(({ batch }) => batch);
    let gone: readonly string[] = [];
    await this.attempt(async () => {
      gone = await this.#shelf.keepWithin(limitBytes, this.#batch ? [this.#batch.id] : []);
      await this.#readBatches();
    });
    this.changed();
    return before.filter(({ id }) => gone.includes(id));
  }

  /** Takes up what the scanner has put on the shelf meanwhile. What was changed here stays as it is here. */
  async refresh(): Promise<void> {
    const { batch } = this;
    if (!batch) return;
    await this.attempt(async () => {
      await this.#writing;
      const stored = await this.#shelf.pages(batch.id);
      if (batch.id !== this.#batch?.id) return;
      const known = new Map(this.#all.map((page) => [page.id, page]));
      const all = stored.map((page) => {
        const here = known.get(page.id);
        return here ? { ...here, findings: page.findings, shape: page.shape } : page;
      });
      this.#all = inOrder(all);
      this.changed();
    });
  }

  turn(ids: readonly string[], by: 90 | -90 | 180): Promise<void> {
    return this.#change(`turn ${pagesInWords(ids)}`, turned(this.#all, ids, by));
  }

  setPagesAside(ids: readonly string[]): Promise<void> {
    return this.#change(`set ${pagesInWords(ids)} aside`, setAside(this.#all, ids));
  }

  putBack(ids: readonly string[]): Promise<void> {
    return this.#change(`put ${pagesInWords(ids)} back`, putBack(this.#all, ids));
  }

  /** Each copy lies behind its original. Resolves to the copies' ids. */
  async duplicate(ids: readonly string[]): Promise<readonly string[]> {
    const copies = copied(this.#all, ids, () => crypto.randomUUID());
    await this.#change(`duplicate ${pagesInWords(ids)}`, copies);
    return copies.map(({ id }) => id);
  }

  /** Before another page, or to the end (null). */
  move(ids: readonly string[], beforeId: string | null): Promise<void> {
    return this.#change(`move ${pagesInWords(ids)}`, movedBefore(this.#all, ids, beforeId));
  }

  /** One place towards the beginning (-1) or the end (+1); resolves to whether there was room. */
  async step(ids: readonly string[], by: -1 | 1): Promise<boolean> {
    const { pages } = this;
    const places = ids.map((id) => pages.findIndex((page) => page.id === id)).sort((a, b) => a - b);
    const [first, last] = [places[0] ?? -1, places.at(-1) ?? -1];
    if (first < 0 || (by < 0 ? first === 0 : last === pages.length - 1)) return false;
    await this.move(ids, by < 0 ? pages[first - 1]!.id : (pages[last + 2]?.id ?? null));
    return true;
  }

  startDocument(pageId: string, starts: boolean): Promise<void> {
    const words = starts ? 'begin a document' : 'join documents';
    return this.#change(words, withDocumentStart(this.#all, pageId, starts));
  }

  /** A name for the document that begins with a page; an empty one takes it away. */
  nameDocument(pageId: string, title: string): Promise<void> {
    return this.#change('name a document', withDocumentTitle(this.#all, pageId, title.trim()));
  }

  correct(ids: readonly string[], patch: Partial<Corrections>): Promise<void> {
    const mergeKey = `${Object.keys(patch).join()} ${ids.join()}`;
    return this.#change(`correct ${pagesInWords(ids)}`, corrected(this.#all, ids, patch), mergeKey);
  }

  /** Each page to a turn of its own. */
  turnTo(turns: ReadonlyMap<string, Corrections['turn']>): Promise<void> {
    const pages = this.#all.filter(
      ({ id, corrections }) => (turns.get(id) ?? corrections.turn) !== corrections.turn,
    );
    const turned = pages.flatMap(({ id }) => corrected(pages, [id], { turn: turns.get(id)! }));
    return this.#change(`turn ${pagesInWords(pages.map(({ id }) => id))} the right way up`, turned);
  }

  split(separator: 'blank' | 'patch' | 'sheet'): Promise<void> {
    const words = separator === 'sheet' ? 'make every sheet a document' : `split at ${separator} sheets`;
    return this.#change(words, splitAt(this.#all, separator));
  }

  interleave(passes: Parameters<typeof interleaved>[1], isSecondReversed: boolean): Promise<void> {
    return this.#change('bring fronts and backs together', interleaved(this.#all, passes, isSecondReversed));
  }

  undo(): Promise<string | null> {
    return this.#take(this.#undo.undo());
  }

  redo(): Promise<string | null> {
    return this.#take(this.#undo.redo());
  }

  async #change(words: string, after: readonly ScannedPage[], mergeKey: string | null = null): Promise<void> {
    const changes = after.map((page): PageChange => ({ before: this.find(page.id), after: page }));
    if (changes.length === 0) return;
    const step = { words, changes };
    this.#undo.record(step, mergeKey);
    await this.#put(step);
  }

  async #take(step: PageStep | null): Promise<string | null> {
    if (!step) return null;
    await this.#put(step);
    return step.words;
  }

  async #put({ changes }: PageStep): Promise<void> {
    const pages = new Map(this.#all.map((page) => [page.id, page]));
    const saved: ScannedPage[] = [];
    const gone: string[] = [];
    for (const { before, after } of changes) {
      if (!after) {
        pages.delete(before!.id);
        gone.push(before!.id);
        continue;
      }
      // What was found on the page meanwhile is no part of the step.
      const page = { ...after, findings: pages.get(after.id)?.findings ?? after.findings };
      pages.set(page.id, page);
      saved.push(page);
    }
    this.#all = inOrder([...pages.values()]);
    this.changed();
    await this.#write(async () => {
      for (const page of saved) await this.#shelf.savePage(page);
      if (gone.length > 0) await this.#shelf.erasePages(gone);
    });
  }

  async #write(act: () => Promise<void>): Promise<void> {
    const turn = this.#writing.then(() => this.attempt(act));
    this.#writing = turn;
    await turn;
  }

  async #show(batch: ScanBatch): Promise<void> {
    await this.#writing;
    const pages = await this.#shelf.pages(batch.id);
    this.#undo.clear();
    [this.#batch, this.#all] = [batch, inOrder(pages)];
    this.#open.set(batch.id);
    await this.#readBatches();
    this.changed();
  }

  #forget(): void {
    this.#undo.clear();
    [this.#batch, this.#all] = [null, []];
    this.#openBytes = 0;
    this.#open.set(null);
  }

  async #readBatches(): Promise<void> {
    const [batches, sizes] = await Promise.all([this.#shelf.batches(), this.#shelf.sizes()]);
    const open = this.#batch?.id;
    this.#openBytes = open === undefined ? 0 : (sizes.get(open) ?? 0);
    this.#earlier = batches
      .filter(({ id }) => id !== open)
      .sort((a, b) => b.changedAt - a.changedAt)
      .map((batch) => ({ batch, bytes: sizes.get(batch.id) ?? 0 }));
  }
}

/** The documents of the open batch in order, to be written; names are made from titles by whoever writes. */
export function documentsOf(book: Pick<ScanBook, 'batch' | 'pages'>): DocumentOrder[] {
  const documents = documentsIn(book.pages);
  return documents.map((pages, at) => {
    const title = pages[0]!.documentTitle || titleFor(book.batch?.title ?? 'Scan', documents.length, at);
    const parts = pages.map(({ id, corrections }) => ({ pageId: id, corrections }));
    return { fileName: title, title, pages: parts };
  });
}

function titleFor(batchTitle: string, documents: number, at: number): string {
  return documents === 1 ? batchTitle : `${batchTitle}, ${at + 1}`;
}

function pagesInWords(ids: readonly string[]): string {
  return count(ids.length, 'page');
}
