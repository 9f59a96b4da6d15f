import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/errors/catalogue.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { SETTING_DESCRIPTIONS, type SettingDescription } from '../../../src/settings/describe.ts';
import { knownValues, parseSetting } from '../../../src/settings/parse.ts';
import { DEFAULT_SETTINGS, PrintSettingsSchema } from '../../../src/settings/print-settings.ts';

const ENTRIES = Object.entries(SETTING_DESCRIPTIONS) as [string, SettingDescription][];
const accepted = (change: object) => v.is(PrintSettingsSchema, { ...DEFAULT_SETTINGS, ...change });

function valuesOf(description: SettingDescription): readonly unknown[] {
  if (description.kind === 'choice') return description.choices.map(({ value }) => value);
  if (description.kind === 'number') return [description.min, description.max];
  return description.kind === 'text' ? ['', description.example] : [];
}

function refusal(key: string, text: string): PlatenError {
  try {
    parseSetting(key, text);
  } catch (thrown) {
    if (thrown instanceof PlatenError) return thrown;
  }
  throw new Error(`${key}=${text} was not refused`);
}

describe('descriptions', () => {
  it('cover the settings, key for key', () => {
    expect(Object.keys(SETTING_DESCRIPTIONS)).toEqual(Object.keys(DEFAULT_SETTINGS));
  });

  it('fit the defaults, which stand in for what is left out', () => {
    expect(v.parse(PrintSettingsSchema, {})).toEqual(DEFAULT_SETTINGS);
    expect(accepted({})).toBe(true);
  });

  it.each(ENTRIES)('%s: the schema takes what is described and nothing beside it', (key, description) => {
    expect(description.title).not.toBe('');
    if (description.kind === 'number') {
      const { min, max, step } = description;
      expect([min, max, min + step].map((value) => accepted({ [key]: value }))).toEqual([true, true, true]);
      const wrong = [min - step, max + step, min + step / 2, String(min)];
      expect(wrong.map((value) => accepted({ [key]: value }))).toEqual([false, false, false, false]);
    } else if (description.kind === 'choice') {
      const { choices } = description;
      expect(choices.every(({ value }) => accepted({ [key]: value }))).toBe(true);
      expect(accepted({ [key]: 'something else' })).toBe(false);
      expect(new Set(choices.map(({ title }) => title)).size).toBe(choices.length);
    } else if (description.kind === 'toggle') {
      expect([true, false, 'on', 1].map((value) => accepted({ [key]: value }))).toEqual([
        true,
        true,
        false,
        false,
      ]);
    } else {
      const { maxLength } = description;
      expect(accepted({ [key]: 'x'.repeat(maxLength) })).toBe(true);
      expect(accepted({ [key]: 'x'.repeat(maxLength + 1) })).toBe(false);
    }
  });
});

describe('parseSetting', () => {
  it('reads what the settings themselves print, for every choice', () => {
    for (const [key, description] of ENTRIES) {
      for (const value of valuesOf(description))
        expect(parseSetting(key, String(value))).toEqual({ [key]: value });
    }
    expect(parseSetting('mirror', 'on')).toEqual({ mirror: true });
    expect(parseSetting('mirror', 'off')).toEqual({ mirror: false });
  });

  it('takes steps of a number only', () => {
    expect(parseSetting('offsetXMm', '-12.3')).toEqual({ offsetXMm: -12.3 });
    expect(refusal('offsetXMm', '0.05').code).toBe('settings.unknown-value');
  });

  it('lists the known settings for an unknown one', () => {
    const error = refusal('papper', 'A4');
    expect(error.code).toBe('settings.unknown-key');
    expect(explain(error).next).toContain('paper, media, source');
  });

  it('lists the known values for an unknown one', () => {
    const error = refusal('paper', 'A3');
    expect(error.code).toBe('settings.unknown-value');
    expect(explain(error).what).toContain('A3');
    expect(explain(error).next).toContain('A4, A5, B5, Letter');
    expect(explain(refusal('bindingMarginMm', '51')).next).toContain('0 to 50 mm');
  });

  it.each(['', ' 2', '2.5', '1e2', '0x10', 'NaN', '0', '1000', '-1', '2 '])('refuses %j copies', (text) => {
    expect(refusal('copies', text).code).toBe('settings.unknown-value');
  });

  it.each(['__proto__', 'constructor', 'toString'])('does not take %s for a setting', (key) => {
    expect(refusal(key, 'A4').code).toBe('settings.unknown-key');
  });

  it('gives valid settings or a PlatenError, whatever it is given', () => {
    const anyKey = fc.oneof(fc.constantFrom(...Object.keys(SETTING_DESCRIPTIONS)), fc.string());
    const anyText = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.constantFrom('A4', 'off', 'Gradation'),
    );
    fc.assert(
      fc.property(anyKey, anyText, (key, text) => {
        try {
          expect(accepted(parseSetting(key, text))).toBe(true);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(PlatenError);
        }
      }),
    );
  });

  it('prints ranges and choices', () => {
    expect(knownValues(SETTING_DESCRIPTIONS.copies)).toBe('1 to 999');
    expect(knownValues(SETTING_DESCRIPTIONS.duplex)).toBe('off, long, short');
  });
});
