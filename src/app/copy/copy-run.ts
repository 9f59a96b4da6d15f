import {
  asPlatenError,
  fromRecord,
  PlatenError,
  toRecord,
  type ErrorRecord,
} from '../../errors/platen-error.ts';
import type { JobRequest } from '../../jobs/spooler-api.ts';
import type { ScanShelf } from '../../scan/pages/scan-shelf.ts';
import type { Corrections } from '../../scan/corrections/corrections.ts';
import {
  copiesAtOnce,
  copyCorrections,
  copyOrder,
  nextSheet,
  pagesPerSheet,
  printsFurtherSets,
  scansAtOnce,
} from '../../scan/copy/copy-plan.ts';
import { originalSides, sourceOf, type CopySettings } from '../../scan/copy/copy-settings.ts';
import type { ScanEnd, ScanOrder } from '../../scan/session/scanner-api.ts';
import { Store } from '../state/store.ts';
import { CopyJobs, type CopyQueue } from './copy-jobs.ts';

/** A scanned page, and how it is to look in the copy. */
export interface CopyPage {
  readonly pageId: string;
  readonly corrections: Corrections;
}

/** Pages that become one job. */
export interface SheetToPrint {
  readonly title: string;
  readonly pages: readonly CopyPage[];
  readonly copies: number;
}

export interface CopyParts {
  readonly scanner: {
    scan(order: ScanOrder): Promise<ScanEnd>;
    cancel(): Promise<void>;
  };
  readonly shelf: Pick<ScanShelf, 'page' | 'saveBatch' | 'erasePages' | 'eraseBatch'>;
  /** A job of pages, made of the settings that the copy began with. Throws PlatenError `scan.*`, `layout.*`. */
  requestFor(sheet: SheetToPrint, settings: CopySettings): Promise<JobRequest>;
  /** Gives up what `requestFor` is at. */
  stopMaking(): Promise<void>;
  readonly queue: CopyQueue;
  newId(): string;
  now(): Date;
}

/**
 * `original`: a person lays down what comes next, or says that it was all. `printer`: so many sheets wait that scanning
 * waits too. `stopped`: `error` says why; it goes on when told. `printing`: all is scanned. `ended`: see `ending`.
 */
export type CopyStep = 'idle' | 'scanning' | 'original' | 'printer' | 'stopped' | 'printing' | 'ended';
export type CopyEnding = 'done' | 'cancelled' | 'incomplete';

/** Sheets that may wait for the printer before scanning waits for them: a jam then costs little, and so does Cancel. */
export const MOST_WAITING = 6;

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/**
 * One copy from the first original to the last sheet. Scanning and printing go on side by side: each sheet becomes a
 * job as soon as its pages are there. What was scanned stays on the shelf until every sheet is handed to the machine.
 */
export class CopyRun extends Store {
  readonly #parts: CopyParts;
  #settings: CopySettings | null = null;
  #step: CopyStep = 'idle';
  #ending: CopyEnding = 'done';
  #error: ErrorRecord | null = null;
  #batchId = '';
  #name = '';
  #pages: CopyPage[] = [];
  /** Of `#pages`, those whose jobs are in the queue. */
  #handedPages = 0;
  #isAll = false;
  #furtherSetsDue = false;
  #jobs: CopyJobs;
  /** The scanning half, while it is at work. */
  #scanning: Promise<void> | null = null;
  #handing: Promise<void> | null = null;
  #isCancelled = false;
  /** Where it goes on: the printing half may stop while nothing is being scanned. */
  #afterStop: 'scanning' | 'original' = 'scanning';
  #wakeUp: () => void = () => undefined;

  constructor(parts: CopyParts) {
    super();
    this.#parts = parts;
    this.#jobs = new CopyJobs(parts.queue);
    parts.queue.changes.addEventListener('change', () => this.#look());
  }

  get step(): CopyStep {
    return this.#step;
  }

  get isBusy(): boolean {
    return this.#step !== 'idle' && this.#step !== 'ended';
  }

  get ending(): CopyEnding {
    return this.#ending;
  }

  /** Why it stopped, or could not begin. */
  get error(): ErrorRecord | null {
    return this.#error;
  }

  /** What the copy began with. */
  get settings(): CopySettings | null {
    return this.#settings;
  }

  /** Sides that were scanned. */
  get scanned(): number {
    return this.#pages.length;
  }

  /** Which side of which original comes next, from 1. */
  get next(): { readonly original: number; readonly side: 'front' | 'back' } {
    const sides = this.#settings ? originalSides(this.#settings) : 1;
    const original = Math.floor(this.#pages.length / sides) + 1;
    return { original, side: this.#pages.length % sides === 0 ? 'front' : 'back' };
  }

  /** Jobs of this copy, and how many of them the machine has taken. */
  get jobs(): { readonly made: number; readonly ended: number } {
    return { made: this.#jobs.made, ended: this.#jobs.made - this.#jobs.waiting };
  }

  /** Begins; does nothing while a copy is under way. Resolves when it ended or waits for somebody. */
  async start(settings: CopySettings): Promise<void> {
    if (this.isBusy) return;
    const { newId, now, shelf, queue } = this.#parts;
    const at = now();
    [this.#settings, this.#error, this.#isCancelled, this.#isAll] = [settings, null, false, false];
    [this.#pages, this.#handedPages, this.#jobs, this.#batchId] = [[], 0, new CopyJobs(queue), newId()];
    this.#furtherSetsDue = printsFurtherSets(settings);
    this.#name = `Copy ${TIME.format(at)}`;
    this.#go('scanning');
    try {
      const createdAt = at.getTime();
      const batch = {
        id: this.#batchId,
        title: this.#name,
        createdAt,
        changedAt: createdAt,
        profileId: null,
      };
      await shelf.saveBatch(batch);
    } catch (thrown) {
      return this.#end('cancelled', asPlatenError(thrown));
    }
    await this.#scan();
  }

  /** The next original is on the glass, or the trouble is over: goes on from where it stopped. */
  async goOn(): Promise<void> {
    if (this.#step !== 'original' && this.#step !== 'stopped') return;
    const next = this.#isAll ? 'printing' : this.#step === 'stopped' ? this.#afterStop : 'scanning';
    this.#error = null;
    this.#go(next);
    this.#hand();
    if (next === 'scanning') await this.#scan();
  }

  /** There are no more originals: what is there is printed. */
  finish(): void {
    if (this.#step !== 'original' && this.#step !== 'stopped') return;
    this.#error = null;
    this.#finish();
  }

  /** Ends both halves: the page in progress, and every sheet that has not been handed to the machine. */
  async cancel(): Promise<void> {
    if (!this.isBusy || this.#isCancelled) return;
    this.#isCancelled = true;
    this.#wakeUp();
    const { scanner, stopMaking } = this.#parts;
    await Promise.allSettled([scanner.cancel(), this.#handing && stopMaking()]);
    await Promise.allSettled([this.#scanning, this.#handing]);
    await this.#jobs.cancel();
    await this.#forgetPages();
    this.#end('cancelled');
  }

  /** What is said of the last copy was read. */
  dismiss(): void {
    if (this.#step === 'ended') this.#go('idle');
  }

  /** One that the printing half has stopped may still be at its page; it goes on by itself. */
  #scan(): Promise<void> {
    this.#scanning ??= this.#scanOriginals().finally(() => (this.#scanning = null));
    return this.#scanning;
  }

  /** Original after original, until there are no more, somebody is needed, or it was cancelled. */
  async #scanOriginals(): Promise<void> {
    const settings = this.#settings!;
    const order = { ...copyOrder(settings), batchId: this.#batchId };
    const isGlass = sourceOf(settings) === 'glass';
    while (await this.#printerKeepsUp()) {
      this.#go('scanning');
      let end: ScanEnd;
      try {
        end = await this.#parts.scanner.scan(order);
      } catch (thrown) {
        const error = asPlatenError(thrown);
        const wasLast = error.code === 'scan.feeder-empty' && this.#pages.length > 0;
        return wasLast ? this.#finish() : this.#stop(error);
      }
      if (!(await this.#take(end))) return;
      if (isGlass) return this.#afterGlass();
    }
  }

  /** Keeps what came, if it is an original whole. Returns whether to go on. */
  async #take({ pageIds, reason, error }: ScanEnd): Promise<boolean> {
    const { shelf } = this.#parts;
    const settings = this.#settings!;
    if (this.#isCancelled) return false;
    try {
      if (pageIds.length < scansAtOnce(settings)) {
        // Its sheet goes into the feeder once more, so that both of its sides come again.
        await shelf.erasePages(pageIds);
        const code = reason === 'cancelled' ? 'scan.cancelled' : 'scan.sides-missing';
        this.#stop(error ? fromRecord(error) : new PlatenError(code));
        return false;
      }
      const pages = await Promise.all(pageIds.map((id) => shelf.page(id)));
      for (const page of pages.toSorted((a, b) => (a?.place ?? 0) - (b?.place ?? 0))) {
        if (!page) throw new PlatenError('scan.gone');
        const corrections = copyCorrections(page.corrections, page.origin.side, settings);
        this.#pages.push({ pageId: page.id, corrections });
      }
    } catch (thrown) {
      this.#stop(asPlatenError(thrown));
      return false;
    }
    this.#hand();
    return true;
  }

  #afterGlass(): void {
    const isCard = this.#settings!.layout === 'card';
    if (isCard && this.#pages.length === originalSides(this.#settings!)) this.#finish();
    // The printing half may have stopped it meanwhile.
    else if (this.#step === 'stopped') this.#afterStop = 'original';
    else this.#go('original');
  }

  #finish(): void {
    this.#isAll = true;
    if (this.#pages.length === 0) return this.#end('cancelled');
    // What stopped the printing half stays said until somebody lets it go on.
    if (this.#error === null) this.#go('printing');
    this.#hand();
    this.#look();
  }

  /** Makes jobs of all pages that are complete sheets, one after the other, beside whatever else goes on. */
  #hand(): void {
    if (this.#step === 'stopped' || this.#isCancelled || !this.#isDue) return;
    this.#handing ??= this.#handAll().finally(() => {
      this.#handing = null;
      // Pages that came when it was about to end.
      this.#hand();
      this.#look();
    });
  }

  /** Whether there is something to make a job of. */
  get #isDue(): boolean {
    return this.#nextSheet !== null || (this.#isAll && this.#furtherSetsDue);
  }

  get #nextSheet(): readonly CopyPage[] | null {
    return nextSheet(this.#pages.slice(this.#handedPages), this.#settings!, this.#isAll);
  }

  async #handAll(): Promise<void> {
    const settings = this.#settings!;
    try {
      for (let pages = this.#nextSheet; pages && !this.#isCancelled; pages = this.#nextSheet) {
        const title = this.#titleOf(settings, this.#jobs.made + 1);
        await this.#print({ title, pages, copies: copiesAtOnce(settings) });
        this.#handedPages += pages.length;
      }
      if (this.#isCancelled || !this.#isAll || !this.#furtherSetsDue) return;
      const { copies } = settings;
      const title = copies === 2 ? `${this.#name}, set 2` : `${this.#name}, sets 2 to ${copies}`;
      await this.#print({ title, pages: this.#pages, copies: copies - 1 });
      this.#furtherSetsDue = false;
    } catch (thrown) {
      if (!this.#isCancelled) this.#stop(asPlatenError(thrown));
    }
  }

  async #print(sheet: SheetToPrint): Promise<void> {
    const request = await this.#parts.requestFor(sheet, this.#settings!);
    if (this.#isCancelled) return;
    await this.#jobs.submit(request, this.#parts.newId());
    this.#look();
  }

  #titleOf({ layout }: CopySettings, sheet: number): string {
    if (layout === 'booklet') return `${this.#name}, booklet`;
    return layout === 'card' ? `${this.#name}, card` : `${this.#name}, sheet ${sheet}`;
  }

  /** Waits until few enough sheets wait. Resolves to whether to go on at all. */
  async #printerKeepsUp(): Promise<boolean> {
    while (!this.#isCancelled && this.#step !== 'stopped' && this.#backlog >= MOST_WAITING) {
      this.#go('printer');
      await new Promise<void>((resolve) => (this.#wakeUp = resolve));
    }
    return !this.#isCancelled && this.#step !== 'stopped';
  }

  /** Sheets that the machine has not taken, and those that are not jobs yet. A booklet's pages must all wait. */
  get #backlog(): number {
    const perSheet = pagesPerSheet(this.#settings!) ?? Infinity;
    return this.#jobs.waiting + Math.floor((this.#pages.length - this.#handedPages) / perSheet);
  }

  /** The queue has changed, or what is asked of it. */
  #look(): void {
    this.#jobs.look();
    if (!this.isBusy || this.#isCancelled) return;
    if (this.#backlog < MOST_WAITING) this.#wakeUp();
    const isHanded = this.#isAll && this.#handing === null && !this.#furtherSetsDue;
    if (this.#step !== 'printing' || !isHanded || this.#jobs.waiting > 0) return this.changed();
    if (this.#jobs.hasLost) return this.#end('incomplete');
    this.#end('done');
    void this.#forgetPages();
  }

  async #forgetPages(): Promise<void> {
    // What cannot be erased now is among the earlier scans, where it can be seen and erased.
    await this.#parts.shelf.eraseBatch(this.#batchId).catch(() => undefined);
  }

  #stop(error: PlatenError): void {
    if (this.#isCancelled) return;
    this.#error = toRecord(error);
    // Nothing was begun: there is nothing to go on with.
    if (this.#pages.length === 0 && this.#jobs.made === 0) {
      this.#end('cancelled', error);
      void this.#forgetPages();
    } else {
      if (this.#step !== 'stopped') this.#afterStop = this.#step === 'original' ? 'original' : 'scanning';
      this.#go('stopped');
      this.#wakeUp();
    }
  }

  #end(ending: CopyEnding, error: PlatenError | null = null): void {
    this.#ending = ending;
    this.#error = error && toRecord(error);
    this.#go('ended');
  }

  #go(step: CopyStep): void {
    this.#step = step;
    this.changed();
  }
}
