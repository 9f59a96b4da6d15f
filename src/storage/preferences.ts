import * as v from 'valibot';
import { guessRegion } from '../machine/regions.ts';
import type { StackHabit } from '../machine/stack-habit.ts';
import { defaultSettings } from '../settings/difference.ts';
import { DEFAULT_SETTINGS, PrintSettingsSchema } from '../settings/print-settings.ts';
import { database } from './database.ts';

const LastMachineSchema = v.variant('kind', [
  v.object({ kind: v.literal('simulated') }),
  v.object({
    kind: v.literal('usb'),
    vendorId: v.number(),
    productId: v.number(),
    serialNumber: v.nullable(v.string()),
  }),
]);

const StackHabitSchema: v.GenericSchema<unknown, StackHabit> = v.object({
  refeed: v.picklist(['as-it-came', 'turned-over']),
  order: v.picklist(['same', 'reversed']),
  edge: v.picklist(['long', 'short']),
});

/** What is remembered between visits. Department passwords are not among it. */
const PreferencesSchema = v.object({
  lastMachine: v.fallback(v.nullable(LastMachineSchema), null),
  settings: v.fallback(PrintSettingsSchema, DEFAULT_SETTINGS),
  theme: v.fallback(v.picklist(['auto', 'light', 'dark']), 'auto'),
  user: v.fallback(v.pipe(v.string(), v.maxLength(200)), ''),
  region: v.fallback(v.picklist(['europe', 'americas']), 'europe'),
  /** Somebody asked for notifications; the browser's permission is another matter. */
  notifications: v.fallback(v.boolean(), false),
  /** Which preset a machine, or a kind of file, begins with: names of either → the preset's id. */
  presetDefaults: v.fallback(v.record(v.string(), v.string()), {}),
  /** What this machine does with a stack that is put back, as a test has shown; null: not tried. */
  stackHabit: v.fallback(v.nullable(StackHabitSchema), null),
  /** The job of such a test whose questions nobody has answered yet. */
  stackTestJob: v.fallback(v.nullable(v.string()), null),
  /** Device pixels a millimetre of this screen, as somebody measured them. */
  screenPxPerMm: v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0.5), v.maxValue(100))), null),
  /** What the preview shows beside the sheet. */
  ruler: v.fallback(v.picklist(['off', 'mm', 'inch']), 'off'),
  showFrame: v.fallback(v.boolean(), true),
});
export type Preferences = v.InferOutput<typeof PreferencesSchema>;

export const DEFAULT_PREFERENCES: Preferences = {
  lastMachine: null,
  settings: DEFAULT_SETTINGS,
  theme: 'auto',
  user: '',
  region: 'europe',
  notifications: false,
  presetDefaults: {},
  stackHabit: null,
  stackTestJob: null,
  screenPxPerMm: null,
  ruler: 'off',
  showFrame: true,
};

const KEY = 'preferences';

/** A first visit's preferences: the region that the language suggests, with its usual paper. */
export function firstPreferences(languageTag: string): Preferences {
  const region = guessRegion(languageTag);
  return { ...DEFAULT_PREFERENCES, region, settings: defaultSettings(region) };
}

/** Never throws: storage that is empty, blocked or holds something unreadable gives `first`. */
export async function loadPreferences(first: Preferences): Promise<Preferences> {
  try {
    const db = await database();
    const parsed = v.safeParse(PreferencesSchema, await db.get('preferences', KEY));
    return parsed.success ? parsed.output : first;
  } catch {
    return first;
  }
}

/** Resolves to whether it was kept; blocked or full storage is no reason to stop printing. */
export async function savePreferences(preferences: Preferences): Promise<boolean> {
  try {
    const db = await database();
    await db.put('preferences', preferences, KEY);
    return true;
  } catch {
    return false;
  }
}
