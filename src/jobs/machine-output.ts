import { QUIRKS } from '../machine/quirks.ts';
import type { PrinterConnection } from '../usb/connection.ts';
import type { EngineOutput } from './job-run.ts';
import type { Slate } from './machine-slate.ts';

/** Both sides at 24 a minute: a machine that prints copies needs no data for so long each. */
const MS_PER_SHEET = 5_000;

/** A connection as the engine sees it, which begins every job with a clean slate. */
export class MachineOutput implements EngineOutput {
  readonly #connection: PrinterConnection;
  readonly #slate: Slate;
  readonly #wipe: () => Promise<void>;
  readonly #abort: () => Promise<void>;
  #wiping: Promise<void> | null = null;

  constructor(
    connection: PrinterConnection,
    slate: Slate,
    wipe: () => Promise<void>,
    abort: () => Promise<void>,
  ) {
    this.#connection = connection;
    this.#slate = slate;
    this.#wipe = wipe;
    this.#abort = abort;
  }

  get bytesAccepted(): number {
    return this.#connection.bytesAccepted;
  }

  get isWaiting(): boolean {
    return this.#wiping !== null;
  }

  beginJob(copies: number): void {
    this.#connection.patienceMs = QUIRKS.patienceMs.answer + copies * MS_PER_SHEET;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#slate.isTorn) this.#wiping ??= this.#wipe().finally(() => (this.#wiping = null));
    if (this.#wiping) await this.#wiping;
    this.#slate.jobGoesOn();
    await this.#connection.write(bytes);
  }

  /** To be called at the end of a job, and only there. */
  async flush(endsJob = true): Promise<void> {
    await this.#connection.flush();
    if (endsJob) this.#slate.jobEnds();
  }

  abort(): Promise<void> {
    return this.#abort();
  }
}
