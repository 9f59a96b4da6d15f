import type { DocumentSource } from '../documents/raster-api.ts';
import { asPlatenError, PlatenError, toRecord, type ErrorRecord } from '../errors/platen-error.ts';
import { DocumentHolds } from './document-holds.ts';
import { inState, withView, withWork } from './job.ts';
import type { JobRecord } from './job-record.ts';
import { JobRun, type EngineOutput, type RunOptions } from './job-run.ts';
import { isStorageTrouble } from './journal.ts';
import { bookPass } from './ledger.ts';
import { isSameMachine } from './machine-target.ts';
import type { Change } from './queue.ts';
import { QueueDesk, type DeskOptions } from './queue-desk.ts';
import type { RasterPool } from './raster-pool.ts';
import { afterInterruption } from './recovery.ts';
import type { JobRequest, JobState, MachineTarget } from './spooler-api.ts';

export interface EngineOptions extends Omit<DeskOptions, 'steer'>, RunOptions {
  readonly pool: Pick<RasterPool, 'raster' | 'prepare' | 'rehearse' | 'release'>;
}

/** A machine that takes data. */
interface Attached {
  readonly output: EngineOutput;
  readonly target: MachineTarget;
  /** For the books. */
  readonly name: string;
}

/** The page as a holder of documents, beside the jobs. */
const PAGE = 'page';
/** How long a cancelled job may take to end legally before the connection is broken off. */
const LEGAL_END_WITHIN_MS = 10_000;
/** When the journal cannot be written nothing is begun; so much later it is tried again. */
const TRY_AGAIN_AFTER_MS = 5_000;
/** A machine whose pipe failed, and which was neither lost nor opened anew, is tried again so much later. */
const REST_MS = 60_000;

/** The queue and the wire: one job at a time is printed, the others wait in order. */
export class JobEngine {
  /** What people do with jobs. */
  readonly desk: QueueDesk;
  readonly #options: EngineOptions;
  readonly #holds: DocumentHolds;
  #machine: Attached | null = null;
  #running: JobRun | null = null;
  #isPumping = false;
  #retry: number | null = null;
  #rest: number | null = null;

  /** Starts at once; jobs from disk come when they are read. */
  constructor(options: EngineOptions) {
    this.#options = options;
    this.#holds = new DocumentHolds(options.pool);
    this.desk = new QueueDesk({
      ...options,
      steer: {
        machine: () => this.#machine?.target ?? null,
        cancel: (id) => this.#cancel(id),
        go: () => void this.#pump(),
      },
    });
  }

  get isPrinting(): boolean {
    return this.#running !== null;
  }

  prepare(documents: readonly DocumentSource[]): void {
    this.#holds.hold(documents, PAGE);
    if (documents[0]) this.#options.pool.rehearse(documents[0]);
  }

  release(documentIds: readonly string[]): void {
    this.#holds.drop(documentIds, PAGE);
  }

  /** A machine is there: jobs that wait for it, or for any, go on. */
  attach(output: EngineOutput, target: MachineTarget, name: string): void {
    this.#use({ output, target, name });
  }

  /** The machine is gone; a running job is interrupted by itself when its writes fail. */
  detach(): void {
    this.#use(null);
  }

  /** The machine takes no data and says why (`reason`), or takes data again (null). */
  setPaused(reason: ErrorRecord | null): void {
    if (!reason && this.#machine) this.desk.holdEnded(this.#machine.target);
    if (!this.#running) return;
    const { now } = this.#options;
    void this.desk.queue.note(this.#running.id, (record) => {
      const { state, question } = record.view;
      if (question) return null;
      if (reason && state === 'paused') return { record: withView(record, { error: reason }) };
      const from: JobState = reason ? 'sending' : 'paused';
      const to: JobState = reason ? 'paused' : 'sending';
      return state === from ? { record: inState(record, to, now(), reason) } : null;
    });
  }

  #use(machine: Attached | null): void {
    if (this.#rest !== null) this.#options.timers.clear(this.#rest);
    this.#rest = null;
    this.#machine = machine;
    void this.#pump();
  }

  /** A pipe that failed is dead, and whoever opens the next one attaches it. */
  #letRest(machine: Attached): void {
    if (this.#machine !== machine) return;
    this.#machine = null;
    this.#rest = this.#options.timers.set(() => this.#use(machine), REST_MS);
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#machine && this.#retry === null) {
        const machine = this.#machine;
        const next = this.desk.queue.next(
          (view) => !view.machine || isSameMachine(view.machine, machine.target),
        );
        if (!next) break;
        await this.#turnOf(next.view.id, machine);
      }
    } finally {
      this.#isPumping = false;
    }
  }

  /** One job from its turn to its end, or until it must wait again. Never throws. */
  async #turnOf(id: string, machine: Attached): Promise<void> {
    const { queue } = this.desk;
    const { now } = this.#options;
    try {
      await queue.change(id, 'first', (record) => ({ record: this.#called(record, machine) }));
    } catch (thrown) {
      // The journal cannot be written, or somebody was quicker: it was held, cancelled or moved.
      if (isStorageTrouble(thrown)) this.#tryAgainLater(id, toRecord(thrown));
      return;
    }
    let request: JobRequest | null = null;
    try {
      request = await this.desk.requestOf(id);
      if (!request.stream) this.#holds.hold(request.documents, id);
      this.#running = new JobRun(id, request, queue, this.#options);
      if (queue.get(id)!.view.cancelling) this.#running.cancel();
      const outcome = await this.#running.print(machine.output, () => {
        if (this.#machine !== machine) throw new PlatenError('usb.closed');
      });
      // The machine waits for the rest of a stream that broke off.
      if (request.stream?.isWhole === false) this.desk.tellOfTorn(queue.get(id)!);
      await this.desk.end(id, 'anyway', (record) => {
        if (outcome === 'stack') return { record: waitingForStack(record, now()) };
        return {
          record: inState(record, outcome, now()),
          ledger: bookPass(record, outcome === 'sent', now()),
        };
      });
    } catch (thrown) {
      await this.#failed(id, asPlatenError(thrown), machine);
    } finally {
      this.#running = null;
      if (request) {
        this.#holds.drop(
          request.documents.map((document) => document.id),
          id,
        );
      }
    }
  }

  /** The job whose turn it is. It stays with this machine: the rest of it belongs on the same heap. */
  #called(record: JobRecord, { target, name }: Attached): JobRecord {
    if (record.view.held !== 'no') throw new Error('held in the meantime');
    const called = inState(record, 'preparing', this.#options.now());
    return withWork(withView(called, { machine: target }), { machineName: name });
  }

  async #failed(id: string, error: PlatenError, machine: Attached): Promise<void> {
    const { now } = this.#options;
    const isCancelled = this.#running?.isCancelled ?? false;
    const isTransport = error.code.startsWith('usb.');
    const wasSafe = isStorageTrouble(error) && !isCancelled;
    if (isTransport) this.#letRest(machine);
    // What the machine has whole is wanted, unless the job is not.
    if (isTransport && !isCancelled) this.desk.tellOfTorn(this.desk.queue.get(id)!);
    const isWaitingAgain = wasSafe && this.desk.queue.get(id)?.view.state === 'preparing';
    await this.desk.end(id, 'anyway', (record): Change => {
      const ledger = bookPass(record, false, now());
      // A cancel that had to break off the connection is still what the person asked for.
      if (isCancelled) {
        return {
          record: inState(record, 'cancelled', now(), this.#cutBy(record)),
          ledger,
        };
      }
      if (isTransport || wasSafe) {
        const { interrupted } = this.desk.currentPolicy;
        return { record: afterInterruption(record, interrupted, toRecord(error), now()), ledger };
      }
      return { record: inState(record, 'failed', now(), toRecord(error)), ledger };
    });
    if (isWaitingAgain) this.#tryAgainLater(id, toRecord(error));
  }

  /** What a cancel that broke the connection off means for people; null when nothing had left. */
  #cutBy({ view }: JobRecord): ErrorRecord | null {
    if (this.#running?.isUntouched) return null;
    return { code: view.isPrintFile ? 'job.print-file-cut' : 'job.cancel-forced', params: {} };
  }

  #cancel(id: string): void {
    const running = this.#running;
    if (running?.id !== id || running.isCancelled) return;
    running.cancel();
    if (this.#machine?.output.isWaiting) {
      running.isUntouched = true;
      void this.#machine.output.abort();
      return;
    }
    this.#options.timers.set(() => {
      if (this.#running === running) void this.#machine?.output.abort();
    }, LEGAL_END_WITHIN_MS);
  }

  /** Nothing is begun that cannot be written down. */
  #tryAgainLater(id: string, error: ErrorRecord): void {
    void this.desk.queue.note(id, (record) =>
      record.view.state === 'queued' ? { record: withView(record, { error }) } : null,
    );
    this.#retry ??= this.#options.timers.set(() => {
      this.#retry = null;
      void this.#pump();
    }, TRY_AGAIN_AFTER_MS);
  }
}

/** Its second sides are still to come. */
function waitingForStack(record: JobRecord, now: number): JobRecord {
  return withView(inState(record, 'queued', now), { held: 'stack' });
}
