import type { HalftoneName } from '../settings/halftone.ts';
import { blueNoiseScreen, clusteredScreen, thresholdScreen, type Screen } from './screens.ts';
import {
  colorToneCurve,
  gradationCurve,
  resolutionCurve,
  straightCurve,
  type ToneCurve,
} from './tone-curves.ts';

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
const MODES: Readonly<Record<HalftoneName, HalftoneMode>> = {
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
  Custom: {
    curve: gradationCurve,
    buildScreen: () => clusteredScreen({ periodPx: 6, smallestDotPx: 2 }),
  },
  BlueNoise: { curve: gradationCurve, buildScreen: blueNoiseScreen },
  ErrorDiffusion: { curve: gradationCurve, buildScreen: null },
  Threshold: { curve: straightCurve, buildScreen: thresholdScreen },
};

const screens = new Map<HalftoneName, Screen | null>();

/** The screen of a halftone, built once; null for error diffusion. */
export function screenFor(halftone: HalftoneName): Screen | null {
  let screen = screens.get(halftone);
  if (screen === undefined) {
    screen = MODES[halftone].buildScreen?.() ?? null;
    screens.set(halftone, screen);
  }
  return screen;
}

export function curveFor(halftone: HalftoneName): ToneCurve {
  return MODES[halftone].curve;
}
