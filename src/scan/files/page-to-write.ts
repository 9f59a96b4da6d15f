import type { RecognisedText } from '../text/recognised-text.ts';
import type { FinishedPage } from './finished-page.ts';

/** A page and what was read on it; null: nobody has tried. */
export interface PageToWrite {
  readonly page: FinishedPage;
  readonly text: RecognisedText | null;
}
