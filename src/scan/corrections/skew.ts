import type { GrayPage } from './gray-page.ts';

/**
 * In which direction the lines of a page run, found by projection: seen along its lines, a page of text falls into
 * stripes of ink and gaps. Exports `skewOf`.
 *
 * What is projected are the places where ink ends and paper begins (the lower ends for lines that run across, the right
 * ends for those that run down), measured to a fraction of a pixel: at 100 dpi, 0.1 degrees are little more than one
 * pixel across a page.
 */

/** Pages that lie worse than this are not straightened by themselves. */
const MAX_SKEW_DEGREES = 10;
const COARSE_DEGREES = 0.2;
const FINE_DEGREES = 0.02;
/** Enough for any page, and few enough to be quick; fewer do to see roughly where to look. */
const MAX_POINTS = 20_000;
const ROUGH_POINTS = 5_000;
const MIN_POINTS = 60;
/** How much stripes must stand out against other directions. Of noise and photographs they stay below 1.15. */
const LEAST_CERTAINTY = 1.3;
/** Shadows and edges of the glass lie there, which are always straight. */
const MARGIN_MM = 5;
/** Of the way from paper to the darkest ink: thin strokes at 100 dpi never get darker than gray. */
const EDGE_SHARE = 0.3;
const LEAST_EDGE = 20;

/** Where ink ends, in pixels from the middle of the page: `along` the lines and `across` them. */
interface Points {
  readonly along: Float32Array;
  readonly across: Float32Array;
  /** Farther from the middle is none, however the page is turned. */
  readonly reachPx: number;
}

/** Clockwise degrees that make the page straight; null where no direction is to be seen. */
export function skewOf(page: GrayPage, paperGray: number): number | null {
  const level = edgeLevel(page, paperGray);
  const margin = Math.round((MARGIN_MM * page.dpi) / 25.4);
  const lying = direction(inkEnds(page, level, margin, 'lower'));
  const standing = direction(inkEnds(page, level, margin, 'right'));
  // Seen from the side, turning clockwise is turning the other way.
  const best = standing.certainty > lying.certainty ? { ...standing, degrees: -standing.degrees } : lying;
  if (best.certainty < LEAST_CERTAINTY || Math.abs(best.degrees) > MAX_SKEW_DEGREES) return null;
  return Math.round(best.degrees * 100) / 100 + 0;
}

function edgeLevel({ levels }: GrayPage, paperGray: number): number {
  const counts = new Uint32Array(256);
  for (let i = 0; i < levels.length; i += 3) counts[levels[i]!]!++;
  let [dark, seen] = [0, 0];
  while (dark < 255 && (seen += counts[dark]!) < levels.length / 3 / 200) dark++;
  return paperGray - Math.max(LEAST_EDGE, EDGE_SHARE * (paperGray - dark));
}

function inkEnds(page: GrayPage, level: number, margin: number, side: 'lower' | 'right'): Points {
  const { widthPx, heightPx, levels } = page;
  const step = side === 'lower' ? widthPx : 1;
  const found: number[] = [];
  for (let y = margin; y < heightPx - margin - 1; y++) {
    for (let at = y * widthPx + margin; at < (y + 1) * widthPx - margin - 1; at++) {
      if (levels[at]! < level && levels[at + step]! >= level) found.push(at);
    }
  }
  const along = new Float32Array(found.length);
  const across = new Float32Array(found.length);
  found.forEach((at, i) => {
    const [inside, outside] = [levels[at]!, levels[at + step]!];
    const beyond = (level - inside) / (outside - inside);
    const x = (at % widthPx) - widthPx / 2;
    const y = Math.floor(at / widthPx) - heightPx / 2;
    along[i] = side === 'lower' ? x : y;
    across[i] = (side === 'lower' ? y : x) + beyond;
  });
  return { along, across, reachPx: Math.ceil(Math.hypot(widthPx, heightPx) / 2) + 1 };
}

/** No more than `count`, from all over the page. */
function some(points: Points, count: number): Points {
  const { along, across, reachPx } = points;
  if (along.length <= count) return points;
  const of = (values: Float32Array) =>
    Float32Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)]!);
  return { along: of(along), across: of(across), reachPx };
}

/** The angle at which the points fall into stripes, and how much more than at others. */
function direction(points: Points): { readonly degrees: number; readonly certainty: number } {
  if (points.along.length < MIN_POINTS) return { degrees: 0, certainty: 0 };
  const few = some(points, ROUGH_POINTS);
  const steps = Math.round((MAX_SKEW_DEGREES + 1) / COARSE_DEGREES);
  const coarse = Array.from({ length: 2 * steps + 1 }, (_, i) => {
    const degrees = (i - steps) * COARSE_DEGREES;
    return { degrees, score: stripes(few, degrees) };
  });
  const ordered = coarse.map(({ score }) => score).sort((a, b) => a - b);
  const rough = coarse.reduce((best, one) => (one.score > best.score ? one : best));
  const degrees = refined(some(points, MAX_POINTS), rough.degrees);
  return { degrees, certainty: stripes(few, degrees) / ordered[ordered.length >> 1]! };
}

/** The middle of the peak around `degrees`: of what stands out above four fifths of it. */
function refined(points: Points, degrees: number): number {
  const reach = Math.round((1.5 * COARSE_DEGREES) / FINE_DEGREES);
  const scores = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    stripes(points, degrees + (i - reach) * FINE_DEGREES),
  );
  const peak = scores.indexOf(Math.max(...scores));
  const floor = scores[peak]! * 0.8;
  let [weights, moments] = [0, 0];
  for (const step of [1, -1]) {
    for (let i = step > 0 ? peak : peak - 1; i >= 0 && i < scores.length && scores[i]! > floor; i += step) {
      weights += scores[i]! - floor;
      moments += (scores[i]! - floor) * i;
    }
  }
  return degrees + (moments / weights - reach) * FINE_DEGREES;
}

/** Sum of squares of how many points fall into each stripe one pixel high. A point is shared by the two nearest. */
function stripes({ along, across, reachPx }: Points, degrees: number): number {
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const counts = new Float32Array(2 * reachPx + 2);
  for (let i = 0; i < along.length; i++) {
    const place = along[i]! * sin + across[i]! * cos + reachPx;
    const stripe = Math.floor(place);
    counts[stripe]! += 1 - (place - stripe);
    counts[stripe + 1]! += place - stripe;
  }
  let sum = 0;
  for (const count of counts) sum += count * count;
  return sum;
}
