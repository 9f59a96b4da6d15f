import * as v from 'valibot';
import { MAX_COPIES, MEDIA_NAMES, SOURCE_NAMES } from '../../machine/options.ts';
import { PAPERS, PAPER_NAMES, type PaperName } from '../../machine/paper.ts';

/** Sides of an original, and of the sheet that is made of it. */
export const COPY_SIDES = ['1-1', '1-2', '2-2', '2-1'] as const;

/**
 * What shares a sheet. Numbers: pages on a side. `card`: both sides of a card, laid on the glass one after the other,
 * come out on one side, one above the other, as large as they are.
 */
export const COPY_LAYOUTS = ['1', '2', '4', 'booklet', 'card'] as const;

/** `fit`: into what the machine can print, so that nothing is lost. */
export const COPY_SCALINGS = ['actual', 'fit', 'percent'] as const;

export const COPY_KINDS = ['text', 'mixed', 'photo'] as const;
export type CopyKind = (typeof COPY_KINDS)[number];

/** What goes through the feeder or lies on the glass: sheets, no envelopes. */
export const ORIGINAL_NAMES = PAPER_NAMES.filter((name) => PAPERS[name].kind === 'sheet');

export const COPY_PERCENT = { min: 25, max: 400 } as const;

/** How copies are made. What the printing half knows already goes by the same names as there. */
export const CopySettingsSchema = v.object({
  source: v.picklist(['glass', 'feeder']),
  sides: v.picklist(COPY_SIDES),
  /** Two-sided originals and copies turn like a book (`long`) or like a notepad. */
  originalsTurn: v.picklist(['long', 'short']),
  copiesTurn: v.picklist(['long', 'short']),
  original: v.picklist(ORIGINAL_NAMES),
  layout: v.picklist(COPY_LAYOUTS),
  scaling: v.picklist(COPY_SCALINGS),
  percent: v.pipe(v.number(), v.integer(), v.minValue(COPY_PERCENT.min), v.maxValue(COPY_PERCENT.max)),
  kind: v.picklist(COPY_KINDS),
  /** Below 0 darker, above 0 lighter. */
  lightness: v.pipe(v.number(), v.minValue(-100), v.maxValue(100)),
  copies: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_COPIES)),
  /** Complete sets; otherwise each sheet as often as asked. */
  collate: v.boolean(),
  paper: v.picklist(ORIGINAL_NAMES),
  media: v.picklist(MEDIA_NAMES),
  tray: v.picklist(SOURCE_NAMES),
});
export type CopySettings = v.InferOutput<typeof CopySettingsSchema>;

export const DEFAULT_COPY: CopySettings = {
  source: 'feeder',
  sides: '1-1',
  originalsTurn: 'long',
  copiesTurn: 'long',
  original: 'A4',
  layout: '1',
  scaling: 'actual',
  percent: 100,
  kind: 'mixed',
  lightness: 0,
  copies: 1,
  collate: true,
  paper: 'A4',
  media: 'Auto',
  tray: 'Auto',
};

/** Where both sides of a card come from, whatever else is set: the corner of the glass. */
export function sourceOf({ layout, source }: CopySettings): 'glass' | 'feeder' {
  return layout === 'card' ? 'glass' : source;
}

/** Sides that are scanned of each original. */
export function originalSides({ layout, sides }: CopySettings): 1 | 2 {
  return layout === 'card' || sides.startsWith('2') ? 2 : 1;
}

/** Sides that are printed on each sheet. */
export function sheetSides({ layout, sides }: CopySettings): 1 | 2 {
  if (layout === 'booklet') return 2;
  return layout !== 'card' && sides.endsWith('2') ? 2 : 1;
}

/** The percent by which an original of one size fills a sheet of another from edge to edge. */
export function percentFor(original: PaperName, paper: PaperName): number {
  const [from, to] = [PAPERS[original], PAPERS[paper]];
  return Math.floor(100 * Math.min(to.widthMm / from.widthMm, to.heightMm / from.heightMm));
}
