import { disperse, type Site } from './dispersal.ts';

/** A halftone screen: a tile that covers the sheet from its top left corner. */
export interface Screen {
  /** A multiple of 16. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** For each dot, row by row: black iff the wanted coverage (0 to 1) is greater. Strictly between 0 and 1. */
  readonly fractions: Float32Array;
}

/** The screen turned by 45°, centres `periodPx` apart along the axes: √2 · 600 / periodPx lines per inch. */
export interface ClusteredScreenSpec {
  /** Even, and a divisor of 96. */
  readonly periodPx: number;
  /** Dots that hold on paper: in highlights a dot has no fewer pixels, in shadows a hole has no fewer. */
  readonly smallestDotPx: number;
}

/** A multiple of 16 for the kernel and of every period: 4, 6 and 8. */
const TILE_PX = 96;

/**
 * A clustered-dot screen of 9,216 levels.
 *
 * Dot centres stand on the lattice (p/2, p/2), (p/2, -p/2); the centres of the holes between them, the places
 * farthest from any dot, stand half a period to the right. Each cell owns p²/2 pixels in the order in which they
 * turn black: the smallest dot first, then outwards, the smallest hole last.
 *
 * A tile holds hundreds of cells, which do not grow in step: cells take each step one after another, in an order
 * that spreads them evenly. So there are hundreds of levels between two sizes of a dot. The first step is the
 * whole smallest dot, so highlights get fewer dots, not smaller ones, and shadows fewer holes.
 */
export function clusteredScreen(spec: ClusteredScreenSpec): Screen {
  const { periodPx, smallestDotPx } = spec;
  const steps = growth(spec);
  const centres = cellCentres(periodPx);
  const ranks = disperse(centres, TILE_PX, TILE_PX);
  const fractions = new Float32Array(TILE_PX * TILE_PX);
  const lastSteps = steps.length - smallestDotPx;
  centres.forEach((centre, cell) => {
    const turn = (ranks[cell]! + 0.5) / centres.length;
    steps.forEach((step, index) => {
      const x = (centre.x + step.x + TILE_PX) % TILE_PX;
      const y = (centre.y + step.y + TILE_PX) % TILE_PX;
      let before = index + turn;
      if (index < smallestDotPx) before = turn * smallestDotPx;
      if (index >= lastSteps) before = lastSteps + turn * smallestDotPx;
      fractions[y * TILE_PX + x] = before / steps.length;
    });
  });
  return { widthPx: TILE_PX, heightPx: TILE_PX, fractions };
}

/** Every pixel for itself, spread so evenly that no pattern shows. 4,096 levels. */
export function blueNoiseScreen(): Screen {
  const sizePx = 64;
  const sites = Array.from({ length: sizePx * sizePx }, (_, i) => ({
    x: i % sizePx,
    y: Math.floor(i / sizePx),
  }));
  const ranks = disperse(sites, sizePx, sizePx);
  return {
    widthPx: sizePx,
    heightPx: sizePx,
    fractions: Float32Array.from(ranks, (rank) => (rank + 0.5) / sites.length),
  };
}

/** Side of the detail screen; the kernel knows it too. */
const DETAIL_PX = 256;

/**
 * For strokes and outlines of line art that is gray. A clustered screen has lines of pixels that are darker than
 * others, and a thin gray line that lies along them comes out too dark, or not at all. Here every row, every column
 * and every diagonal passes through all tones evenly: (193 x + 147 y) mod 256, steps near the two that are
 * the hardest to come back on in the plane (1/1.3247 and its square, the plastic number; M. Roberts, 2018).
 */
export function detailScreen(): Screen {
  const fractions = new Float32Array(DETAIL_PX * DETAIL_PX);
  for (let y = 0; y < DETAIL_PX; y++) {
    for (let x = 0; x < DETAIL_PX; x++) {
      fractions[y * DETAIL_PX + x] = (((193 * x + 147 * y) % DETAIL_PX) + 0.5) / DETAIL_PX;
    }
  }
  return { widthPx: DETAIL_PX, heightPx: DETAIL_PX, fractions };
}

/** No screen: black where more than half is wanted. */
export function thresholdScreen(): Screen {
  return { widthPx: 16, heightPx: 1, fractions: new Float32Array(16).fill(0.5) };
}

function cellCentres(periodPx: number): Site[] {
  const half = periodPx / 2;
  const centres: Site[] = [];
  for (let row = 0; row * half < TILE_PX; row++) {
    for (let x = (row % 2) * half; x < TILE_PX; x += periodPx) centres.push({ x, y: row * half });
  }
  return centres;
}

/** The pixels of a cell relative to its centre, in the order in which they turn black. */
function growth({ periodPx, smallestDotPx }: ClusteredScreenSpec): Site[] {
  // The smallest dot lies across the centre; so does the smallest hole across its own.
  const dot = { x: (smallestDotPx - 1) / 2, y: 0 };
  const hole = { x: dot.x + periodPx / 2, y: 0 };
  const byDot = cellPixels(periodPx)
    .map((pixel) => nearestImage(pixel, dot, periodPx))
    .sort((a, b) => byKeys(spotKeys(a, dot, periodPx), spotKeys(b, dot, periodPx)));
  const grown = byDot.slice(0, byDot.length - smallestDotPx);
  const holes = byDot.slice(byDot.length - smallestDotPx).map((pixel) => nearestImage(pixel, hole, periodPx));
  return [...grown, ...holes];
}

/** One pixel of each kind that the lattice distinguishes. */
function cellPixels(periodPx: number): Site[] {
  const area = (periodPx * periodPx) / 2;
  return Array.from({ length: area }, (_, i) => ({ x: i % periodPx, y: Math.floor(i / periodPx) }));
}

/** The lattice's copy of a pixel that lies nearest to `to`. */
function nearestImage(pixel: Site, to: Site, periodPx: number): Site {
  const half = periodPx / 2;
  let nearest = pixel;
  for (let row = -2; row <= 2; row++) {
    for (let column = -2; column <= 2; column++) {
      if ((row + column) % 2 !== 0) continue;
      const image = { x: pixel.x + column * half, y: pixel.y + row * half };
      if (distance(image, to) < distance(nearest, to) - 1e-9) nearest = image;
    }
  }
  return nearest;
}

/** The cosine spot: round dots, a chequerboard at one half, round holes; equal heights go round the centre. */
function spotKeys(pixel: Site, dot: Site, periodPx: number): [number, number] {
  const turns = (offset: number) => Math.cos((2 * Math.PI * offset) / periodPx);
  const height = turns(pixel.x - dot.x) * turns(pixel.y - dot.y);
  return [-Math.round(height * 1e9), Math.atan2(pixel.y - dot.y, pixel.x - dot.x)];
}

function byKeys(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}

function distance(a: Site, b: Site): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
