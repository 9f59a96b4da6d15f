import { database, type StoredSheet } from './database.ts';

/** The simulated output tray on disk, so that long jobs do not fill memory. */
export class TrayStore {
  #count = 0;

  /** Sheets in the tray now. */
  get count(): number {
    return this.#count;
  }

  async open(): Promise<void> {
    this.#count = await (await database()).count('tray');
  }

  async add(sheet: StoredSheet): Promise<void> {
    await (await database()).add('tray', sheet);
    this.#count += 1;
  }

  async get(id: number): Promise<StoredSheet | undefined> {
    return (await database()).get('tray', id);
  }

  /** Without the page data: the list must stay light for thousands of sheets. */
  async list(): Promise<Omit<StoredSheet & { id: number; hasBack: boolean }, 'front' | 'back'>[]> {
    const sheets = [];
    let cursor = await (await database()).transaction('tray').store.openCursor();
    while (cursor) {
      const { jobTitle, paper, isErrorSheet, back } = cursor.value;
      sheets.push({ id: cursor.key, jobTitle, paper, isErrorSheet, hasBack: back !== null });
      cursor = await cursor.continue();
    }
    return sheets;
  }

  async clear(): Promise<void> {
    await (await database()).clear('tray');
    this.#count = 0;
  }
}
