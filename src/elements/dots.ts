/** One side of a sheet: 1 = black, most significant bit leftmost, `stride` bytes a line. */
export interface Dots {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly stride: number;
  readonly bits: Uint8Array;
}

/** Dots a side of a cell. A cell of up to eight dots lies in one byte of each line. */
export type Shrink = 1 | 2 | 4 | 8;

const BITS_SET = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0;
  for (let rest = byte; rest > 0; rest &= rest - 1) count += 1;
  return count;
});

/** Dots that are 1. */
export function countBlack(bits: Uint8Array): number {
  let black = 0;
  for (const byte of bits) black += BITS_SET[byte]!;
  return black;
}

/** How many cells of `shrink` dots it takes to cover the side. */
export function cellsOf(dots: Dots, shrink: Shrink): { readonly columns: number; readonly rows: number } {
  return { columns: Math.ceil(dots.widthPx / shrink), rows: Math.ceil(dots.heightPx / shrink) };
}

/**
 * The gray of a rectangle of cells as opaque RGBA, `columns * rows` pixels: each pixel is the mean of its
 * `shrink` x `shrink` dots. What lies beyond the side counts as white.
 */
export function grayOfCells(
  dots: Dots,
  shrink: Shrink,
  area: { readonly column: number; readonly row: number; readonly columns: number; readonly rows: number },
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(area.columns * area.rows * 4).fill(255);
  const gray = Uint8Array.from({ length: shrink * shrink + 1 }, (_, black) =>
    Math.round(255 * (1 - black / (shrink * shrink))),
  );
  const mask = (1 << shrink) - 1;
  for (let row = 0; row < area.rows; row++) {
    const firstLine = (area.row + row) * shrink;
    const lastLine = Math.min(firstLine + shrink, dots.heightPx);
    for (let column = 0; column < area.columns; column++) {
      const x = (area.column + column) * shrink;
      if (x >= dots.widthPx) break;
      const shift = 8 - shrink - (x & 7);
      let black = 0;
      for (let at = firstLine * dots.stride + (x >> 3), line = firstLine; line < lastLine; line++) {
        black += BITS_SET[(dots.bits[at]! >> shift) & mask]!;
        at += dots.stride;
      }
      if (black === 0) continue;
      const out = (row * area.columns + column) * 4;
      pixels[out] = pixels[out + 1] = pixels[out + 2] = gray[black]!;
    }
  }
  return pixels;
}
