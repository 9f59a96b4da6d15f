import type { Quirk } from './quirks.ts';

/**
 * What nobody has published about this scanner. Unlike the printer's, these are settings: a person who has the
 * machine can switch them, and what a scan shows can be learned. The answers here are those that are known to
 * work, or the ones that do no harm.
 */
export const SCANNER_QUIRKS = {
  /** Units of 1/75 inch. */
  largestPage: quirk<{ readonly width: number; readonly height: number }>(
    { width: 636, height: 868 },
    {
      question: 'How large a page does the scanner take? A4 is 3 mm longer than this, Legal 61 mm.',
      confidence: 'likely',
      source:
        'The limits of SANE for this model, which are marked unverified there; glass and feeder may take more',
    },
  ),
  otherResolutions: quirk(false, {
    question: 'Does it scan at resolutions other than 75, 150, 300 and 600 dpi?',
    confidence: 'unknown',
    source:
      "Canon's own driver offers more, but nobody has said whether the machine or the driver makes them",
  }),
  backsTurned: quirk(false, {
    question: 'Do the backs of sheets from the feeder come upside down?',
    confidence: 'unknown',
    source: 'SANE turns nothing; the feeder reverses the sheet, which leaves both possible',
  }),
  backsFirst: quirk(false, {
    question: 'Does the back of a sheet come before its front?',
    confidence: 'unknown',
    source: 'SANE takes the sides as they come and calls the first one front',
  }),
  endsEveryPage: quirk(true, {
    question: 'Is the session ended after every page?',
    confidence: 'likely',
    source:
      'The version of SANE that was tested on the real machine did so; later ones end it only in the feeder',
  }),
} as const;

function quirk<Answer>(answer: Answer, about: Omit<Quirk<Answer>, 'answer'>): Quirk<Answer> {
  return { ...about, answer };
}

export type ScannerQuirks = {
  readonly [Name in keyof typeof SCANNER_QUIRKS]: (typeof SCANNER_QUIRKS)[Name]['answer'];
};

export const TESTED_SCANNER: ScannerQuirks = {
  largestPage: SCANNER_QUIRKS.largestPage.answer,
  otherResolutions: SCANNER_QUIRKS.otherResolutions.answer,
  backsTurned: SCANNER_QUIRKS.backsTurned.answer,
  backsFirst: SCANNER_QUIRKS.backsFirst.answer,
  endsEveryPage: SCANNER_QUIRKS.endsEveryPage.answer,
};
