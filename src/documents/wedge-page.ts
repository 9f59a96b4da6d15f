import { DPI, PAPERS, type PaperName } from '../machine/paper.ts';
import {
  HOLLOW_MARK,
  WEDGE_CODE_MM,
  WEDGE_MARK_MM,
  WEDGE_MARKS,
  WEDGE_PATCH_MM,
  WEDGE_PATCHES,
  WEDGE_SIZE_MM,
  wedgeCode,
} from '../settings/wedge.ts';
import { box, disc, drawnPage, gray, text } from './drawn-page.ts';

const BLACK = 0;
const WHITE = 255;
const TEXT_PX = 50;

/**
 * The page that the scanner measures: a PDF of one page in the paper's size, to be printed at actual size with
 * `CALIBRATION_SETTINGS`, or the same with the curve that is to be checked. The wedge lies in the middle.
 *
 * @param id says which print it is: `wedgeId`
 */
export function wedgePage(paper: PaperName, id: number): Uint8Array<ArrayBuffer> {
  const { widthPx, heightPx } = PAPERS[paper];
  const left = Math.round((widthPx - px(WEDGE_SIZE_MM.width)) / 2);
  const top = Math.round((heightPx - px(WEDGE_SIZE_MM.height)) / 2);
  const x = (mm: number) => left + px(mm);
  const y = (mm: number) => top + px(mm);
  const marks = WEDGE_MARKS.flatMap(({ xMm, yMm }, index) => {
    const ring = (radiusMm: number) => disc(x(xMm), y(yMm), px(radiusMm));
    const { outerRadius, innerRadius, dotRadius } = WEDGE_MARK_MM;
    const dot = index === HOLLOW_MARK ? [] : [gray(BLACK), ring(dotRadius)];
    return [gray(BLACK), ring(outerRadius), gray(WHITE), ring(innerRadius), ...dot];
  });
  const { cell, height } = WEDGE_CODE_MM;
  const cells = wedgeCode(id).map((isBlack, i) => {
    const from = x(WEDGE_CODE_MM.xMm + i * cell);
    const to = x(WEDGE_CODE_MM.xMm + (i + 1) * cell);
    return isBlack ? box(from, y(WEDGE_CODE_MM.yMm), to - from, px(height)) : '';
  });
  const patches = WEDGE_PATCHES.flatMap((patch) => [
    gray(patch.gray),
    box(x(patch.xMm), y(patch.yMm), px(WEDGE_PATCH_MM), px(WEDGE_PATCH_MM)),
  ]);
  return drawnPage(
    [
      ...marks,
      gray(BLACK),
      ...cells.filter((drawn) => drawn !== ''),
      ...patches,
      gray(BLACK),
      text('Platen: step wedge. Lay it on the glass, face down,', x(11), y(127), TEXT_PX),
      text('and tell Platen to measure it.', x(11), y(130), TEXT_PX),
    ],
    PAPERS[paper],
  );
}

function px(mm: number): number {
  return Math.round((mm / 25.4) * DPI);
}
