import type { PixelShape } from '../pages/scanned-page.ts';

/** A page as one looks at it for findings: gray, 0 black, a byte a pixel, small (about 100 dpi). */
export interface GrayPage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  readonly levels: Uint8Array;
}

/** Stored pixels, all of a page. */
export interface PagePixels extends PixelShape {
  /** Whole lines as `PixelShape` says. */
  readonly bytes: Uint8Array;
}

/** Weights of red, green and blue in 1/256 (ITU-R BT.601): gray pages are then what JPEG calls brightness. */
const [RED, GREEN, BLUE] = [77, 150, 29];

export function grayPage({ widthPx, heightPx, dpi, mode, bytes }: PagePixels): GrayPage {
  if (mode === 'gray') return { widthPx, heightPx, dpi, levels: bytes };
  const levels = new Uint8Array(widthPx * heightPx);
  for (let i = 0, at = 0; i < levels.length; i++, at += 3) {
    levels[i] = (RED * bytes[at]! + GREEN * bytes[at + 1]! + BLUE * bytes[at + 2]! + 128) >> 8;
  }
  return { widthPx, heightPx, dpi, levels };
}

/** How often each level occurs. */
export function histogram(levels: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (const level of levels) counts[level]!++;
  return counts;
}

/** Pixels, from the upper left corner; `right` and `bottom` are the first that are not in it. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function cutOut({ widthPx, dpi, levels }: GrayPage, { left, top, right, bottom }: Box): GrayPage {
  const page = { widthPx: right - left, heightPx: bottom - top, dpi };
  const cut = new Uint8Array(page.widthPx * page.heightPx);
  for (let y = top; y < bottom; y++) {
    cut.set(levels.subarray(y * widthPx + left, y * widthPx + right), (y - top) * page.widthPx);
  }
  return { ...page, levels: cut };
}
