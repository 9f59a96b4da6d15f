import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, PrintSettingsSchema } from '../../../src/settings/print-settings.ts';
import { PURPOSES, PURPOSE_NAMES } from '../../../src/settings/purposes.ts';

describe.each(PURPOSE_NAMES)('the purpose %s', (name) => {
  it('is settings that exist, with values they may have', () => {
    const settings = { ...DEFAULT_SETTINGS, ...PURPOSES[name].settings };
    expect(v.parse(PrintSettingsSchema, settings)).toEqual(settings);
  });

  it('decides the same settings as the others, so that purposes do not mix', () => {
    const keys = Object.keys(PURPOSES[name].settings).toSorted();
    expect(keys).toEqual(Object.keys(PURPOSES.office.settings).toSorted());
  });
});

it('no two purposes are the same', () => {
  const all = PURPOSE_NAMES.map((name) => JSON.stringify(PURPOSES[name].settings));
  expect(new Set(all).size).toBe(all.length);
});
