import * as v from 'valibot';
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
import { PAPER_NAMES } from '../machine/paper.ts';
import { HALFTONES } from './halftone.ts';

/** How a page meets the printable area. `actual`: one inch is 600 dots. `shrink`: fit, but never enlarge. */
export const SCALINGS = ['fit', 'shrink', 'actual'] as const;
export type Scaling = (typeof SCALINGS)[number];

const amount = v.pipe(v.number(), v.integer(), v.minValue(-100), v.maxValue(100));

/** Everything a job can be told. Keys are the names used in URLs, presets and on the command line. */
export const PrintSettingsSchema = v.object({
  paper: v.picklist(PAPER_NAMES),
  media: v.picklist(MEDIA_NAMES),
  source: v.picklist(SOURCE_NAMES),
  duplex: v.picklist(DUPLEX_MODES),
  bindingMarginMm: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_BINDING_MARGIN_MM)),
  copies: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_COPIES)),
  collation: v.picklist(COLLATIONS),
  scaling: v.picklist(SCALINGS),
  halftone: v.picklist(HALFTONES),
  brightness: amount,
  contrast: amount,
  density: amount,
  tonerSaving: v.picklist(TONER_SAVING),
  refinement: v.picklist(REFINEMENT),
});
export type PrintSettings = v.InferOutput<typeof PrintSettingsSchema>;

/** The defaults of Canon's European driver. */
export const DEFAULT_SETTINGS: PrintSettings = {
  paper: 'A4',
  media: 'Auto',
  source: 'Auto',
  duplex: 'off',
  bindingMarginMm: 0,
  copies: 1,
  collation: 'none',
  scaling: 'fit',
  halftone: 'Gradation',
  brightness: 0,
  contrast: 0,
  density: 0,
  tonerSaving: 'off',
  refinement: 'default',
};
