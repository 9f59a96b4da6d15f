import type { DocumentSource, SideRequest } from '../../documents/raster-api.ts';
import { asPlatenError, PlatenError } from '../../errors/platen-error.ts';
import type { MadeSide, PreviewApi } from '../../jobs/preview-api.ts';
import type { SideBitmap } from '../../jobs/spooler-api.ts';
import type { Client } from '../clients.ts';
import { WatchedWorker } from './watched-worker.ts';

/** Longer than any honest side takes. */
const PATIENCE_MS = 120_000;

interface DeskOptions {
  /** The documents there are now. */
  readonly sources: () => readonly DocumentSource[];
  /** Printing comes first: what is not looked at right now is made after it. */
  readonly isPrinting: () => boolean;
  readonly patienceMs?: number;
}

/** Whose turn comes first: what is looked at, what is beside it, what may be looked at next. */
export const URGENCY = { now: 0, beside: 1, ahead: 2 } as const;
export type Urgency = (typeof URGENCY)[keyof typeof URGENCY];

export interface SideWish {
  readonly request: SideRequest;
  /** Equal for equal requests. */
  readonly key: string;
  readonly urgency: Urgency;
  readonly signal: AbortSignal;
}

interface Wanted extends SideWish {
  readonly deliver: (side: MadeSide | null) => void;
  readonly fail: (error: PlatenError) => void;
}

/**
 * The preview's worker and the order of its work: one side at a time, the most urgent first, and nothing that
 * nobody wants any more. A side that is less urgent than a new one makes room for it and is made later.
 */
export class PreviewDesk {
  readonly #worker: WatchedWorker<PreviewApi>;
  readonly #options: DeskOptions;
  readonly #open = new Map<string, Promise<void>>();
  #waiting: Wanted[] = [];
  #making: Wanted | null = null;
  #isBusy = false;
  /** Printing has ended, or something is looked at. */
  #wake: (() => void) | null = null;

  constructor(start: () => Client<PreviewApi>, options: DeskOptions) {
    const { patienceMs = PATIENCE_MS } = options;
    this.#worker = new WatchedWorker(start, patienceMs, () => this.#open.clear());
    this.#options = options;
  }

  /** After the documents changed: new ones are opened beforehand, those that are gone are closed. */
  refresh(): void {
    const sources = this.#options.sources();
    for (const id of [...this.#open.keys()]) {
      if (sources.some((source) => source.id === id)) continue;
      this.#open.delete(id);
      this.#worker.running?.close(id).catch(() => undefined);
    }
    // What goes wrong goes wrong again, and is said, when a side is made.
    for (const source of sources) this.#opened(source).catch(() => undefined);
  }

  /** While a job is printed, the memory is the print workers' when nobody changes anything; then all is opened again. */
  makeRoom(isPrinting: boolean): void {
    if (!this.#worker.saveMemory(isPrinting) || isPrinting) return;
    this.refresh();
    this.#wake?.();
  }

  /**
   * Equal sides that are wanted at once are made once. Resolves to null when `signal` was aborted meanwhile. Throws
   * PlatenError `document.*`, `app.reader-stopped`.
   */
  make(wish: SideWish): Promise<MadeSide | null> {
    const { key, urgency, signal } = wish;
    if (signal.aborted) return Promise.resolve(null);
    return new Promise((deliver, fail) => {
      const wanted: Wanted = { ...wish, deliver, fail };
      signal.addEventListener(
        'abort',
        () => {
          deliver(null);
          if (this.#making === wanted && this.#waitingFor(key).length === 0) this.#stop();
        },
        { once: true },
      );
      this.#waiting.push(wanted);
      const making = this.#making;
      if (making && making.key !== key && making.urgency > urgency) this.#stop();
      if (urgency === URGENCY.now) this.#wake?.();
      void this.#work();
    });
  }

  picture(pageData: Uint8Array, widthPx: number): Promise<ImageBitmap> {
    return this.#worker.call('', (api) => api.picture(pageData, widthPx));
  }

  dots(pageData: Uint8Array): Promise<SideBitmap> {
    return this.#worker.call('', (api) => api.dots(pageData));
  }

  #stop(): void {
    this.#worker.running?.stop().catch(() => undefined);
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (;;) {
      this.#waiting = this.#waiting.filter(({ signal }) => !signal.aborted);
      const next = this.#mostUrgent();
      if (!next) break;
      if (next.urgency !== URGENCY.now && this.#options.isPrinting()) {
        await new Promise<void>((resume) => (this.#wake = resume));
        this.#wake = null;
        continue;
      }
      await this.#serve(next);
    }
    this.#isBusy = false;
  }

  async #serve(next: Wanted): Promise<void> {
    this.#waiting = this.#waiting.filter((wanted) => wanted !== next);
    this.#making = next;
    try {
      const made = await this.#make(next);
      for (const wanted of [next, ...this.#take(next.key)]) wanted.deliver(made);
    } catch (thrown) {
      const error = asPlatenError(thrown);
      // Stopped: by its own signal, which was answered, or by something more urgent.
      if (error.code === 'job.cancelled') this.#waiting.unshift(next);
      else for (const wanted of [next, ...this.#take(next.key)]) wanted.fail(error);
    } finally {
      this.#making = null;
    }
  }

  #waitingFor(key: string): Wanted[] {
    return this.#waiting.filter((wanted) => wanted.key === key && !wanted.signal.aborted);
  }

  #take(key: string): Wanted[] {
    const taken = this.#waitingFor(key);
    this.#waiting = this.#waiting.filter((wanted) => wanted.key !== key);
    return taken;
  }

  #mostUrgent(): Wanted | undefined {
    const urgency = Math.min(...this.#waiting.map((wanted) => wanted.urgency));
    return this.#waiting.find((wanted) => wanted.urgency === urgency);
  }

  async #make({ request, key, signal, urgency }: Wanted): Promise<MadeSide> {
    const ids = new Set(request.side.placements.map(({ documentId }) => documentId));
    const sources = this.#options.sources().filter(({ id }) => ids.has(id));
    await Promise.all(sources.map((source) => this.#opened(source)));
    if (signal.aborted && this.#waitingFor(key).length === 0) throw new PlatenError('job.cancelled');
    return this.#worker.call(sources[0]?.name ?? '', (api) => api.make(request, urgency === URGENCY.now));
  }

  #opened(source: DocumentSource): Promise<void> {
    let opening = this.#open.get(source.id);
    if (!opening) {
      opening = this.#worker.call(source.name, (api) => api.open(source));
      opening.catch(() => this.#open.delete(source.id));
      this.#open.set(source.id, opening);
    }
    return opening;
  }
}
