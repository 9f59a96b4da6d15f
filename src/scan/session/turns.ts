/**
 * Whose turn it is among all windows: only one can have the scanner claimed, and only one may write pages. It is kept
 * between scans, for the machine's keys to be heard, and given up when another window wishes it.
 */
export interface Turns {
  /** Resolves to the way to give the turn back; to null when another window keeps it for longer than `patienceMs`. */
  take(patienceMs: number): Promise<(() => void) | null>;
  /** Calls `listener` whenever another window wishes the turn. */
  onWish(listener: () => void): void;
}
