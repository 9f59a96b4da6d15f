import * as v from 'valibot';
import { CalibrationSchema, type Calibration } from '../settings/calibration.ts';
import { inTransaction } from './transaction.ts';

/** All that can still be read, under their keys. Throws as `inTransaction` does. */
export async function loadCalibrations(): Promise<ReadonlyMap<string, Calibration>> {
  const [keys, values] = await inTransaction(['calibrations'], 'readonly', (transaction) => {
    const store = transaction.objectStore('calibrations');
    return Promise.all([store.getAllKeys(), store.getAll()]);
  });
  const entries = keys.flatMap((key, index): [string, Calibration][] => {
    const parsed = v.safeParse(CalibrationSchema, values[index]);
    return parsed.success ? [[key, parsed.output]] : [];
  });
  return new Map(entries);
}

/** null: none any more. Throws as `inTransaction` does. */
export async function saveCalibration(key: string, calibration: Calibration | null): Promise<void> {
  await inTransaction(['calibrations'], 'readwrite', async (transaction) => {
    const store = transaction.objectStore('calibrations');
    if (calibration) await store.put(calibration, key);
    else await store.delete(key);
  });
}
