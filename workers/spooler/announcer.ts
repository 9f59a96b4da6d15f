import type { Timers } from '../../src/jobs/raster-pool.ts';

/** People cannot read faster, and every snapshot has the page painted, on the cores that draw the sheets. */
const EVERY_MS = 250;

/** Tells listeners how things stand: the first change at once, then at most one snapshot each 250 ms. */
export class Announcer<Snapshot> {
  readonly #snapshot: () => Snapshot;
  readonly #timers: Timers;
  readonly #listeners: ((snapshot: Snapshot) => void)[] = [];
  #timer: number | null = null;
  #isStale = false;

  constructor(snapshot: () => Snapshot, timers: Timers) {
    this.#snapshot = snapshot;
    this.#timers = timers;
  }

  subscribe(listener: (snapshot: Snapshot) => void): void {
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
