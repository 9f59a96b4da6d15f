import { histogram, type GrayPage } from './gray-page.ts';

/** What is paper, and what is not. Exports `paperGrayOf`, `inkShareOf`, `LocalPaper`, `TILE_MM`. */

/** Paper is lighter than this: even brown paper and newsprint are. */
const DARKEST_PAPER = 110;
/** Of a page, at the least, has its paper's gray, give or take `NEAR`; a photograph need not show any paper. */
const LEAST_SHARE = 0.02;
const NEAR = 6;
const WHITE = 255;
/** Levels below paper that ink has. */
const INK_BELOW_PAPER = 32;

/** The commonest of the light grays; white where no gray is common. */
export function paperGrayOf({ levels }: GrayPage): number {
  const counts = histogram(levels);
  let [paper, most] = [WHITE, LEAST_SHARE * levels.length];
  for (let level = WHITE; level >= DARKEST_PAPER; level--) {
    const near = around(counts, level).pixels;
    if (near > most) [paper, most] = [level, near];
  }
  // Peaks are flat on top: on to the mean of what is around, until that is the middle.
  for (let round = 0; round < 8; round++) paper = around(counts, paper).mean;
  return paper;
}

function around(counts: Uint32Array, level: number): { readonly pixels: number; readonly mean: number } {
  let [pixels, sum] = [0, 0];
  for (let i = Math.max(0, level - NEAR); i <= Math.min(WHITE, level + NEAR); i++) {
    pixels += counts[i]!;
    sum += i * counts[i]!;
  }
  return { pixels, mean: pixels === 0 ? level : Math.round(sum / pixels) };
}

export function inkShareOf({ levels }: GrayPage, paperGray: number): number {
  const counts = histogram(levels);
  let ink = 0;
  for (let level = 0; level < paperGray - INK_BELOW_PAPER; level++) ink += counts[level]!;
  return levels.length === 0 ? 0 : ink / levels.length;
}

/** Side of a tile: much larger than letters, much smaller than shadows. */
export const TILE_MM = 8;
/** Of the pixels of a tile are darker than its paper. */
const PAPER_RANK = 0.8;

/** The gray of paper all over a page, which shadows change slowly: measured in tiles, in between by interpolation. */
export class LocalPaper {
  readonly columns: number;
  readonly rows: number;
  readonly #tiles: Uint8Array;

  constructor(page: GrayPage) {
    const tilePx = (TILE_MM * page.dpi) / 25.4;
    this.columns = Math.max(1, Math.round(page.widthPx / tilePx));
    this.rows = Math.max(1, Math.round(page.heightPx / tilePx));
    this.#tiles = new Uint8Array(this.columns * this.rows);
    for (let row = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++) {
        this.#tiles[row * this.columns + column] = tilePaper(page, column, row, this);
      }
    }
  }

  tile(column: number, row: number): number {
    return this.#tiles[row * this.columns + column]!;
  }

  /** Writes the paper of the pixels of line `y` of a page of that size. */
  line(y: number, { widthPx, heightPx }: GrayPage, into: Float32Array): void {
    const down = tilePlace(y, heightPx, this.rows);
    for (let x = 0; x < widthPx; x++) {
      const across = tilePlace(x, widthPx, this.columns);
      const above = mix(this.tile(across.from, down.from), this.tile(across.to, down.from), across.share);
      const below = mix(this.tile(across.from, down.to), this.tile(across.to, down.to), across.share);
      into[x] = mix(above, below, down.share);
    }
  }
}

function tilePlace(at: number, size: number, tiles: number) {
  const place = Math.min(tiles - 1, Math.max(0, ((at + 0.5) * tiles) / size - 0.5));
  const from = Math.floor(place);
  return { from, to: Math.min(tiles - 1, from + 1), share: place - from };
}

const mix = (a: number, b: number, share: number) => a + (b - a) * share;

function tilePaper(
  page: GrayPage,
  column: number,
  row: number,
  grid: { columns: number; rows: number },
): number {
  const edge = (index: number, size: number, count: number) => Math.floor((index * size) / count);
  const counts = new Uint32Array(256);
  let pixels = 0;
  for (let y = edge(row, page.heightPx, grid.rows); y < edge(row + 1, page.heightPx, grid.rows); y++) {
    const end = y * page.widthPx + edge(column + 1, page.widthPx, grid.columns);
    for (let at = y * page.widthPx + edge(column, page.widthPx, grid.columns); at < end; at++, pixels++) {
      counts[page.levels[at]!]!++;
    }
  }
  let [level, darker] = [0, 0];
  while (level < 255 && (darker += counts[level]!) < pixels * PAPER_RANK) level++;
  return level;
}
