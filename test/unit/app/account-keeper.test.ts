import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { AccountKeeper } from '../../../src/app/state/account-keeper.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { StoredAccount } from '../../../src/storage/account.ts';
import { database } from '../../../src/storage/database.ts';
import { MemoryAccount } from './fakes.ts';

const DEPARTMENT = { id: 1_234_567, password: 7_654_321 };
const settle = () => new Promise((resume) => setTimeout(resume, 20));

describe('the department', () => {
  it('is for this visit only, unless somebody asks to remember it', async () => {
    const storage = new MemoryAccount();
    const keeper = new AccountKeeper(storage);
    keeper.set(DEPARTMENT);
    await settle();
    expect(storage.kept).toBeNull();
    await keeper.remember(true);
    expect(storage.kept).toEqual(DEPARTMENT);
    keeper.set({ id: 8, password: 0 });
    await settle();
    expect(storage.kept).toEqual({ id: 8, password: 0 });
    await keeper.remember(false);
    expect(storage.kept).toBeNull();
    expect(keeper.account).toEqual({ id: 8, password: 0 });
  });

  it('comes back encrypted from disk, under a key that cannot be read out', async () => {
    const keeper = new AccountKeeper(new StoredAccount(crypto));
    keeper.set(DEPARTMENT);
    await keeper.remember(true);
    const db = await database();
    const sealed = await db.get('secrets', 'account');
    const bytes = Buffer.from(sealed!.data).toString('latin1');
    expect(bytes).not.toContain('7654321');
    expect((await db.getAll('keys')).every(({ extractable }) => !extractable)).toBe(true);
    const later = new AccountKeeper(new StoredAccount(crypto));
    await later.load();
    expect(later.account).toEqual(DEPARTMENT);
    expect(later.remembered).toBe(true);
  });

  it('that was tampered with, or sealed elsewhere, is none', async () => {
    const storage = new StoredAccount(crypto);
    await storage.save(DEPARTMENT);
    const db = await database();
    const sealed = (await db.get('secrets', 'account'))!;
    const data = new Uint8Array(sealed.data.slice(0));
    data[3]! ^= 1;
    await db.put('secrets', { ...sealed, data: data.buffer }, 'account');
    expect(await storage.load()).toBeNull();
  });

  it('is not called remembered where nothing can be kept', async () => {
    const storage = new MemoryAccount();
    storage.save = () => Promise.reject(new PlatenError('job.storage-full'));
    const keeper = new AccountKeeper(storage);
    keeper.set(DEPARTMENT);
    await expect(keeper.remember(true)).rejects.toMatchObject({ code: 'job.storage-full' });
    expect(keeper.remembered).toBe(false);
    expect(keeper.account).toEqual(DEPARTMENT);
  });
});
