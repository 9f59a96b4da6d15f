import { isOnTheWire } from '../../src/jobs/on-the-wire.ts';
import type { SpoolerSnapshot } from '../../src/jobs/spooler-api.ts';
import { PRINTING_LOCK } from '../../src/pwa/printing-lock.ts';
import type { Locks } from './leader-surroundings.ts';

/** Holds `PRINTING_LOCK` while a job is on the wire. */
export class PrintingLock {
  readonly #locks: Locks;
  #held: Promise<() => void> | null = null;

  constructor(locks: Locks) {
    this.#locks = locks;
  }

  follow({ jobs }: SpoolerSnapshot): void {
    if (jobs.some(isOnTheWire)) {
      this.#held ??= this.#locks.acquire(PRINTING_LOCK);
    } else {
      void this.#held?.then((giveBack) => giveBack());
      this.#held = null;
    }
  }
}
