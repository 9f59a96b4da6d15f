import { REFINEMENT, TONER_SAVING } from '../../machine/options.ts';
import { choice, number, text, toggle } from '../setting.ts';

/** How gray becomes dots. The first three are the modes of Canon's driver, as measured; the rest are ours. */
export const HALFTONES = [
  'Gradation',
  'Resolution',
  'ColorTone',
  'Custom',
  'BlueNoise',
  'ErrorDiffusion',
  'Threshold',
] as const;
export type HalftoneName = (typeof HALFTONES)[number];

/** Toner saved by leaving dots out: `light` a quarter, `strong` half of them; edges stay. */
const TONER_PATTERNS = ['off', 'light', 'strong'] as const;

export const QUALITY_SETTINGS = {
  halftone: choice('Halftone', 'How grays become dots.', 'Gradation', HALFTONES, {
    Gradation: ['Gradation', "Smooth tones, for photos and mixed pages; the default of Canon's driver."],
    Resolution: ['Resolution', 'A finer screen, for small text on gray and thin gray lines.'],
    ColorTone: ['Colour tone', 'A coarse, steady screen.'],
    Custom: ['Your own screen', 'Lines per inch and angle as you choose.'],
    BlueNoise: ['Blue noise', 'Fine irregular grain without a pattern.'],
    ErrorDiffusion: ['Error diffusion', 'Sharpest detail; slower.'],
    Threshold: ['Black and white only', 'No grays at all, for barcodes and line art.'],
  }),
  screenLpi: number('Screen', 'Lines per inch of your own screen; the nearest possible is used.', 106, {
    min: 40,
    max: 212,
    unit: 'lpi',
  }),
  screenAngle: number('Screen angle', 'Of your own screen; the nearest possible is used.', 45, {
    min: 0,
    max: 90,
    unit: '°',
  }),
  objectAware: toggle('Keep text and lines crisp', 'Only images get the screen at their edges.', true),
  brightness: amount('Brightness', 'Below 0 darker, above 0 lighter.'),
  contrast: amount('Contrast', 'Below 0 flatter, above 0 harder.'),
  density: amount('Density', 'Less or more toner in the middle tones; white and black stay.'),
  toneCurve: text('Tone curve', 'Points from gray in to gray out, 0 black to 255 white. Empty: straight.', {
    maxLength: 200,
    example: '0:0 96:112 255:255',
  }),
  sharpening: number('Sharpen images', '0: as they are.', 0, { min: 0, max: 100, step: 5 }),
  thinLines: number('Thinnest line', 'Lines of pages that would come out thinner are made this thick.', 0, {
    min: 0,
    max: 6,
    unit: 'dots',
  }),
  blackText: toggle('All text black', 'Whatever its colour; white stays white.', false),
  tonerSaving: choice('Toner saving', 'Prints lighter and uses less toner.', 'off', TONER_SAVING, {
    auto: ['As set at the machine'],
    on: ['On'],
    off: ['Off'],
  }),
  tonerPattern: choice(
    'Toner saving by pattern',
    'Leaves out dots inside solid areas.',
    'off',
    TONER_PATTERNS,
    {
      off: ['Off'],
      light: ['Light', 'A quarter of the dots.'],
      strong: ['Strong', 'Half of the dots.'],
    },
  ),
  refinement: choice(
    'Smooth edges',
    'The machine rounds off the steps of slanted edges.',
    'default',
    REFINEMENT,
    {
      default: ['As set at the machine'],
      on: ['On'],
      off: ['Off'],
    },
  ),
  calibrated: toggle('Use the calibration', 'Of this machine for this paper, where there is one.', true),
};

function amount(title: string, help: string) {
  return number(title, help, 0, { min: -100, max: 100 });
}
