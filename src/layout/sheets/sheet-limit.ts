import { PlatenError } from '../../errors/platen-error.ts';

/** At 24 sheets a minute, three days and nights. More is a slip of the hand, and would fill the memory. */
const MAX_SHEETS = 100_000;

/** Throws PlatenError `layout.too-many-sheets`. */
export function requireFewSheets(sheets: number): void {
  if (sheets > MAX_SHEETS) throw new PlatenError('layout.too-many-sheets', { sheets, limit: MAX_SHEETS });
}
