import type { Matrix } from '../layout/geometry.ts';
import type { Box } from './page-region.ts';

/** What pdf.js makes of a page, as its canvas executes it. */
export interface OperatorList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** What begins and ends a transparency group, or a soft mask. */
export interface Group {
  readonly matrix?: unknown;
  readonly bbox?: unknown;
  readonly smask?: unknown;
  readonly needsIsolation?: boolean;
}

/** An image as pdf.js decodes it. */
export interface PdfImage {
  readonly kind?: number;
  readonly width?: number;
  readonly height?: number;
  readonly data?: Uint8Array | Uint8ClampedArray;
}

/** The second transform, then the first: as a canvas adds one to what it has. */
export function multiply([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** @throws TypeError where something else stands */
export function finite(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError('not a number');
  return value;
}

export function asMatrix(value: unknown): Matrix {
  const { 0: a, 1: b, 2: c, 3: d, 4: e, 5: f } = value as ArrayLike<unknown>;
  return [finite(a), finite(b), finite(c), finite(d), finite(e), finite(f)];
}

export function asBox(value: unknown): Box {
  const { 0: x1, 1: y1, 2: x2, 3: y2 } = value as ArrayLike<number>;
  const [left, top, right, bottom] = [finite(x1), finite(y1), finite(x2), finite(y2)];
  return [Math.min(left, right), Math.min(top, bottom), Math.max(left, right), Math.max(top, bottom)];
}

/** x, y, x, y, ... */
export function pairs(positions: unknown): [x: number, y: number][] {
  const numbers = positions as ArrayLike<number>;
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, i) => [
    numbers[2 * i]!,
    numbers[2 * i + 1]!,
  ]);
}
