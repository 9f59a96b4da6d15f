import { DPI } from '../../machine/paper.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { intersection, type RectPx } from '../geometry.ts';
import type { LineMark } from '../marks.ts';
import { mmToPx } from '../printable-area.ts';

type PageBorder = PrintSettings['pageBorder'];

const POINTS_PER_INCH = 72;
const WIDTHS_PT: Readonly<Record<Exclude<PageBorder, 'none'>, number>> = {
  thin: 0.5,
  thick: 1.5,
  crop: 0.25,
};
/** Crop marks keep away from the page, so that none of them is left on it when it is cut a little wide. */
const CROP_DISTANCE_PX = mmToPx(1);
const CROP_LENGTH_PX = mmToPx(5);

/**
 * The lines around a page.
 *
 * @param page what is seen of it
 * @param surroundings crop marks lie in what is left of this around the page; where nothing is left, there are none
 */
export function pageBorder(border: PageBorder, page: RectPx, surroundings: RectPx): LineMark[] {
  if (border === 'none') return [];
  const widthPx = Math.round((WIDTHS_PT[border] * DPI) / POINTS_PER_INCH);
  return border === 'crop' ? cropMarks(page, surroundings, widthPx) : frame(page, widthPx);
}

/** Lies inside of the page's edges, so that it can be printed where the page can. */
function frame({ x, y, width, height }: RectPx, widthPx: number): LineMark[] {
  const half = widthPx / 2;
  const [right, bottom] = [x + width, y + height];
  return [
    line(x, y + half, right, y + half, widthPx),
    line(x, bottom - half, right, bottom - half, widthPx),
    line(x + half, y, x + half, bottom, widthPx),
    line(right - half, y, right - half, bottom, widthPx),
  ];
}

/** Two strokes at every corner that continue the page's edges outwards. */
function cropMarks({ x, y, width, height }: RectPx, surroundings: RectPx, widthPx: number): LineMark[] {
  const marks: LineMark[] = [];
  for (const [atX, outX] of [
    [x, -1],
    [x + width, 1],
  ] as const) {
    for (const [atY, outY] of [
      [y, -1],
      [y + height, 1],
    ] as const) {
      marks.push(
        line(
          atX + outX * CROP_DISTANCE_PX,
          atY,
          atX + outX * (CROP_DISTANCE_PX + CROP_LENGTH_PX),
          atY,
          widthPx,
        ),
        line(
          atX,
          atY + outY * CROP_DISTANCE_PX,
          atX,
          atY + outY * (CROP_DISTANCE_PX + CROP_LENGTH_PX),
          widthPx,
        ),
      );
    }
  }
  return marks.filter((mark) => isSeen(mark, surroundings)).map((mark) => ({ ...mark, clip: surroundings }));
}

function isSeen(mark: LineMark, area: RectPx): boolean {
  const { width, height } = intersection(inkOf(mark), area);
  return width > 0 && height > 0;
}

function inkOf({ x1, y1, x2, y2, widthPx }: LineMark): RectPx {
  const [growX, growY] = y1 === y2 ? [0, widthPx / 2] : [widthPx / 2, 0];
  return {
    x: Math.min(x1, x2) - growX,
    y: Math.min(y1, y2) - growY,
    width: Math.abs(x2 - x1) + 2 * growX,
    height: Math.abs(y2 - y1) + 2 * growY,
  };
}

function line(x1: number, y1: number, x2: number, y2: number, widthPx: number): LineMark {
  return { kind: 'line', layer: 'over', gray: 0, x1, y1, x2, y2, widthPx };
}
