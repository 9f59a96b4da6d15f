import * as v from 'valibot';
import { TESTED_SCANNER, type ScannerQuirks } from '../../machine/scanner-quirks.ts';

/** Units of 1/75 inch, as in the quirk. The first is what SANE works with; the others are the papers that it cuts. */
const LARGEST_PAGES = {
  tested: TESTED_SCANNER.largestPage,
  A4: { width: 636, height: 877 },
  Legal: { width: 636, height: 1050 },
} as const;
export type LargestPageName = keyof typeof LARGEST_PAGES;

/** Open questions about the scanner that somebody has answered; what is left out is as tested. */
export const ScannerAnswersSchema = v.object({
  largestPage: v.optional(v.picklist(['tested', 'A4', 'Legal'])),
  otherResolutions: v.optional(v.boolean()),
  backsTurned: v.optional(v.boolean()),
  backsFirst: v.optional(v.boolean()),
  endsEveryPage: v.optional(v.boolean()),
});
export type ScannerAnswers = v.InferOutput<typeof ScannerAnswersSchema>;

/** How the scanner is driven, with what has been answered in place of what was assumed. */
export function quirksAnswered({ largestPage, ...answers }: ScannerAnswers): ScannerQuirks {
  const given = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined));
  return { ...TESTED_SCANNER, ...given, largestPage: LARGEST_PAGES[largestPage ?? 'tested'] };
}
