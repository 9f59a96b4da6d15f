import { asPlatenError, PlatenError, type ErrorRecord } from '../errors/platen-error.ts';
import type { Clock } from '../usb/clock.ts';
import type { PrinterConnection } from '../usb/connection.ts';
import { holdReason } from '../usb/watchdog.ts';

/** While the machine finishes what it holds, it is asked so often how it is. */
const LOOK_EVERY_MS = 2_000;

/**
 * Whether a machine is in the middle of a job that will never go on. It would take the next one for the rest of
 * it, so it must be told to forget before anything else is sent. Outlives connections.
 *
 * SOFT_RESET "flushes all buffers" (USB printer class 1.1, 4.2.3), and nobody has seen whether that takes along
 * complete sheets which wait for the engine. So it is never sent to a machine that waits for paper or for help,
 * and a machine that may still be printing is given time.
 */
export class Slate {
  readonly #clock: Clock;
  #isOpen = false;
  #isTorn = false;
  #isUnwanted = false;
  #finishMs = 0;
  /** Until then the machine may still be printing, if nothing holds it up. */
  #finishAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The machine must forget before it gets another job. */
  get isTorn(): boolean {
    return this.#isTorn;
  }

  /** Nobody waits for sheets of the torn job: it is to be forgotten as soon as may be. */
  get isUnwanted(): boolean {
    return this.#isTorn && this.#isUnwanted;
  }

  /** Bytes of a job went out. */
  jobGoesOn(): void {
    this.#isOpen = true;
  }

  /** Everything that was written has been accepted: the job is over. */
  jobEnds(): void {
    this.#isOpen = false;
  }

  /** The connection is over; a job that was open is torn. */
  connectionEnds(): void {
    if (this.#isOpen) this.tear(0);
  }

  /** `finishMs`: how long the machine may still print sheets of the torn job that it has whole. */
  tear(finishMs: number): void {
    this.#isOpen = false;
    this.#isTorn = true;
    this.#finishMs = Math.max(this.#finishMs, finishMs);
    this.#finishAt = Math.max(this.#finishAt, this.#clock.now() + finishMs);
  }

  /** The job on the wire, or the torn one, was given up by a person. */
  discard(): void {
    if (!this.#isOpen && !this.#isTorn) return;
    this.tear(0);
    this.#isUnwanted = true;
    this.#finishMs = 0;
    this.#finishAt = 0;
  }

  /**
   * Waits until the machine has printed what it has, then makes it forget the rest.
   *
   * @param onHold why that takes long, and null when that is over; a machine that waited for a person gets its
   * time anew
   * @throws PlatenError `usb.*` when the connection ends; `usb.torn`, once, when the machine refuses to forget
   */
  async wipe(connection: PrinterConnection, onHold: (reason: ErrorRecord | null) => void): Promise<void> {
    let held: string | null = null;
    for (;;) {
      const port = await connection.portStatus();
      if (connection.failure) throw connection.failure;
      const reason = port && holdReason(port);
      if ((reason?.code ?? null) !== held) onHold(reason);
      held = reason?.code ?? null;
      const now = this.#clock.now();
      if (reason) this.#finishAt = now + LOOK_EVERY_MS + this.#finishMs;
      else if (now >= this.#finishAt) break;
      await this.#clock.sleep(Math.min(LOOK_EVERY_MS, this.#finishAt - now));
    }
    await this.forget(connection);
  }

  /** Makes the machine forget now. Throws as `wipe` does. */
  async forget(connection: PrinterConnection): Promise<void> {
    try {
      await connection.softReset();
    } catch (thrown) {
      const error = asPlatenError(thrown);
      if (error.code !== 'usb.refused') throw error;
      // Only its panel can help now; after that it may be tried again.
      this.#clean();
      throw new PlatenError('usb.torn', {}, { cause: error });
    }
    this.#clean();
  }

  #clean(): void {
    this.#isTorn = false;
    this.#isUnwanted = false;
    this.#finishMs = 0;
    this.#finishAt = 0;
  }
}
