import type { PrintSettings, SettingKey } from './print-settings.ts';

/** What is known beside the settings themselves. */
interface Surroundings {
  /** Files that are there as letterhead, stamp, covers. */
  readonly attached: ReadonlySet<string>;
}

const NOTHING: Surroundings = { attached: new Set() };

interface Rule {
  readonly keys: readonly SettingKey[];
  readonly when: (settings: PrintSettings, surroundings: Surroundings) => boolean;
  /** When they matter, as a sentence. */
  readonly why: string;
}

const isTwoSided = ({ duplex, arrangement }: PrintSettings) => duplex !== 'off' || arrangement === 'booklet';
const sharesSides = ({ arrangement }: PrintSettings) => arrangement === 'nup' || arrangement === 'repeat';

/** A setting without a rule always matters. */
const RULES: readonly Rule[] = [
  { keys: ['collation', 'copiesBy'], when: ({ copies }) => copies > 1, why: 'For more than one copy.' },
  {
    keys: ['coverSource', 'coverMedia'],
    when: ({ frontCover, backCover }) => frontCover !== 'none' || backCover !== 'none',
    why: 'With a cover.',
  },
  {
    keys: ['separatorSource', 'separatorMedia'],
    when: ({ separators, interleave, banner }) => separators !== 'none' || interleave || banner,
    why: 'With separators, blank sheets or a job sheet.',
  },
  {
    keys: ['pageBorder', 'pageGapMm'],
    when: sharesSides,
    why: 'For several pages, or one page repeated, on a side.',
  },
  {
    // At a size of its own, a page is repeated as often as a side takes it.
    keys: ['pagesPerSheet'],
    when: ({ arrangement, scaling }) =>
      arrangement === 'nup' || (arrangement === 'repeat' && scaling !== 'actual' && scaling !== 'percent'),
    why: 'For several pages on a side, or one page repeated and scaled to fit.',
  },
  { keys: ['pageOrder'], when: ({ arrangement }) => arrangement === 'nup', why: 'For several pages a side.' },
  {
    keys: ['signatureSheets', 'creepMm', 'bookletBinding'],
    when: ({ arrangement }) => arrangement === 'booklet',
    why: 'For booklets.',
  },
  {
    keys: ['posterColumns', 'posterRows', 'posterOverlapMm', 'posterMarks', 'posterLabels'],
    when: ({ arrangement }) => arrangement === 'poster',
    why: 'For posters.',
  },
  {
    keys: ['mixedSizes'],
    when: ({ arrangement }) => arrangement === 'single',
    why: 'For one page a side.',
  },
  { keys: ['scalePercent'], when: ({ scaling }) => scaling === 'percent', why: 'For scaling by percent.' },
  {
    keys: ['duplex'],
    when: ({ arrangement }) => arrangement !== 'booklet',
    why: 'A booklet always takes both sides.',
  },
  {
    keys: ['turnedBy', 'backOffsetXMm', 'backOffsetYMm'],
    when: isTwoSided,
    why: 'For printing on both sides.',
  },
  {
    keys: ['bindingMarginBy'],
    when: ({ bindingMarginMm }) => bindingMarginMm > 0,
    why: 'With a binding margin.',
  },
  {
    keys: [
      'watermarkPosition',
      'watermarkAngle',
      'watermarkOpacity',
      'watermarkSize',
      'watermarkTiled',
      'watermarkPages',
      'watermarkLayer',
    ],
    when: ({ watermark }, { attached }) => watermark !== '' || attached.has('stamp'),
    why: 'With a watermark or a stamp.',
  },
  {
    keys: ['headerSizePt', 'headerPages'],
    when: ({ header, footer }) => header !== '' || footer !== '',
    why: 'With a header or a footer.',
  },
  {
    keys: ['letterheadPages', 'letterheadLayer'],
    when: (_, { attached }) => attached.has('letterhead'),
    why: 'With a letterhead.',
  },
  {
    keys: ['screenLpi', 'screenAngle'],
    when: ({ halftone }) => halftone === 'Custom',
    why: 'For a screen of your own.',
  },
  {
    keys: ['objectAware'],
    when: ({ halftone }) => halftone !== 'Threshold',
    why: 'For halftones with grays.',
  },
];

/** Whether a setting changes anything while the others are as they are. */
export function isRelevant(key: SettingKey, settings: PrintSettings, surroundings = NOTHING): boolean {
  return whenRelevant(key, settings, surroundings) === null;
}

/** When a setting would matter, as a sentence; null when it does now. */
export function whenRelevant(
  key: SettingKey,
  settings: PrintSettings,
  surroundings = NOTHING,
): string | null {
  const unmet = RULES.find(({ keys, when }) => keys.includes(key) && !when(settings, surroundings));
  return unmet?.why ?? null;
}
