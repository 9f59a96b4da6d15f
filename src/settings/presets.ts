import * as v from 'valibot';
import { PlatenError } from '../errors/platen-error.ts';
import { SETTING_DESCRIPTIONS } from './describe.ts';
import { differingKeys, pick } from './difference.ts';
import { knownValues } from './parse.ts';
import { DEFAULT_SETTINGS, SETTINGS, type PrintSettings, type SettingKey } from './print-settings.ts';

/** Settings under a name. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  /** Shown where a click takes it. */
  readonly pinned: boolean;
  /** What becomes of settings the preset does not name: back to the default, or left as they are. */
  readonly others: 'default' | 'keep';
  readonly settings: Partial<PrintSettings>;
}

export const LONGEST_PRESET_NAME = 80;
const LARGEST_FILE = 64_000;
const FORMAT = 'platen-preset';
const VERSION = 1;

const SettingsSchema = v.strictObject(
  Object.fromEntries(Object.entries(SETTINGS).map(([key, { schema }]) => [key, v.optional(schema)])),
);
const NameSchema = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty(),
  v.maxLength(LONGEST_PRESET_NAME),
  v.regex(/^[^\p{Cc}\p{Cs}]*$/u),
);
const OthersSchema = v.picklist(['default', 'keep']);

/** As it is stored on this computer. */
export const PresetSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  name: NameSchema,
  pinned: v.boolean(),
  others: OthersSchema,
  settings: SettingsSchema,
}) as unknown as v.GenericSchema<unknown, Preset>;

/** The whole of some settings as a preset: what differs from the defaults is named, the rest goes back to them. */
export function presetOf(id: string, name: string, settings: PrintSettings): Preset {
  const differing = pick(settings, differingKeys(settings, DEFAULT_SETTINGS));
  return { id, name, pinned: false, others: 'default', settings: differing };
}

/** The settings after a preset was taken. */
export function withPreset(
  settings: PrintSettings,
  preset: Pick<Preset, 'others' | 'settings'>,
): PrintSettings {
  return { ...(preset.others === 'keep' ? settings : DEFAULT_SETTINGS), ...preset.settings };
}

/** A preset as the text of a `.json` file. */
export function presetFile({ name, others, settings }: Preset): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, name, others, settings }, null, 2)}\n`;
}

/** A preset from a file, which anybody may have made. */
export interface ImportedPreset {
  readonly preset: Pick<Preset, 'name' | 'others' | 'settings'>;
  /** Settings in the file that this Platen does not know; left out. */
  readonly unknown: readonly string[];
}

/** Throws PlatenError `settings.preset-refused` with the reason. */
export function parsePresetFile(text: string): ImportedPreset {
  if (text.length > LARGEST_FILE) throw refused('it is too large to be a preset');
  const file = readJson(text);
  if (!isRecord(file) || file.format !== FORMAT) throw refused('it is not a preset of Platen');
  if (typeof file.version !== 'number' || !Number.isInteger(file.version) || file.version < 1)
    throw refused('it does not say which version it is');
  if (file.version > VERSION) throw refused('it was written by a later Platen');
  const name = v.safeParse(NameSchema, file.name);
  if (!name.success) throw refused(`its name must be a line of 1 to ${LONGEST_PRESET_NAME} characters`);
  const others = v.safeParse(v.optional(OthersSchema, 'default'), file.others);
  if (!others.success) throw refused('“others” must be “default” or “keep”');
  if (!isRecord(file.settings)) throw refused('it has no settings');
  const unknown: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(file.settings)) {
    if (Object.hasOwn(SETTINGS, key)) settings[key] = readValue(key as SettingKey, value);
    else unknown.push(key.slice(0, 100));
  }
  return { preset: { name: name.output, others: others.output, settings }, unknown };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('it is not JSON');
  }
}

function readValue(key: SettingKey, value: unknown): unknown {
  const parsed = v.safeParse<v.GenericSchema<unknown>>(SETTINGS[key].schema, value);
  if (parsed.success) return parsed.output;
  const shown = String(JSON.stringify(value)).slice(0, 60);
  throw refused(`“${key}” is ${shown} in it; it takes ${knownValues(SETTING_DESCRIPTIONS[key])}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(reason: string): PlatenError {
  return new PlatenError('settings.preset-refused', { reason });
}
