/** A page as it is to be written, line by line from the top; it never stands in memory as a whole. */
export interface FinishedPage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  readonly ink: PageInk;
  /**
   * Whole lines in order, without gaps: R, G, B or gray (0 black), 8 bits each; `black`: 1 bit a pixel, 1 = black,
   * most significant bit leftmost, lines begin at bytes. A portion is valid until the next is asked for.
   * May be asked for more than once.
   */
  portions(): AsyncIterable<Uint8Array<ArrayBuffer>>;
}

export type PageInk = 'colour' | 'gray' | 'black';
