import type { DocumentSource } from '../documents/raster-api.ts';
import type { RasterPool } from './raster-pool.ts';

/** Who still needs a document open: the page that lists it, and every job that prints it. */
export class DocumentHolds {
  readonly #pool: Pick<RasterPool, 'prepare' | 'release'>;
  readonly #holders = new Map<string, Set<string>>();

  constructor(pool: Pick<RasterPool, 'prepare' | 'release'>) {
    this.#pool = pool;
  }

  hold(sources: readonly DocumentSource[], holder: string): void {
    this.#pool.prepare(sources);
    for (const { id } of sources) {
      const holders = this.#holders.get(id) ?? new Set();
      this.#holders.set(id, holders.add(holder));
    }
  }

  drop(ids: readonly string[], holder: string): void {
    const unused = ids.filter((id) => {
      const holders = this.#holders.get(id);
      return holders !== undefined && holders.delete(holder) && holders.size === 0;
    });
    for (const id of unused) this.#holders.delete(id);
    this.#pool.release(unused);
  }
}
