import { WEDGE_MARK_MM } from '../../settings/wedge.ts';
import { darkBlobs, type DarkBlob } from './dark-blobs.ts';
import { pxPerMm, ringMean, shrunk, type GrayImage, type PointPx } from './gray-image.ts';

/** A ring that looks like one of the wedge's. */
export interface FoundMark {
  readonly centre: PointPx;
  readonly isHollow: boolean;
}

/** Rings are looked for at about this; finer only costs time. */
const LOOKING_DPI = 100;
/** How much larger or smaller than drawn they may be: scaling of the print, toner beyond their edge, lost corners. */
const SIZE_TOLERANCE = 0.12;
/** Between paper and black: what is at least so light is white, at most so dark black. Dust may lie in between. */
const CLEAR = 0.65;

/** Everything in a picture that looks like a mark, turned or not. */
export function findMarks(image: GrayImage): FoundMark[] {
  const factor = Math.max(1, Math.round(image.dpi / LOOKING_DPI));
  const small = shrunk(image, factor);
  const { dark, light } = extremes(small);
  const found: FoundMark[] = [];
  for (const blob of darkBlobs(small, (dark + light) / 2)) {
    if (!isRingSized(blob, pxPerMm(small))) continue;
    const near = middleOf(small, blob.centre, (dark + light) / 2);
    const kind = near && kindOf(small, near, { dark, light });
    if (!near || !kind) continue;
    const coarse = { x: near.x * factor, y: near.y * factor };
    const centre = middleOf(image, coarse, (dark + light) / 2) ?? coarse;
    found.push({ centre, isHollow: kind === 'hollow' });
  }
  return found;
}

interface Extremes {
  readonly dark: number;
  readonly light: number;
}

/** Levels that a thousandth of the picture is darker than, and half of it lighter: ink, and paper or lid. */
function extremes({ levels }: GrayImage): Extremes {
  const counts = new Uint32Array(256);
  for (const level of levels) counts[level]! += 1;
  return { dark: levelAt(counts, levels.length * 0.001), light: levelAt(counts, levels.length * 0.5) };
}

function levelAt(counts: Uint32Array, place: number): number {
  let below = 0;
  return Math.max(
    0,
    counts.findIndex((count) => (below += count) > place),
  );
}

function isRingSized({ widthPx, heightPx, pixels }: DarkBlob, scale: number): boolean {
  const { outerRadius, innerRadius } = WEDGE_MARK_MM;
  const diameter = 2 * outerRadius * scale;
  const area = Math.PI * (outerRadius ** 2 - innerRadius ** 2) * scale ** 2;
  // Edges are a pixel uncertain, and an area has two of them.
  const isNear = (value: number, ideal: number, slack: number) => Math.abs(value - ideal) <= slack;
  const slack = diameter * SIZE_TOLERANCE + 1;
  return (
    isNear(widthPx, diameter, slack) && isNear(heightPx, diameter, slack) && isNear(pixels, area, area * 0.35)
  );
}

/** Middle of the dark within a mark's reach, weighed by how dark it is; null at the border of the picture. */
function middleOf(image: GrayImage, around: PointPx, limit: number): PointPx | null {
  const reach = Math.ceil((WEDGE_MARK_MM.outerRadius + 0.6) * pxPerMm(image));
  const [left, top] = [Math.round(around.x) - reach, Math.round(around.y) - reach];
  if (left < 0 || top < 0 || left + 2 * reach > image.widthPx || top + 2 * reach > image.heightPx)
    return null;
  let [weights, sumX, sumY] = [0, 0, 0];
  for (let y = top; y < top + 2 * reach; y += 1) {
    for (let x = left; x < left + 2 * reach; x += 1) {
      if (Math.hypot(x + 0.5 - around.x, y + 0.5 - around.y) > reach) continue;
      const weight = Math.max(0, limit - image.levels[y * image.widthPx + x]!);
      weights += weight;
      sumX += weight * (x + 0.5);
      sumY += weight * (y + 0.5);
    }
  }
  return weights === 0 ? null : { x: sumX / weights, y: sumY / weights };
}

/** White around, black, white, and in the middle either: seen from the middle outwards. */
function kindOf(image: GrayImage, centre: PointPx, { dark, light }: Extremes): 'dotted' | 'hollow' | null {
  const { outerRadius, innerRadius, dotRadius } = WEDGE_MARK_MM;
  const scale = pxPerMm(image);
  const lightness = (from: number, to: number) => {
    const mean = ringMean(image, centre, from * scale, to * scale);
    return mean === null ? null : (mean - dark) / (light - dark);
  };
  const [around, ring, gap, middle] = [
    lightness(outerRadius + 0.3, outerRadius + 0.8),
    lightness(innerRadius + 0.4, outerRadius - 0.4),
    lightness(dotRadius + 0.4, innerRadius - 0.4),
    lightness(0, dotRadius - 0.4),
  ];
  if (around === null || ring === null || gap === null || middle === null) return null;
  if (around < CLEAR || ring > 1 - CLEAR || gap < CLEAR) return null;
  if (middle < 1 - CLEAR) return 'dotted';
  return middle > CLEAR ? 'hollow' : null;
}
