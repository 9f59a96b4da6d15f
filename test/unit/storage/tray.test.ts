import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrayStore } from '../../../src/storage/tray.ts';

const FACTS = { jobTitle: 'letter', paper: 'A4', isErrorSheet: false };

/** A program that starts: nothing of an earlier one is in memory. */
async function start(): Promise<TrayStore> {
  vi.resetModules();
  const { TrayStore } = await import('../../../src/storage/tray.ts');
  const tray = new TrayStore();
  await tray.open();
  return tray;
}

function side(byte: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(byte);
}

/** The fronts in the tray, by their byte, oldest first. */
async function fronts(tray: TrayStore): Promise<(number | undefined)[]> {
  const sheets = await tray.list();
  return Promise.all(sheets.map(async ({ id }) => (await tray.side(id, 'front'))?.[0]));
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('the simulated output tray', () => {
  it('shows sheets as they come out, copies and all', async () => {
    const tray = await start();
    const [one, two] = [side(1), side(2)];
    await tray.expect(FACTS, one, side(11), 2);
    await tray.expect(FACTS, two, null, 1);
    expect([tray.count, await fronts(tray)]).toEqual([0, []]);
    await tray.comesOut(one);
    await tray.comesOut(one);
    await tray.comesOut(two);
    expect([tray.count, await fronts(tray)]).toEqual([3, [1, 1, 2]]);
    expect((await tray.list()).map(({ hasBack }) => hasBack)).toEqual([true, true, false]);
  });

  it('what the machine had whole when the program ended has come out when the next one starts', async () => {
    const before = await start();
    const [one, two] = [side(1), side(2)];
    await before.expect(FACTS, one, null, 3);
    await before.expect(FACTS, two, null, 2);
    await before.comesOut(one);
    const after = await start();
    expect([after.count, await fronts(after)]).toEqual([5, [1, 1, 1, 2, 2]]);
    expect(await fronts(await start())).toEqual([1, 1, 1, 2, 2]);
  });

  it('what it was told to forget does not come', async () => {
    const before = await start();
    const one = side(1);
    await before.expect(FACTS, one, null, 2);
    await before.comesOut(one);
    await before.expectNothing();
    await before.comesOut(one);
    expect(await fronts(await start())).toEqual([1]);
  });

  it('is emptied without what is still in the machine', async () => {
    const tray = await start();
    const one = side(1);
    await tray.expect(FACTS, one, side(11), 2);
    await tray.comesOut(one);
    await tray.clear();
    expect([tray.count, await fronts(tray)]).toEqual([0, []]);
    await tray.comesOut(one);
    expect(await fronts(tray)).toEqual([1]);
    const [sheet] = await tray.list();
    expect(await tray.side(sheet!.id, 'back')).toEqual(side(11));
  });

  it('a sheet that storage had no room for is missing, and the next ones are right', async () => {
    const tray = await start();
    const [one, two] = [side(1), side(2)];
    await tray.expect(FACTS, two, null, 1);
    await tray.comesOut(one);
    await tray.comesOut(two);
    expect(await fronts(tray)).toEqual([2]);
  });
});
