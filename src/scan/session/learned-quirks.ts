import { TESTED_SCANNER, type ScannerQuirks } from '../../machine/scanner-quirks.ts';
import { largestPage, SCAN_RESOLUTIONS } from '../protocol/area.ts';
import type { PageParameters } from '../protocol/commands.ts';

/** Which open question a scan has touched, and what it showed. */
export interface Lesson {
  readonly quirk: keyof Pick<ScannerQuirks, 'largestPage' | 'otherResolutions'>;
  readonly holds: boolean;
}

/**
 * What a page shows about the scanner: only where it was asked for more than is known to work, so most pages teach
 * nothing. `lines`: how many came; null: the machine refused the page. A page that asked for two things at once and
 * was refused teaches nothing either, since it does not say which of them it was.
 */
export function lessonsOf(asked: PageParameters, lines: number | null): readonly Lesson[] {
  const tested = largestPage(asked.dpi, TESTED_SCANNER);
  const lastLine = asked.y + (lines ?? asked.height);
  const isLarger = asked.x + asked.width > tested.width || lastLine > tested.height;
  const isOther = !(SCAN_RESOLUTIONS as readonly number[]).includes(asked.dpi);
  const holds = lines !== null;
  if (!holds && isLarger && isOther) return [];
  return [
    ...(isLarger ? [{ quirk: 'largestPage', holds } as const] : []),
    ...(isOther ? [{ quirk: 'otherResolutions', holds } as const] : []),
  ];
}
