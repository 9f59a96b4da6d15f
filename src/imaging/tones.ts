import type { HalftoneSettings } from '../settings/halftone.ts';
import { parseToneCurve, toneCurve } from '../settings/tone-curve.ts';
import { curveFor } from './halftone-modes.ts';
import type { Screen } from './screens.ts';
import { adjustGray } from './tone-adjustments.ts';

const LEVELS = 256;

/**
 * The coverage wanted at each of the 256 gray levels, in this order: brightness, contrast and density; the job's tone
 * curve; the machine's calibration; the halftone's curve. Never rises; paper stays paper whatever the curves say.
 */
export function coverages(settings: HalftoneSettings): Float64Array {
  const job = toneCurve(parseToneCurve(settings.toneCurve));
  const calibration = toneCurve(parseToneCurve(settings.calibration));
  const curve = curveFor(settings);
  const wanted = Float64Array.from({ length: LEVELS }, (_, level) =>
    curve(calibration(job(255 * adjustGray(level / 255, settings)))),
  );
  wanted[LEVELS - 1] = 0;
  return wanted;
}

/**
 * A screen's thresholds with the tones folded in: a dot is black iff gray < threshold. Level 255 is empty, so
 * every threshold fits a byte.
 */
export function thresholds(screen: Screen, wanted: Float64Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(screen.fractions, (fraction) => levelsAbove(wanted, fraction));
}

/** What the error diffusion kernel reads. */
interface DiffusionTones {
  /** 256 pairs: the darkness of the level, and the darkness above which a dot is black. */
  readonly table: Int32Array<ArrayBuffer>;
  /** From this level on dots are never black. */
  readonly paperFrom: number;
  /** Up to this level dots are always black. */
  readonly solidTo: number;
}

/** The darkness of a solid dot in the kernel's integers. */
const SOLID = 65536;
/** Beyond any darkness that errors can add up to. */
const NEVER = 2 ** 30;

export function diffusionTones(wanted: Float64Array): DiffusionTones {
  const darkness = Array.from(wanted, (coverage) => Math.round(coverage * SOLID));
  const limit = (dark: number) => (dark === 0 ? NEVER : dark === SOLID ? -NEVER : SOLID / 2);
  return {
    table: Int32Array.from(darkness.flatMap((dark) => [dark, limit(dark)])),
    paperFrom: darkness.indexOf(0),
    solidTo: darkness.lastIndexOf(SOLID),
  };
}

/** How many levels want more coverage than `fraction`; they are the darkest ones. */
function levelsAbove(wanted: Float64Array, fraction: number): number {
  let low = 0;
  let high = wanted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wanted[middle]! > fraction) low = middle + 1;
    else high = middle;
  }
  return low;
}
