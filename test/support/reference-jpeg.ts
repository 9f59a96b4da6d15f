import { HUFFMAN_TABLES, ZIGZAG, huffmanCodes, quantisers } from '../../src/scan/files/jpeg-tables.ts';

/**
 * The JPEG kernel in plain TypeScript: what workers/kernels/jpeg.ts does, said as simply as possible over a whole
 * picture. The kernel must match it byte for byte.
 */

interface Pixels {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 1 gray, 3 R, G, B. */
  readonly channels: 1 | 3;
  readonly bytes: Uint8Array;
}

/** Samples of one component, −128 … 127. */
type Plane = (x: number, y: number) => number;

const f = Math.fround;
const COS_4 = f(0.707106781);
const COS_6 = f(0.382683433);
const COS_2_LESS_6 = f(0.5411961);
const COS_2_PLUS_6 = f(1.306562965);

/** The entropy-coded part of the file, from behind the scan header up to the end marker. */
export function referenceJpegScan(picture: Pixels, quality: number, isHalved: boolean): Uint8Array {
  const { widthPx, heightPx, channels } = picture;
  const factors = quantisers(quality).map(quantiserFactors);
  const codes = HUFFMAN_TABLES.map(huffmanCodes);
  const bits = new Bits();
  const lastDc = [0, 0, 0];
  const code = (component: number, plane: Plane, x: number, y: number) => {
    const isChroma = component > 0 ? 1 : 0;
    const block = transformed(plane, x, y).map((value, index) => {
      return roundToEven(f(value * factors[isChroma]![index]!));
    });
    const zigzag = ZIGZAG.map((place) => block[place]!);
    codeBlock(bits, zigzag, lastDc[component]!, codes[isChroma * 2]!, codes[isChroma * 2 + 1]!);
    lastDc[component] = zigzag[0]!;
  };
  const step = isHalved ? 16 : 8;
  for (let y = 0; y < heightPx; y += step) {
    for (let x = 0; x < widthPx; x += step) {
      if (channels === 1) {
        code(0, (px, py) => sample(picture, px, py, 0) - 128, x, y);
      } else {
        const luma: Plane = (px, py) => weigh(picture, px, py, 1, [4899, 9617, 1868], 8192) - 128;
        for (let dy = 0; dy < step; dy += 8) {
          for (let dx = 0; dx < step; dx += 8) code(0, luma, x + dx, y + dy);
        }
        const size = isHalved ? 2 : 1;
        const half = isHalved ? 32767 : 8191;
        const chroma =
          (weights: readonly number[]): Plane =>
          (px, py) =>
            weigh(picture, px * size, py * size, size, weights, half);
        code(1, chroma([-2765, -5427, 8192]), x / size, y / size);
        code(2, chroma([8192, -6860, -1332]), x / size, y / size);
      }
    }
  }
  return bits.end();
}

/** Beyond the right and lower edges the last pixels go on. */
function sample(
  { widthPx, heightPx, channels, bytes }: Pixels,
  x: number,
  y: number,
  channel: number,
): number {
  const at = Math.min(y, heightPx - 1) * widthPx + Math.min(x, widthPx - 1);
  return bytes[at * channels + channel]!;
}

/** Over a square of `size`; weights are in 1/16384. */
function weigh(
  picture: Pixels,
  x: number,
  y: number,
  size: number,
  weights: readonly number[],
  rounding: number,
): number {
  let sum = rounding;
  for (let dy = 0; dy < size; dy++) {
    for (let dx = 0; dx < size; dx++) {
      weights.forEach((weight, channel) => (sum += weight * sample(picture, x + dx, y + dy, channel)));
    }
  }
  return Math.floor(sum / 16384 / (size * size));
}

const SCALE = Array.from({ length: 8 }, (_, k) => (k === 0 ? 1 : Math.cos((k * Math.PI) / 16) * Math.SQRT2));

/** Row by row. */
function quantiserFactors(steps: readonly number[]): number[] {
  const factors: number[] = [];
  ZIGZAG.forEach((place, index) => {
    factors[place] = f(1 / (steps[index]! * SCALE[place & 7]! * SCALE[place >> 3]! * 8));
  });
  return factors;
}

function transformed(plane: Plane, x: number, y: number): number[] {
  const block = Array.from({ length: 64 }, (_, at) => plane(x + (at & 7), y + (at >> 3)));
  for (let column = 0; column < 8; column++) transformLine(block, column, 8);
  for (let row = 0; row < 8; row++) transformLine(block, row * 8, 1);
  return block;
}

/** Arai, Agui, Nakajima: eight values in place, each step rounded to single precision. */
function transformLine(block: number[], from: number, step: number): void {
  const d = Array.from({ length: 8 }, (_, index) => block[from + index * step]!);
  const put = (index: number, value: number) => (block[from + index * step] = f(value));
  const sum = (a: number, b: number) => f(d[a]! + d[b]!);
  const difference = (a: number, b: number) => f(d[a]! - d[b]!);

  const [even0, even3] = [f(sum(0, 7) + sum(3, 4)), f(sum(0, 7) - sum(3, 4))];
  const [even1, even2] = [f(sum(1, 6) + sum(2, 5)), f(sum(1, 6) - sum(2, 5))];
  const turned = f(f(even2 + even3) * COS_4);
  const odd0 = f(difference(3, 4) + difference(2, 5));
  const odd1 = f(f(difference(2, 5) + difference(1, 6)) * COS_4);
  const odd2 = f(difference(1, 6) + difference(0, 7));
  const common = f(f(odd0 - odd2) * COS_6);
  const low = f(f(odd0 * COS_2_LESS_6) + common);
  const high = f(f(odd2 * COS_2_PLUS_6) + common);
  const [plus, minus] = [f(difference(0, 7) + odd1), f(difference(0, 7) - odd1)];

  put(0, even0 + even1);
  put(4, even0 - even1);
  put(2, even3 + turned);
  put(6, even3 - turned);
  put(5, minus + low);
  put(3, minus - low);
  put(1, plus + high);
  put(7, plus - high);
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

function codeBlock(
  bits: Bits,
  zigzag: readonly number[],
  lastDc: number,
  dcCodes: Uint32Array,
  acCodes: Uint32Array,
): void {
  const put = (codes: Uint32Array, run: number, value: number) => {
    const size = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
    const word = codes[run * 16 + size]!;
    bits.put(word & 0xffff, word >> 16);
    bits.put(value < 0 ? value + 2 ** size - 1 : value, size);
  };
  put(dcCodes, 0, zigzag[0]! - lastDc);
  let zeros = 0;
  for (const value of zigzag.slice(1)) {
    if (value === 0) {
      zeros += 1;
      continue;
    }
    for (; zeros > 15; zeros -= 16) put(acCodes, 15, 0);
    put(acCodes, zeros, value);
    zeros = 0;
  }
  if (zeros > 0) put(acCodes, 0, 0);
}

class Bits {
  readonly #bytes: number[] = [];
  #open = 0;
  #count = 0;

  put(value: number, size: number): void {
    for (let bit = size - 1; bit >= 0; bit--) {
      this.#open = (this.#open << 1) | ((value >> bit) & 1);
      this.#count += 1;
      if (this.#count < 8) continue;
      this.#bytes.push(this.#open);
      if (this.#open === 0xff) this.#bytes.push(0);
      this.#open = 0;
      this.#count = 0;
    }
  }

  end(): Uint8Array {
    while (this.#count > 0) this.put(1, 1);
    return Uint8Array.from(this.#bytes);
  }
}
