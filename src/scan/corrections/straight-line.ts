/** A straight line through most of a row of points. Exports `fitLine`. */
export interface Line {
  readonly slope: number;
  /** Where the line is at place `along` of the row. */
  at(along: number): number;
  /** The part of the row that lies on the line, and its middle. */
  readonly from: number;
  readonly to: number;
  readonly middle: number;
  /** How many points lie on it. */
  readonly points: number;
}

const MAX_DEGREES = 12;
const STEP_DEGREES = 0.5;
/** Points this near to the line lie on it. */
const NEAR_PX = 2.5;
/** Of the places from its first to its last point have one on the line. */
const LEAST_SHARE = 0.8;

/**
 * The line on which most points lie: `points[i]` is the point at place i, -1 for none. null where there is no such line
 * of `leastPx` or more without large gaps.
 */
export function fitLine(points: Int32Array, leastPx: number): Line | null {
  const places = Array.from(points.keys()).filter((i) => points[i]! >= 0);
  if (places.length < leastPx) return null;
  let { slope, offset } = roughly(points, places);
  let near: number[] = [];
  for (let round = 0; round < 3; round++) {
    near = places.filter((i) => Math.abs(points[i]! - offset - slope * i) <= NEAR_PX);
    if (near.length < leastPx) return null;
    ({ slope, offset } = leastSquares(points, near));
  }
  // The first and the last few may be others that happen to lie there.
  const from = near[Math.floor(near.length * 0.01)]!;
  const to = near[Math.ceil(near.length * 0.99) - 1]!;
  if (near.length < LEAST_SHARE * (to - from + 1)) return null;
  const at = (along: number) => offset + slope * along;
  return { slope, at, from, to, middle: (from + to) / 2, points: near.length };
}

/** By Hough's way: of all slopes and offsets the one with most points. */
function roughly(points: Int32Array, places: readonly number[]): { slope: number; offset: number } {
  let best = { slope: 0, offset: 0, count: 0 };
  for (let degrees = -MAX_DEGREES; degrees <= MAX_DEGREES; degrees += STEP_DEGREES) {
    const slope = Math.tan((degrees * Math.PI) / 180);
    const counts = new Map<number, number>();
    for (const i of places) {
      const bin = Math.round((points[i]! - slope * i) / NEAR_PX);
      const count = (counts.get(bin) ?? 0) + 1;
      counts.set(bin, count);
      if (count > best.count) best = { slope, offset: bin * NEAR_PX, count };
    }
  }
  return best;
}

function leastSquares(points: Int32Array, places: readonly number[]): { slope: number; offset: number } {
  const count = places.length;
  const meanPlace = places.reduce((sum, i) => sum + i, 0) / count;
  const mean = places.reduce((sum, i) => sum + points[i]!, 0) / count;
  let [products, squares] = [0, 0];
  for (const i of places) {
    products += (i - meanPlace) * (points[i]! - mean);
    squares += (i - meanPlace) ** 2;
  }
  const slope = squares === 0 ? 0 : products / squares;
  return { slope, offset: mean - slope * meanPlace };
}
