import type { Timers } from '../../src/jobs/raster-pool.ts';
import type { SpoolerSnapshot } from '../../src/jobs/spooler-api.ts';

type Listener = (snapshot: SpoolerSnapshot) => void;

/** People cannot read faster, and every snapshot has the page painted, on the cores that draw the sheets. */
const EVERY_MS = 250;

/** Tells listeners how things stand: the first change at once, then at most one snapshot each 250 ms. */
export class Announcer {
  readonly #snapshot: () => SpoolerSnapshot;
  readonly #timers: Timers;
  readonly #listeners: Listener[] = [];
  #timer: number | null = null;
  #isStale = false;

  constructor(snapshot: () => SpoolerSnapshot, timers: Timers) {
    this.#snapshot = snapshot;
    this.#timers = timers;
  }

  subscribe(listener: Listener): void {
    this.#listeners.push(listener);
    listener(this.#snapshot());
  }

  changed(): void {
    this.#isStale = true;
    if (this.#timer !== null) return;
    this.#tell();
    this.#timer = this.#timers.set(() => {
      this.#timer = null;
      if (this.#isStale) this.changed();
    }, EVERY_MS);
  }

  #tell(): void {
    this.#isStale = false;
    if (this.#listeners.length === 0) return;
    const snapshot = this.#snapshot();
    for (const listener of this.#listeners) listener(snapshot);
  }
}
