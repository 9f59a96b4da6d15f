/**
 * The pixel kernels in plain TypeScript: what workers/kernels does, said as simply as possible, a pixel at a
 * time over whole pictures. The kernels must match it byte for byte.
 */

/** BGRA pixels; `strideBytes` a line. */
export interface Picture {
  readonly bgra: Uint8Array;
  readonly widthPx: number;
  readonly lines: number;
  readonly strideBytes: number;
}

/** Packed dots, 1 = black, most significant bit leftmost. */
export interface Dots {
  readonly bits: Uint8Array;
  readonly strideBytes: number;
}

export interface Tile {
  readonly thresholds: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The root of the weighted mean of squares, offset by 127.5, in single precision, rounded half to even. */
export function referenceGray(red: number, green: number, blue: number): number {
  const product = 27 * red * (red + 255) + 90 * green * (green + 255) + 11 * blue * (blue + 255);
  const root = Math.fround(Math.sqrt(Math.fround(product / 128 + 127.5 * 127.5)));
  const gray = Math.floor(root - 127);
  return root - 127 === gray && gray % 2 === 1 ? gray - 1 : gray;
}

export function referenceGrayPicture(picture: Picture): Uint8Array {
  const { bgra, widthPx, lines, strideBytes } = picture;
  const gray = new Uint8Array(widthPx * lines);
  for (let y = 0; y < lines; y++) {
    for (let x = 0; x < widthPx; x++) {
      const at = y * strideBytes + x * 4;
      gray[y * widthPx + x] = referenceGray(bgra[at + 2]!, bgra[at + 1]!, bgra[at]!);
    }
  }
  return gray;
}

export function referenceScreen(picture: Picture, tile: Tile, targetStride: number, firstLine = 0): Dots {
  const gray = referenceGrayPicture(picture);
  return pack(picture, targetStride, (x, y) => {
    const row = ((firstLine + y) % tile.heightPx) * tile.widthPx;
    return gray[y * picture.widthPx + x]! < tile.thresholds[row + (x % tile.widthPx)]!;
  });
}

const SOLID = 65536;

/** `tones`: 256 pairs of darkness and the darkness above which a dot is black. The picture is a whole side. */
export function referenceDiffusion(
  picture: Picture,
  tones: Int32Array,
  paperFrom: number,
  solidTo: number,
  targetStride: number,
): Dots {
  const { widthPx, lines } = picture;
  const gray = referenceGrayPicture(picture);
  const errors = new Int32Array(widthPx * lines);
  const black = new Uint8Array(widthPx * lines);
  const pass = (x: number, y: number, error: number) => {
    if (x >= 0 && x < widthPx && y < lines) errors[y * widthPx + x]! += error;
  };
  for (let y = 0; y < lines; y++) {
    const step = y % 2 === 0 ? 1 : -1;
    for (let n = 0; n < widthPx; n++) {
      const x = step > 0 ? n : widthPx - 1 - n;
      const at = y * widthPx + x;
      const level = gray[at]!;
      const block = gray.subarray(at - (x % 16), at - (x % 16) + 16);
      if (x - (x % 16) + 16 <= widthPx) {
        const isPaper = block.every((value) => value >= paperFrom);
        if (isPaper || block.every((value) => value <= solidTo)) {
          black[at] = isPaper ? 0 : 1;
          continue;
        }
      }
      const wanted = tones[level * 2]! + errors[at]!;
      black[at] = wanted > tones[level * 2 + 1]! ? 1 : 0;
      const rest = wanted - black[at] * SOLID;
      const [ahead, behind, under] = [7, 3, 5].map((share) => Math.floor((rest * share) / 16));
      pass(x + step, y, ahead!);
      pass(x - step, y + 1, behind!);
      pass(x, y + 1, under!);
      pass(x + step, y + 1, rest - ahead! - behind! - under!);
    }
  }
  return pack(picture, targetStride, (x, y) => black[y * widthPx + x] === 1);
}

export function referenceCount(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) for (let bit = 0; bit < 8; bit++) count += (byte >> bit) & 1;
  return count;
}

function pack(picture: Picture, strideBytes: number, isBlack: (x: number, y: number) => boolean): Dots {
  const bits = new Uint8Array(strideBytes * picture.lines);
  for (let y = 0; y < picture.lines; y++) {
    for (let x = 0; x < picture.widthPx; x++) {
      if (isBlack(x, y)) bits[y * strideBytes + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return { bits, strideBytes };
}
