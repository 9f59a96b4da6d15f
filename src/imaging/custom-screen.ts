import type { RealScreen } from '../settings/custom-screen.ts';
import { disperse } from './dispersal.ts';
import type { Screen } from './screens.ts';

/** Cells of this many pixels or more get dots and holes of two pixels at least, as Gradation and ColorTone do. */
const AREA_OF_STURDY_CELLS_PX = 16;

interface Pixel {
  readonly at: number;
  /** The spot function: 2 at the centre of a dot, -2 at the centre of a hole. */
  readonly height: number;
  /** Its direction from there, which decides between equal heights. */
  readonly turn: number;
}

interface Cell {
  /** Pixels that turn black before one half, and those that turn black after. */
  readonly dot: Pixel[];
  readonly hole: Pixel[];
}

/**
 * A clustered-dot screen of any lines per inch and angle.
 *
 * A pixel's place in its cell is (a, b), in periods of the two waves; the spot function cos 2πa + cos 2πb makes round
 * dots, a chequerboard at one half and round holes. Where it is positive, a pixel belongs to the dot whose centre is
 * nearest, else to the hole: each cell has one of both, half a period apart. Pixels turn black from the dot's
 * centre outwards, then towards the hole's centre.
 *
 * Cells take each step one after another in an order that spreads them evenly, and begin with a dot that holds
 * (screens.ts says why). As cells of a supercell differ by a pixel, all pixels are ranked in the end, so that coverage
 * is exact.
 */
export function customScreen(real: RealScreen): Screen {
  const { tilePx, across, down } = real;
  const cells = cellsOf(real);
  const centres = [...cells.keys()].map((key) => {
    const [x, y] = centreOf(key, real);
    return { x: Math.round(x) % tilePx, y: Math.round(y) % tilePx };
  });
  const ranks = disperse(centres, tilePx, tilePx);
  const area = tilePx ** 2 / (across ** 2 + down ** 2);
  const smallest = area >= AREA_OF_STURDY_CELLS_PX ? 2 : 1;

  const moments = new Float64Array(tilePx * tilePx);
  [...cells.values()].forEach(({ dot, hole }, cell) => {
    const turn = (ranks[cell]! + 0.5) / cells.size;
    dot.sort(byHeight).forEach(({ at }, i) => {
      moments[at] = (i < smallest ? turn * smallest : i + turn) / (2 * dot.length);
    });
    hole.sort(byHeight).forEach(({ at }, i) => {
      const last = hole.length - smallest;
      moments[at] = 0.5 + (i >= last ? last + turn * smallest : i + turn) / (2 * hole.length);
    });
  });
  const order = Array.from(moments.keys()).sort((a, b) => moments[a]! - moments[b]! || a - b);
  const fractions = new Float32Array(moments.length);
  order.forEach((at, rank) => (fractions[at] = (rank + 0.5) / order.length));
  return { widthPx: tilePx, heightPx: tilePx, fractions };
}

/** The cells of a tile by the place of their centres. */
function cellsOf(real: RealScreen): Map<number, Cell> {
  const { tilePx, across, down } = real;
  const cells = new Map<number, Cell>();
  for (let y = 0; y < tilePx; y++) {
    for (let x = 0; x < tilePx; x++) {
      const a = (across * x + down * y) / tilePx;
      const b = (across * y - down * x) / tilePx;
      const height = Math.round((Math.cos(2 * Math.PI * a) + Math.cos(2 * Math.PI * b)) * 1e9);
      // A hole belongs to the dot half a period back.
      const shift = height >= 0 ? 0 : 0.5;
      const [i, j] = [Math.round(a - shift), Math.round(b - shift)];
      const key = keyOf(i, j, real);
      const cell = cells.get(key) ?? { dot: [], hole: [] };
      cells.set(key, cell);
      const pixel = { at: y * tilePx + x, height, turn: Math.atan2(b - shift - j, a - shift - i) };
      (shift === 0 ? cell.dot : cell.hole).push(pixel);
    }
  }
  return cells;
}

/** The same for a cell and its copies in other tiles: its centre in parts of the tile, 1/cells each. */
function keyOf(i: number, j: number, { across, down }: RealScreen): number {
  const cells = across ** 2 + down ** 2;
  const x = (((across * i - down * j) % cells) + cells) % cells;
  const y = (((down * i + across * j) % cells) + cells) % cells;
  return y * cells + x;
}

function centreOf(key: number, { tilePx, across, down }: RealScreen): readonly [x: number, y: number] {
  const cells = across ** 2 + down ** 2;
  return [((key % cells) * tilePx) / cells, (Math.floor(key / cells) * tilePx) / cells];
}

function byHeight(some: Pixel, other: Pixel): number {
  return other.height - some.height || some.turn - other.turn;
}
