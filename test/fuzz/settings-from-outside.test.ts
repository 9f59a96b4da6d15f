import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { PlatenError } from '../../src/errors/platen-error.ts';
import { settingsOfFragment, settingsOfQuery } from '../../src/settings/links.ts';
import { parsePresetFile, presetFile, presetOf } from '../../src/settings/presets.ts';
import { DEFAULT_SETTINGS, PrintSettingsSchema } from '../../src/settings/print-settings.ts';
import { anySettings } from '../support/any-settings.ts';

const FOR_MS = 4_000;
const OPTIONS = { interruptAfterTimeLimit: FOR_MS, numRuns: 20_000, markInterruptAsFailure: false };

const isValid = (settings: object) => v.is(PrintSettingsSchema, { ...DEFAULT_SETTINGS, ...settings });
const KEYS = Object.keys(DEFAULT_SETTINGS);

/** Valid text with a few characters changed, taken out or put in. */
function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const wound = fc.tuple(fc.nat(), fc.nat(3), fc.string({ unit: 'binary', maxLength: 3 }));
  return fc.tuple(text, fc.array(wound, { minLength: 1, maxLength: 6 })).map(([whole, wounds]) =>
    wounds.reduce((hurt, [place, gone, put]) => {
      const at = place % (hurt.length + 1);
      return hurt.slice(0, at) + put + hurt.slice(at + gone);
    }, whole),
  );
}

test('a preset file is taken with valid settings only, or refused with a reason', () => {
  const files = damaged(anySettings().map((settings) => presetFile(presetOf('1', 'Mine', settings))));
  const json = fc.json({ maxDepth: 4 });
  const half = fc
    .dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string()), fc.jsonValue())
    .map((settings) => JSON.stringify({ format: 'platen-preset', version: 1, name: 'x', settings }));
  fc.assert(
    fc.property(fc.oneof(files, json, half), (text) => {
      try {
        const { preset } = parsePresetFile(text);
        expect(isValid(preset.settings)).toBe(true);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(PlatenError);
      }
    }),
    OPTIONS,
  );
});

test('a link gives valid settings only, and never throws', () => {
  const value = fc.oneof(fc.webQueryParameters(), fc.string(), fc.integer().map(String));
  const pair = fc.tuple(fc.oneof(fc.constantFrom(...KEYS), fc.string()), value);
  const pairs = fc.array(pair, { maxLength: 12 });
  fc.assert(
    fc.property(fc.oneof(pairs, pairs), fc.string({ unit: 'binary' }), (chosen, noise) => {
      const fragment = `#set=${chosen.map(([key, text]) => `${key}:${text}`).join(',')}${noise}`;
      expect(isValid(settingsOfFragment(fragment)!.settings)).toBe(true);
      const query = `?${chosen.map(([key, text]) => `${key}=${text}`).join('&')}${noise}`;
      expect(isValid(settingsOfQuery(query).settings)).toBe(true);
    }),
    OPTIONS,
  );
});
