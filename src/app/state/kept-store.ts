import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { Store } from './store.ts';

/** A store whose state is also on disk. What cannot be kept there holds until the page is closed. */
export abstract class KeptStore extends Store {
  #error: ErrorRecord | null = null;

  /** Why the last change was not kept, or nothing could be read; null when all is well. */
  get error(): ErrorRecord | null {
    return this.#error;
  }

  protected async attempt(act: () => Promise<unknown>): Promise<void> {
    this.#error = null;
    try {
      await act();
    } catch (thrown) {
      this.#error = toRecord(asPlatenError(thrown));
      this.changed();
    }
  }
}
