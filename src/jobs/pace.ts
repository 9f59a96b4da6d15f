/** Sides that must be through before a pace means anything. */
const ENOUGH_SIDES = 2;

/**
 * Seconds until the last side is accepted, at the pace so far; null while that is a guess.
 * The machine's own back-pressure is in the pace: it takes data no faster than it prints once its memory is full.
 */
export function secondsLeft(sidesDone: number, sides: number, elapsedMs: number): number | null {
  if (sidesDone < ENOUGH_SIDES) return null;
  return Math.ceil(((elapsedMs / sidesDone) * (sides - sidesDone)) / 1000);
}
