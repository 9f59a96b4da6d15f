import type { RectPx } from '../geometry.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { withRoom } from './side-place.ts';

/** Places of equal size in columns and rows. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** The place of the first row and column. */
  readonly first: RectPx;
  readonly gapPx: number;
}

export type PageOrder = PrintSettings['pageOrder'];
type PagesPerSheet = PrintSettings['pagesPerSheet'];

/** Columns and rows for upright pages; wide pages have them the other way round. */
const SHAPES: Readonly<Record<PagesPerSheet, readonly [columns: number, rows: number]>> = {
  '2': [2, 1],
  '4': [2, 2],
  '6': [3, 2],
  '8': [4, 2],
  '9': [3, 3],
  '16': [4, 4],
};

/**
 * How the side lies while so many pages share it: the way that leaves them largest. 2, 6 and 8 upright pages take
 * a side that lies down, wide ones an upright side; 4, 9 and 16 take a side that lies as they do.
 */
export function gridShape(
  pages: PagesPerSheet,
  areWide: boolean,
): { readonly columns: number; readonly rows: number; readonly lyingDown: boolean } {
  const [long, short] = SHAPES[pages];
  return {
    columns: areWide ? short : long,
    rows: areWide ? long : short,
    lyingDown: (long !== short) !== areWide,
  };
}

/** A grid that fills an area, in whole pixels. Throws PlatenError `layout.no-room`. */
export function gridIn(area: RectPx, columns: number, rows: number, gapPx: number): Grid {
  const width = Math.floor((area.width - (columns - 1) * gapPx) / columns);
  const height = Math.floor((area.height - (rows - 1) * gapPx) / rows);
  return { columns, rows, gapPx, first: withRoom({ x: area.x, y: area.y, width, height }) };
}

/** Column and row of the place that comes `index`-th, all from 0. */
export function cellAt(
  { columns, rows }: Pick<Grid, 'columns' | 'rows'>,
  order: PageOrder,
  index: number,
): readonly [column: number, row: number] {
  const downFirst = order === 'N' || order === 'N-rtl';
  const [column, row] = downFirst
    ? [Math.floor(index / rows), index % rows]
    : [index % columns, Math.floor(index / columns)];
  return [order.endsWith('-rtl') ? columns - 1 - column : column, row];
}

export function placeAt(
  { first, gapPx }: Grid,
  [column, row]: readonly [column: number, row: number],
): RectPx {
  const { x, y, width, height } = first;
  return { x: x + column * (width + gapPx), y: y + row * (height + gapPx), width, height };
}

/**
 * What a place may use beyond itself, for crop marks: half of the gap to each neighbour, and at the rim all that is
 * left of the area.
 */
export function surroundingsAt(
  grid: Grid,
  cell: readonly [column: number, row: number],
  area: RectPx,
): RectPx {
  const { columns, rows, gapPx } = grid;
  const [column, row] = cell;
  const { x, y, width, height } = placeAt(grid, cell);
  const left = column === 0 ? area.x : x - gapPx / 2;
  const top = row === 0 ? area.y : y - gapPx / 2;
  const right = column === columns - 1 ? area.x + area.width : x + width + gapPx / 2;
  const bottom = row === rows - 1 ? area.y + area.height : y + height + gapPx / 2;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
