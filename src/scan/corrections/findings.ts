/** What a look at a page has shown, by its overview. Only measured: what is done about it is the corrections' business. */
export interface Findings {
  /** Clockwise degrees by which the page must be turned to lie straight; 0 when no direction is to be seen. */
  readonly skewDegrees: number;
  /**
   * The sheet, where it can be told from the lid; pixels of the overview would not do, so millimetres. Measured on the
   * page once it is straightened by `skewDegrees`.
   */
  readonly sheet: {
    readonly leftMm: number;
    readonly topMm: number;
    readonly widthMm: number;
    readonly heightMm: number;
  } | null;
  /** The gray that paper has, 0 … 255. */
  readonly paperGray: number;
  /** Share of the page that is not paper, 0 … 1. */
  readonly inkShare: number;
  /** Nothing but paper, specks and shadows of the edges. */
  readonly isBlank: boolean;
  /** A patch-T separator sheet. */
  readonly isPatch: boolean;
}

/** Of a page that nobody has looked at. */
export const NOTHING_FOUND: Findings = {
  skewDegrees: 0,
  sheet: null,
  paperGray: 255,
  inkShare: 1,
  isBlank: false,
  isPatch: false,
};
