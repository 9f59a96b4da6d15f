import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { orderParts, type ScanSettings } from '../../scan/session/scan-settings.ts';
import type { ScanEnd } from '../../scan/session/scanner-api.ts';
import type { PreferencesStore } from '../state/preferences-store.ts';
import { Store } from '../state/store.ts';
import type { ScanBook } from './pages/scan-book.ts';
import type { ScannerStore } from './scanner-store.ts';

/** Between two loads: what the last one brought, and how it ended. */
export interface ScanPause {
  readonly end: ScanEnd;
  readonly source: ScanSettings['source'];
  /** Pages whose other sides may come now: the last one-sided pass of the feeder. */
  readonly firstSides: readonly string[];
}

export interface ScanRequest {
  /** What to scan; left out: as the view is set. */
  readonly settings?: ScanSettings;
  /** A profile's; its batches remember it. */
  readonly profileId?: string | null;
  /** Comes between the sides of the last pass. `reversed`: the stack was turned over whole, the last sheet is first. */
  readonly otherSides?: 'in-order' | 'reversed';
}

/** Says this (`ScanDesk`, a CustomEvent of ScanEnd) after every load, whatever it brought. */
export const SCAN_ENDED = 'scan-ended';
/** Says this when a person has finished a batch: everything is there that is to be written. */
export const BATCH_FINISHED = 'batch-finished';

interface DeskParts {
  readonly scanner: Pick<ScannerStore, 'scan' | 'cancel' | 'state'> & EventTarget;
  readonly book: ScanBook;
  readonly preferences: PreferencesStore;
}

/** Scans into the open batch: one load of paper after the other until somebody says that it is finished. */
export class ScanDesk extends Store {
  readonly #parts: DeskParts;
  #isScanning = false;
  #error: ErrorRecord | null = null;
  #pause: ScanPause | null = null;
  #insertAfter: string | null = null;
  /** Batches that made room for new ones, by name. */
  #erased: readonly string[] = [];
  #page = 0;

  constructor(parts: DeskParts) {
    super();
    this.#parts = parts;
    parts.scanner.addEventListener('change', () => this.#follow());
  }

  get settings(): ScanSettings {
    return this.#parts.preferences.current.scan;
  }

  update(patch: Partial<ScanSettings>): void {
    this.#parts.preferences.update({ scan: { ...this.settings, ...patch } });
    this.changed();
  }

  get isScanning(): boolean {
    return this.#isScanning;
  }

  /** Why nothing was begun. */
  get error(): ErrorRecord | null {
    return this.#error;
  }

  get pause(): ScanPause | null {
    return this.#pause;
  }

  /** The page behind which the next pages come; null: at the end. */
  get insertAfter(): string | null {
    return this.#insertAfter;
  }

  insertBehind(pageId: string | null): void {
    this.#insertAfter = pageId;
    this.changed();
  }

  get erased(): readonly string[] {
    return this.#erased;
  }

  /** Scans one load. Resolves to how it ended, or null when nothing was begun, which `error` explains. */
  async scan({
    settings = this.settings,
    profileId = null,
    otherSides,
  }: ScanRequest = {}): Promise<ScanEnd | null> {
    if (this.#isScanning) return null;
    const { book, scanner } = this.#parts;
    const before = this.#pause;
    [this.#isScanning, this.#error, this.#pause, this.#page] = [true, null, null, 0];
    this.changed();
    try {
      const batch = book.batch ?? (await book.begin(profileId));
      const { dpi } = settings;
      // The stack that was turned over lies where it lay before, whatever was chosen since.
      const source = otherSides ? 'feeder' : settings.source;
      const behind = this.#insertAfter === null ? null : book.find(this.#insertAfter);
      const order = { ...orderParts(settings), batchId: batch.id, source, dpi };
      const end = await scanner.scan({ ...order, afterPlace: behind?.place ?? null });
      await book.refresh();
      if (otherSides && before) {
        const passes = { first: before.firstSides, second: end.pageIds };
        await book.interleave(passes, otherSides === 'reversed');
      }
      this.#insertAfter = null;
      const firstSides = source === 'feeder' && !otherSides ? end.pageIds : [];
      this.#pause = { end, source, firstSides };
      this.dispatchEvent(new CustomEvent(SCAN_ENDED, { detail: end }));
      await this.#makeRoom();
      return end;
    } catch (thrown) {
      this.#error = toRecord(asPlatenError(thrown));
      // An empty batch was only made for what did not come.
      if (book.batch && book.pages.length + book.setAside.length === 0) await book.close();
      this.#pause = before;
      return null;
    } finally {
      this.#isScanning = false;
      this.changed();
    }
  }

  async cancel(): Promise<void> {
    await this.#parts.scanner.cancel();
  }

  /** No more paper comes. The batch stays open, to be looked at and written. */
  finish(): void {
    this.#pause = null;
    this.changed();
    this.dispatchEvent(new Event(BATCH_FINISHED));
  }

  /** Puts the batch away, for the next one to begin. */
  async putAway(): Promise<void> {
    [this.#pause, this.#error, this.#insertAfter] = [null, null, null];
    await this.#parts.book.close();
    this.changed();
  }

  dismiss(): void {
    [this.#error, this.#erased] = [null, []];
    this.changed();
  }

  /** Whenever the next page begins, the one before it is on the shelf. */
  #follow(): void {
    const page = this.#parts.scanner.state.progress?.page ?? 0;
    if (page > this.#page && this.#page > 0) void this.#parts.book.refresh();
    this.#page = page;
  }

  async #makeRoom(): Promise<void> {
    const { book, preferences } = this.#parts;
    const limit = preferences.current.scanLimitBytes;
    if (limit === null) return;
    const gone = await book.trim(limit);
    this.#erased = gone.map(({ title }) => title);
  }
}
