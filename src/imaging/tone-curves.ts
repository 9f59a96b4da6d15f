import { monotoneCurve } from '../settings/monotone-curve.ts';

/** Coverage wanted (1 = all dots black) for a gray, 0 (black) to 255 (white), fractions allowed. Never rises. */
export type ToneCurve = (gray: number) => number;

/** No allowance for dot gain. */
export const straightCurve: ToneCurve = (gray) => 1 - gray / 255;

/*
 * The curves below follow the coverages of the driver's three modes, measured from flat patches in its streams,
 * within 0.02 at every level: 255 is empty, 0 to 2 are solid, and a jump follows on to 3. They allow for the dot
 * gain of this engine under each screen, so they belong to the screens.
 */

export const gradationCurve = monotoneCurve([
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

export const resolutionCurve = monotoneCurve([
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

export const colorToneCurve = monotoneCurve([
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
 * The curve for `at` between curves that are known at rising places: a weighted mean of its neighbours. Beyond the
 * first and the last, these.
 */
export function curveBetween(
  known: readonly (readonly [at: number, curve: ToneCurve])[],
  at: number,
): ToneCurve {
  const next = known.findIndex(([place]) => place >= at);
  if (next <= 0) return known.at(next)![1];
  const [left, leftCurve] = known[next - 1]!;
  const [right, rightCurve] = known[next]!;
  const share = (at - left) / (right - left);
  return (gray) => (1 - share) * leftCurve(gray) + share * rightCurve(gray);
}
