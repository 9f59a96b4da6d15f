import { PAPERS } from '../../machine/paper.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { ChosenPage } from '../pages/chosen-page.ts';
import { compose, intersection, transformRect, type RectPx } from '../geometry.ts';
import { mapInSteps, type Steps } from '../in-steps.ts';
import { placePage, type PlacingSettings } from '../places/place-page.ts';
import type { PosterGrid, TilePlace } from './poster-grid.ts';
import { posterMarks } from './poster-marks.ts';
import { mmToPx, printableArea } from '../printable-area.ts';
import { requireFewSheets } from '../sheets/sheet-limit.ts';
import type { SidePlan } from '../sheet-plan.ts';
import { withRoom } from '../places/side-place.ts';
import { fromLyingDown, moving, rectLyingDown, transformSide } from '../places/transform-side.ts';

export type PosterSettings = PlacingSettings &
  Pick<
    PrintSettings,
    'paper' | 'marginMm' | 'posterColumns' | 'posterRows' | 'posterOverlapMm' | 'posterMarks' | 'posterLabels'
  >;

/**
 * Each page over many sheets, row by row from the top left. The page meets the whole poster as it would meet a
 * sheet. Where that makes it larger, and `autoRotate` allows it, the sheets lie down; the page itself is turned
 * only where that was asked for. All measures are whole dots, so tiles laid together show every dot in its place.
 *
 * @throws PlatenError `layout.no-room`, `layout.too-many-sheets`
 */
export function* planPoster(pages: readonly ChosenPage[], settings: PosterSettings): Steps<SidePlan[]> {
  requireFewSheets(pages.length * settings.posterColumns * settings.posterRows);
  const posters = yield* mapInSteps(pages, (page) => {
    const grid = gridFor(page, settings);
    const title = pages.length > 1 ? `Page ${page.number}, ` : '';
    return tilesOf(grid).map((place) => planTile(page, { grid, place, title }, settings));
  });
  return posters.flat();
}

interface Tile {
  readonly grid: PosterGrid;
  readonly place: TilePlace;
  /** Which poster it is of; empty where there is only one. */
  readonly title: string;
}

function planTile(page: ChosenPage, { grid, place, title }: Tile, settings: PosterSettings): SidePlan {
  const { tile, lyingDown } = grid;
  const placement = placePage(page, posterPlace(grid, settings), { ...settings, autoRotate: false });
  const origin = tileOrigin(grid, place);
  const ontoTile = moving(tile.x - origin.x, tile.y - origin.y);
  const side = {
    placements: [
      {
        ...placement,
        matrix: compose(ontoTile, placement.matrix),
        clip: intersection(transformRect(ontoTile, placement.clip), tile),
      },
    ],
    marks: posterMarks(grid, place, { title, ...settings }),
  };
  if (!lyingDown) return side;
  return { ...transformSide(side, fromLyingDown(PAPERS[settings.paper])), turned: true };
}

function gridFor(page: ChosenPage, settings: PosterSettings): PosterGrid {
  const [upright, lying] = [false, true].map((lyingDown) => gridOf(settings, lyingDown)) as [
    PosterGrid,
    PosterGrid,
  ];
  const scaleOn = (grid: PosterGrid) => {
    const fitted = { ...settings, scaling: 'fit', autoRotate: false } as const;
    const [a, b] = placePage(page, posterPlace(grid, settings), fitted).matrix;
    return Math.hypot(a, b);
  };
  return settings.autoRotate && scaleOn(lying) > scaleOn(upright) ? lying : upright;
}

function gridOf(
  { paper, posterColumns, posterRows, posterOverlapMm }: PosterSettings,
  lyingDown: boolean,
): PosterGrid {
  const area = printableArea(PAPERS[paper]);
  const tile = lyingDown ? rectLyingDown(area, PAPERS[paper]) : area;
  const overlapPx = mmToPx(posterOverlapMm);
  withRoom({ ...tile, width: tile.width - overlapPx, height: tile.height - overlapPx });
  return { columns: posterColumns, rows: posterRows, tile, overlapPx, lyingDown };
}

/** Where the page may be on the whole poster; the origin is the top left corner of the first sheet's print. */
function posterPlace({ columns, rows, tile, overlapPx }: PosterGrid, { marginMm }: PosterSettings): RectPx {
  const margin = mmToPx(marginMm);
  return withRoom({
    x: margin,
    y: margin,
    width: columns * (tile.width - overlapPx) + overlapPx - 2 * margin,
    height: rows * (tile.height - overlapPx) + overlapPx - 2 * margin,
  });
}

/** Where on the poster a sheet's print begins. */
function tileOrigin({ tile, overlapPx }: PosterGrid, { column, row }: TilePlace) {
  return { x: column * (tile.width - overlapPx), y: row * (tile.height - overlapPx) };
}

function tilesOf({ columns, rows }: PosterGrid): TilePlace[] {
  return Array.from({ length: columns * rows }, (_, index) => ({
    column: index % columns,
    row: Math.floor(index / columns),
  }));
}
