import type { PrintSettings } from '../../settings/print-settings.ts';
import { AS_SCANNED, type Corrections } from '../corrections/corrections.ts';
import { PAPERS } from '../../machine/paper.ts';
import type { ScanOrder } from '../session/scanner-api.ts';
import { originalSides, sheetSides, sourceOf, type CopyKind, type CopySettings } from './copy-settings.ts';

/** What copies are scanned at: twice that is the printer's own. */
const COPY_DPI = 300;
/** Room for a passport's page, ID-3 of ISO/IEC 7810, that lies near the corner of the glass. */
const CARD_AREA_MM = { widthMm: 140, heightMm: 100 } as const;

interface KindOfOriginal {
  readonly corrections: Partial<Corrections>;
  readonly print: Partial<PrintSettings>;
}

/**
 * Text and print have dots of their own, which a screen of dots would beat against in waves; error diffusion has no
 * rhythm. Photographs on photographic paper have none, and a screen prints their even tones most evenly.
 */
const KINDS: Readonly<Record<CopyKind, KindOfOriginal>> = {
  text: {
    corrections: { whitePoint: 'auto', contrast: 40 },
    print: { halftone: 'ErrorDiffusion', sharpening: 50 },
  },
  mixed: {
    corrections: { whitePoint: 'auto' },
    print: { halftone: 'ErrorDiffusion', sharpening: 20 },
  },
  photo: { corrections: {}, print: { halftone: 'Gradation' } },
};

/** How an original is scanned: the glass once, or one sheet of the feeder. */
export function copyOrder(settings: CopySettings): Omit<ScanOrder, 'batchId'> {
  const source = sourceOf(settings);
  const isTwoSided = originalSides(settings) === 2;
  const { widthMm, heightMm } = settings.layout === 'card' ? CARD_AREA_MM : PAPERS[settings.original];
  return {
    source: source === 'feeder' && isTwoSided ? 'feeder-duplex' : source,
    mode: 'gray',
    dpi: COPY_DPI,
    area: { leftMm: 0, topMm: 0, widthMm, heightMm },
    corrections: { ...AS_SCANNED, ...KINDS[settings.kind].corrections },
    afterPlace: null,
    maxPages: scansAtOnce(settings),
  };
}

/** Pages that one order brings: a sheet of the feeder whole, so that a jam never parts its sides. */
export function scansAtOnce(settings: CopySettings): 1 | 2 {
  return sourceOf(settings) === 'feeder' ? originalSides(settings) : 1;
}

/**
 * A page's corrections in the copy. The back of an original that turns like a notepad stands on its head beside its
 * front; it is turned upright, and the copy's own turning decides how it comes out.
 */
export function copyCorrections(
  corrections: Corrections,
  side: 'front' | 'back',
  settings: CopySettings,
): Corrections {
  const isReversed = side === 'back' && settings.layout !== 'card' && settings.originalsTurn === 'short';
  // Front and back of a page on the glass are laid down by hand, upright.
  if (!isReversed || sourceOf(settings) === 'glass') return corrections;
  return { ...corrections, turn: ((corrections.turn + 180) % 360) as Corrections['turn'] };
}

/** How the sheets are printed: the copier's settings in the words of the printer's. */
export function copyPrintSettings(settings: CopySettings, base: PrintSettings): PrintSettings {
  const { layout, paper, media, tray, lightness, copies, collate, copiesTurn, kind } = settings;
  return {
    ...base,
    paper,
    media,
    source: tray,
    duplex: layout !== 'booklet' && sheetSides(settings) === 2 ? copiesTurn : 'off',
    copies,
    collation: collate ? 'group' : 'none',
    // What the machine does with sets is not known; each sheet many times is what it does best.
    copiesBy: collate ? 'computer' : 'machine',
    brightness: lightness,
    ...KINDS[kind].print,
    ...arrangementOf(settings),
  };
}

function arrangementOf(settings: CopySettings): Partial<PrintSettings> {
  switch (settings.layout) {
    case 'booklet':
      return { arrangement: 'booklet', scaling: 'fit' };
    case 'card':
      // Both are wider than high: they take an upright side, one above the other.
      return { arrangement: 'nup', pagesPerSheet: '2', scaling: 'actual', autoRotate: false };
    case '2':
    case '4':
      return { arrangement: 'nup', pagesPerSheet: settings.layout, scaling: 'fit' };
    case '1':
      return settings.scaling === 'fit'
        ? { arrangement: 'single', scaling: 'fit' }
        : {
            arrangement: 'single',
            scaling: settings.scaling,
            scalePercent: settings.percent,
            autoRotate: false,
            alignment: 'top-left',
          };
  }
}

/** Whether originals lie in the sheet's corner, as they lay on the glass, whatever the machine cannot print of them. */
export function keepsCorner({ layout, scaling }: CopySettings): boolean {
  return layout === '1' && scaling !== 'fit';
}

/** Scanned pages that one sheet takes; null: all, however many they are. */
export function pagesPerSheet(settings: CopySettings): number | null {
  const { layout } = settings;
  if (layout === 'booklet') return null;
  if (layout === 'card') return 2;
  return Number(layout) * sheetSides(settings);
}

/**
 * The next sheet's pages among those that have not been printed, or null while it is not complete. Called again and
 * again it gives each page once, in order.
 *
 * @param isAll no more pages come: what there is makes the last sheet
 */
export function nextSheet<Page>(
  unprinted: readonly Page[],
  settings: CopySettings,
  isAll: boolean,
): readonly Page[] | null {
  const wanted = pagesPerSheet(settings) ?? Infinity;
  if (unprinted.length >= wanted) return unprinted.slice(0, wanted);
  return isAll && unprinted.length > 0 ? unprinted : null;
}

/** Copies in the first job of a sheet. Sets: the first is printed page by page, the others when all is scanned. */
export function copiesAtOnce(settings: CopySettings): number {
  return printsFurtherSets(settings) ? 1 : settings.copies;
}

/** Whether complete sets follow once all pages are there. */
export function printsFurtherSets(settings: CopySettings): boolean {
  return settings.collate && settings.copies > 1 && pagesPerSheet(settings) !== null;
}
