import type { Clock } from '../../../src/simulator/clock.ts';

/** Time that passes when the test says so. */
export class ManualClock implements Clock {
  #now = 0;
  #waiting: { at: number; run: () => void }[] = [];

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.#now + ms, run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  /** Lets `ms` pass; what comes due runs in order, also what is set up meanwhile. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      this.#waiting.sort((a, b) => a.at - b.at);
      const next = this.#waiting[0];
      if (next === undefined || next.at > end) break;
      this.#waiting.shift();
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }
}
