import type { TraySheet } from '../jobs/spooler-api.ts';
import { database, type PlatenDatabase, type StoredSheet } from './database.ts';

export type SideName = 'front' | 'back';

/** Page data of one side as the machine received it: compressed, operators 03 to 13. */
export type SideData = Uint8Array<ArrayBuffer>;

type SheetFacts = Pick<StoredSheet, 'jobTitle' | 'paper' | 'isErrorSheet'>;

/** A sheet that the machine has whole, and its record. */
interface Expected {
  readonly front: SideData;
  readonly record: StoredSheet & { readonly id: number; readonly toCome: number };
}

/**
 * The simulated output tray on disk, so that long jobs do not fill memory. What the machine has received and not
 * printed is there as well: a machine prints on when the program that fed it is gone, and so does this one.
 */
export class TrayStore {
  #count = 0;
  /** In the order in which they come out. */
  #expected: Expected[] = [];

  /** Sheets in the tray now. */
  get count(): number {
    return this.#count;
  }

  /** What was on its way when an earlier program ended has come out since. */
  async open(): Promise<void> {
    const transaction = (await database()).transaction('traySheets', 'readwrite');
    for (const { id, toCome = 0, ...sheet } of await transaction.store.getAll()) {
      if (toCome === 0) continue;
      await transaction.store.delete(id!);
      for (let copy = 0; copy < toCome; copy++) await transaction.store.add(sheet);
    }
    this.#count = await transaction.store.count();
    await transaction.done;
  }

  /** The machine has a sheet whole: it will come out, `copies` times, after those expected before. */
  async expect(facts: SheetFacts, front: SideData, back: SideData | null, copies: number): Promise<void> {
    const transaction = (await database()).transaction(['traySheets', 'traySides'], 'readwrite');
    const sides = transaction.objectStore('traySides');
    const keys = { frontKey: await sides.add(front), backKey: back && (await sides.add(back)) };
    const record = { ...facts, ...keys, toCome: copies };
    const id = await transaction.objectStore('traySheets').add(record);
    await transaction.done;
    this.#expected.push({ front, record: { ...record, id } });
  }

  /** The sheet with this front comes out, once. Of no effect when storage had no room for it. */
  async comesOut(front: SideData): Promise<void> {
    const next = this.#expected[0];
    if (next?.front !== front) return;
    const { id, toCome, ...sheet } = next.record;
    const transaction = (await database()).transaction('traySheets', 'readwrite');
    await transaction.store.add(sheet);
    const isLast = toCome === 1;
    const record = { ...next.record, toCome: toCome - 1 };
    await (isLast ? transaction.store.delete(id) : transaction.store.put(record));
    await transaction.done;
    if (isLast) this.#expected.shift();
    else this.#expected[0] = { front, record };
    this.#count += 1;
  }

  /** The machine was told to forget what it has. */
  async expectNothing(): Promise<void> {
    const gone = this.#expected.splice(0);
    if (gone.length === 0) return;
    const transaction = (await database()).transaction('traySheets', 'readwrite');
    for (const { record } of gone) await transaction.store.delete(record.id);
    await transaction.done;
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
    return sheets
      .filter(({ toCome }) => toCome === undefined)
      .map(({ id, jobTitle, paper, isErrorSheet, backKey }) => ({
        id: id!,
        jobTitle,
        paper,
        isErrorSheet,
        hasBack: backKey !== null,
      }));
  }

  /** Takes the sheets out of the tray. */
  async clear(): Promise<void> {
    await clear(await database());
    this.#count = 0;
  }
}

async function clear(db: PlatenDatabase): Promise<void> {
  const transaction = db.transaction(['traySheets', 'traySides'], 'readwrite');
  const sheets = transaction.objectStore('traySheets');
  const sides = transaction.objectStore('traySides');
  const expected = (await sheets.getAll()).filter(({ toCome }) => toCome !== undefined);
  const needed = new Set(expected.flatMap(({ frontKey, backKey }) => [frontKey, backKey]));
  await sheets.clear();
  for (const sheet of expected) await sheets.put(sheet);
  for (const key of await sides.getAllKeys()) if (!needed.has(key)) await sides.delete(key);
  await transaction.done;
}
