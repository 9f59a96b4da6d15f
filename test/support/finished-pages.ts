import type { FinishedPage, PageInk } from '../../src/scan/files/finished-page.ts';
import { lineBytesOf } from '../../src/scan/files/page-lines.ts';
import { Random } from './random.ts';

/** Finished pages with known contents. */

interface PageShape {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly ink: PageInk;
  readonly dpi?: number;
}

/** A page of these bytes, in portions of `portionLines` lines, each in memory that the next one overwrites. */
export function pageOf(shape: PageShape, bytes: Uint8Array, portionLines = 13): FinishedPage {
  const head = { dpi: 300, ...shape };
  const page: FinishedPage = {
    ...head,
    async *portions() {
      const lineBytes = lineBytesOf(page);
      const portion = new Uint8Array(lineBytes * portionLines);
      for (let at = 0; at < bytes.length; at += portion.length) {
        const part = bytes.subarray(at, at + portion.length);
        portion.set(part);
        yield portion.subarray(0, part.length);
        portion.fill(0x55);
      }
      await Promise.resolve();
    },
  };
  return page;
}

/** What a photograph is to an encoder: soft slopes, hard edges, and a little noise. */
export function photograph(widthPx: number, heightPx: number, channels: 1 | 3, seed = 1): Uint8Array {
  const random = new Random(seed);
  const bytes = new Uint8Array(widthPx * heightPx * channels);
  let at = 0;
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const isInside = (x - widthPx / 2) ** 2 + (y - heightPx / 2) ** 2 < (widthPx / 4) ** 2;
      for (let channel = 0; channel < channels; channel++) {
        const slope = 128 + 100 * Math.sin(x / (17 + channel * 5)) * Math.cos(y / (23 - channel * 4));
        const value = isInside ? 255 - slope : slope;
        bytes[at++] = Math.max(0, Math.min(255, value + random.between(-4, 4)));
      }
    }
  }
  return bytes;
}

/** White paper with words of black bars. */
export function document(widthPx: number, heightPx: number, channels: 1 | 3): Uint8Array {
  const bytes = new Uint8Array(widthPx * heightPx * channels).fill(255);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      if (y % 40 < 20 && x % 150 > 30 && (x * 7 + (y >> 3)) % 11 < 4) {
        bytes.fill(20, (y * widthPx + x) * channels, (y * widthPx + x + 1) * channels);
      }
    }
  }
  return bytes;
}

export function noise(length: number, seed: number): Uint8Array {
  const random = new Random(seed);
  return Uint8Array.from({ length }, () => random.between(0, 255));
}

/** Gathers what a writer puts out. */
export async function gathered(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

/** Peak signal to noise, decibels. */
export function psnr(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0;
  for (let at = 0; at < a.length; at++) squares += (a[at]! - b[at]!) ** 2;
  return squares === 0 ? Infinity : 10 * Math.log10((255 ** 2 * a.length) / squares);
}
