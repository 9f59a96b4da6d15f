import { AS_SCANNED } from '../../src/scan/corrections/corrections.ts';
import { NOTHING_FOUND } from '../../src/scan/corrections/findings.ts';
import type { ScannedPage } from '../../src/scan/pages/scanned-page.ts';

/** A page of a batch called `batch`, whose id is its name and whose place is `place`. */
export function scannedPage(id: string, place: number, changes: Partial<ScannedPage> = {}): ScannedPage {
  return {
    id,
    batchId: 'batch',
    pixelsId: id,
    place,
    startsDocument: false,
    isSetAside: false,
    shape: { widthPx: 16, heightPx: 16, dpi: 75, mode: 'gray' },
    origin: { source: 'glass', sheet: 1, side: 'front' },
    scannedAt: 0,
    findings: NOTHING_FOUND,
    corrections: AS_SCANNED,
    ...changes,
  };
}

/** Pages named by letters, one place after the other. */
export function scannedPages(letters: string): ScannedPage[] {
  return [...letters].map((letter, at) => scannedPage(letter, at + 1));
}

export const BLANK = { ...NOTHING_FOUND, inkShare: 0, isBlank: true };
export const PATCH = { ...NOTHING_FOUND, isPatch: true };

/** The ids of pages in order, as one word. */
export function spelled(pages: readonly ScannedPage[]): string {
  return pages.map(({ id }) => id).join('');
}
