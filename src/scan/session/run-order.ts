import { asPlatenError, PlatenError, toRecord } from '../../errors/platen-error.ts';
import type { ScannerQuirks } from '../../machine/scanner-quirks.ts';
import type { Clock } from '../../usb/clock.ts';
import { NOTHING_FOUND, type Findings } from '../corrections/findings.ts';
import type { ScanSource } from '../protocol/commands.ts';
import type { ScanShelf } from '../pages/scan-shelf.ts';
import type { Scanner } from '../protocol/scanner.ts';
import { lessonsOf, type Lesson } from './learned-quirks.ts';
import { PageRecorder, type RecordedPage } from './page-recorder.ts';
import { PageSlots } from './page-slots.ts';
import type { ScanEnd, ScanOrder, ScanProgress, ScannedRows } from './scanner-api.ts';

/** How long a machine that is busy is asked again, and how often: copying a page or warming up takes less. */
const BUSY = { patienceMs: 30_000, askAgainMs: 2_000 } as const;

export interface RunParts {
  readonly scanner: Pick<Scanner, 'scan' | 'frame'>;
  readonly shelf: ScanShelf;
  readonly quirks: ScannerQuirks;
  readonly clock: Clock;
  readonly findingsOf: (overview: RecordedPage['overview'], source: ScanSource) => Findings;
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly today: () => number;
  onProgress(progress: Omit<ScanProgress, 'isCancelling'>): void;
  onRows(rows: ScannedRows): void;
  onLessons(lessons: readonly Lesson[]): void;
}

/**
 * Carries out an order: page after page onto the shelf. Whatever ends it, the pages before are kept, and nothing is
 * left of a page that was not finished. Only for whoever has the scanner to himself, over all windows.
 *
 * @throws PlatenError, as `Scanner.scan` does, when no page was finished; `scan.gone`: no such batch
 */
export async function runOrder(order: ScanOrder, parts: RunParts, cancelled: AbortSignal): Promise<ScanEnd> {
  return new Run(order, parts, cancelled).all();
}

class Run {
  readonly #order: ScanOrder;
  readonly #parts: RunParts;
  readonly #cancelled: AbortSignal;
  readonly #pageIds: string[] = [];
  #lines = { linesDone: 0, linesTotal: 0 };

  constructor(order: ScanOrder, parts: RunParts, cancelled: AbortSignal) {
    this.#order = order;
    this.#parts = parts;
    this.#cancelled = cancelled;
  }

  async all(): Promise<ScanEnd> {
    const { source, maxPages = Infinity } = this.#order;
    const most = source === 'glass' ? 1 : maxPages;
    try {
      const slots = await this.#slots();
      while (this.#pageIds.length < most) await this.#page(slots);
      return this.#end('done');
    } catch (thrown) {
      // What was written of a page that is none.
      await this.#parts.shelf.clearCutShort().catch(() => undefined);
      return this.#ended(asPlatenError(thrown));
    }
  }

  #ended(error: PlatenError): ScanEnd {
    if (error.code === 'scan.cancelled') return this.#end('cancelled');
    const isAfterPages = this.#pageIds.length > 0;
    // The feeder is asked before each sheet; its last word is that there is none.
    if (error.code === 'scan.feeder-empty' && isAfterPages) return this.#end('done');
    if (!isAfterPages) throw error;
    return this.#end('stopped', error);
  }

  #end(reason: ScanEnd['reason'], error: PlatenError | null = null): ScanEnd {
    return { pageIds: this.#pageIds, reason, error: error && toRecord(error) };
  }

  async #slots(): Promise<PageSlots> {
    const { batchId } = this.#order;
    const { shelf, quirks } = this.#parts;
    const batches = await shelf.batches();
    if (!batches.some(({ id }) => id === batchId)) throw new PlatenError('scan.gone');
    return new PageSlots(this.#order, quirks, await shelf.pages(batchId));
  }

  async #page(slots: PageSlots): Promise<void> {
    const { shelf, newId, today } = this.#parts;
    const { batchId } = this.#order;
    const id = newId();
    const { shape, overview } = await this.#record(id);
    await shelf.savePage({
      id,
      batchId,
      pixelsId: id,
      ...slots.slot(this.#pageIds.length + 1),
      startsDocument: false,
      isSetAside: false,
      shape,
      scannedAt: today(),
      findings: this.#look(overview),
    });
    this.#pageIds.push(id);
  }

  /** Pixels of the next page, onto the shelf. */
  async #record(id: string): Promise<RecordedPage> {
    const { clock } = this.#parts;
    const busySince = clock.now();
    for (;;) {
      const recorder = this.#recorder(id);
      try {
        await this.#scanInto(recorder);
        const page = await recorder.finish();
        this.#learn(recorder.linesCame);
        return page;
      } catch (thrown) {
        await recorder.giveUp();
        if (codeOf(thrown) === 'scan.page-refused') this.#learn(null);
        const isPatient = clock.now() - busySince < BUSY.patienceMs;
        // In the middle of a page it is no use: what has come would come again.
        if (codeOf(thrown) !== 'scan.busy' || recorder.isBegun || !isPatient) throw thrown;
        this.#tell(true);
        await clock.sleep(BUSY.askAgainMs, this.#cancelled);
      }
    }
  }

  async #scanInto(recorder: PageRecorder): Promise<void> {
    if (this.#cancelled.aborted) throw new PlatenError('scan.cancelled');
    this.#lines = { linesDone: 0, linesTotal: 0 };
    this.#tell();
    await this.#parts.scanner.scan(this.#order, recorder, this.#cancelled);
  }

  #recorder(id: string): PageRecorder {
    const { batchId, dpi } = this.#order;
    const page = this.#pageIds.length + 1;
    return new PageRecorder(this.#parts.shelf, id, dpi, {
      onLines: (linesDone, linesTotal) => {
        this.#lines = { linesDone, linesTotal };
        this.#tell();
      },
      onRows: (rows, { widthPx, heightPx, mode }) =>
        this.#parts.onRows({ batchId, page, widthPx, heightPx, mode, ...rows }),
    });
  }

  #tell(isWaiting = false): void {
    const { batchId } = this.#order;
    this.#parts.onProgress({ batchId, page: this.#pageIds.length + 1, ...this.#lines, isWaiting });
  }

  /** `lines` as they came from the machine; null: it refused the page. */
  #learn(lines: number | null): void {
    const { scanner, onLessons } = this.#parts;
    const lessons = lessonsOf(scanner.frame(this.#order).parameters, lines);
    if (lessons.length > 0) onLessons(lessons);
  }

  /** A page is worth more than what can be said about it. */
  #look(overview: RecordedPage['overview']): Findings {
    try {
      return this.#parts.findingsOf(overview, this.#order.source);
    } catch {
      return NOTHING_FOUND;
    }
  }
}

function codeOf(thrown: unknown): string | null {
  return thrown instanceof PlatenError ? thrown.code : null;
}
