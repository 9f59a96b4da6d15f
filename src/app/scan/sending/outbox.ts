import { proxy } from 'comlink';
import { asPlatenError, toRecord, type ErrorRecord } from '../../../errors/platen-error.ts';
import type {
  DocumentOrder,
  PagesApi,
  WriteOrder,
  WriteProgress,
  WrittenFile,
} from '../../../scan/pages/pages-api.ts';
import type { OutputSettings } from '../../../scan/profiles/output.ts';
import { Store } from '../../state/store.ts';
import type { Parcel, Way } from './destinations.ts';
import { named, type Counters, type NamingOccasion } from './naming.ts';

/** Documents to be made into files and sent a way. */
export interface OutboxOrder {
  /** Their file names are made by `naming`. */
  readonly documents: readonly DocumentOrder[];
  readonly output: OutputSettings;
  readonly naming: Omit<NamingOccasion, 'pattern'>;
  readonly way: Way;
}

/** Below this a page's text is likely to have gaps; Tesseract's own measure, 0 … 100. */
const SURE_ENOUGH = 60;

/** A page whose text was hard to read. */
export interface UnsurePage {
  readonly pageId: string;
  /** 0 … 100. */
  readonly confidence: number;
}

/** Files that are finished and did not get where they should. */
export interface HeldParcel {
  readonly parcel: Parcel;
  readonly way: Way;
  readonly error: ErrorRecord;
}

/** The worker that makes files of pages. */
export interface PageWriter {
  call<T>(work: (api: PagesApi) => Promise<T>): Promise<T>;
}

/**
 * Where scans become files and go out, one order after another. What is finished and cannot go is held until it
 * can, or until somebody takes another way; pages stay in their batch whatever happens here.
 */
export class Outbox extends Store {
  readonly #writer: PageWriter;
  readonly #counters: Counters;
  #progress: WriteProgress | null = null;
  #waiting = 0;
  #held: readonly HeldParcel[] = [];
  #sent: readonly string[] = [];
  #unsure: readonly UnsurePage[] = [];
  #error: ErrorRecord | null = null;
  #written = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #stopped = new AbortController();

  constructor(writer: PageWriter, counters: Counters) {
    super();
    this.#writer = writer;
    this.#counters = counters;
  }

  get counters(): Counters {
    return this.#counters;
  }

  /** Something is being made or sent. */
  get isBusy(): boolean {
    return this.#waiting > 0;
  }

  /** Of the order that is being written; null between orders. */
  get progress(): WriteProgress | null {
    return this.#progress;
  }

  get held(): readonly HeldParcel[] {
    return this.#held;
  }

  /** Where files went since `clear`, in words. */
  get sent(): readonly string[] {
    return this.#sent;
  }

  get unsure(): readonly UnsurePage[] {
    return this.#unsure;
  }

  /** How many orders were begun: each may have taken numbers from a counter. */
  get written(): number {
    return this.#written;
  }

  /** Why the last order was not written. */
  get error(): ErrorRecord | null {
    return this.#error;
  }

  /** A new batch begins: what was said of the last one is forgotten, what is held stays. */
  clear(): void {
    [this.#sent, this.#unsure, this.#error] = [[], [], null];
    this.changed();
  }

  /**
   * Resolves when it is there (`sent`), is finished and held (`held`), was stopped, or could not be written (`failed`,
   * and `error` says why).
   */
  send(order: OutboxOrder): Promise<'sent' | 'held' | 'stopped' | 'failed'> {
    const { signal } = this.#stopped;
    this.#waiting++;
    this.#error = null;
    this.changed();
    const turn = this.#turn.then(async () => {
      try {
        if (signal.aborted) return 'stopped';
        const files = await this.#write(order);
        return await this.#deliver({ files, title: titleOf(order) }, order.way);
      } catch (thrown) {
        const error = asPlatenError(thrown);
        if (error.code === 'scan.cancelled' || signal.aborted) return 'stopped';
        this.#error = toRecord(error);
        return 'failed';
      } finally {
        this.#waiting--;
        this.changed();
      }
    });
    this.#turn = turn;
    return turn;
  }

  /** Gives up what is being written and what waits for it. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#stopped = new AbortController();
    if (this.#progress) await this.#writer.call((api) => api.stop());
  }

  /**
   * Tries again to send what is held, in a click; by another way if there is one. Resolves to whether nothing is held
   * any more.
   */
  async retry(way: Way | null = null): Promise<boolean> {
    const held = this.#held;
    this.#waiting++;
    this.#held = [];
    this.changed();
    for (const each of held) await this.#deliver(each.parcel, way ?? each.way, true);
    this.#waiting--;
    this.changed();
    return this.#held.length === 0;
  }

  /** Files that are held are given up; their pages are still in the batch. */
  discardHeld(): void {
    this.#held = [];
    this.changed();
  }

  async #write({ documents, output, naming }: OutboxOrder): Promise<readonly WrittenFile[]> {
    const { format, jpegQuality, languages, fileName } = output;
    const pages = documents.flatMap((document) => document.pages.map(({ pageId }) => pageId));
    this.#tell({ step: 'page', page: 1, pages: pages.length, share: null });
    try {
      const order: WriteOrder = {
        documents: await named(documents, { ...naming, pattern: fileName }, this.#counters),
        format,
        jpegQuality,
        languages,
      };
      this.#written++;
      const tell = proxy((progress: WriteProgress) => this.#tell(progress));
      const files = await this.#writer.call((api) => api.write(order, tell));
      const confidence = files.flatMap((file) => file.confidence);
      const unsure = pages.map((pageId, at) => ({ pageId, confidence: confidence[at] ?? 100 }));
      this.#unsure = [...this.#unsure, ...unsure.filter((page) => page.confidence < SURE_ENOUGH)];
      return files;
    } finally {
      this.#tell(null);
    }
  }

  async #deliver(parcel: Parcel, way: Way, isClick = false): Promise<'sent' | 'held'> {
    try {
      this.#sent = [...this.#sent, await way.send(parcel, isClick)];
      return 'sent';
    } catch (thrown) {
      const error = toRecord(asPlatenError(thrown));
      this.#held = [...this.#held, { parcel, way, error }];
      return 'held';
    } finally {
      this.changed();
    }
  }

  #tell(progress: WriteProgress | null): void {
    this.#progress = progress;
    this.changed();
  }
}

function titleOf({ documents, naming }: OutboxOrder): string {
  return documents[0]?.title ?? naming.profile?.name ?? 'Scan';
}
