import type { MachineChoices } from '../machine/constraints.ts';
import type { PrintSettings } from './print-settings.ts';
import { machineDuplex } from './turning.ts';

/** What the machine is asked for, to be held against its rules. */
export function machineChoices(settings: PrintSettings): MachineChoices {
  const { paper, media, source } = settings;
  return { paper, media, source, duplex: machineDuplex(settings) };
}
