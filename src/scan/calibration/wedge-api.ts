/** What a picture of the glass says of the step wedge on it. */
export interface WedgeReading {
  /** Which print it is, as `wedgeId` makes it. */
  readonly id: number;
  /** Of each of `WEDGE_GRAYS`, from 0, its solid black, to 255, its paper. */
  readonly lightness: readonly number[];
  /** As the scanner saw them. */
  readonly paper: number;
  readonly black: number;
  /** The most that patches of one gray differ, of 255 levels. */
  readonly spread: number;
  /** Clockwise, −180 to 180. */
  readonly turnedDegrees: number;
}

/** What the worker that measures offers the page through comlink (implemented in workers/wedge.ts). */
export interface WedgeApi {
  /** A scan of the whole glass. The picture is used up. Throws PlatenError `scan.wedge-*`. */
  read(picture: ImageBitmap, dpi: number): Promise<WedgeReading>;
}
