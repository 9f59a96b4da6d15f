import { GLYPH, glyphLines } from '../glyphs.ts';
import type { Original, SheetOriginal } from './originals.ts';

const BLACK = 0x00_00_00;
const WHITE = 0xff_ff_ff;
const PATCHES = [0xff_00_00, 0x00_ff_00, 0x00_00_ff, 0x00_ff_ff, 0xff_00_ff, 0xff_ff_00, 0x80_80_80, BLACK];

/** Where things lie on an A4 sheet, millimetres. */
const FRAME_MM = 5;
const RULER_BOTTOM_MM = 15;
const TITLE = { xMm: 20, yMm: 25, cellMm: 1.2 };
const WEDGE = { topMm: 60, bottomMm: 80, leftMm: 20, rightMm: 190 };
const PATCH = { topMm: 90, bottomMm: 110, leftMm: 20, widthMm: 20 };
const LINES = { topMm: 120, bottomMm: 150, leftMm: 20, rightMm: 190 };
const CORNER_MM = 15;

/**
 * A test chart made for this program, A4: a ruler in millimetres, its title in large letters, a wedge of grays,
 * patches of colour, lines that get finer to the right, and one black corner that shows which way up it is.
 */
export function testChart(title: string): Original {
  const rows = titleRows(title);
  return {
    widthMm: 210,
    heightMm: 297,
    colourAt: (x, y) => {
      if (x > 210 - CORNER_MM && y > 297 - CORNER_MM) return BLACK;
      if (y >= FRAME_MM && y < RULER_BOTTOM_MM) return rulerAt(x, y);
      if (isLetter(rows, x, y)) return BLACK;
      if (y >= WEDGE.topMm && y < WEDGE.bottomMm) return wedgeAt(x);
      if (y >= PATCH.topMm && y < PATCH.bottomMm) return patchAt(x);
      if (y >= LINES.topMm && y < LINES.bottomMm) return linesAt(x);
      return WHITE;
    },
    bandAt,
  };
}

/** Where a line of the chart begins to look different: the ends of its parts and of the cells of its letters. */
const BAND_ENDS_MM = [
  ...[0, 4, 7, 10].map((length) => FRAME_MM + length),
  RULER_BOTTOM_MM,
  ...[WEDGE, PATCH, LINES].flatMap(({ topMm, bottomMm }) => [topMm, bottomMm]),
];

/** The parts above this height, and the row of the letters: both as `colourAt` tells them apart. */
function bandAt(y: number): number {
  const parts = BAND_ENDS_MM.filter((end) => y >= end).length + (y > 297 - CORNER_MM ? 1 : 0);
  const row = Math.floor((y - TITLE.yMm) / TITLE.cellMm);
  const letters = row >= 0 && row < GLYPH.height ? row + 1 : 0;
  return parts * (GLYPH.height + 1) + letters;
}

/** Charts with their numbers on both sides: what the simulated feeder is loaded with. */
export function testSheets(count: number): SheetOriginal[] {
  return Array.from({ length: count }, (_, index) => ({
    front: testChart(`SHEET ${index + 1} FRONT`),
    back: testChart(`SHEET ${index + 1} BACK`),
  }));
}

/** A stroke each millimetre, longer ones each five and ten. */
function rulerAt(x: number, y: number): number {
  if (x - Math.floor(x) >= 0.2 || x < FRAME_MM || x > 210 - FRAME_MM) return WHITE;
  const mm = Math.floor(x);
  const length = mm % 10 === 0 ? 10 : mm % 5 === 0 ? 7 : 4;
  return y < FRAME_MM + length ? BLACK : WHITE;
}

function titleRows(title: string): readonly number[] {
  const characters = [...title].map(glyphLines);
  return Array.from({ length: GLYPH.height }, (_, row) => row).flatMap((row) =>
    characters.map((lines) => lines[row]!),
  );
}

function isLetter(rows: readonly number[], x: number, y: number): boolean {
  const row = Math.floor((y - TITLE.yMm) / TITLE.cellMm);
  const column = Math.floor((x - TITLE.xMm) / TITLE.cellMm);
  if (row < 0 || row >= GLYPH.height || column < 0) return false;
  const perRow = rows.length / GLYPH.height;
  const character = Math.floor(column / GLYPH.advance);
  const cell = column % GLYPH.advance;
  if (character >= perRow || cell >= GLYPH.width) return false;
  return ((rows[row * perRow + character]! >> (GLYPH.width - 1 - cell)) & 1) === 1;
}

/** Seventeen steps from black to white. */
function wedgeAt(x: number): number {
  if (x < WEDGE.leftMm || x >= WEDGE.rightMm) return WHITE;
  const step = Math.floor(((x - WEDGE.leftMm) / (WEDGE.rightMm - WEDGE.leftMm)) * 17);
  const gray = Math.min(255, step * 16);
  return (gray << 16) | (gray << 8) | gray;
}

function patchAt(x: number): number {
  return PATCHES[Math.floor((x - PATCH.leftMm) / PATCH.widthMm)] ?? WHITE;
}

/** Pairs of lines, from 2 mm a pair at the left to 0.2 mm at the right. */
function linesAt(x: number): number {
  if (x < LINES.leftMm || x >= LINES.rightMm) return WHITE;
  const along = (x - LINES.leftMm) / (LINES.rightMm - LINES.leftMm);
  const periodMm = [2, 1.5, 1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2][Math.floor(along * 10)]!;
  return (x / periodMm) % 1 < 0.5 ? BLACK : WHITE;
}
