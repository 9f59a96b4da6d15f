import type { RectPx } from './geometry.ts';

/** Something the layout draws on a side by itself. Side space: 600 dpi pixels, origin top left, y down. */
export type Mark = TextMark | LineMark;

interface MarkStyle {
  /** `under`: painted before all pages; `over`: after them. */
  readonly layer: 'under' | 'over';
  /** 0 black to 255 white. */
  readonly gray: number;
  /** 0 to 1; left out: 1. */
  readonly opacity?: number;
  /** Left out: the whole side. */
  readonly clip?: RectPx;
}

/** One line of text in the app's own sans-serif face, the same on every computer. */
export interface TextMark extends MarkStyle {
  readonly kind: 'text';
  readonly text: string;
  /** The anchor: `align` says which point of the text lies there along it; across it, the middle of its capitals. */
  readonly x: number;
  readonly y: number;
  readonly align: 'start' | 'center' | 'end';
  /** Size of the face in pixels. */
  readonly sizePx: number;
  /** Counterclockwise about the anchor, degrees. */
  readonly angle: number;
  /** Left and right of its letters exchanged about the anchor, before it is turned: on a side that is mirrored. */
  readonly mirrored?: boolean;
  /** Made smaller until it is no longer than this, pixels; left out: as long as it comes. */
  readonly maxLengthPx?: number;
}

export interface LineMark extends MarkStyle {
  readonly kind: 'line';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly widthPx: number;
  /** Lengths of strokes and gaps in turn, pixels; left out: solid. */
  readonly dashPx?: readonly number[];
}
