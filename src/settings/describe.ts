import { MEDIA } from '../machine/media.ts';
import {
  COLLATIONS,
  DUPLEX_MODES,
  MAX_BINDING_MARGIN_MM,
  MAX_COPIES,
  MEDIA_NAMES,
  REFINEMENT,
  SOURCE_NAMES,
  TONER_SAVING,
} from '../machine/options.ts';
import { PAPERS, PAPER_NAMES } from '../machine/paper.ts';
import { SOURCES } from '../machine/sources.ts';
import { HALFTONES } from './halftone.ts';
import { SCALINGS, type PrintSettings } from './print-settings.ts';

/** A setting as people see it: the one source for the panel and for the command line. */
export type SettingDescription<Value = unknown> = ChoiceDescription<Value> | NumberDescription;

export interface ChoiceDescription<Value = unknown> {
  readonly kind: 'choice';
  readonly title: string;
  readonly help: string;
  readonly choices: readonly Choice<Value>[];
}

export interface Choice<Value = unknown> {
  readonly value: Value;
  readonly title: string;
  /** Empty where the title says it all. */
  readonly help: string;
}

/** Whole numbers from `min` to `max`. */
export interface NumberDescription {
  readonly kind: 'number';
  readonly title: string;
  readonly help: string;
  readonly min: number;
  readonly max: number;
  /** Empty: a bare number. */
  readonly unit: string;
}

export type SettingKey = keyof PrintSettings;

export const SETTING_DESCRIPTIONS: {
  readonly [Key in SettingKey]: PrintSettings[Key] extends number
    ? NumberDescription
    : ChoiceDescription<PrintSettings[Key]>;
} = {
  paper: choice('Paper size', 'The size of the sheets in the tray.', PAPER_NAMES, (name) => [
    PAPERS[name].title,
  ]),
  media: choice('Paper type', 'Heavy and smooth papers need more heat.', MEDIA_NAMES, (name) => [
    MEDIA[name].title,
    MEDIA[name].help,
  ]),
  source: choice('Paper source', 'The tray that the paper comes from.', SOURCE_NAMES, (name) => [
    SOURCES[name].title,
    SOURCES[name].help,
  ]),
  duplex: choice('Two-sided', 'Print on both sides of the sheet.', DUPLEX_MODES, {
    off: ['One side'],
    long: ['Both sides, long edge', 'Pages turn like a book.'],
    short: ['Both sides, short edge', 'Pages turn like a notepad.'],
  }),
  bindingMarginMm: number('Binding margin', 'Moves the image away from the bound edge.', {
    min: 0,
    max: MAX_BINDING_MARGIN_MM,
    unit: 'mm',
  }),
  copies: number('Copies', 'The machine makes them from one set of data.', {
    min: 1,
    max: MAX_COPIES,
    unit: '',
  }),
  collation: choice('Order of copies', 'How several copies leave the machine.', COLLATIONS, {
    none: ['Not collated', "Canon's driver calls it No Collate: probably each page as often as asked."],
    group: ['Group', "Canon's own word: probably complete sets, one after another."],
  }),
  scaling: choice('Scaling', 'How a page meets the printable area.', SCALINGS, {
    fit: ['Fit to paper', 'Enlarged or reduced until it fills the printable area.'],
    shrink: ['Shrink if needed', 'Reduced when too large, never enlarged.'],
    actual: ['Actual size', 'One inch stays one inch; what reaches beyond the edge is lost.'],
  }),
  halftone: choice('Halftone', 'How grays become dots.', HALFTONES, {
    Gradation: ['Gradation', "Smooth tones, for photos and mixed pages; the default of Canon's driver."],
    Resolution: ['Resolution', 'A finer screen, for small text on gray and thin gray lines.'],
    ColorTone: ['Colour tone', 'A coarse, steady screen.'],
    BlueNoise: ['Blue noise', 'Fine irregular grain without a pattern.'],
    ErrorDiffusion: ['Error diffusion', 'Sharpest detail; slower.'],
    Threshold: ['Black and white only', 'No grays at all, for barcodes and line art.'],
  }),
  brightness: number('Brightness', 'Below 0 darker, above 0 lighter.', amount()),
  contrast: number('Contrast', 'Below 0 flatter, above 0 harder.', amount()),
  density: number('Density', 'Less or more toner in the middle tones; white and black stay.', amount()),
  tonerSaving: choice('Toner saving', 'Prints lighter and uses less toner.', TONER_SAVING, {
    auto: ['As set at the machine'],
    on: ['On'],
    off: ['Off'],
  }),
  refinement: choice('Smooth edges', 'The machine rounds off the steps of slanted edges.', REFINEMENT, {
    default: ['As set at the machine'],
    on: ['On'],
    off: ['Off'],
  }),
};

/** A title, and help where the title needs some. */
type Words = readonly [title: string, help?: string];

function choice<Value extends string>(
  title: string,
  help: string,
  values: readonly Value[],
  words: Readonly<Record<Value, Words>> | ((value: Value) => Words),
): ChoiceDescription<Value> {
  const choices = values.map((value) => {
    const [choiceTitle, choiceHelp = ''] = typeof words === 'function' ? words(value) : words[value];
    return { value, title: choiceTitle, help: choiceHelp };
  });
  return { kind: 'choice', title, help, choices };
}

function number(
  title: string,
  help: string,
  range: Pick<NumberDescription, 'min' | 'max' | 'unit'>,
): NumberDescription {
  return { kind: 'number', title, help, ...range };
}

function amount() {
  return { min: -100, max: 100, unit: '' };
}
