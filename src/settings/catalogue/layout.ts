import { choice, number, toggle } from '../setting.ts';

export const ARRANGEMENTS = ['single', 'nup', 'repeat', 'booklet', 'poster'] as const;

/** As text, because a choice's values are names. */
export const PAGES_PER_SHEET = ['2', '4', '6', '8', '9', '16'] as const;

/** `Z`: rows from the left, from the top. `N`: columns from the top, from the left. `-rtl`: from the right. */
export const PAGE_ORDERS = ['Z', 'N', 'Z-rtl', 'N-rtl'] as const;
export const PAGE_BORDERS = ['none', 'thin', 'thick', 'crop'] as const;
export const BOOKLET_BINDINGS = ['left', 'right'] as const;
const MIXED_SIZES = ['each', 'group'] as const;

/**
 * How a page meets its place. `fit`: as large as fits. `shrink`: the same, never enlarged. `fill`: until the place
 * is covered, the rest cut off. `actual`: one inch is 600 dots. `percent`: of actual size.
 */
export const SCALINGS = ['fit', 'shrink', 'fill', 'actual', 'percent'] as const;
export type Scaling = (typeof SCALINGS)[number];

export const ALIGNMENTS = [
  'centre',
  'top-left',
  'top',
  'top-right',
  'left',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
] as const;
export const ROTATIONS = ['0', '90', '180', '270'] as const;

export const LAYOUT_SETTINGS = {
  arrangement: choice('Arrangement', 'How pages share sheets.', 'single', ARRANGEMENTS, {
    single: ['One page a side'],
    nup: ['Several pages a side'],
    repeat: ['One page, repeated', 'The same page as often as a side takes: cards, labels.'],
    booklet: ['Booklet', 'Folded in the middle; printed on both sides.'],
    poster: ['Poster', 'One page over many sheets, to be glued together.'],
  }),
  pagesPerSheet: choice('Pages a side', 'How many pages share a side.', '2', PAGES_PER_SHEET, (count) => [
    count,
  ]),
  pageOrder: choice('Order on the side', 'Which page comes next to which.', 'Z', PAGE_ORDERS, {
    Z: ['Across, then down'],
    N: ['Down, then across'],
    'Z-rtl': ['Across from the right, then down'],
    'N-rtl': ['Down from the right, then across'],
  }),
  pageBorder: choice('Lines around pages', 'Drawn around every page of a side.', 'none', PAGE_BORDERS, {
    none: ['None'],
    thin: ['Thin'],
    thick: ['Thick'],
    crop: ['Crop marks'],
  }),
  pageGapMm: number('Gap', 'White between the pages of a side.', 0, { min: 0, max: 50, unit: 'mm' }),
  autoRotate: toggle('Turn pages to suit', 'Wide pages are turned so that they come out larger.', true),
  rotation: choice('Turn all pages', 'By quarter turns, clockwise.', '0', ROTATIONS, {
    '0': ['Not turned'],
    '90': ['A quarter turn right'],
    '180': ['Upside down'],
    '270': ['A quarter turn left'],
  }),
  signatureSheets: number('Sheets a signature', '0: all sheets are folded together.', 0, { min: 0, max: 50 }),
  creepMm: number('Creep', 'How far the innermost sheet of a signature juts out once folded.', 0, {
    min: 0,
    max: 10,
    step: 0.1,
    unit: 'mm',
  }),
  bookletBinding: choice('Booklet opens', 'Where the spine is.', 'left', BOOKLET_BINDINGS, {
    left: ['Like a book in English'],
    right: ['From the right', 'For languages that are read from right to left.'],
  }),
  posterColumns: number('Poster, sheets across', 'Sheets side by side.', 2, { min: 1, max: 10 }),
  posterRows: number('Poster, sheets down', 'Sheets on top of each other.', 2, { min: 1, max: 10 }),
  posterOverlapMm: number('Overlap', 'What neighbouring sheets show twice, to glue on.', 10, {
    min: 0,
    max: 50,
    unit: 'mm',
  }),
  posterMarks: toggle('Cut marks', 'Where to cut, and where the neighbour begins.', true),
  posterLabels: toggle('Labels', 'Each sheet says its column and row, in the overlap.', true),
  mixedSizes: choice(
    'Pages of several sizes',
    'When a document has pages of different sizes.',
    'each',
    MIXED_SIZES,
    {
      each: ['All on the chosen paper'],
      group: ['Each on its own paper', 'Pages go on the paper of their size, where there is one.'],
    },
  ),
  scaling: choice('Scaling', 'How a page meets the printable area.', 'fit', SCALINGS, {
    fit: ['Fit to paper', 'Enlarged or reduced until it fills the printable area.'],
    shrink: ['Shrink if needed', 'Reduced when too large, never enlarged.'],
    fill: ['Fill the paper', 'Enlarged or reduced until no white is left; what reaches beyond is lost.'],
    actual: ['Actual size', 'One inch stays one inch; what reaches beyond the edge is lost.'],
    percent: ['By percent', 'Of actual size.'],
  }),
  scalePercent: number('Percent', 'Of actual size; for scaling by percent.', 100, {
    min: 10,
    max: 400,
    unit: '%',
  }),
  alignment: choice('Position', 'Where the page lies in its place.', 'centre', ALIGNMENTS, {
    centre: ['Centre'],
    'top-left': ['Top left'],
    top: ['Top'],
    'top-right': ['Top right'],
    left: ['Left'],
    right: ['Right'],
    'bottom-left': ['Bottom left'],
    bottom: ['Bottom'],
    'bottom-right': ['Bottom right'],
  }),
  offsetXMm: offset('Move right, front', 'Moves the front side; below 0 to the left.'),
  offsetYMm: offset('Move down, front', 'Moves the front side; below 0 up.'),
  backOffsetXMm: offset('Move right, back', 'Moves the back side; below 0 to the left.'),
  backOffsetYMm: offset('Move down, back', 'Moves the back side; below 0 up.'),
  marginMm: number('Extra margin', 'White all round, beyond what the machine leaves.', 0, {
    min: 0,
    max: 50,
    unit: 'mm',
  }),
  mirror: toggle('Mirror', 'Left and right exchanged, for transfers.', false),
};

function offset(title: string, help: string) {
  return number(title, help, 0, { min: -50, max: 50, step: 0.1, unit: 'mm' });
}
