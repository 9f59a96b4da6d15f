import * as v from 'valibot';
import { LAYOUT_SETTINGS } from './catalogue/layout.ts';
import { MARKS_SETTINGS } from './catalogue/marks.ts';
import { PAGES_SETTINGS } from './catalogue/pages.ts';
import { PAPER_SETTINGS } from './catalogue/paper.ts';
import { QUALITY_SETTINGS } from './catalogue/quality.ts';
import type { Setting } from './setting.ts';

/** Everything a job can be told. Keys are the names used in links, presets and on the command line. */
export const SETTINGS = {
  ...PAPER_SETTINGS,
  ...PAGES_SETTINGS,
  ...LAYOUT_SETTINGS,
  ...MARKS_SETTINGS,
  ...QUALITY_SETTINGS,
} as const;

export type SettingKey = keyof typeof SETTINGS;

type ValueOf<S> = S extends Setting<infer Value> ? Value : never;

/** One value for each setting. */
export type PrintSettings = { readonly [Key in SettingKey]: ValueOf<(typeof SETTINGS)[Key]> };

const ENTRIES = Object.entries(SETTINGS) as unknown as [SettingKey, Setting<unknown>][];

/**
 * Settings from storage, a file or a link. What is left out is as at first, so that what was written before a
 * setting existed can still be read; what is there must be right.
 */
export const PrintSettingsSchema = v.object(
  Object.fromEntries(
    ENTRIES.map(([key, { schema, initial }]) => [key, v.optional(schema, initial as never)]),
  ),
) as unknown as v.GenericSchema<unknown, PrintSettings>;

/** The defaults of Canon's European driver; for what that driver has not, whatever leaves pages alone. */
export const DEFAULT_SETTINGS = Object.fromEntries(
  ENTRIES.map(([key, { initial }]) => [key, initial]),
) as unknown as PrintSettings;
