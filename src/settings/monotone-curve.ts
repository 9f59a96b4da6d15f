/** A point that a curve passes through. */
export type Knot = readonly [x: number, y: number];

/**
 * A smooth curve through the knots (x rising) that never overshoots: between two knots it stays between their values.
 * Cubic pieces whose slopes at the knots are weighted harmonic means of their neighbours', and 0 at peaks and
 * on levels (F. N. Fritsch and J. Butland, 1984). Level outside the knots.
 */
export function monotoneCurve(knots: readonly Knot[]): (x: number) => number {
  const xs = knots.map(([x]) => x);
  const ys = knots.map(([, y]) => y);
  const chords = xs.slice(1).map((x, i) => (ys[i + 1]! - ys[i]!) / (x - xs[i]!));
  const slopes = xs.map((_, i) => slopeAt(i, xs, chords));
  return (x) => {
    if (x <= xs[0]!) return ys[0]!;
    const next = xs.findIndex((knot) => knot >= x);
    if (next === -1) return ys.at(-1)!;
    const i = next - 1;
    const width = xs[next]! - xs[i]!;
    const t = (x - xs[i]!) / width;
    const u = 1 - t;
    return (
      ys[i]! * (1 + 2 * t) * u * u +
      slopes[i]! * width * t * u * u +
      ys[next]! * (1 + 2 * u) * t * t -
      slopes[next]! * width * t * t * u
    );
  };
}

function slopeAt(i: number, xs: readonly number[], chords: readonly number[]): number {
  const left = chords[i - 1];
  const right = chords[i];
  if (left === undefined || right === undefined) return left ?? right ?? 0;
  if (left * right <= 0) return 0;
  const leftWidth = xs[i]! - xs[i - 1]!;
  const rightWidth = xs[i + 1]! - xs[i]!;
  const leftWeight = leftWidth + 2 * rightWidth;
  const rightWeight = 2 * leftWidth + rightWidth;
  return (leftWeight + rightWeight) / (leftWeight / left + rightWeight / right);
}
