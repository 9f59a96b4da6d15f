import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { database } from '../../../src/storage/database.ts';
import {
  DEFAULT_PREFERENCES,
  firstPreferences,
  loadPreferences,
  savePreferences,
} from '../../../src/storage/preferences.ts';

describe('preferences', () => {
  test('a first visit begins with the paper of the place', () => {
    expect(firstPreferences('en-US')).toMatchObject({ region: 'americas', settings: { paper: 'Letter' } });
    expect(firstPreferences('de-DE')).toMatchObject({ region: 'europe', settings: { paper: 'A4' } });
  });

  test('what was saved comes back', async () => {
    const mine = { ...DEFAULT_PREFERENCES, user: 'ada', theme: 'dark' as const };
    expect(await savePreferences(mine)).toBe(true);
    expect(await loadPreferences(DEFAULT_PREFERENCES)).toEqual(mine);
  });

  test('one unreadable part does not take the others with it, and nonsense gives the first preferences', async () => {
    const db = await database();
    await db.put('preferences', { ...DEFAULT_PREFERENCES, user: 'ada', theme: 'pink' }, 'preferences');
    expect(await loadPreferences(DEFAULT_PREFERENCES)).toMatchObject({ user: 'ada', theme: 'auto' });
    await db.put('preferences', 'nonsense', 'preferences');
    const first = firstPreferences('en-US');
    expect(await loadPreferences(first)).toBe(first);
  });
});
