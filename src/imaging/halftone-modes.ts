import { nearestScreen, type RealScreen } from '../settings/custom-screen.ts';
import type { HalftoneName, HalftoneSettings } from '../settings/halftone.ts';
import { customScreen } from './custom-screen.ts';
import { blueNoiseScreen, clusteredScreen, thresholdScreen, type Screen } from './screens.ts';
import {
  colorToneCurve,
  curveBetween,
  gradationCurve,
  resolutionCurve,
  straightCurve,
  type ToneCurve,
} from './tone-curves.ts';

/** What the choice of a screen depends on. */
export type ScreenSettings = Pick<HalftoneSettings, 'halftone' | 'screenLpi' | 'screenAngle'>;

/** How a halftone makes dots: through a screen, or (null) by error diffusion. */
interface HalftoneMode {
  readonly curve: ToneCurve;
  readonly buildScreen: (() => Screen) | null;
}

/*
 * The periods of the first three were measured in the driver's streams: 141.4, 212.1 and 106.1 lpi at 45°.
 * Their smallest dots are assumptions, to be settled by a print. The driver's Resolution coverage at level 250 is
 * one pixel of each cell, so one pixel must do there; the two coarser screens are given the sturdier pair.
 *
 * Blue noise and error diffusion print single pixels, and how much those gain on this engine has not been
 * measured. They are given Gradation's curve, the driver's default tone, until it has.
 */
const MODES: Readonly<Record<Exclude<HalftoneName, 'Custom'>, HalftoneMode>> = {
  Gradation: {
    curve: gradationCurve,
    buildScreen: () => clusteredScreen({ periodPx: 6, smallestDotPx: 2 }),
  },
  Resolution: {
    curve: resolutionCurve,
    buildScreen: () => clusteredScreen({ periodPx: 4, smallestDotPx: 1 }),
  },
  ColorTone: {
    curve: colorToneCurve,
    buildScreen: () => clusteredScreen({ periodPx: 8, smallestDotPx: 2 }),
  },
  BlueNoise: { curve: gradationCurve, buildScreen: blueNoiseScreen },
  ErrorDiffusion: { curve: gradationCurve, buildScreen: null },
  Threshold: { curve: straightCurve, buildScreen: thresholdScreen },
};

/** A screen of one's own gains as much as the measured screens do at its lines per inch: read between them. */
function customMode(real: RealScreen): HalftoneMode {
  const curve = curveBetween(
    [
      [106.1, colorToneCurve],
      [141.4, gradationCurve],
      [212.1, resolutionCurve],
    ],
    real.lpi,
  );
  return { curve, buildScreen: () => customScreen(real) };
}

function modeOf({ halftone, screenLpi, screenAngle }: ScreenSettings): HalftoneMode {
  return halftone === 'Custom' ? customMode(nearestScreen(screenLpi, screenAngle)) : MODES[halftone];
}

/** Screens that were built; of one's own, the latest. */
const screens = new Map<HalftoneName, { readonly key: string; readonly screen: Screen | null }>();

/** The screen of a halftone, built once; null for error diffusion. */
export function screenFor(settings: ScreenSettings): Screen | null {
  const { halftone, screenLpi, screenAngle } = settings;
  const key = halftone === 'Custom' ? `${screenLpi} ${screenAngle}` : '';
  let built = screens.get(halftone);
  if (built?.key !== key) {
    built = { key, screen: modeOf(settings).buildScreen?.() ?? null };
    screens.set(halftone, built);
  }
  return built.screen;
}

export function curveFor(settings: ScreenSettings): ToneCurve {
  return modeOf(settings).curve;
}
