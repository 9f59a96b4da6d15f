import type { SimulatorState } from '../jobs/spooler-api.ts';
import { database } from './database.ts';

type Speed = SimulatorState['speed'];

const KEY = 'simulator speed';

/** The speed the simulated machine was last set to; the engine's own when nothing is known. Never throws. */
export async function loadSpeed(): Promise<Speed> {
  try {
    return (await (await database()).get('preferences', KEY)) === 'instant' ? 'instant' : 'engine';
  } catch {
    return 'engine';
  }
}

/** Storage that is blocked or full forgets it. */
export async function saveSpeed(speed: Speed): Promise<void> {
  try {
    await (await database()).put('preferences', speed, KEY);
  } catch {
    // It counts until the program ends.
  }
}
