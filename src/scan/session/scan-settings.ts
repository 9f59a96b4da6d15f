import * as v from 'valibot';
import { AS_SCANNED, type Corrections } from '../corrections/corrections.ts';
import type { AreaMm } from '../protocol/area.ts';
import type { ScanMode } from '../protocol/commands.ts';

/** On offer; the machine itself knows fewer (`SCAN_RESOLUTIONS`), the rest is made from the next higher. */
export const OFFERED_RESOLUTIONS = [75, 150, 200, 300, 400, 600] as const;

/** What a person lays on the glass or into the feeder, upright, from the corner where paper belongs. */
export const SCAN_SIZES = {
  A4: { title: 'A4', widthMm: 210, heightMm: 297 },
  Letter: { title: 'Letter', widthMm: 215.9, heightMm: 279.4 },
  Legal: { title: 'Legal', widthMm: 215.9, heightMm: 355.6 },
  A5: { title: 'A5', widthMm: 148, heightMm: 210 },
  // ISO/IEC 7810 ID-1 is 85.6 × 54 mm; a card is never laid down that exactly.
  'id-card': { title: 'ID card', widthMm: 92, heightMm: 60 },
  // As much as there is: what lies beyond the largest page is cut off when the frame is made.
  whole: { title: 'Whole glass', widthMm: 216, heightMm: 356 },
} as const;
export type ScanSize = keyof typeof SCAN_SIZES | 'custom';

const CustomSizeSchema = v.object({
  widthMm: v.pipe(v.number(), v.minValue(10), v.maxValue(216)),
  heightMm: v.pipe(v.number(), v.minValue(10), v.maxValue(356)),
});

const lengthMm = v.pipe(v.number(), v.minValue(0), v.maxValue(400));
const CropSchema = v.union([
  v.picklist(['none', 'page']),
  v.object({ leftMm: lengthMm, topMm: lengthMm, widthMm: lengthMm, heightMm: lengthMm }),
]);

const percent = v.pipe(v.number(), v.minValue(-100), v.maxValue(100));
const level = v.pipe(v.number(), v.minValue(0), v.maxValue(255));

/** Anything from outside that is to be corrections. */
const CorrectionsSchema: v.GenericSchema<unknown, Corrections> = v.object({
  straighten: v.union([v.literal('auto'), v.pipe(v.number(), v.minValue(-45), v.maxValue(45))]),
  crop: CropSchema,
  eraseEdgesMm: v.pipe(v.number(), v.minValue(0), v.maxValue(50)),
  turn: v.picklist([0, 90, 180, 270]),
  whitePoint: v.nullable(v.union([v.literal('auto'), level])),
  brightness: percent,
  contrast: percent,
  despeckle: v.boolean(),
  ink: v.picklist(['as-scanned', 'gray', 'black']),
  threshold: v.union([v.literal('adaptive'), level]),
});

/** What to scan and how; what is done with the pages begins with `corrections`. */
export const ScanSettingsSchema = v.object({
  source: v.picklist(['glass', 'feeder', 'feeder-duplex']),
  /** `black`: scanned as gray, made black and white afterwards, so that the threshold can be chosen then. */
  colours: v.picklist(['colour', 'gray', 'black']),
  dpi: v.pipe(v.number(), v.integer(), v.minValue(50), v.maxValue(600)),
  size: v.picklist([...(Object.keys(SCAN_SIZES) as (keyof typeof SCAN_SIZES)[]), 'custom']),
  customSize: CustomSizeSchema,
  corrections: CorrectionsSchema,
});
export type ScanSettings = v.InferOutput<typeof ScanSettingsSchema>;

export const DEFAULT_SCAN_SETTINGS: ScanSettings = {
  source: 'glass',
  colours: 'colour',
  dpi: 300,
  size: 'A4',
  customSize: { widthMm: 100, heightMm: 150 },
  corrections: AS_SCANNED,
};

/** What of an order comes from settings. */
export function orderParts(settings: ScanSettings): {
  readonly mode: ScanMode;
  readonly area: AreaMm;
  readonly corrections: Corrections;
} {
  const { colours, corrections } = settings;
  const { widthMm, heightMm } = settings.size === 'custom' ? settings.customSize : SCAN_SIZES[settings.size];
  return {
    mode: colours === 'colour' ? 'colour' : 'gray',
    area: { leftMm: 0, topMm: 0, widthMm, heightMm },
    corrections: colours === 'black' ? { ...corrections, ink: 'black' } : corrections,
  };
}
