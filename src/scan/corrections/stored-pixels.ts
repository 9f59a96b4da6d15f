import type { PixelShape } from '../pages/scanned-page.ts';

/** Where a page's stored pixels come from. Exports `StoredPixels`, `pixelsInMemory`. */
export interface StoredPixels {
  readonly shape: PixelShape;
  /** Of every strip but the last, which may have fewer. */
  readonly linesPerStrip: number;
  /** Whole lines of strip `index`, unpacked; strips are asked for in any order, and more than once. */
  strip(index: number): Promise<Uint8Array>;
}

/** A small page, such as an overview. */
export function pixelsInMemory(shape: PixelShape, bytes: Uint8Array): StoredPixels {
  return { shape, linesPerStrip: Math.max(1, shape.heightPx), strip: () => Promise.resolve(bytes) };
}
