import { cellsOf, grayOfCells, type Dots } from './dots.ts';

/** Dots along the side of a cell of an overview. */
export const OVERVIEW_SHRINK = 4;
const SLICE_ROWS = 96;

/** The whole side at a quarter of its size, made in slices so that the page stays quick; null once it is not wanted. */
export async function overviewOf(
  dots: Dots,
  isWanted: () => boolean = () => true,
): Promise<HTMLCanvasElement | null> {
  const { columns, rows } = cellsOf(dots, OVERVIEW_SHRINK);
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d')!;
  for (let row = 0; row < rows; row += SLICE_ROWS) {
    const area = { column: 0, row, columns, rows: Math.min(SLICE_ROWS, rows - row) };
    const pixels = grayOfCells(dots, OVERVIEW_SHRINK, area);
    context.putImageData(new ImageData(pixels, columns, area.rows), 0, row);
    await new Promise((resume) => setTimeout(resume));
    if (!isWanted()) return null;
  }
  return canvas;
}
