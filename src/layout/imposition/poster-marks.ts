import type { PrintSettings } from '../../settings/print-settings.ts';
import type { LineMark, Mark } from '../marks.ts';
import type { PosterGrid, TilePlace } from './poster-grid.ts';
import { mmToPx } from '../printable-area.ts';

const LINE_PX = 2;
const TICK_PX = mmToPx(5);
const DASH_PX = [mmToPx(2), mmToPx(2)];
const LABEL_PX = mmToPx(3.5);
/** Of the overlap's width, so that letters stay clear of its edges. */
const LABEL_SHARE = 0.6;

export interface PosterMarkSettings extends Pick<PrintSettings, 'posterMarks' | 'posterLabels'> {
  readonly title: string;
}

/**
 * What helps to put a poster together. Every sheet but those of the first column is cut at the left edge of its
 * print and glued onto its neighbour, which shows that strip too; so with rows, at the top.
 *
 * Short solid lines say where to cut; a dashed line says where the neighbour begins. That line and the label lie
 * in the strip that will be covered. The last sheet covers and is not covered, so it has no label; without an
 * overlap, none has.
 */
export function posterMarks(grid: PosterGrid, place: TilePlace, settings: PosterMarkSettings): Mark[] {
  return [
    ...(settings.posterMarks ? [...cutMarks(grid, place), ...neighbourLines(grid, place)] : []),
    ...(settings.posterLabels ? label(grid, place, settings.title) : []),
  ];
}

function line(x1: number, y1: number, x2: number, y2: number): LineMark {
  return { kind: 'line', layer: 'over', gray: 0, x1, y1, x2, y2, widthPx: LINE_PX };
}

/** Along the edges that are cut, at their ends. */
function cutMarks({ tile: { x, y, width, height } }: PosterGrid, { column, row }: TilePlace): LineMark[] {
  const [left, top] = [x + LINE_PX / 2, y + LINE_PX / 2];
  const [right, bottom] = [x + width, y + height];
  const down = [line(left, y, left, y + TICK_PX), line(left, bottom - TICK_PX, left, bottom)];
  const across = [line(x, top, x + TICK_PX, top), line(right - TICK_PX, top, right, top)];
  return [...(column > 0 ? down : []), ...(row > 0 ? across : [])];
}

function neighbourLines(grid: PosterGrid, { column, row }: TilePlace): LineMark[] {
  const { columns, rows, overlapPx } = grid;
  const { x, y, width, height } = grid.tile;
  if (overlapPx === 0) return [];
  const atX = x + width - overlapPx + LINE_PX / 2;
  const atY = y + height - overlapPx + LINE_PX / 2;
  return [
    ...(column < columns - 1 ? [{ ...line(atX, y, atX, y + height), dashPx: DASH_PX }] : []),
    ...(row < rows - 1 ? [{ ...line(x, atY, x + width, atY), dashPx: DASH_PX }] : []),
  ];
}

function label(grid: PosterGrid, { column, row }: TilePlace, title: string): Mark[] {
  const { columns, rows, overlapPx } = grid;
  const { x, y, width, height } = grid.tile;
  if (overlapPx === 0) return [];
  const common = {
    kind: 'text',
    layer: 'over',
    gray: 0,
    align: 'center',
    text: `${title}${title ? 'column' : 'Column'} ${column + 1}, row ${row + 1}`,
    sizePx: Math.min(LABEL_PX, overlapPx * LABEL_SHARE),
  } as const;
  if (row < rows - 1) {
    const place = { x: x + width / 2, y: y + height - overlapPx / 2, angle: 0, maxLengthPx: width / 2 };
    return [{ ...common, ...place }];
  }
  if (column < columns - 1) {
    const place = { x: x + width - overlapPx / 2, y: y + height / 2, angle: 90, maxLengthPx: height / 2 };
    return [{ ...common, ...place }];
  }
  return [];
}
