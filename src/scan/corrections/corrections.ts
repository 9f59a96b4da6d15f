/** What is done to a page on its way from stored pixels to a file or to paper, in this order. Never to what is stored. */
export interface Corrections {
  /** Clockwise degrees that straighten the page; `auto`: as much as its findings say; 0: none. */
  readonly straighten: number | 'auto';
  readonly crop: Crop;
  /** White instead of what lies this near to the edges of the cropped page, millimetres: shadows, punch holes. */
  readonly eraseEdgesMm: number;
  /** Clockwise, after all the geometry above. */
  readonly turn: 0 | 90 | 180 | 270;
  /** The gray or colour that becomes white, bleed-through with it; `auto`: as the findings say; null: as scanned. */
  readonly whitePoint: number | 'auto' | null;
  /** −100 … 100; 0 as scanned. */
  readonly brightness: number;
  /** −100 … 100; 0 as scanned. */
  readonly contrast: number;
  /** Lone specks of up to about 0.25 mm are taken away; of `black`, those that are black in the end. */
  readonly despeckle: boolean;
  /** What comes out. `as-scanned`: gray or colour. */
  readonly ink: 'as-scanned' | 'gray' | 'black';
  /** Of `black`: gray up to this is black; `adaptive`: by what is around it, which shadows cannot mislead. */
  readonly threshold: number | 'adaptive';
}

/** `page`: the sheet that was found on the glass. An area is measured on the straightened page before it is turned. */
type Crop = 'none' | 'page' | CropArea;

/** From the left and upper edge of what was scanned, millimetres. */
export interface CropArea {
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

export const AS_SCANNED: Corrections = {
  straighten: 0,
  crop: 'none',
  eraseEdgesMm: 0,
  turn: 0,
  whitePoint: null,
  brightness: 0,
  contrast: 0,
  despeckle: false,
  ink: 'as-scanned',
  threshold: 'adaptive',
};
