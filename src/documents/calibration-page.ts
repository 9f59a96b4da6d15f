import { PAPERS, type PaperName } from '../machine/paper.ts';
import { CALIBRATION_TONES, type CalibrationTone } from '../settings/calibration.ts';

/** Points a dot, at 600 dpi. */
const POINTS = 72 / 600;

// All in dots.
const MARGIN = 400;
const HEADING = 360;
/** Of the lines: a millimetre, so that the engine's gain at their edges is little of them. A multiple of 8. */
const PERIOD = 24;
const PATCH = 288;
const ROW_GAP = 200;
const LABEL = 75;

/** The letter of a row's square, as on the page. */
export function patchLetter(candidate: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + candidate);
}

/**
 * The page to calibrate by: a PDF of one page in the paper's size, to be printed at actual size with
 * `CALIBRATION_SETTINGS`. It goes the way of all documents, so what is measured is what prints.
 */
export function calibrationPage(paper: PaperName): Uint8Array<ArrayBuffer> {
  const { widthPx, heightPx } = PAPERS[paper];
  const rowHeight = Math.floor((heightPx - 2 * MARGIN - HEADING) / CALIBRATION_TONES.length);
  const drawing = [
    // From here on in dots from the top left corner.
    `${POINTS} 0 0 ${-POINTS} 0 ${heightPx * POINTS} cm`,
    text('Platen: matching page', MARGIN, MARGIN + 90, 100),
    text(
      'Step back until the lines run together. In each row, choose the square that fades into',
      MARGIN,
      MARGIN + 190,
      66,
    ),
    text('the lines around it, and tell Platen its letter.', MARGIN, MARGIN + 270, 66),
    ...CALIBRATION_TONES.flatMap((tone, row) => {
      const top = MARGIN + HEADING + row * rowHeight;
      return drawRow(tone, row, { top, height: rowHeight - ROW_GAP, width: widthPx - 2 * MARGIN });
    }),
  ].join('\n');
  return pdf(drawing, widthPx * POINTS, heightPx * POINTS);
}

interface RowBox {
  readonly top: number;
  readonly height: number;
  readonly width: number;
}

function drawRow(
  { coverage, candidates }: CalibrationTone,
  row: number,
  { top, height, width }: RowBox,
): string[] {
  const lines = Math.floor((height - LABEL - 20) / PERIOD);
  const fieldHeight = lines * PERIOD;
  const black = Math.round(coverage * PERIOD);
  const pitch = Math.floor(width / candidates.length);
  const patchTop = top + Math.floor((fieldHeight - PATCH) / 2 / PERIOD) * PERIOD;
  return [
    '0 g',
    ...Array.from({ length: lines }, (_, i) => box(MARGIN, top + i * PERIOD, width, black)),
    ...candidates.flatMap((gray, i) => {
      const left = MARGIN + i * pitch + Math.floor((pitch - PATCH) / 2);
      const label = text(`${row + 1} ${patchLetter(i)}`, left + PATCH / 4, top + fieldHeight + LABEL, LABEL);
      return [`${(gray / 255).toFixed(5)} g`, box(left, patchTop, PATCH, PATCH), '0 g', label];
    }),
  ];
}

function box(x: number, y: number, width: number, height: number): string {
  return `${x} ${y} ${width} ${height} re f`;
}

/** Upright although the page's y runs down. */
function text(words: string, x: number, y: number, size: number): string {
  return `BT /F1 ${size} Tf 1 0 0 -1 ${x} ${y} Tm (${words}) Tj ET`;
}

/** The smallest file that PDF 1.4 allows for a page with a drawing (ISO 32000-1 §7.5). ASCII only. */
function pdf(drawing: string, widthPt: number, heightPt: number): Uint8Array<ArrayBuffer> {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${widthPt} ${heightPt}] /Contents 4 0 R ` +
      '/Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file + table + trailer);
}
