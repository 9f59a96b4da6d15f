import { expect } from '@playwright/test';
import { PAPERS } from '../../src/machine/paper.ts';
import { testChart } from '../../src/simulator/scanner/test-chart.ts';

const DOTS_PER_MM = 600 / 25.4;
const { widthPx } = PAPERS.A4;

/** Where a place of the original lies on the copy, and how large: millimetres. */
export interface Placing {
  readonly scale: number;
  toCopy(x: number, y: number): readonly [x: number, y: number];
}

export const ACTUAL: Placing = { scale: 1, toCopy: (x, y) => [x, y] };
/** The cells of the chart's letters: a grid that tells one title from another. */
const CELL_MM = 1.2;
const FIRST_CELL_MM = { x: 20 % CELL_MM, y: 25 % CELL_MM };
/** The ruler and the fine lines, whose strokes are thinner than what is looked at of a cell. */
const FINE_MM = [
  [0, 16],
  [118, 152],
] as const;

/**
 * Cells that are all black or all white on the original and come out otherwise. A third of a cell at each side is left
 * out: 300 dots an inch are 0.08 mm, and what the printer makes of them is softer by as much again. A cell counts as
 * black or white from nine dots in ten: error diffusion may leave a dot or two in either.
 */
export function wrongCells(
  bits: Buffer,
  title: string,
  { toCopy, scale }: Placing,
  area = { width: 205, height: 290 },
): { wrong: number; black: number; white: number } {
  const original = testChart(title);
  const stride = bits.length / PAPERS.A4.heightPx;
  const found = { wrong: 0, black: 0, white: 0 };
  for (let y = FIRST_CELL_MM.y; y + CELL_MM < area.height; y += CELL_MM) {
    for (let x = FIRST_CELL_MM.x; x + CELL_MM < area.width; x += CELL_MM) {
      if (FINE_MM.some(([from, to]) => y > from && y < to)) continue;
      const colours = new Set<number>();
      for (let i = 0; i < 25; i += 1) {
        colours.add(
          original.colourAt(
            x + (CELL_MM * ((i % 5) + 0.5)) / 5,
            y + (CELL_MM * (Math.floor(i / 5) + 0.5)) / 5,
          ),
        );
      }
      const [colour] = colours;
      if (colours.size > 1 || (colour !== 0 && colour !== 0xff_ff_ff)) continue;
      const [middleX, middleY] = toCopy(x + CELL_MM / 2, y + CELL_MM / 2);
      const frame = 5.5;
      if (middleX < frame || middleY < frame || middleX > 210 - frame || middleY > 297 - frame) continue;
      const share = blackShare(bits, stride, [middleX, middleY], (CELL_MM * scale) / 6);
      const isBlack = colour === 0;
      found[isBlack ? 'black' : 'white'] += 1;
      if (isBlack ? share < 0.9 : share > 0.1) found.wrong += 1;
    }
  }
  return found;
}

function blackShare(
  bits: Buffer,
  stride: number,
  [xMm, yMm]: readonly [number, number],
  reachMm: number,
): number {
  let [black, all] = [0, 0];
  for (let y = Math.ceil((yMm - reachMm) * DOTS_PER_MM); y < (yMm + reachMm) * DOTS_PER_MM; y += 1) {
    for (let x = Math.ceil((xMm - reachMm) * DOTS_PER_MM); x < (xMm + reachMm) * DOTS_PER_MM; x += 1) {
      if (x >= widthPx) continue;
      black += (bits[y * stride + (x >> 3)]! >> (7 - (x & 7))) & 1;
      all += 1;
    }
  }
  return black / all;
}

/** The side shows that original, there and as large, and no other. */
export function expectShows(
  bits: Buffer,
  title: string,
  placing = ACTUAL,
  area?: { width: number; height: number },
) {
  const { wrong, black, white } = wrongCells(bits, title, placing, area);
  // Enough to tell: letters, and the white around them.
  expect(black, `${title}: black cells`).toBeGreaterThan(100);
  expect(white).toBeGreaterThan(1000);
  expect(wrong, `${title}: cells that differ`).toBe(0);
}
