import { asPlatenError, PlatenError, toRecord, type ErrorRecord } from '../../../errors/platen-error.ts';
import { documentsIn, splitAt } from '../../../scan/pages/page-order.ts';
import type { ScanDestination } from '../../../scan/profiles/destination.ts';
import { sourcesOf, type ScanProfile } from '../../../scan/profiles/profile.ts';
import type { ScanEnd } from '../../../scan/session/scanner-api.ts';
import { Store } from '../../state/store.ts';
import type { Destinations, Way } from '../sending/destinations.ts';
import type { Outbox } from '../sending/outbox.ts';
import { outgoing } from '../sending/outgoing.ts';
import { documentsOf, type ScanBook } from '../pages/scan-book.ts';
import { BATCH_FINISHED, type ScanDesk } from '../scan-desk.ts';

/** `more`: the sheets are through, or the machine broke off; somebody says whether there are more. */
export type RunStep = 'idle' | 'asking' | 'scanning' | 'more' | 'sending';

/** How the last run ended. `kept`: its pages are in the batch and nowhere else, and `error` may say why. */
export type RunEnding = 'sent' | 'held' | 'kept' | 'cancelled' | 'failed';

interface RunParts {
  readonly desk: Pick<ScanDesk, 'scan' | 'cancel' | 'finish' | 'putAway' | 'error'> & EventTarget;
  readonly book: ScanBook;
  readonly outbox: Outbox;
  readonly destinations: Pick<Destinations, 'wayTo'>;
}

/**
 * A profile's whole course: scan, set blank pages aside, find the documents, write them, send them where they go. One
 * at a time. What goes to a folder or to the downloads goes document by document while the feeder is still at work.
 */
export class ProfileRun extends Store {
  readonly #parts: RunParts;
  #profile: ScanProfile | null = null;
  #step: RunStep = 'idle';
  #ending: RunEnding | null = null;
  #error: ErrorRecord | null = null;
  #isUnattended = false;
  /** Why nothing can go out without somebody. */
  #obstacle: ErrorRecord | null = null;
  #way: Way | null = null;
  #batchId: string | null = null;
  #startedAt = new Date();
  /** Pages that were looked at once; what a person does with them afterwards holds. */
  readonly #seen = new Set<string>();
  /** First pages of the documents that were given to the outbox. */
  readonly #sent = new Set<string>();
  #results: Promise<RunEnding | 'stopped'>[] = [];
  #arranging: Promise<void> = Promise.resolve();

  constructor(parts: RunParts) {
    super();
    this.#parts = parts;
    parts.book.addEventListener('change', () => {
      if (this.#step === 'scanning') void this.#arrange(false);
    });
    parts.desk.addEventListener(BATCH_FINISHED, () => {
      if (this.#step === 'more') void this.finish();
    });
  }

  /** Of this run or the last. */
  get profile(): ScanProfile | null {
    return this.#profile;
  }

  get step(): RunStep {
    return this.#step;
  }

  get isBusy(): boolean {
    return this.#step !== 'idle';
  }

  get ending(): RunEnding | null {
    return this.#ending;
  }

  /** Why it did not go on, or does not without somebody. */
  get error(): ErrorRecord | null {
    return this.#error;
  }

  /** It was begun at the machine. */
  get isUnattended(): boolean {
    return this.#isUnattended;
  }

  /** Resolves when it has ended or waits for somebody (`more`). Does nothing while another is under way. */
  async run(profile: ScanProfile, { isUnattended = false } = {}): Promise<void> {
    if (this.isBusy) return;
    const { desk, outbox } = this.#parts;
    [this.#profile, this.#isUnattended, this.#startedAt] = [profile, isUnattended, new Date()];
    [this.#ending, this.#error, this.#way, this.#batchId, this.#results] = [null, null, null, null, []];
    this.#obstacle = null;
    this.#seen.clear();
    this.#sent.clear();
    this.#go('asking');
    try {
      if (!(await this.#findWay(profile.destination))) return this.#end(null);
      outbox.clear();
      // Pages of a profile are a batch of their own, whatever lies open.
      await desk.putAway();
      await this.#load(sourcesOf(profile));
    } catch (thrown) {
      this.#end('failed', toRecord(asPlatenError(thrown)));
    }
  }

  /** There is more: another load, from where the first came. */
  async scanMore(): Promise<void> {
    if (this.#step === 'more') await this.#load([this.#profile!.source]);
  }

  /** There is no more: the rest is written and sent. Resolves when it is. */
  async finish(): Promise<void> {
    if (this.#step !== 'more' && this.#step !== 'scanning') return;
    this.#error = null;
    this.#go('sending');
    this.#parts.desk.finish();
    await this.#arrange(true);
    this.#conclude(await Promise.all(this.#results));
  }

  /** Breaks off what is being done. Pages that were scanned stay in their batch. */
  async cancel(): Promise<void> {
    const step = this.#step;
    if (step === 'scanning') await this.#parts.desk.cancel();
    else if (step === 'sending') await this.#parts.outbox.stop();
    else if (step === 'more') this.#end('cancelled');
  }

  /** What is said of the last run was read. */
  dismiss(): void {
    if (!this.isBusy) this.#end(null);
  }

  /** Whether to go on. At the machine nobody can be asked: then the pages are scanned, and wait. */
  async #findWay(destination: ScanDestination): Promise<boolean> {
    if (destination.kind === 'keep') return true;
    const occasion = { kind: this.#isUnattended ? 'unattended' : 'tap' } as const;
    try {
      this.#way = await this.#parts.destinations.wayTo(destination, occasion);
      return this.#way !== null;
    } catch (thrown) {
      if (!this.#isUnattended) throw thrown;
      this.#obstacle = toRecord(asPlatenError(thrown));
      return true;
    }
  }

  async #load(sources: readonly ScanProfile['source'][]): Promise<void> {
    const { desk, book } = this.#parts;
    const profile = this.#profile!;
    const before = this.#batchId;
    this.#go('scanning');
    let end: ScanEnd | null = null;
    for (const source of sources) {
      end = await desk.scan({ settings: { ...profile, source }, profileId: profile.id });
      if (end || desk.error?.code !== 'scan.feeder-empty') break;
    }
    this.#batchId = book.batch?.id ?? null;
    if (end) await this.#loaded(end);
    else if (before === null) this.#end('failed', desk.error);
    else this.#waitForMore(desk.error);
  }

  async #loaded({ reason, error, pageIds }: ScanEnd): Promise<void> {
    if (reason === 'cancelled') return this.#end('cancelled');
    if (reason === 'stopped') return this.#waitForMore(error);
    const { source } = this.#parts.book.find(pageIds[0] ?? '')?.origin ?? this.#profile!;
    const asks = this.#profile!.asksForMore && source !== 'glass' && !this.#isUnattended;
    return asks ? this.#waitForMore(null) : this.finish();
  }

  #waitForMore(error: ErrorRecord | null): void {
    this.#error = error;
    this.#go('more');
  }

  /** One after another: pages come while the last ones are still being dealt with. */
  #arrange(isOver: boolean): Promise<void> {
    this.#arranging = this.#arranging.then(() => this.#arrangeNow(isOver));
    return this.#arranging;
  }

  async #arrangeNow(isOver: boolean): Promise<void> {
    const { book } = this.#parts;
    const { separation, blanks, id } = this.#profile!;
    if (book.batch === null || book.batch.profileId !== id) return;
    if (!isOver && this.#endsWithSeparator()) return;
    if (separation !== 'none') await book.split(separation);
    const fresh = book.pages.filter((page) => !this.#seen.has(page.id));
    for (const page of fresh) this.#seen.add(page.id);
    const blank = fresh.filter((page) => page.findings.isBlank && !page.findings.isPatch);
    if (blanks === 'set-aside' && blank.length > 0) await book.setPagesAside(blank.map((page) => page.id));
    if (isOver || this.#goesAtOnce) this.#sendDue(isOver);
  }

  /** What lies behind a separator must be there before it is set aside, or nobody knows where a document begins. */
  #endsWithSeparator(): boolean {
    const { separation } = this.#profile!;
    const { pages } = this.#parts.book;
    if (separation === 'none' || separation === 'sheet') return false;
    return splitAt(pages, separation).some(({ id, isSetAside }) => isSetAside && id === pages.at(-1)?.id);
  }

  get #goesAtOnce(): boolean {
    const kind = this.#way?.destination.kind;
    return this.#profile!.separation !== 'none' && (kind === 'folder' || kind === 'file');
  }

  /** Documents that are complete and were not given to the outbox: all but the last, while pages may still come. */
  #sendDue(isOver: boolean): void {
    const { book, outbox } = this.#parts;
    const way = this.#way;
    if (!way) return;
    const all = documentsIn(book.pages);
    const orders = documentsOf(book);
    const due = all.flatMap(([first], at) => {
      const isDue = (isOver || at < all.length - 1) && !this.#sent.has(first!.id);
      return isDue ? [{ first: first!, document: orders[at]! }] : [];
    });
    if (due.length === 0) return;
    const { id, name } = this.#profile!;
    const firstNumber = this.#sent.size + 1;
    for (const { first } of due) this.#sent.add(first.id);
    const naming = { profile: { id, name }, at: this.#startedAt, firstNumber };
    const { documents, output } = outgoing(
      due.map(({ document }) => document),
      this.#profile!,
      way.destination,
    );
    this.#results.push(outbox.send({ documents, output, naming, way }));
  }

  #conclude(results: readonly (RunEnding | 'stopped')[]): void {
    const { book } = this.#parts;
    if (results.includes('failed')) return this.#end('failed', this.#parts.outbox.error);
    if (results.includes('stopped')) return this.#end('cancelled');
    if (results.includes('held')) return this.#end('held');
    if (results.includes('sent')) return this.#end('sent');
    const isAllBlank = book.pages.length === 0 && book.setAside.length > 0;
    this.#end('kept', isAllBlank ? toRecord(new PlatenError('app.scan-all-blank')) : this.#obstacle);
  }

  #go(step: RunStep): void {
    this.#step = step;
    this.changed();
  }

  #end(ending: RunEnding | null, error: ErrorRecord | null = null): void {
    [this.#step, this.#ending, this.#error] = ['idle', ending, error];
    this.changed();
  }
}
