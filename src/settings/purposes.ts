import type { PrintSettings } from './print-settings.ts';

export const PURPOSE_NAMES = ['office', 'publication', 'photo', 'plans', 'economy'] as const;
export type PurposeName = (typeof PURPOSE_NAMES)[number];

/** Settings that go together, for one kind of document. */
export interface Purpose {
  readonly title: string;
  readonly help: string;
  /** Only what decides how dots are made; layout and paper stay as they are. */
  readonly settings: Partial<PrintSettings>;
}

/** What every purpose decides anew, so that nothing is left over from the one before. */
const NEUTRAL = {
  halftone: 'Gradation',
  objectAware: true,
  brightness: 0,
  contrast: 0,
  density: 0,
  toneCurve: '',
  sharpening: 0,
  thinLines: 0,
  blackText: false,
  tonerSaving: 'off',
  tonerPattern: 'off',
  refinement: 'default',
} as const satisfies Partial<PrintSettings>;

export const PURPOSES: Readonly<Record<PurposeName, Purpose>> = {
  office: {
    title: 'Office',
    help: 'Letters, tables and slides, with pictures here and there.',
    // The driver's defaults, and a little sharpening: pictures in office documents are mostly small screen shots.
    settings: { ...NEUTRAL, sharpening: 20 },
  },
  publication: {
    title: 'Publication',
    help: 'Small text, gray text and boxes, line drawings.',
    settings: {
      ...NEUTRAL,
      // 212 lines per inch: small gray letters and thin rules break up least.
      halftone: 'Resolution',
      sharpening: 30,
      // What is thinner than two dots depends on the day's toner; two always print.
      thinLines: 2,
      // The machine rounds off the steps of slanted edges.
      refinement: 'on',
    },
  },
  photo: {
    title: 'Photo',
    help: 'Pictures over the whole page.',
    settings: {
      ...NEUTRAL,
      // The coarsest of the three: large dots vary least from one to the next, so that even tones look even.
      halftone: 'ColorTone',
      // Paper reflects less than a screen shines: the middle tones a little lighter, the ends where they are.
      toneCurve: '0:0 96:108 255:255',
      sharpening: 50,
      // Smoothing at edges would change the size of dots, and with it the tones.
      refinement: 'off',
    },
  },
  plans: {
    title: 'Plans with fine lines',
    help: 'Drawings by CAD and maps: every line prints, light ones too.',
    settings: {
      ...NEUTRAL,
      halftone: 'Resolution',
      // An eighth of a millimetre, the thinnest pen of technical drawing (0.13 mm of ISO 128), is three dots.
      thinLines: 3,
      // Light colours of layers darken, so that they can be told from paper.
      density: 20,
      refinement: 'on',
    },
  },
  economy: {
    title: 'Save toner',
    help: 'Drafts: lighter, but text stays sharp.',
    settings: {
      ...NEUTRAL,
      // Half of the dots inside of solid areas are left out; edges stay, so letters can be read.
      tonerPattern: 'strong',
      // Pictures and fills lighter by a quarter of their range.
      brightness: 50,
      // Coloured text would become gray, and gray text suffers most from a lighter print.
      blackText: true,
    },
  },
};
