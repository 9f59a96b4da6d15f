import { PAPERS, type PaperName } from '../machine/paper.ts';
import { CALIBRATION_TONES, type CalibrationTone } from '../settings/calibration.ts';
import { box, drawnPage, gray as fill, text } from './drawn-page.ts';

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
  ];
  return drawnPage(drawing, PAPERS[paper]);
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
      return [fill(gray), box(left, patchTop, PATCH, PATCH), '0 g', label];
    }),
  ];
}
