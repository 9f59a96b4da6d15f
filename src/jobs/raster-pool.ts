import type { DocumentSource, SideRequest, SideSink } from '../documents/raster-api.ts';
import { PlatenError, asPlatenError } from '../errors/platen-error.ts';
import { planJob } from '../layout/plan-job.ts';
import { DEFAULT_SETTINGS } from '../settings/print-settings.ts';
import { RasterThread, type RasterHandle } from './raster-thread.ts';
import { wholePlan } from './resume.ts';
import { SideBuffer } from './side-buffer.ts';
import { SideOrder } from './side-order.ts';
import { sidesOf } from './sides.ts';

export interface RasterPoolOptions {
  readonly workers: number;
  spawn(): RasterHandle;
  /** Makes a sink callable from the other thread (comlink's proxy). */
  share(sink: SideSink): SideSink;
  readonly timers: Timers;
}

export interface Timers {
  set(run: () => void, ms: number): number;
  clear(timer: number): void;
}

/** Rehearsed pages are laid out for nobody. */
const NOBODYS_JOB = { title: '', user: '', date: '', time: '' };

/** What one side may keep waiting in memory; a page of text codes to 0.3 MB, the noisiest page to 6 MB. */
const SIDE_LIMIT_BYTES = 1 << 20;
/**
 * Sides that may be rastered ahead of the one on the wire, beyond one for each worker: with one less, a worker whose
 * side was quick would take that which another has had parsed already.
 */
const SIDES_AHEAD = 2;
/** A band of the heaviest real pages takes seconds on a slow computer; two minutes without one is a hang. */
const STUCK_AFTER_MS = 120_000;
/** After a cancel, how long a worker may take to notice before its thread is replaced. */
const NOTICE_WITHIN_MS = 2_000;

/**
 * Sides that each worker rasters beforehand. Measured on two cores: the first side takes a cold worker 500 ms, the
 * fourth one 45; with three rehearsed, the first byte of a job leaves after 200 to 370 ms instead of 400 to 630.
 */
const REHEARSED_SIDES = 3;

/**
 * A few raster workers that keep the sides of a job coming in order.
 *
 * Any worker can raster any side, so each opens the documents for itself, once, ahead of time if asked.
 */
export class RasterPool {
  readonly #options: RasterPoolOptions;
  readonly #threads: RasterThread[];
  readonly #sources = new Map<string, DocumentSource>();
  /** Being rastered. */
  #jobs = 0;

  constructor(options: RasterPoolOptions) {
    this.#options = options;
    this.#threads = Array.from({ length: options.workers }, () => new RasterThread(() => options.spawn()));
  }

  /** Starts opening documents everywhere; failures show when a side needs the document. */
  prepare(sources: readonly DocumentSource[]): void {
    for (const source of sources) {
      this.#sources.set(source.id, source);
      for (const thread of this.#threads) thread.open(source).catch(() => undefined);
    }
  }

  /**
   * Has every worker raster, for nobody, what it would be given first: fonts, screens and compiled code stay.
   * A job that comes meanwhile does not wait for it, and while there is one nothing is rehearsed.
   */
  rehearse(source: DocumentSource): void {
    this.#threads.forEach((thread, index) => {
      this.#rehearse(thread, source, index).catch((thrown: unknown) => {
        const error = asPlatenError(thrown);
        // Whatever else went wrong shows when the side is wanted; a dead thread would fail another document's.
        if (error.code === 'document.raster-crashed') this.#restart(thread, error);
      });
    });
  }

  release(ids: readonly string[]): void {
    for (const id of ids) {
      this.#sources.delete(id);
      for (const thread of this.#threads) thread.close(id);
    }
  }

  /**
   * Rasters `sides` with all workers, a bounded number ahead of the reader.
   * Yields one buffer a side, in order; leaving the loop early stops the rest.
   */
  async *raster(sides: readonly SideRequest[]): AsyncGenerator<SideBuffer, void, undefined> {
    const pending = new Map<number, SideBuffer>();
    const bufferOf = (index: number) => {
      const buffer = pending.get(index) ?? new SideBuffer(SIDE_LIMIT_BYTES);
      pending.set(index, buffer);
      return buffer;
    };
    const busy = new Set<RasterThread>();
    const headMoved = new Signal();
    const ahead = this.#threads.length + SIDES_AHEAD - 1;
    const order = new SideOrder(this.#threads, sides.length, ahead);
    let head = 0;
    let stopped = false;
    const work = async (thread: RasterThread) => {
      while (!stopped) {
        const index = order.take(thread, head);
        if (index === null) return;
        if (index === 'wait') {
          await headMoved.wait();
          continue;
        }
        const next = order.promise(thread);
        busy.add(thread);
        await this.#rasterSide(
          thread,
          sides[index]!,
          bufferOf(index),
          next === null ? undefined : sides[next],
        );
        busy.delete(thread);
      }
    };
    this.#jobs += 1;
    const working = this.#threads.map((thread) => work(thread));
    try {
      for (; head < sides.length; head++) {
        yield bufferOf(head);
        bufferOf(head).abandon();
        pending.delete(head);
        headMoved.fire();
      }
    } finally {
      stopped = true;
      for (const buffer of pending.values()) buffer.abandon();
      headMoved.fire();
      const timer = this.#options.timers.set(() => {
        for (const thread of busy) this.#restart(thread, new PlatenError('job.cancelled'));
      }, NOTICE_WITHIN_MS);
      await Promise.all(working);
      this.#options.timers.clear(timer);
      this.#jobs -= 1;
    }
  }

  /** Ends every thread. */
  terminate(): void {
    for (const thread of this.#threads) thread.terminate();
  }

  async #rasterSide(
    thread: RasterThread,
    request: SideRequest,
    buffer: SideBuffer,
    next: SideRequest | undefined,
  ): Promise<void> {
    const { timers, share } = this.#options;
    const arm = () =>
      timers.set(() => this.#restart(thread, new PlatenError('document.raster-stuck')), STUCK_AFTER_MS);
    let timer = arm();
    // Waiting for the reader is no hang: the clock runs only while the worker is at work.
    const sink: SideSink = {
      write: async (bytes, lines) => {
        timers.clear(timer);
        await buffer.write(bytes, lines);
        timer = arm();
      },
    };
    try {
      if (thread.isRehearsing) await this.#stopRehearsing(thread);
      const needed = new Set(request.side.placements.map((placement) => placement.documentId));
      await Promise.all([...needed].map((id) => this.#open(thread, id)));
      buffer.complete(await thread.renderSide(request, share(sink), next));
    } catch (thrown) {
      const error = asPlatenError(thrown, 'document.page-failed');
      if (error.code === 'document.raster-crashed') this.#restart(thread, error);
      buffer.fail(error);
    } finally {
      timers.clear(timer);
    }
  }

  #open(thread: RasterThread, id: string): Promise<unknown> {
    const source = this.#sources.get(id);
    return source ? thread.open(source) : Promise.reject(new PlatenError('document.not-open', { id }));
  }

  async #rehearse(thread: RasterThread, source: DocumentSource, index: number): Promise<void> {
    const { id, kind, name, pages } = await thread.open(source);
    // A picture has no fonts and no code of its own, and takes much memory while it is drawn.
    if (kind !== 'pdf' || this.#jobs > 0) return;
    const workers = this.#threads.length;
    const first = { id, name, pages: pages.slice(0, workers * REHEARSED_SIDES) };
    const settings = DEFAULT_SETTINGS;
    const plan = planJob({ documents: [first], settings, job: NOBODYS_JOB });
    const sides = wholePlan(plan, 1).flatMap((pass) => sidesOf({ settings, plan }, pass));
    const stuck = new PlatenError('document.raster-stuck');
    const { timers } = this.#options;
    const timer = timers.set(() => this.#restart(thread, stuck), STUCK_AFTER_MS);
    try {
      await thread.rehearse(sides.filter((_, at) => at % workers === index));
    } finally {
      timers.clear(timer);
    }
  }

  /** A thread that does not notice is busy with something that may never end. */
  async #stopRehearsing(thread: RasterThread): Promise<void> {
    const { timers } = this.#options;
    const stuck = new PlatenError('document.raster-stuck');
    const timer = timers.set(() => this.#restart(thread, stuck), NOTICE_WITHIN_MS);
    await thread.stopRehearsing().catch(() => undefined);
    timers.clear(timer);
  }

  /** A fresh thread, with the documents that are in use opening again. */
  #restart(thread: RasterThread, reason: PlatenError): void {
    thread.restart(reason);
    for (const source of this.#sources.values()) thread.open(source).catch(() => undefined);
  }
}

/** Wakes everybody who waits. */
class Signal {
  #waiting: (() => void)[] = [];

  wait(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  fire(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
