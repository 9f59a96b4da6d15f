import type { JobAttributes } from '../languages/ufr2lt/job-attributes.ts';
import { toRecord, type ErrorRecord } from '../errors/platen-error.ts';
import { loadOf, withSheets, type EngineLoad } from './engine-load.ts';
import { attributesOf } from './job-attributes.ts';
import { inState, NOTHING_ACCEPTED, withView, withWork } from './job.ts';
import type { JobRecord } from './job-record.ts';
import { isStorageTrouble, meansStorageTrouble } from './journal.ts';
import { bookPass } from './ledger.ts';
import { secondsLeft } from './pace.ts';
import { printRun, type JobFramer, type PrinterOutput, type RunProgress } from './print-run.ts';
import type { JobQueue } from './queue.ts';
import type { RasterPool, Timers } from './raster-pool.ts';
import { sheetsWithin, sidesBefore, type Pass } from './resume.ts';
import { sidesOf } from './sides.ts';
import type { JobRequest } from './spooler-api.ts';
import { streamRun } from './stream-run.ts';

/** The connection as the engine sees it. */
export interface EngineOutput extends PrinterOutput {
  /** A machine that makes copies by itself may take nothing for long, and still be well. */
  beginJob(copies: number): void;
  /** As for `PrinterOutput`. `endsJob`, true unless said otherwise: the machine is then between two jobs. */
  flush(endsJob?: boolean): Promise<void>;
  /** Nothing of the job has left yet: the machine is given time for what it has of an earlier one. */
  readonly isWaiting: boolean;
  /** Breaks off whatever is being written: the pending writes fail. For a machine that takes no more data. */
  abort(): Promise<void>;
}

export interface RunOptions {
  readonly pool: Pick<RasterPool, 'raster'>;
  framer(attributes: JobAttributes): JobFramer;
  now(): number;
  readonly timers: Timers;
}

/** While the journal cannot be written the machine waits in mid-job; so often it is tried again. */
const WRITE_AGAIN_AFTER_MS = 2_000;

/** One job on the wire, pass after pass. Its record follows in the queue. */
export class JobRun {
  readonly id: string;
  readonly #request: JobRequest;
  readonly #queue: JobQueue;
  readonly #options: RunOptions;
  /** It was cancelled before the machine had anything of it. */
  isUntouched = false;
  readonly #cancel = new AbortController();
  /** When the first byte of this run was accepted. */
  #startedAt: number | null = null;

  constructor(id: string, request: JobRequest, queue: JobQueue, options: RunOptions) {
    this.id = id;
    this.#request = request;
    this.#queue = queue;
    this.#options = options;
  }

  get isCancelled(): boolean {
    return this.#cancel.signal.aborted;
  }

  cancel(): void {
    this.#cancel.abort();
  }

  /**
   * `checkMachine` throws when the machine has gone: asked before anything is sent to it.
   * `stack`: it goes on when somebody has put the stack back.
   * Throws what it throws, what `printRun` throws, or why the journal could not be written.
   */
  async print(output: EngineOutput, checkMachine: () => void): Promise<'sent' | 'cancelled' | 'stack'> {
    for (;;) {
      const { passes } = this.#queue.get(this.id)!.work;
      if (passes[0]!.stack === 'turn') return this.isCancelled ? 'cancelled' : 'stack';
      const outcome = await this.#printPass(output, passes[0]!, checkMachine);
      if (outcome === 'cancelled' || passes.length === 1) return outcome;
      await this.#queue.change(this.id, 'anyway', (record) => this.#nextPass(record));
    }
  }

  #printPass(output: EngineOutput, pass: Pass, checkMachine: () => void): Promise<'sent' | 'cancelled'> {
    const request = this.#request;
    const { stream } = request;
    output.beginJob(pass.copies);
    const run = {
      output,
      cancelled: this.#cancel.signal,
      onBegin: () => {
        checkMachine();
        return this.#begin();
      },
      beforeSides: (sides: number) => this.#offer(pass, sides),
      onProgress: (progress: RunProgress) => this.#progress(pass, progress),
    };
    if (stream) return streamRun({ ...run, stream, bytes: request.documents[0]!.blob });
    return printRun({
      ...run,
      sides: sidesOf(request, pass),
      framer: this.#options.framer(attributesOf(request, pass)),
      raster: (sides) => this.#options.pool.raster(sides),
    });
  }

  /** From here on the machine may have something of the job, and the journal says so before it has. */
  async #begin(): Promise<void> {
    await this.#queue.change(this.id, 'first', (record) => {
      const sending =
        record.view.state === 'preparing' ? inState(record, 'sending', this.#options.now()) : record;
      return { record: withWork(sending, { hasBegun: true }) };
    });
  }

  /** A sheet is in the journal as one that the machine may have before its last bytes leave. */
  async #offer(pass: Pass, sides: number): Promise<void> {
    const offeredSheets = sheetsWithin(this.#request.plan, pass, sides);
    while (this.#queue.get(this.id)!.work.offeredSheets < offeredSheets && !this.isCancelled) {
      try {
        await this.#queue.change(this.id, 'first', (record) => ({
          record: withWork(this.#goingOn(record), { offeredSheets }),
        }));
      } catch (thrown) {
        if (!isStorageTrouble(thrown)) throw thrown;
        await this.#waitForStorage(toRecord(thrown));
      }
    }
  }

  /** Nothing leaves that cannot be written down. Seen as a pause; a cancel ends it. */
  async #waitForStorage(error: ErrorRecord): Promise<void> {
    const { timers, now } = this.#options;
    await this.#queue.note(this.id, (record) =>
      record.view.state === 'sending' ? { record: inState(record, 'paused', now(), error) } : null,
    );
    const { signal } = this.#cancel;
    await new Promise<void>((resolve) => {
      timers.set(resolve, WRITE_AGAIN_AFTER_MS);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  #goingOn(record: JobRecord): JobRecord {
    const { state, error } = record.view;
    const waitedForStorage = state === 'paused' && error && meansStorageTrouble(error.code);
    return waitedForStorage ? inState(record, 'sending', this.#options.now()) : record;
  }

  #progress(pass: Pass, { sidesSent, bytesSent, blackDots }: RunProgress): void {
    const { plan } = this.#request;
    const now = this.#options.now();
    if (bytesSent > 0) this.#startedAt ??= now;
    const elapsedMs = now - (this.#startedAt ?? now);
    const passSides = sidesBefore(plan, pass.to) - sidesBefore(plan, pass.from);
    void this.#queue.note(this.id, (record) => {
      if (record.work.passes[0] !== pass) return null;
      const view = {
        sidesSent: sidesBefore(plan, pass.from) + sidesSent,
        bytesSent,
        secondsLeft: secondsLeft(sidesSent, passSides, elapsedMs),
        firstByteMs: record.view.firstByteMs ?? (bytesSent > 0 ? now - record.view.createdAt : null),
      };
      const acceptedSheets = sheetsWithin(plan, pass, sidesSent);
      const load = this.#loadAfter(record, pass, acceptedSheets);
      const work = { acceptedSides: sidesSent, acceptedSheets, blackDots, load };
      return { record: withWork(withView(record, view), work) };
    });
  }

  #loadAfter({ view, work }: JobRecord, { copies }: Pass, acceptedSheets: number): EngineLoad {
    const more = acceptedSheets - work.acceptedSheets;
    if (more <= 0) return work.load;
    return withSheets(loadOf(view.machine, this.#queue.records), more, copies, this.#options.now());
  }

  #nextPass(record: JobRecord) {
    const [, next, ...later] = record.work.passes;
    const work = { passes: [next!, ...later], ...NOTHING_ACCEPTED };
    const sidesSent = sidesBefore(this.#request.plan, next!.from);
    return {
      record: withWork(withView(record, { sidesSent }), work),
      ledger: bookPass(record, true, this.#options.now()),
    };
  }
}
