import type { TraySheet } from '../jobs/spooler-api.ts';
import { database, type StoredSheet } from './database.ts';

export type SideName = 'front' | 'back';

/** Page data of one side as the machine received it: compressed, operators 03 to 13. */
export type SideData = Uint8Array<ArrayBuffer>;

interface StoredSides {
  readonly front: SideData;
  readonly back: SideData | null;
  readonly keys: Pick<StoredSheet, 'frontKey' | 'backKey'>;
}

/** The simulated output tray on disk, so that long jobs do not fill memory. */
export class TrayStore {
  #count = 0;
  /** The sheet added last: its copies come right behind it. */
  #last: StoredSides | null = null;

  /** Sheets in the tray now. */
  get count(): number {
    return this.#count;
  }

  async open(): Promise<void> {
    this.#count = await (await database()).count('traySheets');
  }

  /** A sheet with the very same sides as the one before is taken for its copy. */
  async add(
    sheet: Omit<StoredSheet, 'id' | 'frontKey' | 'backKey'>,
    front: SideData,
    back: SideData | null,
  ): Promise<void> {
    const transaction = (await database()).transaction(['traySheets', 'traySides'], 'readwrite');
    const sides = transaction.objectStore('traySides');
    const isCopy = this.#last?.front === front && this.#last.back === back;
    const keys = isCopy
      ? this.#last!.keys
      : { frontKey: await sides.add(front), backKey: back && (await sides.add(back)) };
    await transaction.objectStore('traySheets').add({ ...sheet, ...keys });
    await transaction.done;
    this.#last = { front, back, keys };
    this.#count += 1;
  }

  async side(sheetId: number, side: SideName): Promise<SideData | undefined> {
    const db = await database();
    const sheet = await db.get('traySheets', sheetId);
    const key = side === 'front' ? sheet?.frontKey : sheet?.backKey;
    return key === undefined || key === null ? undefined : db.get('traySides', key);
  }

  /** Oldest first. */
  async list(): Promise<TraySheet[]> {
    const sheets = await (await database()).getAll('traySheets');
    return sheets.map(({ id, jobTitle, paper, isErrorSheet, backKey }) => ({
      id: id!,
      jobTitle,
      paper,
      isErrorSheet,
      hasBack: backKey !== null,
    }));
  }

  async clear(): Promise<void> {
    const transaction = (await database()).transaction(['traySheets', 'traySides'], 'readwrite');
    await transaction.objectStore('traySheets').clear();
    await transaction.objectStore('traySides').clear();
    await transaction.done;
    this.#last = null;
    this.#count = 0;
  }
}
