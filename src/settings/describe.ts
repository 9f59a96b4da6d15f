import { SETTINGS, type SettingKey } from './print-settings.ts';
import type { SettingDescription } from './setting.ts';

export type { SettingKey };

export type {
  Choice,
  ChoiceDescription,
  NumberDescription,
  SettingDescription,
  TextDescription,
  ToggleDescription,
} from './setting.ts';

/** What people are told of each setting: the one source for the panel, the palette and the command line. */
export const SETTING_DESCRIPTIONS = Object.fromEntries(
  Object.entries(SETTINGS).map(([key, { description }]) => [key, description]),
) as unknown as { readonly [Key in SettingKey]: (typeof SETTINGS)[Key]['description'] & SettingDescription };
