import { PlatenError } from '../errors/platen-error.ts';
import { SETTING_DESCRIPTIONS, type SettingDescription, type SettingKey } from './describe.ts';
import type { PrintSettings } from './print-settings.ts';

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
  const value =
    description.kind === 'choice' ? parseChoice(description, text) : parseWhole(description, text);
  if (value === undefined) {
    throw new PlatenError('settings.unknown-value', {
      key,
      value: text.slice(0, 100),
      known: knownValues(description),
    });
  }
  return { [key]: value };
}

/** The values of a setting in one line: `A4, A5, B5` or `0 to 50 mm`. */
export function knownValues(description: SettingDescription): string {
  if (description.kind === 'choice') return description.choices.map(({ value }) => value).join(', ');
  return `${description.min} to ${description.max} ${description.unit}`.trimEnd();
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTING_DESCRIPTIONS, key);
}

function parseChoice(description: SettingDescription & { kind: 'choice' }, text: string): unknown {
  return description.choices.find(({ value }) => value === text)?.value;
}

function parseWhole(description: SettingDescription & { kind: 'number' }, text: string): number | undefined {
  if (!/^[+-]?\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= description.min && value <= description.max ? value : undefined;
}
