import { cellsOf, grayOfCells, type Dots, type Shrink } from '../src/elements/dots.ts';

const SHRINKS: readonly Shrink[] = [8, 4, 2, 1];

/** A side as a picture `widthPx` wide: gray means of cells, then scaled down smoothly. */
export function pictureOf(dots: Dots, widthPx: number): ImageBitmap {
  const shrink = SHRINKS.find((each) => cellsOf(dots, each).columns >= widthPx) ?? 1;
  const { columns, rows } = cellsOf(dots, shrink);
  const pixels = grayOfCells(dots, shrink, { column: 0, row: 0, columns, rows });
  const cells = new OffscreenCanvas(columns, rows);
  cells.getContext('2d')!.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  const heightPx = Math.max(1, Math.round((dots.heightPx * widthPx) / dots.widthPx));
  const picture = new OffscreenCanvas(widthPx, heightPx);
  const context = picture.getContext('2d', { alpha: false })!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(cells, 0, 0, widthPx, heightPx);
  return picture.transferToImageBitmap();
}
