/** Coverage wanted (1 = all dots black) for a gray, 0 (black) to 255 (white), fractions allowed. Never rises. */
export type ToneCurve = (gray: number) => number;

type Knot = readonly [gray: number, coverage: number];

/** No allowance for dot gain. */
export const straightCurve: ToneCurve = (gray) => 1 - gray / 255;

/*
 * The curves below follow the coverages of the driver's three modes, measured from flat patches in its streams,
 * within 0.02 at every level: 255 is empty, 0 to 2 are solid, and a jump follows on to 3. They allow for the dot
 * gain of this engine under each screen, so they belong to the screens.
 */

export const gradationCurve = curveThrough([
  [2, 1],
  [3, 0.969],
  [16, 0.892],
  [40, 0.772],
  [64, 0.645],
  [96, 0.479],
  [128, 0.353],
  [192, 0.155],
  [254, 0.003],
  [255, 0],
]);

export const resolutionCurve = curveThrough([
  [2, 1],
  [3, 0.98],
  [14, 0.92],
  [26, 0.852],
  [36, 0.769],
  [64, 0.628],
  [112, 0.478],
  [160, 0.367],
  [208, 0.264],
  [240, 0.184],
  [250, 0.133],
  [254, 0.054],
  [255, 0],
]);

export const colorToneCurve = curveThrough([
  [2, 1],
  [3, 0.986],
  [16, 0.894],
  [32, 0.781],
  [64, 0.587],
  [80, 0.478],
  [112, 0.371],
  [160, 0.221],
  [208, 0.091],
  [254, 0.002],
  [255, 0],
]);

/**
 * A smooth curve through the knots that never overshoots: cubic pieces whose slopes at the knots are the
 * harmonic means of their neighbours' (F. N. Fritsch and J. Butland, 1984). Level outside the knots.
 */
function curveThrough(knots: readonly Knot[]): ToneCurve {
  const grays = knots.map(([gray]) => gray);
  const coverages = knots.map(([, coverage]) => coverage);
  const chords = grays.slice(1).map((gray, i) => (coverages[i + 1]! - coverages[i]!) / (gray - grays[i]!));
  const slopes = grays.map((_, i) => slopeAt(i, grays, chords));
  return (gray) => {
    if (gray <= grays[0]!) return coverages[0]!;
    const next = grays.findIndex((knot) => knot >= gray);
    if (next === -1) return coverages.at(-1)!;
    const i = next - 1;
    const width = grays[next]! - grays[i]!;
    const t = (gray - grays[i]!) / width;
    const u = 1 - t;
    return (
      coverages[i]! * (1 + 2 * t) * u * u +
      slopes[i]! * width * t * u * u +
      coverages[next]! * (1 + 2 * u) * t * t -
      slopes[next]! * width * t * t * u
    );
  };
}

function slopeAt(i: number, grays: readonly number[], chords: readonly number[]): number {
  const left = chords[i - 1];
  const right = chords[i];
  if (left === undefined || right === undefined) return left ?? right ?? 0;
  const leftWidth = grays[i]! - grays[i - 1]!;
  const rightWidth = grays[i + 1]! - grays[i]!;
  const leftWeight = leftWidth + 2 * rightWidth;
  const rightWeight = 2 * leftWidth + rightWidth;
  return (leftWeight + rightWeight) / (leftWeight / left + rightWeight / right);
}
