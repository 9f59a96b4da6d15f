/**
 * Paper of the imageRUNNER 1020/1024/1025, by the names of Canon's PPD.
 *
 * Sheet sizes in pixels were observed in the driver's streams: true size in inches x 600, rounded to nearest.
 * The unprintable frame is the PPD's: 5 mm (118 px) on sheets, 10 mm (236 px) on envelopes.
 */
export const DPI = 600;

export const PAPER_NAMES = [
  'A4',
  'A5',
  'B5',
  'Letter',
  'Legal',
  'Executive',
  'Statement',
  'Monarch',
  'Com10',
  'dl_envelope',
  'Envelope_C5',
  'Envelope_B5',
] as const;
export type PaperName = (typeof PAPER_NAMES)[number];

export interface Paper {
  readonly name: PaperName;
  readonly title: string;
  readonly kind: 'sheet' | 'envelope';
  /** Upright: the short edge is the width. */
  readonly widthMm: number;
  readonly heightMm: number;
  /** 600 dpi, whole sheet. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Width of the unprintable frame on every side, in pixels. */
  readonly marginPx: number;
}

const MM_PER_INCH = 25.4;

function paper(
  name: PaperName,
  title: string,
  size: readonly [number, number],
  kind: Paper['kind'] = 'sheet',
): Paper {
  const [widthMm, heightMm] = size;
  const toPx = (mm: number) => Math.round((mm / MM_PER_INCH) * DPI);
  return {
    name,
    title,
    kind,
    widthMm,
    heightMm,
    widthPx: toPx(widthMm),
    heightPx: toPx(heightMm),
    marginPx: toPx(kind === 'envelope' ? 10 : 5),
  };
}

const inches = (width: number, height: number): [number, number] => [
  width * MM_PER_INCH,
  height * MM_PER_INCH,
];

export const PAPERS: Readonly<Record<PaperName, Paper>> = {
  A4: paper('A4', 'A4', [210, 297]),
  A5: paper('A5', 'A5', [148, 210]),
  B5: paper('B5', 'B5 (JIS)', [182, 257]),
  Letter: paper('Letter', 'Letter', inches(8.5, 11)),
  Legal: paper('Legal', 'Legal', inches(8.5, 14)),
  Executive: paper('Executive', 'Executive', inches(7.25, 10.5)),
  Statement: paper('Statement', 'Statement', inches(5.5, 8.5)),
  Monarch: paper('Monarch', 'Envelope Monarch', inches(3.875, 7.5), 'envelope'),
  Com10: paper('Com10', 'Envelope No. 10', inches(4.125, 9.5), 'envelope'),
  dl_envelope: paper('dl_envelope', 'Envelope DL', [110, 220], 'envelope'),
  Envelope_C5: paper('Envelope_C5', 'Envelope C5', [162, 229], 'envelope'),
  Envelope_B5: paper('Envelope_B5', 'Envelope B5', [176, 250], 'envelope'),
};
