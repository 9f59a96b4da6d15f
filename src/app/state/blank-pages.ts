import { Store } from './store.ts';

/** Finds the pages of a document on which nothing would be printed, from 0; RasterDesk in the app. */
export type BlankFinder = (documentId: string, pageCount: number) => Promise<readonly number[]>;

/** Which pages of the listed documents are blank. Looked for when somebody wants to know, each document once. */
export class BlankPages extends Store {
  readonly #find: BlankFinder;
  /** null: being looked for. */
  readonly #known = new Map<string, readonly number[] | null>();

  constructor(find: BlankFinder) {
    super();
    this.#find = find;
  }

  /** Of one document; null until it is known, and the search is begun. */
  of(documentId: string, pageCount: number): readonly number[] | null {
    const known = this.#known.get(documentId);
    if (known !== undefined) return known;
    this.#known.set(documentId, null);
    void this.#look(documentId, pageCount);
    return null;
  }

  async #look(documentId: string, pageCount: number): Promise<void> {
    // A page that cannot be looked at is printed: whatever is wrong with it is said there.
    this.#known.set(documentId, await this.#find(documentId, pageCount).catch(() => []));
    this.changed();
  }
}
