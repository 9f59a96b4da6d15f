/** Milliseconds between attempts to reach a machine; the last one for ever. */
const PAUSES_MS = [1_000, 5_000, 30_000, 60_000] as const;

/** How long to wait before the next attempt: longer and longer, without end. */
export class BackOff {
  #attempts = 0;

  nextMs(): number {
    return PAUSES_MS[Math.min(this.#attempts++, PAUSES_MS.length - 1)]!;
  }

  /** There is news: the next attempt comes soon. */
  reset(): void {
    this.#attempts = 0;
  }
}
