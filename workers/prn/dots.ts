import type { SideBitmap } from '../../src/jobs/spooler-api.ts';

const BITS_SET = Uint8Array.from({ length: 256 }, (_, byte) => {
  let set = 0;
  for (let rest = byte; rest > 0; rest >>= 1) set += rest & 1;
  return set;
});

/** Dots that are 1. */
export function countBlack(bits: Uint8Array): number {
  let black = 0;
  for (const byte of bits) black += BITS_SET[byte]!;
  return black;
}

/** Dots along a side of a cell: one byte of eight lines. */
const CELL = 8;

export interface GrayPicture {
  readonly width: number;
  readonly height: number;
  /** Opaque RGBA. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** A side at an eighth of its size: each pixel is the mean of 8 x 8 dots. What lies beyond the side is white. */
export function eighthOf({ widthPx, heightPx, stride, bits }: SideBitmap): GrayPicture {
  const width = Math.ceil(widthPx / CELL);
  const height = Math.ceil(heightPx / CELL);
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let row = 0; row < height; row++) {
    const lastLine = Math.min((row + 1) * CELL, heightPx);
    for (let column = 0; column < width; column++) {
      let black = 0;
      for (let line = row * CELL; line < lastLine; line++) black += BITS_SET[bits[line * stride + column]!]!;
      if (black === 0) continue;
      const at = (row * width + column) * 4;
      pixels[at] = pixels[at + 1] = pixels[at + 2] = Math.round(255 * (1 - black / (CELL * CELL)));
    }
  }
  return { width, height, pixels };
}
