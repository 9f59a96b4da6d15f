import { PlatenError } from '../../../errors/platen-error.ts';
import type { WrittenFile } from '../../../scan/pages/pages-api.ts';
import type { RememberedFolder } from '../../../storage/scan-folders.ts';
import { KeptStore } from '../../state/kept-store.ts';
import { chooseFolder, isAllowed, putInto } from './folder.ts';

/** Where the folders that were chosen are remembered; IndexedDB in the app. */
export interface FolderStorage {
  load(): Promise<readonly RememberedFolder[]>;
  save(folder: RememberedFolder): Promise<void>;
  remove(id: string): Promise<void>;
}

/** The folders somebody has chosen for scans, the one used last first. Where they lie only the browser knows. */
export class FolderStore extends KeptStore {
  readonly #storage: FolderStorage;
  #all: readonly RememberedFolder[] = [];

  constructor(storage: FolderStorage) {
    super();
    this.#storage = storage;
  }

  get all(): readonly RememberedFolder[] {
    return this.#all;
  }

  /** null: the one used last. */
  find(id: string | null): RememberedFolder | null {
    return (id === null ? this.#all[0] : this.#all.find((folder) => folder.id === id)) ?? null;
  }

  async load(): Promise<void> {
    await this.attempt(async () => {
      this.#all = await this.#storage.load();
      this.changed();
    });
  }

  /**
   * Asks for a folder and remembers it; needs a click or a key. null when nothing was chosen.
   *
   * @param id of a folder that is no more: whoever meant that one means the new one from now on
   */
  async choose(id: string | null = null): Promise<RememberedFolder | null> {
    const handle = await chooseFolder();
    if (!handle) return null;
    const known = id ?? (await this.#sameAs(handle))?.id ?? crypto.randomUUID();
    const folder = { id: known, name: handle.name, handle, usedAt: Date.now() };
    await this.#put(folder);
    return folder;
  }

  /** Only from the list; what lies in it stays. */
  async forget(id: string): Promise<void> {
    this.#all = this.#all.filter((folder) => folder.id !== id);
    this.changed();
    await this.attempt(() => this.#storage.remove(id));
  }

  /**
   * A remembered folder that may be written to. With `mayAsk`, which needs a click or a key, the person is asked for
   * what is missing: permission, or a folder where there is none.
   *
   * Throws PlatenError `app.folder-none`, `app.folder-asks`.
   */
  async open(id: string | null, mayAsk: boolean): Promise<RememberedFolder> {
    const folder = this.find(id) ?? (mayAsk ? await this.choose(id) : null);
    if (!folder) throw new PlatenError('app.folder-none');
    if (await isAllowed(folder.handle, mayAsk)) return folder;
    throw new PlatenError('app.folder-asks', { name: folder.name });
  }

  /** Puts a file into a folder and returns the name it got. Throws as `putInto` does. */
  async put(folder: RememberedFolder, file: WrittenFile): Promise<string> {
    const name = await putInto(folder.handle, file);
    await this.#put({ ...folder, usedAt: Date.now() });
    return name;
  }

  async #sameAs(handle: FileSystemDirectoryHandle): Promise<RememberedFolder | null> {
    for (const folder of this.#all) {
      if (await folder.handle.isSameEntry(handle).catch(() => false)) return folder;
    }
    return null;
  }

  async #put(folder: RememberedFolder): Promise<void> {
    this.#all = [folder, ...this.#all.filter(({ id }) => id !== folder.id)];
    this.changed();
    await this.attempt(() => this.#storage.save(folder));
  }
}
