import * as v from 'valibot';
import { PlatenError } from '../errors/platen-error.ts';
import { MEDIA_NAMES, TONER_SAVING } from '../machine/options.ts';
import { HALFTONES } from './catalogue/quality.ts';
import type { PrintSettings } from './print-settings.ts';
import { formatToneCurve } from './tone-curve.ts';
import { wedgeCurve } from './wedge-curve.ts';
import { WEDGE_GRAYS } from './wedge.ts';

/*
 * Calibration by eye. A page shows, for each of a few tones, a field of coarse black lines of known coverage, and in
 * it squares of gray. The engine makes dots larger than they were sent; that changes lines a millimetre apart by little,
 * but a screen by much. So the square that fades into its field is the gray that prints with the field's coverage.
 *
 * A page's gray g should cover 1 - g/255 of the paper, dot gain included: Canon's curves, which print half gray with
 * 35 % of the dots, come to that if the dots gain as much as such engines' do.
 */

/** One row of the page. */
export interface CalibrationTone {
  /** Of the paper, by lines. */
  readonly coverage: number;
  /** The gray that ought to look the same. */
  readonly gray: number;
  /** The squares' grays, from dark to light. */
  readonly candidates: readonly number[];
}

const EACH_WAY = 4;
const LARGEST_STEP = 14;

/** From dark to light. */
export const CALIBRATION_TONES: readonly CalibrationTone[] = [0.875, 0.75, 0.5, 0.25, 0.125].map(
  (coverage) => {
    const gray = Math.round(255 * (1 - coverage));
    // Towards black and white steps are smaller: there is less room.
    const step = Math.min(LARGEST_STEP, Math.floor(Math.min(gray, 255 - gray) / (EACH_WAY + 1)));
    const candidates = Array.from({ length: 2 * EACH_WAY + 1 }, (_, i) => gray + (i - EACH_WAY) * step);
    return { coverage, gray, candidates };
  },
);

/** How the page is printed, over the job's own halftone: as the machine is without any correction. */
export const CALIBRATION_SETTINGS = {
  scaling: 'actual',
  arrangement: 'single',
  objectAware: true,
  brightness: 0,
  contrast: 0,
  density: 0,
  toneCurve: '',
  thinLines: 0,
  tonerPattern: 'off',
  calibrated: false,
} as const satisfies Partial<PrintSettings>;

/**
 * The curve that makes up for what was seen.
 *
 * @param picks for each of `CALIBRATION_TONES`, which of its candidates fades into the lines, from 0
 * @returns a tone curve as text
 * @throws PlatenError `settings.calibration-order` where a darker row was given a lighter square
 */
export function calibrationCurve(picks: readonly number[]): string {
  const points = CALIBRATION_TONES.map(({ gray, candidates }, row) => {
    const to = candidates[picks[row] ?? -1];
    if (to === undefined) throw new RangeError(`row ${row + 1} has no square ${picks[row]}`);
    return { from: gray, to };
  });
  points.forEach(({ to }, row) => {
    if (row > 0 && to < points[row - 1]!.to) {
      throw new PlatenError('settings.calibration-order', { row, next: row + 1 });
    }
  });
  return formatToneCurve(points);
}

const LightnessSchema = v.pipe(v.array(v.number()), v.length(WEDGE_GRAYS.length));

/** A calibration as it is stored, under `calibrationKey`. */
export const CalibrationSchema = v.object({
  /** The machine's name in the list of machines. */
  machine: v.string(),
  /** Tones depend on the paper, on how much toner the machine puts down, and on the size of dots. */
  media: v.picklist(MEDIA_NAMES),
  tonerSaving: v.picklist(TONER_SAVING),
  halftone: v.picklist(HALFTONES),
  /** 0 unless the halftone is `Custom`. */
  screenLpi: v.number(),
  screenAngle: v.number(),
  /** By eye; empty where the scanner measured it. */
  picks: v.array(v.number()),
  /** By the scanner: the lightness of each of `WEDGE_GRAYS`, before, and with the curve where that was checked. */
  measured: v.optional(
    v.nullable(v.object({ before: LightnessSchema, after: v.nullable(LightnessSchema) })),
    null,
  ),
  /** What was made of either; goes to the raster as `HalftoneSettings.calibration`. */
  curve: v.string(),
  madeAt: v.number(),
});
export type Calibration = v.InferOutput<typeof CalibrationSchema>;

type CalibratedBy = Pick<PrintSettings, 'media' | 'tonerSaving' | 'halftone' | 'screenLpi' | 'screenAngle'>;

/** The key of the calibration that belongs to a machine and to settings: the same for a job and for what is stored. */
export function calibrationKey(machine: string, settings: CalibratedBy): string {
  const { media, tonerSaving, halftone, screenLpi, screenAngle } = settings;
  const screen = halftone === 'Custom' ? [screenLpi, screenAngle] : [0, 0];
  return JSON.stringify([machine, media, tonerSaving, halftone, ...screen]);
}

/** What is stored for picks that were made on a page printed with these settings. Throws as `calibrationCurve` does. */
export function calibrationFrom(
  machine: string,
  settings: CalibratedBy,
  picks: readonly number[],
  madeAt: number,
): Calibration {
  const curve = calibrationCurve(picks);
  return { machine, ...dotsOf(settings), picks: [...picks], measured: null, curve, madeAt };
}

/** What is stored for a step wedge that was printed with these settings. Throws as `wedgeCurve` does. */
export function measuredCalibration(
  machine: string,
  settings: CalibratedBy,
  lightness: readonly number[],
  madeAt: number,
): Calibration {
  const measured = { before: [...lightness], after: null };
  return { machine, ...dotsOf(settings), picks: [], measured, curve: wedgeCurve(lightness), madeAt };
}

function dotsOf({ media, tonerSaving, halftone, screenLpi, screenAngle }: CalibratedBy): CalibratedBy {
  const isCustom = halftone === 'Custom';
  return {
    ...{ media, tonerSaving, halftone },
    screenLpi: isCustom ? screenLpi : 0,
    screenAngle: isCustom ? screenAngle : 0,
  };
}
