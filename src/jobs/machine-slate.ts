import { asPlatenError, PlatenError, type ErrorRecord } from '../errors/platen-error.ts';
import type { Clock } from '../usb/clock.ts';
import type { PrinterConnection } from '../usb/connection.ts';
import { holdReason } from '../usb/watchdog.ts';
import type { FinishTime } from './engine-load.ts';

/** For a job of which the engine tells more, or nobody wants anything. */
const NO_TIME: FinishTime = { ms: 0, afterHoldMs: 0 };
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
  #afterHoldMs = 0;
  /** Until then the machine may still be printing, if nothing holds it up. */
  #finishAt = 0;
  /** Ends a wait early. */
  #waiting = new AbortController();

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
    if (this.#isOpen) this.tear(NO_TIME);
    this.#wake();
  }

  /** `finish`: how long the machine may still print sheets that it has whole. */
  tear({ ms, afterHoldMs }: FinishTime): void {
    this.#isOpen = false;
    this.#isTorn = true;
    this.#afterHoldMs = Math.max(this.#afterHoldMs, afterHoldMs);
    this.#finishAt = Math.max(this.#finishAt, this.#clock.now() + ms);
  }

  /** The job on the wire was given up by a person. One that still waits for its first byte takes nothing along. */
  discard(): void {
    if (!this.#isOpen) return;
    this.tear(NO_TIME);
    this.#isUnwanted = true;
    this.#afterHoldMs = 0;
    this.#finishAt = 0;
  }

  /** Somebody has seen that nothing more comes out. What holds the machine up is waited for all the same. */
  stopWaiting(): void {
    this.#afterHoldMs = 0;
    this.#finishAt = 0;
    this.#wake();
  }

  /**
   * Waits until the machine has printed what it has, then makes it forget the rest.
   *
   * @param onWait why that takes long: it prints (`usb.finishing`) or something holds it up, after which it gets its
   * time anew; null when that is over
   * @throws PlatenError `usb.*` when the connection ends; `usb.torn`, once, when the machine refuses to forget
   */
  async wipe(connection: PrinterConnection, onWait: (reason: ErrorRecord | null) => void): Promise<void> {
    for (let hasWaited = false; ; hasWaited = true) {
      const port = await connection.portStatus();
      if (connection.failure) throw connection.failure;
      const held = port && holdReason(port);
      const now = this.#clock.now();
      if (held) this.#finishAt = now + LOOK_EVERY_MS + this.#afterHoldMs;
      const leftMs = this.#finishAt - now;
      if (leftMs <= 0) {
        if (hasWaited) onWait(null);
        break;
      }
      onWait(held ?? { code: 'usb.finishing', params: { seconds: Math.ceil(leftMs / 1000) } });
      await this.#clock.sleep(Math.min(LOOK_EVERY_MS, leftMs), this.#waiting.signal);
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

  #wake(): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
  }

  #clean(): void {
    this.#isTorn = false;
    this.#isUnwanted = false;
    this.#afterHoldMs = 0;
    this.#finishAt = 0;
  }
}
