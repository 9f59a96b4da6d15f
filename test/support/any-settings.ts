import fc from 'fast-check';
import { SETTING_DESCRIPTIONS, type SettingDescription } from '../../src/settings/describe.ts';
import type { PrintSettings } from '../../src/settings/print-settings.ts';
import { isLine } from '../../src/settings/setting.ts';

function valueOf(description: SettingDescription): fc.Arbitrary<unknown> {
  switch (description.kind) {
    case 'choice':
      return fc.constantFrom(...description.choices.map(({ value }) => value));
    case 'number': {
      const { min, max, step } = description;
      // Steps of a tenth as people write them: 0.3, not 0.30000000000000004.
      const toValue = (steps: number) => Number((min + steps * step).toFixed(3));
      return fc.integer({ min: 0, max: Math.floor((max - min) / step) }).map(toValue);
    }
    case 'toggle':
      return fc.boolean();
    case 'text':
      return fc.oneof(fc.constant(''), fc.string({ unit: 'binary', maxLength: 40 })).filter(isLine);
  }
}

/** Any settings that are valid one by one. */
export function anySettings(): fc.Arbitrary<PrintSettings> {
  const values = Object.entries(SETTING_DESCRIPTIONS).map(
    ([key, description]) => [key, valueOf(description)] as const,
  );
  return fc.record(Object.fromEntries(values)) as unknown as fc.Arbitrary<PrintSettings>;
}
