import type {
  DocumentInfo,
  DocumentSource,
  RasterApi,
  SideReport,
  SideRequest,
  SideSink,
} from '../documents/raster-api.ts';
import { PlatenError } from '../errors/platen-error.ts';

/** One raster worker, however it was made. */
export interface RasterHandle {
  readonly api: Pick<RasterApi, 'open' | 'close' | 'renderSide' | 'rehearse' | 'stopRehearsing'>;
  /** Rejects when the thread dies. Never resolves. */
  readonly crashed: Promise<never>;
  terminate(): void;
}

/**
 * A raster worker that can be replaced while something waits for it.
 *
 * Terminating a thread leaves its calls unanswered for ever, so every call races against `#gone`.
 */
export class RasterThread {
  readonly #spawn: () => RasterHandle;
  readonly #open = new Map<string, Promise<DocumentInfo>>();
  #handle: RasterHandle;
  #gone!: Promise<never>;
  #giveUp!: (error: PlatenError) => void;
  #rehearsals = 0;

  constructor(spawn: () => RasterHandle) {
    this.#spawn = spawn;
    this.#handle = this.#start();
  }

  /** Opens a document once; later calls share the first one's outcome. A failure may be tried again. */
  open(source: DocumentSource): Promise<DocumentInfo> {
    let opening = this.#open.get(source.id);
    if (!opening) {
      opening = this.#race(this.#handle.api.open(source));
      opening.catch(() => this.#open.delete(source.id));
      this.#open.set(source.id, opening);
    }
    return opening;
  }

  close(documentId: string): void {
    if (!this.#open.delete(documentId)) return;
    this.#handle.api.close(documentId).catch(() => undefined);
  }

  renderSide(request: SideRequest, sink: SideSink, next?: SideRequest): Promise<SideReport> {
    return this.#race(this.#handle.api.renderSide(request, sink, next));
  }

  get isRehearsing(): boolean {
    return this.#rehearsals > 0;
  }

  async rehearse(requests: readonly SideRequest[]): Promise<void> {
    this.#rehearsals += 1;
    try {
      await this.#race(this.#handle.api.rehearse(requests));
    } finally {
      this.#rehearsals -= 1;
    }
  }

  stopRehearsing(): Promise<void> {
    return this.#race(this.#handle.api.stopRehearsing());
  }

  /** Ends the thread and starts a fresh one; whatever it was doing fails with `reason`. */
  restart(reason: PlatenError): void {
    this.terminate(reason);
    this.#handle = this.#start();
  }

  terminate(reason = new PlatenError('job.cancelled')): void {
    this.#handle.terminate();
    this.#open.clear();
    this.#giveUp(reason);
  }

  #start(): RasterHandle {
    const handle = this.#spawn();
    const dismissed = new Promise<never>((_, reject) => (this.#giveUp = reject));
    this.#gone = Promise.race([dismissed, handle.crashed]);
    this.#gone.catch(() => undefined);
    return handle;
  }

  #race<T>(call: Promise<T>): Promise<T> {
    return Promise.race([call, this.#gone]);
  }
}
