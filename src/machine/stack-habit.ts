/**
 * What happens to a stack of printed sheets that a person puts into the bypass again for its second sides. It
 * depends on how the tray collects sheets, which one the bypass takes first and which face it prints: one test
 * shows all of it at once.
 */
export interface StackHabit {
  /** How the stack goes back, so that the blank sides are printed: turned over means about its long edge. */
  readonly refeed: 'as-it-came' | 'turned-over';
  /** Which sheet of the stack is then printed first: the one that was first before, or the last. */
  readonly order: 'same' | 'reversed';
  /** The edge about which a sheet is turned over to see its second side upright, when both were sent upright. */
  readonly edge: 'long' | 'short';
}
