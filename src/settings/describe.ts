import { SETTINGS, type PrintSettings, type SettingKey } from './print-settings.ts';
import type { SettingDescription } from './setting.ts';

export type { SettingKey };

export type {
  Choice,
  ChoiceDescription,
  NumberDescription,
  SettingDescription,
  TextDescription,
} from './setting.ts';

/** What people are told of each setting: the one source for the panel, the palette and the command line. */
export const SETTING_DESCRIPTIONS = Object.fromEntries(
  Object.entries(SETTINGS).map(([key, { description }]) => [key, description]),
) as unknown as { readonly [Key in SettingKey]: (typeof SETTINGS)[Key]['description'] & SettingDescription };

/** A value as people read it: `Letter`, `10 mm`, `On`. */
export function valueInWords(key: SettingKey, value: PrintSettings[SettingKey]): string {
  const description: SettingDescription = SETTING_DESCRIPTIONS[key];
  switch (description.kind) {
    case 'choice':
      return description.choices.find((known) => known.value === value)?.title ?? String(value);
    case 'number':
      return `${value} ${description.unit}`.trimEnd();
    case 'toggle':
      return value ? 'On' : 'Off';
    case 'text':
      return value === '' ? 'None' : `“${value}”`;
  }
}
