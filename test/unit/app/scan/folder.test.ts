import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Destinations } from '../../../../src/app/scan/sending/destinations.ts';
import { putInto } from '../../../../src/app/scan/sending/folder.ts';
import { FolderStore } from '../../../../src/app/scan/sending/folder-store.ts';
import type { RememberedFolder } from '../../../../src/storage/scan-folders.ts';
import { FakeFolder, fakeLocks } from './folder-fakes.ts';

const file = (name: string, text = 'x') => ({ name, blob: new Blob([text]), confidence: [] });

beforeEach(() => {
  vi.stubGlobal('navigator', { locks: fakeLocks() });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a file in a folder', () => {
  it('never takes the place of another', async () => {
    const folder = new FakeFolder();
    folder.files.set('LETTER.pdf', 'old').set('Letter (2).pdf', 'old, too');
    expect(await putInto(folder.asHandle(), file('Letter.pdf', 'new'))).toBe('Letter (3).pdf');
    expect(Object.fromEntries(folder.files)).toEqual({
      'LETTER.pdf': 'old',
      'Letter (2).pdf': 'old, too',
      'Letter (3).pdf': 'new',
    });
  });

  it('has a name of its own, however many are written at once', async () => {
    const folder = new FakeFolder();
    const names = await Promise.all(
      [1, 2, 3, 4].map((n) => putInto(folder.asHandle(), file('a.pdf', `${n}`))),
    );
    expect(names.sort()).toEqual(['a (2).pdf', 'a (3).pdf', 'a (4).pdf', 'a.pdf']);
    expect([...folder.files.values()].sort()).toEqual(['1', '2', '3', '4']);
  });

  it.each([
    ['QuotaExceededError', 'app.folder-full'],
    ['NotAllowedError', 'app.folder-asks'],
    ['NotFoundError', 'app.folder-gone'],
    ['TypeError', 'app.folder-refused'],
  ])('is not there when it could not be written whole: %s', async (name, code) => {
    const folder = new FakeFolder();
    folder.writeError = new DOMException('why', name);
    await expect(putInto(folder.asHandle(), file('a.pdf'))).rejects.toMatchObject({ code });
    expect(folder.files.size).toBe(0);
  });
});

describe('folders that are remembered', () => {
  const stored = new Map<string, RememberedFolder>();
  const storage = {
    load: async () => [...stored.values()].sort((a, b) => b.usedAt - a.usedAt),
    save: async (folder: RememberedFolder) => void stored.set(folder.id, folder),
    remove: async (id: string) => void stored.delete(id),
  };
  let folders: FolderStore;
  const choose = async (folder: FakeFolder) => {
    vi.stubGlobal('showDirectoryPicker', async () => folder.asHandle());
    return (await folders.choose())!;
  };

  beforeEach(async () => {
    stored.clear();
    folders = new FolderStore(storage);
  });

  it('are there the next time, the one used last first, each once', async () => {
    const [first, second] = [new FakeFolder('First'), new FakeFolder('Second')];
    const { id } = await choose(first);
    await choose(second);
    expect((await choose(first)).id).toBe(id);
    const again = new FolderStore(storage);
    await again.load();
    expect(again.all.map(({ name }) => name).sort()).toEqual(['First', 'Second']);
    expect(folders.find(null)?.name).toBe('First');
    await folders.forget(id);
    expect(folders.find(null)?.name).toBe('Second');
    expect(folders.find(id)).toBeNull();
  });

  it('that are no more give their place to another', async () => {
    const { id } = await choose(new FakeFolder('Old'));
    vi.stubGlobal('showDirectoryPicker', async () => new FakeFolder('New').asHandle());
    await folders.choose(id);
    expect(folders.all).toMatchObject([{ id, name: 'New' }]);
    // A profile from a file, or whose folder was forgotten, asks once.
    await folders.forget(id);
    expect(await folders.open(id, true)).toMatchObject({ id, name: 'New' });
    expect(await folders.open(id, false)).toMatchObject({ id, name: 'New' });
  });

  it('are asked for again with a click only', async () => {
    const folder = new FakeFolder();
    const { id } = await choose(folder);
    folder.permission = 'prompt';
    await expect(folders.open(id, false)).rejects.toMatchObject({ code: 'app.folder-asks' });
    expect(folder.asked).toBe(0);
    expect((await folders.open(id, true)).id).toBe(id);
    folder.permission = 'prompt';
    folder.answer = 'denied';
    await expect(folders.open(id, true)).rejects.toMatchObject({ code: 'app.folder-asks' });
    expect(folder.asked).toBe(2);
  });

  it('take each file once, also when the way is gone twice', async () => {
    const folder = new FakeFolder();
    const { id } = await choose(folder);
    const destinations = new Destinations({
      folders,
      draft: async () => new Blob(),
      print: () => undefined,
      remember: () => undefined,
    });
    const way = (await destinations.wayTo({ kind: 'folder', folderId: id }, { kind: 'unattended' }))!;
    const files = [file('a.pdf'), file('b.pdf')];
    folder.full = (name) => name.startsWith('b');
    await expect(way.send({ files, title: '' })).rejects.toMatchObject({ code: 'app.folder-full' });
    folder.full = () => false;
    expect(await way.send({ files, title: '' }, true)).toBe('2 files are in the folder “Scans”');
    expect([...folder.files.keys()].sort()).toEqual(['a.pdf', 'b.pdf']);
  });

  it('are not to be had without somebody', async () => {
    const destinations = new Destinations({
      folders,
      draft: async () => new Blob(),
      print: () => undefined,
      remember: () => undefined,
    });
    const unattended = { kind: 'unattended' } as const;
    await expect(destinations.wayTo({ kind: 'folder', folderId: null }, unattended)).rejects.toMatchObject({
      code: 'app.folder-none',
    });
    for (const kind of ['file', 'print', 'clipboard'] as const) {
      await expect(destinations.wayTo({ kind }, unattended)).rejects.toMatchObject({
        code: 'app.scan-unattended',
      });
    }
    vi.stubGlobal('showDirectoryPicker', () => Promise.reject(new DOMException('', 'AbortError')));
    expect(await destinations.wayTo({ kind: 'folder', folderId: null }, { kind: 'tap' })).toBeNull();
  });
});
