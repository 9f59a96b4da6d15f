import type { ScanMode } from '../../scan/protocol/commands.ts';

export type ScanSpeed = 'engine' | 'instant';

/**
 * How fast the simulated scan unit is. Nobody has measured how fast this machine scans over USB: assumed is that gray
 * pages up to 300 dpi go through as fast as copies, 20 of A4 a minute; that colour takes three times as long, since
 * the sensor is lit in three colours one after the other; and 600 dpi twice as long.
 */
const ASSUMED = { startMs: 800, mmPerSecond: 100, colourFactor: 3, fineFactor: 2, fineDpi: 300 } as const;

/** How many lines of a page have been read so long after it was ordered. */
export function linesInTime(ms: number, dpi: number, mode: ScanMode): number {
  const { startMs, mmPerSecond, colourFactor, fineFactor, fineDpi } = ASSUMED;
  const slower = (mode === 'colour' ? colourFactor : 1) * (dpi > fineDpi ? fineFactor : 1);
  const mm = (Math.max(0, ms - startMs) * mmPerSecond) / slower / 1_000;
  return Math.floor((mm * dpi) / 25.4);
}
