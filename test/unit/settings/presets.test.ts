import * as v from 'valibot';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/errors/catalogue.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { defaultSettings, differingKeys } from '../../../src/settings/difference.ts';
import {
  parsePresetFile,
  presetFile,
  presetOf,
  PresetSchema,
  withPreset,
} from '../../../src/settings/presets.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';
import { anySettings } from '../../support/any-settings.ts';

function refusal(text: string): PlatenError {
  try {
    parsePresetFile(text);
  } catch (thrown) {
    if (thrown instanceof PlatenError) return thrown;
    throw thrown;
  }
  throw new Error('it was taken');
}

const file = (changes: object) =>
  JSON.stringify({ format: 'platen-preset', version: 1, name: 'Draft', settings: {}, ...changes });

describe('presets', () => {
  it('come back from a file as they were saved, whatever the settings', () => {
    fc.assert(
      fc.property(anySettings(), (settings) => {
        const preset = presetOf('1', 'Mine', settings);
        const { preset: read, unknown } = parsePresetFile(presetFile(preset));
        expect(unknown).toEqual([]);
        expect(withPreset(DEFAULT_SETTINGS, read)).toEqual(settings);
        expect(v.parse(PresetSchema, preset)).toEqual(preset);
      }),
    );
  });

  it('name only what differs, and put everything else back to the defaults', () => {
    const preset = presetOf('1', 'Letter', { ...DEFAULT_SETTINGS, paper: 'Letter' });
    expect(preset.settings).toEqual({ paper: 'Letter' });
    const before = { ...DEFAULT_SETTINGS, copies: 7 };
    expect(withPreset(before, preset)).toMatchObject({ paper: 'Letter', copies: 1 });
    expect(withPreset(before, { ...preset, others: 'keep' })).toMatchObject({ paper: 'Letter', copies: 7 });
  });

  it('list settings that this version does not know, and take the rest', () => {
    const { preset, unknown } = parsePresetFile(file({ settings: { copies: 2, staples: 'two' } }));
    expect(preset.settings).toEqual({ copies: 2 });
    expect(unknown).toEqual(['staples']);
  });

  it.each([
    ['not JSON', '{', /not JSON/],
    ['something else', '[]', /not a preset/],
    ['another format', file({ format: 'x' }), /not a preset/],
    ['a later version', file({ version: 2 }), /later Platen/],
    ['no version', file({ version: 'one' }), /which version/],
    ['no name', file({ name: '  ' }), /1 to 80/],
    ['a name of two lines', file({ name: 'a\nb' }), /1 to 80/],
    ['a long name', file({ name: 'x'.repeat(81) }), /1 to 80/],
    ['no settings', file({ settings: null }), /no settings/],
    ['a wrong choice', file({ settings: { paper: 'A3' } }), /“paper” is "A3".*A4, A5/],
    ['a number beyond its range', file({ settings: { copies: 1e9 } }), /“copies”.*1 to 999/],
    ['a number as text', file({ settings: { copies: '2' } }), /“copies”/],
    ['a text with a line break', file({ settings: { header: 'a\nb' } }), /“header”/],
    ['a very large file', file({ junk: 'x'.repeat(70_000) }), /too large/],
  ])('refuse %s, and say why', (_, text, reason) => {
    const error = refusal(text);
    expect(error.code).toBe('settings.preset-refused');
    expect(explain(error).why).toMatch(reason);
  });

  it('do not touch the prototype of anything', () => {
    const text =
      '{"format":"platen-preset","version":1,"name":"x","settings":{"__proto__":{"copies":5},"constructor":1}}';
    const { preset, unknown } = parsePresetFile(text);
    expect(preset.settings).toEqual({});
    expect(unknown).toEqual(['__proto__', 'constructor']);
    expect(withPreset(DEFAULT_SETTINGS, preset).copies).toBe(1);
  });
});

describe('difference', () => {
  it('begins with the paper of the region', () => {
    expect(differingKeys(defaultSettings('americas'), DEFAULT_SETTINGS)).toEqual(['paper']);
    expect(defaultSettings('europe')).toEqual(DEFAULT_SETTINGS);
  });
});
