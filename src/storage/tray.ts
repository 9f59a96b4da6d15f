import { database, type SideName, type StoredSheet } from './database.ts';

/** Page data of one side as the machine received it: compressed, operators 03 to 13. */
export type SideData = Uint8Array<ArrayBuffer>;

/** The simulated output tray on disk, so that long jobs do not fill memory. */
export class TrayStore {
  #count = 0;

  /** Sheets in the tray now. */
  get count(): number {
    return this.#count;
  }

  async open(): Promise<void> {
    this.#count = await (await database()).count('traySheets');
  }

  async add(
    sheet: Omit<StoredSheet, 'id' | 'hasBack'>,
    front: SideData,
    back: SideData | null,
  ): Promise<void> {
    const transaction = (await database()).transaction(['traySheets', 'traySides'], 'readwrite');
    const id = await transaction.objectStore('traySheets').add({ ...sheet, hasBack: back !== null });
    const sides = transaction.objectStore('traySides');
    await sides.add(front, [id, 'front']);
    if (back) await sides.add(back, [id, 'back']);
    await transaction.done;
    this.#count += 1;
  }

  async sheet(id: number): Promise<StoredSheet | undefined> {
    return (await database()).get('traySheets', id);
  }

  async side(id: number, side: SideName): Promise<SideData | undefined> {
    return (await database()).get('traySides', [id, side]);
  }

  /** Oldest first. */
  async list(): Promise<(StoredSheet & { id: number })[]> {
    const sheets = await (await database()).getAll('traySheets');
    return sheets.map((sheet) => ({ ...sheet, id: sheet.id! }));
  }

  async clear(): Promise<void> {
    const transaction = (await database()).transaction(['traySheets', 'traySides'], 'readwrite');
    await transaction.objectStore('traySheets').clear();
    await transaction.objectStore('traySides').clear();
    await transaction.done;
    this.#count = 0;
  }
}
