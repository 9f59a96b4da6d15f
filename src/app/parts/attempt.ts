import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';

/** Something a person asked for, one at a time: whether it is under way, and why the last did not succeed. */
export class Attempt implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  busy = false;
  error: ErrorRecord | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.error = null;
  }

  /** Resolves to whether `work` was done: not while another is, nor when it throws. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.fail(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      this.fail(toRecord(asPlatenError(thrown)));
      return false;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  /** Says why nothing was done; null takes it back. */
  fail(error: ErrorRecord | null): void {
    this.error = error;
    this.#host.requestUpdate();
  }
}
