import type { MachineChoices } from '../machine/constraints.ts';
import type { PrintSettings } from './print-settings.ts';

/** What the machine is asked for, to be held against its rules. Sheets turned by hand are one-sided to it. */
export function machineChoices({ paper, media, source, duplex, turnedBy }: PrintSettings): MachineChoices {
  return { paper, media, source, duplex: turnedBy === 'hand' ? 'off' : duplex };
}
