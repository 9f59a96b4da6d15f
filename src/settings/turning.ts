import type { DuplexMode } from '../machine/options.ts';
import type { PrintSettings } from './print-settings.ts';

/** The edge of the upright sheet about which it is turned over, so that its back is upright too. */
export type FlipEdge = Exclude<DuplexMode, 'off'>;

type TurningSettings = Pick<PrintSettings, 'arrangement' | 'duplex' | 'turnedBy'>;

/**
 * Where sheets are turned over; null: they are printed on one side.
 *
 * A booklet's spine divides the long edges of a sheet, so it is parallel to the short ones: whatever the person
 * chose for other arrangements, its leaves turn about the short edge.
 */
export function turnedEdge({ arrangement, duplex }: Omit<TurningSettings, 'turnedBy'>): FlipEdge | null {
  if (arrangement === 'booklet') return 'short';
  return duplex === 'off' ? null : duplex;
}

/** What the machine is told: sheets that a person turns over are one-sided to it. */
export function machineDuplex(settings: TurningSettings): DuplexMode {
  return settings.turnedBy === 'hand' ? 'off' : (turnedEdge(settings) ?? 'off');
}
