import type { Original } from './originals.ts';

const WHITE = 0xff_ff_ff;
const BLACK = 0x00_00_00;
const MM_PER_INCH = 25.4;

/** A picture of R, G, B and opacity, 8 bits each, on white paper of its size. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  readonly rgba: Uint8ClampedArray;
}

/** 1-bit, 1 = black, most significant bit leftmost, lines of `stride` bytes: a side as it was printed. */
export interface PrintedSide {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly stride: number;
  readonly dpi: number;
  /** Looked up for every row, so it may be made when it is wanted. */
  readonly bits: Uint8Array;
}

/** A picture on paper. Whoever scans it finer finds its pixels, larger. */
export function pictureOriginal(picture: Picture): Original {
  const { widthPx, rgba } = picture;
  // One number a pixel: what it shows on white paper.
  const colours = new Uint32Array(rgba.length / 4);
  for (let px = 0, at = 0; px < colours.length; px += 1, at += 4) {
    const opacity = rgba[at + 3]!;
    const over = (value: number) => Math.round((value * opacity) / 255) + 255 - opacity;
    colours[px] = (over(rgba[at]!) << 16) | (over(rgba[at + 1]!) << 8) | over(rgba[at + 2]!);
  }
  return onPaper(picture, (row) => colours.subarray(row * widthPx, (row + 1) * widthPx));
}

/** A printed side on the glass. */
export function printedOriginal(side: PrintedSide): Original {
  const { stride, widthPx } = side;
  const colours = new Uint32Array(widthPx);
  let present = -1;
  return onPaper(side, (row) => {
    if (row !== present) {
      const { bits } = side;
      const from = row * stride;
      for (let px = 0; px < widthPx; px += 1) {
        colours[px] = (bits[from + (px >> 3)]! >> (7 - (px & 7))) & 1 ? BLACK : WHITE;
      }
      present = row;
    }
    return colours;
  });
}

function onPaper(
  { widthPx, heightPx, dpi }: { readonly widthPx: number; readonly heightPx: number; readonly dpi: number },
  row: (row: number) => Uint32Array,
): Original {
  const pxPerMm = dpi / MM_PER_INCH;
  // What is asked for lies on the paper, but for what rounding adds.
  const columnAt = (xMm: number) => Math.min(widthPx - 1, Math.floor(xMm * pxPerMm));
  const rowAt = (yMm: number) => Math.min(heightPx - 1, Math.floor(yMm * pxPerMm));
  return {
    widthMm: widthPx / pxPerMm,
    heightMm: heightPx / pxPerMm,
    colourAt: (xMm, yMm) => row(rowAt(yMm))[columnAt(xMm)]!,
    pixels: { columnAt, rowAt, row },
  };
}
