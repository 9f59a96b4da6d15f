import type { RectPx } from '../geometry.ts';
import { PlatenError } from '../../errors/platen-error.ts';
import type { Paper } from '../../machine/paper.ts';
import { bindingOf } from '../../settings/binding.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { turnedEdge, type FlipEdge } from '../../settings/turning.ts';
import { mmToPx, printableArea } from '../printable-area.ts';

export type SideName = 'front' | 'back';
type Edge = 'left' | 'right' | 'top' | 'bottom';

export type MarginSettings = Pick<
  PrintSettings,
  | 'marginMm'
  | 'bindingEdge'
  | 'bindingMarginMm'
  | 'bindingMarginBy'
  | 'arrangement'
  | 'duplex'
  | 'turnedBy'
  | 'mirror'
>;

/** A page in less than this, about a millimetre, cannot be meant. */
const SMALLEST_PLACE_PX = 24;

/**
 * Where pages may be on a side: the printable area, less the extra margin all round, less the binding margin at the
 * bound edge where the layout makes that (where the machine does, it moves the finished side, and pages keep all
 * of their room).
 *
 * @throws PlatenError `layout.no-room`
 */
export function sidePlace(paper: Paper, side: SideName, settings: MarginSettings): RectPx {
  const room = inset(printableArea(paper), ['left', 'right', 'top', 'bottom'], mmToPx(settings.marginMm));
  const { edge, marginBy } = bindingOf(settings);
  if (marginBy === 'machine') return withRoom(room);
  return withRoom(inset(room, [boundEdge(edge, side, settings)], mmToPx(settings.bindingMarginMm)));
}

/** Throws PlatenError `layout.no-room` when a page would be no more than a speck. */
export function withRoom(place: RectPx): RectPx {
  if (Math.min(place.width, place.height) < SMALLEST_PLACE_PX) throw new PlatenError('layout.no-room');
  return place;
}

/**
 * The bound edge of the upright sheet, seen from one side. The back is seen after the sheet was turned over: about
 * its long edge, left is right then; about its short edge, top is bottom.
 *
 * A mirrored side is laid out before it is mirrored, so left is right there too.
 */
function boundEdge(front: Edge, side: SideName, settings: MarginSettings): Edge {
  const edge = side === 'front' ? front : throughTheSheet(front, turnedEdge(settings));
  return settings.mirror ? ACROSS[edge] : edge;
}

function throughTheSheet(edge: Edge, turned: FlipEdge | null): Edge {
  return turned === 'short' ? DOWN[edge] : ACROSS[edge];
}

const ACROSS: Readonly<Record<Edge, Edge>> = { left: 'right', right: 'left', top: 'top', bottom: 'bottom' };
const DOWN: Readonly<Record<Edge, Edge>> = { left: 'left', right: 'right', top: 'bottom', bottom: 'top' };

function inset({ x, y, width, height }: RectPx, edges: readonly Edge[], byPx: number): RectPx {
  const at = (edge: Edge) => (edges.includes(edge) ? byPx : 0);
  return {
    x: x + at('left'),
    y: y + at('top'),
    width: width - at('left') - at('right'),
    height: height - at('top') - at('bottom'),
  };
}
