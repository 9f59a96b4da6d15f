/** [a b c d e f] as canvas has it: x' = a*x + c*y + e, y' = b*x + d*y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export interface RectPx {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A page's size in points, upright. */
export interface PageDimensions {
  readonly widthPt: number;
  readonly heightPt: number;
}

/** Clockwise, as the page is seen afterwards. */
export type QuarterTurn = 0 | 90 | 180 | 270;

/** `outer` after `inner`. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [ia, ib, ic, id, ie, jf] = inner;
  return [
    a * ia + c * ib,
    b * ia + d * ib,
    a * ic + c * id,
    b * ic + d * id,
    a * ie + c * jf + e,
    b * ie + d * jf + f,
  ];
}

export function transformPoint(
  [a, b, c, d, e, f]: Matrix,
  x: number,
  y: number,
): readonly [x: number, y: number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** For matrices that turn by quarters, move, scale or mirror: all that a layout makes. */
export function transformRect(matrix: Matrix, { x, y, width, height }: RectPx): RectPx {
  const [x1, y1] = transformPoint(matrix, x, y);
  const [x2, y2] = transformPoint(matrix, x + width, y + height);
  return {
    x: Math.min(x1, x2),
    y: Math.min(y1, y2),
    width: Math.abs(x2 - x1),
    height: Math.abs(y2 - y1),
  };
}

/** The page's outline where `matrix` puts it. */
export function outlineOf({ widthPt, heightPt }: PageDimensions, matrix: Matrix): RectPx {
  return transformRect(matrix, { x: 0, y: 0, width: widthPt, height: heightPt });
}

/** What two rectangles share; where they share nothing, a place without size in the second. */
export function intersection(one: RectPx, other: RectPx): RectPx {
  const [otherRight, otherBottom] = [other.x + other.width, other.y + other.height];
  const x = Math.min(Math.max(one.x, other.x), otherRight);
  const y = Math.min(Math.max(one.y, other.y), otherBottom);
  const width = Math.min(one.x + one.width, otherRight) - x;
  const height = Math.min(one.y + one.height, otherBottom) - y;
  return { x, y, width: Math.max(0, width), height: Math.max(0, height) };
}
