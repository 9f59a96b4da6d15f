import { HALFTONES, type HalftoneName } from './catalogue/quality.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from './print-settings.ts';

export { HALFTONES, type HalftoneName };

const HALFTONE_KEYS = [
  'halftone',
  'screenLpi',
  'screenAngle',
  'objectAware',
  'brightness',
  'contrast',
  'density',
  'toneCurve',
  'sharpening',
  'thinLines',
  'blackText',
  'tonerPattern',
] as const satisfies readonly (keyof PrintSettings)[];

/** What a raster needs to know to turn a side into dots. */
export interface HalftoneSettings extends Pick<PrintSettings, (typeof HALFTONE_KEYS)[number]> {
  /** The machine's own curve for this paper, as `toneCurve`; empty: none. Applied last. */
  readonly calibration: string;
}

/** The raster's part of a job's settings. */
export function halftoneSettings(settings: PrintSettings, calibration = ''): HalftoneSettings {
  const own = Object.fromEntries(HALFTONE_KEYS.map((key) => [key, settings[key]]));
  return { ...(own as unknown as HalftoneSettings), calibration };
}

export const DEFAULT_HALFTONE: HalftoneSettings = halftoneSettings(DEFAULT_SETTINGS);

/** Which compression parameters of UFR II LT go with a halftone: the driver has a set of its own for ColorTone. */
export function parameterSetFor(halftone: HalftoneName): 'standard' | 'colorTone' {
  return halftone === 'ColorTone' ? 'colorTone' : 'standard';
}
