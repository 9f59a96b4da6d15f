import { PlatenError } from '../errors/platen-error.ts';
import { SETTING_DESCRIPTIONS } from './describe.ts';
import type { PrintSettings, SettingKey } from './print-settings.ts';
import { isLine, isMultiple, type NumberDescription, type SettingDescription } from './setting.ts';

/**
 * One setting from text, as it stands in a URL or on the command line.
 *
 * @returns an object with that one setting, to be spread over others
 * @throws PlatenError `settings.unknown-key` or `settings.unknown-value`; both list what is known
 */
export function parseSetting(key: string, text: string): Partial<PrintSettings> {
  if (!isSettingKey(key)) {
    const known = Object.keys(SETTING_DESCRIPTIONS).join(', ');
    throw new PlatenError('settings.unknown-key', { key: key.slice(0, 100), known });
  }
  const description: SettingDescription = SETTING_DESCRIPTIONS[key];
  const value = parseValue(description, text);
  if (value === undefined) {
    throw new PlatenError('settings.unknown-value', {
      key,
      value: text.slice(0, 100),
      known: knownValues(description),
    });
  }
  return { [key]: value };
}

/** A value as `parseSetting` reads it. */
export function printSetting(value: PrintSettings[SettingKey]): string {
  return typeof value === 'boolean' ? TOGGLES[value ? 0 : 1]! : String(value);
}

/** The values of a setting in one line: `A4, A5, B5` or `0 to 50 mm`. */
export function knownValues(description: SettingDescription): string {
  switch (description.kind) {
    case 'choice':
      return description.choices.map(({ value }) => value).join(', ');
    case 'number':
      return `${description.min} to ${description.max} ${description.unit}`.trimEnd();
    case 'toggle':
      return TOGGLES.join(', ');
    case 'text':
      return `up to ${description.maxLength} characters, such as ${description.example}`;
  }
}

const TOGGLES = ['on', 'off'];

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTING_DESCRIPTIONS, key);
}

function parseValue(description: SettingDescription, text: string): unknown {
  switch (description.kind) {
    case 'choice':
      return description.choices.find(({ value }) => value === text)?.value;
    case 'number':
      return parseNumber(description, text);
    case 'toggle':
      return TOGGLES.includes(text) ? text === 'on' : undefined;
    case 'text':
      return text.length <= description.maxLength && isLine(text) ? text : undefined;
  }
}

function parseNumber({ min, max, step }: NumberDescription, text: string): number | undefined {
  if (!/^[+-]?\d{1,9}(\.\d{1,3})?$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max && isMultiple(value, step) ? value : undefined;
}
