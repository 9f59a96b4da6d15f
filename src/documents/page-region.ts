import type { Matrix } from '../layout/geometry.ts';

/** left, top, right, bottom. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/**
 * What pictures cover of a page, page space. `photo`: anything of continuous tones. `bilevel`: an opaque picture
 * of nothing but black and white. In the order of painting.
 */
export interface PageRegion {
  readonly kind: 'photo' | 'bilevel';
  readonly box: Box;
  /** Of a bilevel picture: pixels a point, where they lie closest. */
  readonly pixelsPerPoint?: number;
}

/** A box's surroundings after a transform. */
export function transformBox([left, top, right, bottom]: Box, [a, b, c, d, e, f]: Matrix): Box {
  const xs = [a * left, a * right].flatMap((x) => [x + c * top + e, x + c * bottom + e]);
  const ys = [b * left, b * right].flatMap((y) => [y + d * top + f, y + d * bottom + f]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** What two boxes share; null: nothing. */
export function intersect(a: Box, b: Box): Box | null {
  const box = [
    Math.max(a[0], b[0]),
    Math.max(a[1], b[1]),
    Math.min(a[2], b[2]),
    Math.min(a[3], b[3]),
  ] as const;
  return box[0] < box[2] && box[1] < box[3] ? box : null;
}

/** The box around two. */
export function unite(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

export function areaOf([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}

/** A picture's levels may stray by this much, as after lossy coding, and still count as one. */
const STRAY = 8;
const DARKEST_WHITE = 224;
const LIGHTEST_BLACK = 31;

/**
 * Whether pixels are black and white only. `channels`: 3 for RGB, 4 for RGBA, which must be opaque throughout.
 * Stops at the first pixel that is neither, which in a photo is among the first.
 */
export function isBlackAndWhite(pixels: Uint8Array | Uint8ClampedArray, channels: 3 | 4): boolean {
  let [darkest, lightestDark, darkestLight, lightest] = [255, 0, 255, 0];
  for (let at = 0; at + channels <= pixels.length; at += channels) {
    const red = pixels[at]!;
    const green = pixels[at + 1]!;
    const blue = pixels[at + 2]!;
    if (channels === 4 && pixels[at + 3] !== 255) return false;
    const low = Math.min(red, green, blue);
    const high = Math.max(red, green, blue);
    if (low >= DARKEST_WHITE) {
      darkestLight = Math.min(darkestLight, low);
      lightest = Math.max(lightest, high);
    } else if (high <= LIGHTEST_BLACK) {
      darkest = Math.min(darkest, low);
      lightestDark = Math.max(lightestDark, high);
    } else {
      return false;
    }
    if (lightest - darkestLight > STRAY || lightestDark - darkest > STRAY) return false;
  }
  return true;
}
