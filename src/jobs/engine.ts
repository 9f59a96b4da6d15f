import type { DocumentSource, SideRequest } from '../documents/raster-api.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../errors/platen-error.ts';
import type { JobAttributes } from '../languages/ufr2lt/job-attributes.ts';
import { DocumentHolds } from './document-holds.ts';
import { hasEnded, moveTo, newJob } from './job.ts';
import { attributesOf } from './job-attributes.ts';
import { secondsLeft } from './pace.ts';
import { printRun, type JobFramer, type PrinterOutput, type RunProgress } from './print-run.ts';
import type { RasterPool, Timers } from './raster-pool.ts';
import type { JobRequest, JobView } from './spooler-api.ts';

/** The connection as the engine sees it. */
export interface EngineOutput extends PrinterOutput {
  /** A machine that makes copies by itself may take nothing for long, and still be well. */
  beginJob(copies: number): void;
  /** Breaks off whatever is being written: the pending writes fail. For a machine that takes no more data. */
  abort(): Promise<void>;
}

export interface EngineOptions {
  readonly pool: Pick<RasterPool, 'raster' | 'prepare' | 'release'>;
  framer(attributes: JobAttributes): JobFramer;
  /** Keeps a job for the history; never rejects. */
  record(job: JobView): Promise<void>;
  erase(id: string): Promise<void>;
  onChange(): void;
  now(): number;
  newId(): string;
  readonly timers: Timers;
}

interface Waiting {
  readonly id: string;
  readonly request: JobRequest;
  readonly cancel: AbortController;
}

/** The page as a holder of documents, beside the jobs. */
const PAGE = 'page';
/** How long a cancelled job may take to end legally before the connection is broken off. */
const LEGAL_END_WITHIN_MS = 10_000;

/** The queue: one job at a time on the wire, the others wait in order. */
export class JobEngine {
  readonly #options: EngineOptions;
  readonly #holds: DocumentHolds;
  readonly #views: Map<string, JobView>;
  readonly #queue: Waiting[] = [];
  #output: EngineOutput | null = null;
  #running: Waiting | null = null;

  constructor(options: EngineOptions, history: readonly JobView[]) {
    this.#options = options;
    this.#holds = new DocumentHolds(options.pool);
    this.#views = new Map([...history].reverse().map((job) => [job.id, job]));
  }

  /** Newest first. */
  get jobs(): JobView[] {
    return [...this.#views.values()].reverse();
  }

  get isPrinting(): boolean {
    return this.#running !== null;
  }

  prepare(documents: readonly DocumentSource[]): void {
    this.#holds.hold(documents, PAGE);
  }

  release(documentIds: readonly string[]): void {
    this.#holds.drop(documentIds, PAGE);
  }

  submit(request: JobRequest): string {
    const { newId, now } = this.#options;
    const id = newId();
    const { sheets } = request.plan;
    const size = { sheets: sheets.length, sides: sidesOf(request).length, copies: request.settings.copies };
    this.#holds.hold(request.documents, id);
    this.#queue.push({ id, request, cancel: new AbortController() });
    this.#put(newJob(id, request.title, size, now()));
    void this.#pump();
    return id;
  }

  cancel(id: string): void {
    const running = this.#running;
    if (running?.id === id) {
      if (running.cancel.signal.aborted) return;
      running.cancel.abort();
      this.#patch(id, { cancelling: true });
      this.#options.timers.set(() => {
        if (this.#running === running) void this.#output?.abort();
      }, LEGAL_END_WITHIN_MS);
      return;
    }
    const at = this.#queue.findIndex((waiting) => waiting.id === id);
    if (at >= 0) this.#end(this.#queue.splice(at, 1)[0]!, 'cancelled');
  }

  /** Takes an ended job out of the list and the history. */
  forget(id: string): void {
    const view = this.#views.get(id);
    if (!view || !hasEnded(view)) return;
    this.#views.delete(id);
    void this.#options.erase(id);
    this.#options.onChange();
  }

  /** A machine is there: waiting jobs go on. */
  attach(output: EngineOutput): void {
    this.#output = output;
    void this.#pump();
  }

  /** The machine is gone; the running job fails by itself when its writes do. */
  detach(): void {
    this.#output = null;
  }

  /** The machine takes no data and says why (`reason`), or takes data again (null). */
  setPaused(reason: ErrorRecord | null): void {
    const view = this.#running && this.#views.get(this.#running.id);
    if (!view) return;
    if (reason && view.state === 'sending') this.#move(view.id, 'paused', reason);
    else if (!reason && view.state === 'paused') this.#move(view.id, 'sending');
  }

  async #pump(): Promise<void> {
    while (!this.#running && this.#output && this.#queue.length > 0) {
      const waiting = this.#queue.shift()!;
      this.#running = waiting;
      await this.#print(waiting, this.#output);
      this.#running = null;
    }
  }

  async #print(waiting: Waiting, output: EngineOutput): Promise<void> {
    const { request, cancel, id } = waiting;
    this.#move(id, 'preparing');
    output.beginJob(request.settings.copies);
    try {
      const outcome = await printRun({
        sides: sidesOf(request),
        framer: this.#options.framer(attributesOf(request)),
        output,
        raster: (sides) => this.#options.pool.raster(sides),
        cancelled: cancel.signal,
        onProgress: (progress) => this.#progress(id, progress),
      });
      this.#end(waiting, outcome);
    } catch (thrown) {
      const error = asPlatenError(thrown);
      // A cancel that had to break off the connection is still what the person asked for.
      if (cancel.signal.aborted) this.#end(waiting, 'cancelled', { code: 'job.cancel-forced', params: {} });
      else this.#end(waiting, 'failed', toRecord(error));
    }
  }

  #progress(id: string, { sidesSent, bytesSent }: RunProgress): void {
    const view = this.#views.get(id)!;
    if (bytesSent > 0 && view.state === 'preparing') {
      this.#patch(id, { firstByteMs: this.#options.now() - view.createdAt });
      this.#move(id, 'sending');
    }
    const elapsed = this.#options.now() - view.createdAt - (view.firstByteMs ?? 0);
    this.#patch(id, { sidesSent, bytesSent, secondsLeft: secondsLeft(sidesSent, view.sides, elapsed) });
  }

  #end(waiting: Waiting, state: 'sent' | 'cancelled' | 'failed', error: ErrorRecord | null = null): void {
    const view = this.#views.get(waiting.id)!;
    // A job may end before it was seen sending: everything was accepted at once, or it was refused.
    if (state === 'sent' && view.state !== 'sending') this.#move(view.id, 'sending');
    this.#move(waiting.id, state, error);
    this.#holds.drop(
      waiting.request.documents.map(({ id }) => id),
      waiting.id,
    );
  }

  #move(id: string, state: JobView['state'], error: ErrorRecord | null = null): void {
    const moved = moveTo(this.#views.get(id)!, state, this.#options.now(), error);
    this.#put(moved);
  }

  #put(view: JobView): void {
    this.#views.set(view.id, view);
    void this.#options.record(view);
    this.#options.onChange();
  }

  #patch(id: string, change: Partial<JobView>): void {
    this.#views.set(id, { ...this.#views.get(id)!, ...change });
    this.#options.onChange();
  }
}

function sidesOf({ plan, settings }: JobRequest): SideRequest[] {
  const { halftone, brightness, contrast, density } = settings;
  const common = { paper: plan.paper, halftone: { halftone, brightness, contrast, density } };
  return plan.sheets
    .flatMap(({ front, back }) => (back ? [front, back] : [front]))
    .map((side) => ({ side, ...common }));
}
