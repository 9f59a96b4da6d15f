/** What was read on a finished page, in reading order. Places are pixels of that page from its upper left corner. */
export interface RecognisedText {
  readonly words: readonly RecognisedWord[];
  /** How sure it all is, 0 … 100; 0 where nothing was read. */
  readonly confidence: number;
  /** With line and paragraph breaks. */
  readonly plain: string;
}

export interface RecognisedWord {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Where letters stand, at the word's left edge. */
  readonly baseline: number;
  readonly confidence: number;
  /** The last word of its line. */
  readonly endsLine: boolean;
}
