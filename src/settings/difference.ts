import type { Region } from '../machine/regions.ts';
import { REGIONS } from '../machine/regions.ts';
import { DEFAULT_SETTINGS, type PrintSettings, type SettingKey } from './print-settings.ts';

const KEYS = Object.keys(DEFAULT_SETTINGS) as SettingKey[];

/** What a first visit begins with in a region: the paper is the usual one there. */
export function defaultSettings(region: Region): PrintSettings {
  return { ...DEFAULT_SETTINGS, paper: REGIONS[region].defaultPaper };
}

/** The settings that differ, in the catalogue's order. */
export function differingKeys(settings: PrintSettings, base: PrintSettings): SettingKey[] {
  return KEYS.filter((key) => settings[key] !== base[key]);
}

/** Only some of the settings. */
export function pick(settings: PrintSettings, keys: readonly SettingKey[]): Partial<PrintSettings> {
  return Object.fromEntries(keys.map((key) => [key, settings[key]]));
}
