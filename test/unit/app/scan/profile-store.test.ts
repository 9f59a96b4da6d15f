import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProfileStore as Store } from '../../../../src/app/scan/profiles/profile-store.ts';
import type * as Counters from '../../../../src/storage/scan-counters.ts';
import type * as Disk from '../../../../src/storage/scan-profiles.ts';
import { builtInProfiles, ORDINARY_PROFILE } from '../../../../src/scan/profiles/profile.ts';
import { profileFile } from '../../../../src/scan/profiles/profile-file.ts';

const BUILT_IN = builtInProfiles('A4', 'eng');
let profiles: Store;
let disk: typeof Disk;
let counters: typeof Counters;
const names = () => profiles.all.map(({ name }) => name);

async function load(): Promise<void> {
  vi.resetModules();
  disk = await import('../../../../src/storage/scan-profiles.ts');
  counters = await import('../../../../src/storage/scan-counters.ts');
  const { ProfileStore } = await import('../../../../src/app/scan/profiles/profile-store.ts');
  const { loadProfiles, saveProfiles, removeProfile } = disk;
  const storage = { load: loadProfiles, save: saveProfiles, remove: removeProfile };
  profiles = new ProfileStore(storage, () => BUILT_IN);
  await profiles.load();
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  await load();
});

const mine = { ...ORDINARY_PROFILE, id: 'mine', name: 'Mine' };

describe('profiles', () => {
  it('are the built-in ones at first, and what a person makes of them afterwards', async () => {
    expect(names()).toEqual(BUILT_IN.map(({ name }) => name));
    await profiles.save({ ...profiles.all[1]!, dpi: 200, name: 'Pictures' });
    await profiles.save(mine);
    await profiles.move('mine', 0);
    await profiles.remove('copy');
    await load();
    expect(names()).toEqual(['Mine', 'Document', 'Pictures', 'Receipt or card', 'Black-and-white archive']);
    expect(profiles.find('photo')?.dpi).toBe(200);
  });

  it('that were deleted come back where they were', async () => {
    await profiles.remove('photo');
    expect(profiles.removed?.name).toBe('Photo');
    await profiles.undoRemove();
    await load();
    expect(names()[1]).toBe('Photo');
    await profiles.remove('card');
    await profiles.remove('photo');
    await profiles.restoreBuiltIn();
    expect(names().sort()).toEqual(BUILT_IN.map(({ name }) => name).sort());
    expect(profiles.missingBuiltIn).toEqual([]);
  });

  it('are never none', async () => {
    for (const { id } of BUILT_IN) await profiles.remove(id);
    expect(names()).toEqual(['Copy to print']);
  });

  it('have a key to themselves', async () => {
    expect(profiles.startedBy('colour')?.id).toBe('document');
    await profiles.save({ ...mine, key: 'colour' });
    expect(profiles.startedBy('colour')?.id).toBe('mine');
    expect(profiles.find('document')?.key).toBe('none');
    await profiles.remove('mine');
    await profiles.save({ ...profiles.find('photo')!, key: 'colour' });
    await profiles.undoRemove();
    await load();
    expect(profiles.startedBy('colour')?.id).toBe('photo');
    expect(profiles.find('mine')?.key).toBe('none');
  });

  it('from a file never take the place of one that is there', async () => {
    const text = profileFile({ ...mine, name: 'Photo', key: 'colour' });
    const { profile } = await profiles.import(text);
    expect(profile).toMatchObject({ name: 'Photo 2', key: 'none' });
    expect(profiles.startedBy('colour')?.id).toBe('document');
    await expect(profiles.import('{}')).rejects.toMatchObject({ code: 'scan.profile-refused' });
  });

  it('that cannot be read any more do not take the others with them', async () => {
    await disk.saveProfiles([{ ...mine, dpi: 1e9, place: 9 }]);
    await load();
    expect(names()).toEqual(BUILT_IN.map(({ name }) => name));
  });

  it('work until the page is closed where nothing can be kept, and that is said', async () => {
    const failing = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    const { ProfileStore } = await import('../../../../src/app/scan/profiles/profile-store.ts');
    const store = new ProfileStore({ load: failing, save: failing, remove: failing }, () => BUILT_IN);
    await store.load();
    await store.save(mine);
    expect(store.find('mine')?.name).toBe('Mine');
    expect(store.error).not.toBeNull();
  });
});

describe('counters', () => {
  it('go on after a reload, each profile with its own, and no number comes twice', async () => {
    expect(await counters.nextNumber('a')).toBe(1);
    const firsts = await Promise.all([counters.takeNumbers('a', 2), counters.takeNumbers('a', 3)]);
    expect(firsts.sort()).toEqual([1, 3]);
    await load();
    expect(await counters.nextNumber('a')).toBe(6);
    expect(await counters.takeNumbers('b', 1)).toBe(1);
    await counters.setNextNumber('a', 100);
    expect(await counters.takeNumbers('a', 1)).toBe(100);
    expect(await counters.nextNumber('a')).toBe(101);
  });
});
