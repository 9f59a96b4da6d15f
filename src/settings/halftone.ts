/** How gray becomes dots. The first three are the modes of Canon's driver, as measured; the rest are ours. */
export const HALFTONES = [
  'Gradation',
  'Resolution',
  'ColorTone',
  'BlueNoise',
  'ErrorDiffusion',
  'Threshold',
] as const;
export type HalftoneName = (typeof HALFTONES)[number];

export interface HalftoneSettings {
  readonly halftone: HalftoneName;
  /** -100 (dark) to 100 (light), 0 leaves tones alone. */
  readonly brightness: number;
  /** -100 (flat) to 100 (hard). */
  readonly contrast: number;
  /** -100 (less toner) to 100 (more toner): bends the middle tones, keeps white and solid. */
  readonly density: number;
}

export const DEFAULT_HALFTONE: HalftoneSettings = {
  halftone: 'Gradation',
  brightness: 0,
  contrast: 0,
  density: 0,
};

/** Which compression parameters of UFR II LT go with a halftone: the driver has a set of its own for ColorTone. */
export function parameterSetFor(halftone: HalftoneName): 'standard' | 'colorTone' {
  return halftone === 'ColorTone' ? 'colorTone' : 'standard';
}
