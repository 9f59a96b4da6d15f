/**
 * Corrections of pages in plain TypeScript, over whole pages: what workers/kernels/{resample,levels,specks,threshold}.ts
 * and the streaming around them do, said as simply as possible. They must match byte for byte.
 */
import type { PageMapping } from '../../src/scan/corrections/geometry.ts';
import type { SpeckShape } from '../../src/scan/corrections/despeckler.ts';
import { bicubicWeights } from '../../src/scan/corrections/turned-lines.ts';

export interface Pixels {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: number;
  readonly bytes: Uint8Array;
}

/** The page straightened, cropped and turned; beyond the page is paper. */
export function referenceGeometry(page: Pixels, mapping: PageMapping, paperGray: number): Pixels {
  const { widthPx, heightPx } = mapping.shape;
  const { channels } = page;
  const weights = bicubicWeights();
  const level = (x: number, y: number, channel: number) =>
    x < 0 || y < 0 || x >= page.widthPx || y >= page.heightPx
      ? paperGray
      : page.bytes[(y * page.widthPx + x) * channels + channel]!;
  // Places in 1/2³² pixel, so that steps add up without an error.
  const fixed = (value: number) => BigInt(Math.floor(value * 2 ** 32));
  const [stepX, stepY] = [mapping.across.x, mapping.across.y].map((s) =>
    BigInt(Math.floor(s * 2 ** 32 + 0.5)),
  ) as [bigint, bigint];
  const half = 1n << 25n;
  const bytes = new Uint8Array(widthPx * heightPx * channels);
  for (let y = 0; y < heightPx; y++) {
    let placeX = fixed(mapping.left + y * mapping.down.x) + half;
    let placeY = fixed(mapping.top + y * mapping.down.y) + half;
    for (let x = 0; x < widthPx; x++, placeX += stepX, placeY += stepY) {
      const [left, top] = [Number(placeX >> 32n), Number(placeY >> 32n)];
      const phaseX = Number((placeX >> 26n) & 63n) * 4;
      const phaseY = Number((placeY >> 26n) & 63n) * 4;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let j = 0; j < 4; j++) {
          for (let i = 0; i < 4; i++) {
            const weight = weights[phaseX + i]! * weights[phaseY + j]!;
            sum += weight * level(left + i - 1, top + j - 1, channel);
          }
        }
        bytes[(y * widthPx + x) * channels + channel] = clamp(Math.floor(sum / 2 ** 14 + 0.5), 0, 255);
      }
    }
  }
  return { widthPx, heightPx, channels, bytes };
}

export function referenceErase(page: Pixels, erasedPx: number): Pixels {
  const { widthPx, heightPx, channels } = page;
  const bytes = page.bytes.map((level, at) => {
    const x = Math.floor(at / channels) % widthPx;
    const y = Math.floor(at / channels / widthPx);
    return Math.min(x, y, widthPx - 1 - x, heightPx - 1 - y) < erasedPx ? 255 : level;
  });
  return { ...page, bytes };
}

export function referenceTone(page: Pixels, table: Uint8Array): Pixels {
  return { ...page, bytes: page.bytes.map((level) => table[level]!) };
}

export function referenceGrayOf(page: Pixels): Pixels {
  if (page.channels === 1) return page;
  const bytes = new Uint8Array(page.widthPx * page.heightPx);
  for (let i = 0; i < bytes.length; i++) {
    const [red, green, blue] = page.bytes.subarray(i * 3, i * 3 + 3);
    bytes[i] = Math.floor((77 * red! + 150 * green! + 29 * blue! + 128) / 256);
  }
  return { ...page, channels: 1, bytes };
}

export function referenceDespeckle(page: Pixels, { size, gap, rim }: SpeckShape, below: number): Pixels {
  const { widthPx, heightPx, channels } = page;
  const gray = referenceGrayOf(page).bytes;
  const bytes = page.bytes.slice();
  const inkIn = (left: number, top: number, side: number) => {
    let count = 0;
    for (let y = Math.max(0, top); y < Math.min(heightPx, top + side); y++) {
      for (let x = Math.max(0, left); x < Math.min(widthPx, left + side); x++) {
        if (gray[y * widthPx + x]! < below) count++;
      }
    }
    return count;
  };
  for (let top = 0; top + size <= heightPx; top++) {
    for (let left = 0; left + size <= widthPx; left++) {
      const count = inkIn(left, top, size);
      if (count === 0 || count !== inkIn(left - gap, top - gap, size + 2 * gap)) continue;
      const [x0, x1] = [Math.max(0, left - rim), Math.min(widthPx, left + size + rim) - 1];
      const [y0, y1] = [Math.max(0, top - rim), Math.min(heightPx, top + size + rim) - 1];
      for (let channel = 0; channel < channels; channel++) {
        const at = (x: number, y: number) => (y * widthPx + x) * channels + channel;
        const [u0, u1] = [Math.max(0, x0 - 1), Math.min(widthPx - 1, x1 + 1)];
        const [v0, v1] = [Math.max(0, y0 - 1), Math.min(heightPx - 1, y1 + 1)];
        const one = bytes[at(u0, v0)]! + bytes[at(u1, v1)]!;
        const other = bytes[at(u1, v0)]! + bytes[at(u0, v1)]!;
        const paper = Math.floor((Math.max(one, other) + 1) / 2);
        for (let y = y0; y <= y1; y++) {
          for (let x = x0; x <= x1; x++) bytes[at(x, y)] = Math.max(bytes[at(x, y)]!, paper);
        }
      }
    }
  }
  return { ...page, bytes };
}

/** Black where gray is up to `level`, else white. */
export function referenceFixed(page: Pixels, level: number): Pixels {
  return { ...page, bytes: page.bytes.map((gray) => (gray <= level ? 0 : 255)) };
}

export function referenceAdaptive(
  page: Pixels,
  radius: number,
  rule: { readonly share: number; readonly least: number; readonly floor: number },
): Pixels {
  const { widthPx, heightPx } = page;
  const { fround } = Math;
  const each = fround(1 / (2 * radius + 1) ** 2);
  const bytes = page.bytes.map((gray, at) => {
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
    let [sum, squares] = [0, 0];
    for (let v = y - radius; v <= y + radius; v++) {
      for (let u = x - radius; u <= x + radius; u++) {
        const level = page.bytes[clamp(v, 0, heightPx - 1) * widthPx + clamp(u, 0, widthPx - 1)]!;
        sum += level;
        squares += level * level;
      }
    }
    const mean = fround(fround(sum) * each);
    const variance = fround(fround(fround(squares) * each) - fround(mean * mean));
    const deviation = fround(Math.sqrt(Math.max(variance, 0)));
    const margin = Math.max(fround(deviation * fround(rule.share)), rule.least);
    return gray < Math.max(fround(mean - margin), rule.floor) ? 0 : 255;
  });
  return { ...page, bytes };
}

/** Dots, 1 = black. */
export function referencePacked({ widthPx, heightPx, bytes }: Pixels): Uint8Array {
  const lineBytes = Math.ceil(widthPx / 8);
  const bits = new Uint8Array(lineBytes * heightPx);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      if (bytes[y * widthPx + x] === 0) bits[y * lineBytes + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return bits;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
