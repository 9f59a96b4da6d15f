import { forceCloseDatabase } from 'fake-indexeddb';
import { deleteDB, openDB, unwrap } from 'idb';
import { describe, expect, test } from 'vitest';
import { freshProfile, reload } from './fresh.ts';

/** The database as version 1 made it, word for word. */
function openVersion1() {
  return openDB('platen', 1, {
    upgrade(db) {
      db.createObjectStore('preferences');
      const jobs = db.createObjectStore('jobs', { keyPath: 'id' });
      jobs.createIndex('createdAt', 'createdAt');
      db.createObjectStore('traySheets', { keyPath: 'id', autoIncrement: true });
      db.createObjectStore('traySides', { autoIncrement: true });
    },
  });
}

/** The database as versions 2 and 3 made it, word for word: between them only what is kept of a job changed. */
function openVersion2or3(version: 2 | 3) {
  return openDB('platen', version, {
    upgrade(db) {
      db.createObjectStore('preferences');
      const jobs = db.createObjectStore('jobs', { keyPath: 'view.id' });
      jobs.createIndex('state', 'view.state');
      jobs.createIndex('createdAt', 'view.createdAt');
      jobs.createIndex('endedAt', 'view.endedAt');
      jobs.createIndex('user', 'view.user');
      db.createObjectStore('requests', { keyPath: 'jobId' }).createIndex('documentKeys', 'documentKeys', {
        multiEntry: true,
      });
      db.createObjectStore('documents', { keyPath: 'key' });
      db.createObjectStore('journal', { autoIncrement: true }).createIndex('jobId', 'jobId');
      db.createObjectStore('ledger', { autoIncrement: true }).createIndex('at', 'at');
      db.createObjectStore('policies');
      db.createObjectStore('keys');
      db.createObjectStore('traySheets', { keyPath: 'id', autoIncrement: true });
      db.createObjectStore('traySides', { autoIncrement: true });
    },
  });
}

/** The database as version 4 made it, word for word. */
function openVersion4() {
  return openDB('platen', 4, {
    upgrade(db) {
      for (const name of ['preferences', 'policies', 'keys', 'secrets', 'calibrations']) {
        db.createObjectStore(name);
      }
      const jobs = db.createObjectStore('jobs', { keyPath: 'view.id' });
      jobs.createIndex('state', 'view.state');
      jobs.createIndex('createdAt', 'view.createdAt');
      jobs.createIndex('endedAt', 'view.endedAt');
      jobs.createIndex('user', 'view.user');
      db.createObjectStore('requests', { keyPath: 'jobId' }).createIndex('documentKeys', 'documentKeys', {
        multiEntry: true,
      });
      db.createObjectStore('documents', { keyPath: 'key' });
      db.createObjectStore('journal', { autoIncrement: true }).createIndex('jobId', 'jobId');
      db.createObjectStore('ledger', { autoIncrement: true }).createIndex('at', 'at');
      db.createObjectStore('presets', { keyPath: 'id' });
      db.createObjectStore('traySheets', { keyPath: 'id', autoIncrement: true });
      db.createObjectStore('traySides', { autoIncrement: true });
    },
  });
}

const HOLD = { interrupted: 'hold', staleMinutes: 5, keepDays: 1, keepMegabytes: null } as const;

const OLD_JOB = {
  id: 'old',
  title: 'Letter',
  state: 'sent',
  error: null,
  createdAt: 1_000,
  endedAt: 2_000,
  sheets: 2,
  sides: 2,
  copies: 1,
  sidesSent: 2,
  bytesSent: 99,
  secondsLeft: null,
  cancelling: false,
  firstByteMs: 12,
};

describe('from every earlier version', () => {
  test('from none: every store is there', async () => {
    const { database } = await freshProfile();
    const db = await database();
    expect(db.version).toBe(5);
    expect([...db.objectStoreNames].sort()).toEqual([
      'calibrations',
      'documents',
      'jobs',
      'journal',
      'keys',
      'ledger',
      'policies',
      'preferences',
      'presets',
      'requests',
      'scanBatches',
      'scanFolders',
      'scanOverviews',
      'scanPixels',
      'scanProfiles',
      'scanStrips',
      'scannedPages',
      'secrets',
      'traySheets',
      'traySides',
    ]);
  });

  test('from 1: settings, history and tray are kept; what was under way is called interrupted', async () => {
    await freshProfile();
    const old = await openVersion1();
    await old.put('preferences', { theme: 'dark' }, 'preferences');
    await old.put('jobs', OLD_JOB);
    await old.put('jobs', {
      ...OLD_JOB,
      id: 'cut',
      state: 'sending',
      createdAt: 5_000,
      endedAt: null,
      sidesSent: 1,
    });
    await old.put('traySheets', {
      jobTitle: 'Letter',
      paper: 'A4',
      frontKey: 1,
      backKey: null,
      isErrorSheet: false,
    });
    old.close();

    const { store, database, loadPreferences, DEFAULT_PREFERENCES } = await reload();
    expect((await loadPreferences(DEFAULT_PREFERENCES)).theme).toBe('dark');
    const records = await store.load(20);
    expect(records.map(({ view }) => view)).toMatchObject([
      {
        id: 'cut',
        state: 'failed',
        error: { code: 'job.interrupted', params: { sent: 1, sides: 2 } },
        order: 2,
        held: 'no',
        reprintable: false,
      },
      { ...OLD_JOB, order: 1, question: null },
    ]);
    expect((await store.history({ offset: 0, limit: 10 })).total).toBe(2);
    expect(await (await database()).count('traySheets')).toBe(1);
  });

  test('from 2: of a job under way nobody knows what had left, so it may have been all; the rest is as it was', async () => {
    await freshProfile();
    const old = await openVersion2or3(2);
    const record = (id: string, state: string, question: object | null) => ({
      view: { ...OLD_JOB, id, state, endedAt: state === 'sent' ? 9 : null, question, order: 1 },
      work: { passes: [{ from: 2, to: 9, copies: 1 }], acceptedSheets: state === 'sending' ? 3 : 0 },
    });
    const policy = { interrupted: 'hold', keepDays: 1, keepMegabytes: null };
    await old.put('policies', policy, 'queue');
    await old.put('jobs', record('waits', 'queued', null));
    await old.put('jobs', record('flies', 'sending', null));
    await old.put('jobs', record('asks', 'paused', { sheetsAccepted: 5, sheets: 9 }));
    await old.put('jobs', record('over', 'sent', null));
    old.close();

    const { store } = await reload();
    const records = new Map((await store.load(20)).map((each) => [each.view.id, each]));
    expect(await store.policy()).toEqual({ ...policy, staleMinutes: null });
    expect([...records.keys()].sort()).toEqual(['asks', 'flies', 'over', 'waits']);
    expect(records.get('flies')!.work).toMatchObject({ acceptedSheets: 3, offeredSheets: 7 });
    expect(records.get('waits')!.work).toMatchObject({ offeredSheets: 0, load: { untilMs: 0, workMs: 0 } });
    expect(records.get('asks')!.view.question).toMatchObject({ sheetsAccepted: 5, sheetsPossible: 9 });
    expect(records.get('over')!.view).toMatchObject({ state: 'sent', question: null });
  });

  test('from 3: the queue, the policy and the key are kept; presets, calibrations and secrets join them', async () => {
    await freshProfile();
    const old = await openVersion2or3(3);
    await old.put('policies', { interrupted: 'hold', keepDays: 7, keepMegabytes: null }, 'policy');
    await old.put('preferences', { theme: 'dark', user: 'ada' }, 'preferences');
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    await old.put('keys', key, 'secrets');
    old.close();

    const { database, loadPreferences, DEFAULT_PREFERENCES } = await reload();
    const db = await database();
    expect(await db.getAll('policies')).toEqual([{ interrupted: 'hold', keepDays: 7, keepMegabytes: null }]);
    expect(await db.count('keys')).toBe(1);
    expect(await loadPreferences(DEFAULT_PREFERENCES)).toMatchObject({
      theme: 'dark',
      user: 'ada',
      presetDefaults: {},
    });
    expect(await Promise.all([db.count('presets'), db.count('calibrations'), db.count('secrets')])).toEqual([
      0, 0, 0,
    ]);
  });
});

describe('from 4', () => {
  test('presets, calibrations and secrets are kept; scanned pages join them', async () => {
    await freshProfile();
    const old = await openVersion4();
    await old.put('preferences', { theme: 'dark' }, 'preferences');
    await old.put('presets', { id: 'draft', name: 'Draft' });
    await old.put('calibrations', { marks: [1] }, 'usb:1');
    await old.put('traySides', Uint8Array.of(7));
    old.close();

    const { database, loadPreferences, DEFAULT_PREFERENCES } = await reload();
    const db = await database();
    expect((await loadPreferences(DEFAULT_PREFERENCES)).theme).toBe('dark');
    expect(await db.getAll('presets')).toEqual([{ id: 'draft', name: 'Draft' }]);
    expect(await db.get('calibrations', 'usb:1')).toEqual({ marks: [1] });
    expect(await db.getAll('traySides')).toEqual([Uint8Array.of(7)]);
    expect(
      await Promise.all([db.count('scanBatches'), db.count('scannedPages'), db.count('scanStrips')]),
    ).toEqual([0, 0, 0]);
  });
});

describe('other windows and other versions', () => {
  test('a newer database is refused politely and left alone', async () => {
    await freshProfile();
    const newer = await openDB('platen', 6, { upgrade: (db) => void db.createObjectStore('future') });
    newer.close();
    const { database, loadPreferences, savePreferences, DEFAULT_PREFERENCES, store } = await reload();
    await expect(database()).rejects.toMatchObject({ code: 'storage.newer' });
    await expect(store.load(20)).rejects.toMatchObject({ code: 'storage.newer' });
    expect(await loadPreferences(DEFAULT_PREFERENCES)).toEqual(DEFAULT_PREFERENCES);
    expect(await savePreferences(DEFAULT_PREFERENCES)).toBe(false);
    expect((await openDB('platen')).objectStoreNames).toContain('future');
  });

  test('blocked: said at once, and opened when the other window lets go', async () => {
    await freshProfile();
    const other = await openVersion1();
    const { database } = await reload();
    await expect(database()).rejects.toMatchObject({ code: 'storage.held' });
    other.close();
    expect((await database()).version).toBe(5);
  });

  test('blocking: gives way to a newer version, which then works', async () => {
    const { database } = await freshProfile();
    await database();
    const newer = await openDB('platen', 6);
    expect(newer.version).toBe(6);
    await expect(database()).rejects.toMatchObject({ code: 'storage.newer' });
  });

  test('closed under way: what was asked for is done on a new connection', async () => {
    const { database, store } = await freshProfile();
    (await database()).close();
    await store.setPolicy(HOLD);
    expect(await store.policy()).toEqual(HOLD);
  });

  test('terminated: the browser threw the storage away, and it begins anew', async () => {
    const { database, store } = await freshProfile();
    const db = await database();
    await store.setPolicy(HOLD);
    // What a browser does when the person clears the site's data.
    forceCloseDatabase(unwrap(db) as never);
    await deleteDB('platen');
    expect(await store.policy()).toBeNull();
  });
});
