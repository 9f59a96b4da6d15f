import * as v from 'valibot';
import { guessRegion } from '../machine/regions.ts';
import { CopySettingsSchema, DEFAULT_COPY } from '../scan/copy/copy-settings.ts';
import type { StackHabit } from '../machine/stack-habit.ts';
import { MailAddressSchema } from '../scan/profiles/destination.ts';
import { DEFAULT_OUTPUT, OutputSettingsSchema } from '../scan/profiles/output.ts';
import { ScannerAnswersSchema } from '../scan/session/scanner-answers.ts';
import { DEFAULT_SCAN_SETTINGS, ScanSettingsSchema } from '../scan/session/scan-settings.ts';
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
  scan: v.fallback(ScanSettingsSchema, DEFAULT_SCAN_SETTINGS),
  copy: v.fallback(CopySettingsSchema, DEFAULT_COPY),
  /** What somebody who has the machine has settled about its scanner; the rest is as tested. */
  scannerAnswers: v.fallback(ScannerAnswersSchema, {}),
  /** What files scanned pages are made into. */
  scanOutput: v.fallback(OutputSettingsSchema, DEFAULT_OUTPUT),
  /** Addresses that scans were sent to, the latest first. */
  mailAddresses: v.fallback(v.array(MailAddressSchema), []),
  /** The machine's scan keys are listened to as soon as it is connected, not only where one scans. */
  hearsScanKeys: v.fallback(v.boolean(), false),
  /** Older batches of scanned pages are erased beyond this; null: never. */
  scanLimitBytes: v.fallback(v.nullable(v.pipe(v.number(), v.minValue(1e8))), 4e9),
  /** The batch that is being worked on. */
  openScan: v.fallback(v.nullable(v.string()), null),
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
  scan: DEFAULT_SCAN_SETTINGS,
  copy: DEFAULT_COPY,
  scannerAnswers: {},
  scanOutput: DEFAULT_OUTPUT,
  mailAddresses: [],
  hearsScanKeys: false,
  scanLimitBytes: 4e9,
  openScan: null,
};

const KEY = 'preferences';

/** A first visit's preferences: the region that the language suggests, with its usual paper. */
export function firstPreferences(languageTag: string): Preferences {
  const region = guessRegion(languageTag);
  const scan = { ...DEFAULT_SCAN_SETTINGS, size: region === 'europe' ? 'A4' : 'Letter' } as const;
  const settings = defaultSettings(region);
  const paper = region === 'europe' ? 'A4' : 'Letter';
  const copy = { ...DEFAULT_COPY, paper, original: paper } as const;
  return { ...DEFAULT_PREFERENCES, region, settings, scan, copy };
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
