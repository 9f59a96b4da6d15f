/** What workers/kernels/strokes.ts makes of a side of dots, a dot at a time. The kernels must match it. */

/** Dots, 1 = black, a byte a dot; 0 all round. */
export interface Plane {
  readonly dots: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

type Offset = readonly [dx: number, dy: number];

const at = ({ dots, widthPx, heightPx }: Plane, x: number, y: number) =>
  x < 0 || y < 0 || x >= widthPx || y >= heightPx ? 0 : dots[y * widthPx + x]!;

const map = (plane: Plane, dot: (x: number, y: number) => boolean): Plane => ({
  ...plane,
  dots: plane.dots.map((_, i) => (dot(i % plane.widthPx, Math.floor(i / plane.widthPx)) ? 1 : 0)),
});

/** A box, for discs of 4 and more without its corners. */
function disc(size: number): Offset[] {
  const all = Array.from({ length: size * size }, (_, i): Offset => [i % size, Math.floor(i / size)]);
  const isEnd = (value: number) => value === 0 || value === size - 1;
  return size < 4 ? all : all.filter(([dx, dy]) => !(isEnd(dx) && isEnd(dy)));
}

/** Dots that are in some place of the shape that is all black. */
function opened(plane: Plane, shape: readonly Offset[]): Plane {
  const fits = (x: number, y: number) => shape.every(([dx, dy]) => at(plane, x + dx, y + dy) === 1);
  return map(plane, (x, y) => shape.some(([dx, dy]) => fits(x - dx, y - dy)));
}

export function referenceThicken(plane: Plane, thinnest: number): Plane {
  let result = plane;
  for (let size = 2; size <= thinnest; size++) {
    const before = result;
    const thick = opened(before, disc(size));
    const around = (x: number, y: number, reach: number) =>
      Array.from({ length: (2 * reach + 1) ** 2 }, (_, i): Offset => [
        x + (i % (2 * reach + 1)) - reach,
        y + Math.floor(i / (2 * reach + 1)) - reach,
      ]);
    const thin = map(before, (x, y) => {
      return at(before, x, y) === 1 && around(x, y, 2).every(([nx, ny]) => at(thick, nx, ny) === 0);
    });
    // Outside is neither black nor white: nothing grows there.
    const white = map(before, (x, y) => at(before, x, y) === 0);
    const square: Offset[] = Array.from({ length: 9 }, (_, i) => [i % 3, Math.floor(i / 3)]);
    const wide = opened(white, square);
    const step = size % 2 === 0 ? 1 : -1;
    result = map(before, (x, y) => {
      if (at(before, x, y) === 1) return true;
      const sources: Offset[] = [
        [x - step, y],
        [x, y - step],
        [x - step, y - step],
      ];
      return at(wide, x, y) === 1 && sources.some(([sx, sy]) => at(thin, sx, sy) === 1);
    });
  }
  return result;
}

export function referenceLighten(plane: Plane, isStrong: boolean): Plane {
  return map(plane, (x, y) => {
    if (at(plane, x, y) === 0) return false;
    for (let dy = -2; dy <= 2; dy++) {
      for (let dx = -2; dx <= 2; dx++) if (at(plane, x + dx, y + dy) === 0) return true;
    }
    const [right, lower] = [x % 4 >= 2, y % 4 >= 2];
    return !(lower ? isStrong && !right : right);
  });
}
