import { PlatenError } from '../errors/platen-error.ts';
import { formatToneCurve, type TonePoint } from './tone-curve.ts';
import { WEDGE_GRAYS } from './wedge.ts';

/*
 * Calibration by the scanner. A patch's lightness is where it lies between the solid black (0) and the bare paper (255)
 * of the same print, as the scanner sees them; that takes the paper's colour and the lamp out. The scanner is known to
 * apply no gamma (scan notes §7), so lightness is the share of the paper's light that comes back. A gray ought to
 * come back as itself.
 */

/** Darker grays may come out lighter than their lighter neighbours by so much; beyond it is no wedge that was measured. */
const LARGEST_FALL = 16;

/**
 * The curve that makes up for what was measured: the gray to be sent for each gray that is wanted.
 *
 * @param lightness of each of `WEDGE_GRAYS`, 0 to 255
 * @returns a tone curve as text
 * @throws PlatenError `settings.wedge-order` where grays contradict each other by more than noise
 */
export function wedgeCurve(lightness: readonly number[]): string {
  lightness.forEach((light, i) => {
    if (i > 0 && light < lightness[i - 1]! - LARGEST_FALL) {
      throw new PlatenError('settings.wedge-order', { dark: WEDGE_GRAYS[i - 1]!, light: WEDGE_GRAYS[i]! });
    }
  });
  const even = neverFalling(withoutWaves(lightness));
  const wanted = even.map(Math.round);
  const points = [...new Set(wanted)].map((from): TonePoint => {
    // What prints solid is sent as black, what prints nothing as white; elsewhere grays that print alike are one.
    if (from === 0 || from === 255) return { from, to: from };
    return { from, to: Math.round(meanOf(WEDGE_GRAYS.filter((_, i) => wanted[i] === from))) };
  });
  return formatToneCurve(points);
}

/** How far grays came out from what they ought to be, in levels. */
export interface Residual {
  readonly mean: number;
  readonly largest: number;
}

export function residualOf(lightness: readonly number[]): Residual {
  const misses = lightness.map((light, i) => Math.abs(light - WEDGE_GRAYS[i]!));
  return { mean: meanOf(misses), largest: Math.max(...misses) };
}

/**
 * What is left of the noise after three patches each: half of each deviation, and a quarter of its neighbours'. At the
 * ends, where tones bend most and by which all is measured, two stay as they are.
 */
function withoutWaves(lightness: readonly number[]): number[] {
  const deviations = lightness.map((light, i) => light - WEDGE_GRAYS[i]!);
  const last = deviations.length - 1;
  return lightness.map((light, i) => {
    if (i < 2 || i > last - 2) return light;
    return WEDGE_GRAYS[i]! + (deviations[i - 1]! + 2 * deviations[i]! + deviations[i + 1]!) / 4;
  });
}

/** The nearest row that never falls: neighbours that do are levelled to their mean (pool adjacent violators). */
function neverFalling(values: readonly number[]): number[] {
  const pools: { mean: number; count: number }[] = [];
  for (const value of values) {
    let pool = { mean: value, count: 1 };
    for (let last = pools.at(-1); last && last.mean > pool.mean; last = pools.at(-1)) {
      pools.pop();
      const count = last.count + pool.count;
      pool = { mean: (last.mean * last.count + pool.mean * pool.count) / count, count };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ mean, count }) => Array<number>(count).fill(mean));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
