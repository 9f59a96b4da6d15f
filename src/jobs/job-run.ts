import type { JobAttributes } from '../languages/ufr2lt/job-attributes.ts';
import { attributesOf } from './job-attributes.ts';
import { inState, withView, withWork } from './job.ts';
import type { JobRecord } from './job-record.ts';
import { bookPass } from './ledger.ts';
import { secondsLeft } from './pace.ts';
import { printRun, type JobFramer, type PrinterOutput, type RunProgress } from './print-run.ts';
import type { JobQueue } from './queue.ts';
import type { RasterPool } from './raster-pool.ts';
import { sheetsWithin, sidesBefore, type Pass } from './resume.ts';
import { sidesOf } from './sides.ts';
import type { JobRequest } from './spooler-api.ts';

/** The connection as the engine sees it. */
export interface EngineOutput extends PrinterOutput {
  /** A machine that makes copies by itself may take nothing for long, and still be well. */
  beginJob(copies: number): void;
  /** Breaks off whatever is being written: the pending writes fail. For a machine that takes no more data. */
  abort(): Promise<void>;
}

export interface RunOptions {
  readonly pool: Pick<RasterPool, 'raster'>;
  framer(attributes: JobAttributes): JobFramer;
  now(): number;
}

/** One job on the wire, pass after pass. Its record follows in the queue. */
export class JobRun {
  readonly id: string;
  readonly #request: JobRequest;
  readonly #queue: JobQueue;
  readonly #options: RunOptions;
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
   * Throws what it throws, what `printRun` throws, or why the journal could not be written.
   */
  async print(output: EngineOutput, checkMachine: () => void): Promise<'sent' | 'cancelled'> {
    for (;;) {
      const { passes } = this.#queue.get(this.id)!.work;
      const outcome = await this.#printPass(output, passes[0]!, checkMachine);
      if (outcome === 'cancelled' || passes.length === 1) return outcome;
      await this.#queue.change(this.id, 'anyway', (record) => this.#nextPass(record));
    }
  }

  #printPass(output: EngineOutput, pass: Pass, checkMachine: () => void): Promise<'sent' | 'cancelled'> {
    const request = this.#request;
    output.beginJob(pass.copies);
    return printRun({
      sides: sidesOf(request, pass),
      framer: this.#options.framer(attributesOf(request, pass)),
      output,
      raster: (sides) => this.#options.pool.raster(sides),
      cancelled: this.#cancel.signal,
      onBegin: () => {
        checkMachine();
        return this.#begin();
      },
      onProgress: (progress) => this.#progress(pass, progress),
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
      const work = { acceptedSides: sidesSent, acceptedSheets, blackDots };
      return { record: withWork(withView(record, view), work) };
    });
  }

  #nextPass(record: JobRecord) {
    const [, next, ...later] = record.work.passes;
    const work = { passes: [next!, ...later], acceptedSides: 0, acceptedSheets: 0, blackDots: 0 };
    const sidesSent = sidesBefore(this.#request.plan, next!.from);
    return {
      record: withWork(withView(record, { sidesSent }), work),
      ledger: bookPass(record, true, this.#options.now()),
    };
  }
}
