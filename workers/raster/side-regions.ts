import { intersect, transformBox, type PageRegion } from '../../src/documents/page-region.ts';
import type { ImageRegion } from '../../src/imaging/regions.ts';
import type { Placement } from '../../src/layout/sheet-plan.ts';

/**
 * Black and white pictures that are reduced more than this are screened like photos: their thinnest lines come
 * out gray, and would be lost if every dot were rounded to black or white.
 */
const MOST_REDUCED = 1.5;

/** The pictures of a placed page on its side. */
export function placeRegions(regions: readonly PageRegion[], placement: Placement): ImageRegion[] {
  const { matrix, clip, opacity = 1 } = placement;
  const [a, b, c, d] = matrix;
  const dotsPerPoint = Math.min(Math.hypot(a, b), Math.hypot(c, d));
  const isUpright = (b === 0 && c === 0) || (a === 0 && d === 0);
  const window = [clip.x, clip.y, clip.x + clip.width, clip.y + clip.height] as const;
  return regions.flatMap(({ kind, box, pixelsPerPoint = 0 }) => {
    const seen = intersect(transformBox(box, matrix), window);
    if (!seen) return [];
    const [left, top, right, bottom] = seen;
    const isSharp = opacity === 1 && isUpright && pixelsPerPoint <= dotsPerPoint * MOST_REDUCED;
    return {
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
      kind: kind === 'bilevel' && isSharp ? 'bilevel' : 'photo',
    };
  });
}
