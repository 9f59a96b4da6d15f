/**
 * Which worker rasters which side: the lowest first, none too far ahead of the reader.
 *
 * Each worker is promised one more side, whose page it can have parsed while it draws. A promise is kept as long as
 * that holds nobody up: who would have to wait takes the lowest side that another was promised.
 */
export class SideOrder<Worker> {
  readonly #count: number;
  readonly #ahead: number;
  readonly #promised = new Map<Worker, number>();
  /** The first side that nobody has and nobody was promised. */
  #next = 0;

  /** Of `count` sides none is begun that is more than `ahead` after the one that is read. */
  constructor(workers: readonly Worker[], count: number, ahead: number) {
    this.#count = count;
    this.#ahead = ahead;
    // Else the first worker to ask would be promised the second side, which another can begin at once.
    for (const worker of workers) this.promise(worker);
  }

  /** The side to raster now, while side `head` is read; `wait`: none before the reader has moved; null: none at all. */
  take(worker: Worker, head: number): number | 'wait' | null {
    const own = this.promise(worker);
    if (own !== null && own <= head + this.#ahead) {
      this.#promised.delete(worker);
      return own;
    }
    const [lowest] = [...this.#promised].sort(([, a], [, b]) => a - b);
    if (!lowest) return null;
    const [owner, index] = lowest;
    if (index > head + this.#ahead) return 'wait';
    this.#promised.delete(owner);
    return index;
  }

  /** The side that this worker will most likely be given next; null: none is left. */
  promise(worker: Worker): number | null {
    const known = this.#promised.get(worker);
    if (known !== undefined) return known;
    if (this.#next >= this.#count) return null;
    this.#promised.set(worker, this.#next);
    return this.#next++;
  }
}
