import type { Matrix, PageDimensions, QuarterTurn, RectPx } from '../geometry.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { ChosenPage } from '../pages/chosen-page.ts';
import { PX_PER_PT } from '../printable-area.ts';
import type { Placement } from '../sheet-plan.ts';

/** How pages meet their places. */
export type PlacingSettings = Pick<
  PrintSettings,
  'scaling' | 'scalePercent' | 'alignment' | 'autoRotate' | 'rotation'
>;

type Alignment = PrintSettings['alignment'];

/**
 * A page in its place: a side's printable area, or a part of it. Nothing is drawn outside of the place.
 *
 * How it is turned: what is asked for all pages and for this one adds up, clockwise. A page that was asked to be
 * turned by a quarter stays so. Any other is turned a quarter counterclockwise, its top along the left edge,
 * where that makes it larger and `autoRotate` is on.
 */
export function placePage(page: ChosenPage, place: RectPx, settings: PlacingSettings): Placement {
  const turn = turnOf(page, place, settings);
  const seen = turnedSize(page, turn);
  const scale = scaleFor(seen, place, settings);
  const [x, y] = position(seen, place, scale, settings.alignment);
  const { documentId, pageIndex, number, rotation } = page;
  return {
    documentId,
    pageIndex,
    number,
    rotation,
    matrix: matrixOf(page, turn, scale, [x, y]),
    clip: place,
  };
}

/** Size after a turn. */
export function turnedSize({ widthPt, heightPt }: PageDimensions, turn: QuarterTurn): PageDimensions {
  return turn % 180 === 0 ? { widthPt, heightPt } : { widthPt: heightPt, heightPt: widthPt };
}

function turnOf(page: ChosenPage, place: RectPx, settings: PlacingSettings): QuarterTurn {
  const asked = askedTurn(page, settings);
  if (!settings.autoRotate || asked % 180 !== 0) return asked;
  const suits = fittingScale(turnedSize(page, 90), place) <= fittingScale(page, place);
  return suits ? asked : addTurns(asked, 270);
}

/** What was asked for all pages and for this one. */
export function askedTurn(page: ChosenPage, { rotation }: Pick<PlacingSettings, 'rotation'>): QuarterTurn {
  return addTurns(Number(rotation), page.rotation);
}

function addTurns(one: number, other: number): QuarterTurn {
  return ((one + other) % 360) as QuarterTurn;
}

function fittingScale({ widthPt, heightPt }: PageDimensions, { width, height }: RectPx): number {
  return Math.min(width / widthPt, height / heightPt);
}

/** Dots a point. */
function scaleFor(seen: PageDimensions, place: RectPx, { scaling, scalePercent }: PlacingSettings): number {
  switch (scaling) {
    case 'fit':
      return fittingScale(seen, place);
    case 'shrink':
      return Math.min(fittingScale(seen, place), PX_PER_PT);
    case 'fill':
      return Math.max(place.width / seen.widthPt, place.height / seen.heightPt);
    case 'actual':
      return PX_PER_PT;
    case 'percent':
      return (PX_PER_PT * scalePercent) / 100;
  }
}

/**
 * Top left corner, in whole pixels from the place's, so that scans at the machine's own resolution keep their
 * pixels. Rounded towards the place's corner: what fits stays inside, what covers still covers.
 */
function position(
  { widthPt, heightPt }: PageDimensions,
  place: RectPx,
  scale: number,
  alignment: Alignment,
): readonly [x: number, y: number] {
  const spareX = place.width - widthPt * scale;
  const spareY = place.height - heightPt * scale;
  const [across, down] = SHARES[alignment];
  return [place.x + Math.trunc(spareX * across), place.y + Math.trunc(spareY * down)];
}

/** How much of the spare room lies left of the page, and above it. */
export const SHARES: Readonly<Record<Alignment, readonly [across: number, down: number]>> = {
  'top-left': [0, 0],
  top: [0.5, 0],
  'top-right': [1, 0],
  left: [0, 0.5],
  centre: [0.5, 0.5],
  right: [1, 0.5],
  'bottom-left': [0, 1],
  bottom: [0.5, 1],
  'bottom-right': [1, 1],
};

/** Turned clockwise, then scaled, then moved so that the top left corner of what is seen lies at `corner`. */
function matrixOf(
  { widthPt, heightPt }: PageDimensions,
  turn: QuarterTurn,
  scale: number,
  [x, y]: readonly [x: number, y: number],
): Matrix {
  switch (turn) {
    case 0:
      return [scale, 0, 0, scale, x, y];
    case 90:
      return [0, scale, -scale, 0, x + heightPt * scale, y];
    case 180:
      return [-scale, 0, 0, -scale, x + widthPt * scale, y + heightPt * scale];
    case 270:
      return [0, -scale, scale, 0, x, y + widthPt * scale];
  }
}
