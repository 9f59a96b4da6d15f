import * as v from 'valibot';
import { PresetSchema, type Preset } from '../settings/presets.ts';
import { inTransaction } from './transaction.ts';

/** All that can still be read, by name. Throws as `inTransaction` does. */
export async function loadPresets(): Promise<readonly Preset[]> {
  const stored = await inTransaction(['presets'], 'readonly', (transaction) =>
    transaction.objectStore('presets').getAll(),
  );
  return stored.flatMap((value): Preset[] => {
    const parsed = v.safeParse(PresetSchema, value);
    return parsed.success ? [parsed.output] : [];
  });
}

/** Throws as `inTransaction` does. */
export async function savePreset(preset: Preset): Promise<void> {
  await inTransaction(['presets'], 'readwrite', (transaction) =>
    transaction.objectStore('presets').put(preset),
  );
}

/** Throws as `inTransaction` does. */
export async function removePreset(id: string): Promise<void> {
  await inTransaction(['presets'], 'readwrite', (transaction) =>
    transaction.objectStore('presets').delete(id),
  );
}
