import type { ImageRegion } from '../../src/imaging/regions.ts';

/**
 * What workers/kernels/objects.ts makes of gray values before they are screened, a pixel at a time over a whole side.
 * The kernels must match it.
 */

/** What a pixel belongs to. */
export type Kind = 'art' | 'photo' | 'bilevel';

export interface GrayPicture {
  readonly gray: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface SettledPicture extends GrayPicture {
  /** 1 where the finer screen is due. */
  readonly isDetail: Uint8Array;
}

const EDGE = 32;
const DETAIL = 8;
const SAME = 2;

/** The kind of each pixel: of the last picture whose box touches it. */
export function referenceKinds(regions: readonly ImageRegion[], widthPx: number, heightPx: number): Kind[] {
  return Array.from({ length: widthPx * heightPx }, (_, i) => {
    const [x, y] = [i % widthPx, Math.floor(i / widthPx)];
    const picture = regions.findLast(
      (r) =>
        Math.floor(r.x) <= x &&
        x < Math.ceil(r.x + r.width) &&
        Math.floor(r.y) <= y &&
        y < Math.ceil(r.y + r.height),
    );
    return picture?.kind ?? 'art';
  });
}

/** `sharpening` from 0 to 32. */
export function referenceSettle(
  picture: GrayPicture,
  kinds: readonly Kind[],
  sharpening: number,
): SettledPicture {
  const { widthPx, heightPx } = picture;
  const gray = new Uint8Array(widthPx * heightPx);
  const isDetail = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const at = y * widthPx + x;
      const look = new Look(picture, x, y);
      if (kinds[at] === 'art') {
        gray[at] = hardened(look);
        // Screens do not change black and white, and the kernel does not look at blocks that have nothing else.
        const [low, high] = range(look, 3);
        isDetail[at] = high - low >= DETAIL ? 1 : 0;
      } else if (kinds[at] === 'bilevel') {
        gray[at] = look.shifted < 128 ? 0 : 255;
      } else {
        gray[at] = sharpened(look, sharpening);
      }
    }
  }
  return { gray, isDetail, widthPx, heightPx };
}

/** A picture seen from one of its pixels; white all round. */
class Look {
  constructor(
    private readonly picture: GrayPicture,
    private readonly x: number,
    private readonly y: number,
  ) {}

  at(dx: number, dy: number): number {
    const { gray, widthPx, heightPx } = this.picture;
    const [x, y] = [this.x + dx, this.y + dy];
    return x < 0 || y < 0 || x >= widthPx || y >= heightPx ? 255 : gray[y * widthPx + x]!;
  }

  /** A sixteenth of a pixel right of and below the pixel's centre. */
  get shifted(): number {
    const [left, right, above, below] = [this.at(-1, 0), this.at(1, 0), this.at(0, -1), this.at(0, 1)];
    return this.at(0, 0) + (right >> 4) + (below >> 4) - (left >> 4) - (above >> 4);
  }
}

function range(look: Look, reach: number): readonly [low: number, high: number] {
  const values: number[] = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) values.push(look.at(dx, dy));
  }
  return [Math.min(...values), Math.max(...values)];
}

function hardened(look: Look): number {
  const [low, high] = range(look, 1);
  if (high - low < EDGE) return look.at(0, 0);
  const [farLow, farHigh] = range(look, 2);
  // All 2 x 2 pixels of which one is among the nine.
  let [flatLow, flatHigh] = [255, 0];
  for (let dy = -2; dy <= 1; dy++) {
    for (let dx = -2; dx <= 1; dx++) {
      const four = [look.at(dx, dy), look.at(dx + 1, dy), look.at(dx, dy + 1), look.at(dx + 1, dy + 1)];
      flatLow = Math.min(flatLow, Math.max(...four));
      flatHigh = Math.max(flatHigh, Math.min(...four));
    }
  }
  const inkIsFlat = flatLow <= low + SAME;
  const paperIsFlat = flatHigh >= high - SAME;
  const ink = inkIsFlat ? (paperIsFlat ? low : farLow) : 0;
  const paper = paperIsFlat ? (inkIsFlat ? high : farHigh) : 255;
  const middle = (ink + paper + 1) >> 1;
  if ((!inkIsFlat && low >= middle) || (!paperIsFlat && high <= middle)) return look.at(0, 0);
  return look.shifted < middle ? ink : paper;
}

function sharpened(look: Look, amount: number): number {
  const corners = look.at(-2, -2) + look.at(2, -2) + look.at(-2, 2) + look.at(2, 2);
  const sides = look.at(0, -2) + look.at(0, 2) + look.at(-2, 0) + look.at(2, 0);
  const above = 12 * look.at(0, 0) - corners - 2 * sides;
  const value = look.at(0, 0) + (((above >> 2) * amount) >> 6);
  return Math.max(0, Math.min(255, value));
}
