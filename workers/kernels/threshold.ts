// Gray to black and white: thresholds for each pixel, and dots by them.
//
// The adaptive threshold goes by the mean m and the standard deviation s of the gray in a square window, as Niblack's and
// Sauvola's do: m − max(k·s, c). Where ink and paper meet, k·s puts it about half way between them; where there is only
// paper, c keeps noise and bleed-through white. Nor is it ever below a floor, so that solids stay black.
import { clearRight, packed16 } from './screen';

/**
 * Adds a line to the sums of columns, and to the sums of their squares, and takes another away.
 *
 * - `sums`: u16, `squares`: u32, a column each. Up to 15 columns behind the last are touched.
 */
export function slideWindow(sums: usize, squares: usize, added: usize, taken: usize, widthPx: i32): void {
  for (let x = 0; x < widthPx; x += 16) {
    const more = v128.load(added + <usize>x);
    const less = v128.load(taken + <usize>x);
    const sumsAt = sums + <usize>(x << 1);
    const squaresAt = squares + <usize>(x << 2);
    slide8(sumsAt, squaresAt, i16x8.extend_low_i8x16_u(more), i16x8.extend_low_i8x16_u(less));
    slide8(sumsAt + 16, squaresAt + 32, i16x8.extend_high_i8x16_u(more), i16x8.extend_high_i8x16_u(less));
  }
}

/** a² − b² = (a − b)(a + b), both within sixteen bits. */
// @ts-ignore: decorator
@inline
function slide8(sums: usize, squares: usize, more: v128, less: v128): void {
  const difference = i16x8.sub(more, less);
  const both = i16x8.add(more, less);
  v128.store(sums, i16x8.add(v128.load(sums), difference));
  v128.store(squares, i32x4.add(v128.load(squares), i32x4.extmul_low_i16x8_s(difference, both)));
  v128.store(squares, i32x4.add(v128.load(squares, 16), i32x4.extmul_high_i16x8_s(difference, both)), 16);
}

/**
 * A line of thresholds: gray up to them is black.
 *
 * - `sums`, `squares`: of columns 2 · radius + 1 high; columns beyond the page count as its outermost.
 * - `prefix`: room for 2 · (width + 2 · radius + 16) u32.
 * - `target`: bytes; up to 15 behind the last are written.
 */
export function adaptiveThresholds(
  sums: usize,
  squares: usize,
  prefix: usize,
  target: usize,
  widthPx: i32,
  radius: i32,
  share: f32,
  least: f32,
  floor: f32,
): void {
  const prefixSquares = prefix + <usize>((widthPx + 2 * radius + 16) << 2);
  sumUp(sums, prefix, widthPx, radius, true);
  sumUp(squares, prefixSquares, widthPx, radius, false);
  const side = 2 * radius + 1;
  const each = f32x4.splat(<f32>1.0 / <f32>(side * side));
  const wide = <usize>(side << 2);
  const shares = f32x4.splat(share);
  const leasts = f32x4.splat(least);
  const floors = f32x4.splat(floor);
  for (let x = 0; x < widthPx; x += 8) {
    const at = prefix + <usize>(x << 2);
    const atSquares = prefixSquares + <usize>(x << 2);
    const low = thresholds4(at, atSquares, wide, each, shares, leasts, floors);
    const high = thresholds4(at + 16, atSquares + 16, wide, each, shares, leasts, floors);
    const words = i16x8.narrow_i32x4_u(low, high);
    v128.store64_lane(target + <usize>x, i8x16.narrow_i16x8_u(words, words), 0);
  }
}

/**
 * What columns sum up to before each, modulo 2³²: `target[i]` of the first i, with `radius` more on either side that are
 * like the outermost.
 */
// @ts-ignore: decorator
@inline
function sumUp(columns: usize, target: usize, widthPx: i32, radius: i32, isShort: bool): void {
  const last = <usize>(widthPx - 1);
  const firstColumn = isShort ? <u32>load<u16>(columns) : load<u32>(columns);
  const lastColumn = isShort ? <u32>load<u16>(columns + (last << 1)) : load<u32>(columns + (last << 2));
  for (let i = 0; i <= radius; i++) store<u32>(target + <usize>(i << 2), firstColumn * <u32>i);
  target += <usize>((radius + 1) << 2);
  const none = i32x4.splat(0);
  let before = i32x4.splat(<i32>(firstColumn * <u32>radius));
  for (let x = 0; x < widthPx; x += 4) {
    const four = isShort
      ? i32x4.extend_low_i16x8_u(v128.load64_zero(columns + <usize>(x << 1)))
      : v128.load(columns + <usize>(x << 2));
    const two = i32x4.add(four, v128.shuffle<i32>(none, four, 0, 4, 5, 6));
    const all = i32x4.add(i32x4.add(two, v128.shuffle<i32>(none, two, 0, 1, 4, 5)), before);
    v128.store(target + <usize>(x << 2), all);
    before = v128.shuffle<i32>(all, all, 3, 3, 3, 3);
  }
  // Up to three columns beyond the last were summed up, too.
  target += <usize>(widthPx << 2);
  const total = load<u32>(target - 4);
  for (let i = 0; i < radius; i++) store<u32>(target + <usize>(i << 2), total + lastColumn * <u32>(i + 1));
}

// @ts-ignore: decorator
@inline
function thresholds4(
  at: usize,
  squares: usize,
  wide: usize,
  each: v128,
  share: v128,
  least: v128,
  floor: v128,
): v128 {
  const sum = i32x4.sub(v128.load(at + wide), v128.load(at));
  const square = i32x4.sub(v128.load(squares + wide), v128.load(squares));
  const mean = f32x4.mul(f32x4.convert_i32x4_u(sum), each);
  const variance = f32x4.sub(f32x4.mul(f32x4.convert_i32x4_u(square), each), f32x4.mul(mean, mean));
  const deviation = f32x4.sqrt(f32x4.max(variance, f32x4.splat(0)));
  const threshold = f32x4.max(f32x4.sub(mean, f32x4.max(f32x4.mul(deviation, share), least)), floor);
  // Below it is black: up to the whole number before it.
  return i32x4.trunc_sat_f32x4_s(f32x4.sub(f32x4.ceil(threshold), f32x4.splat(1)));
}

/** A line of gray to black (0) and white by a line of thresholds. Lines are touched up to sixteen pixels begun. */
export function blackenLine(source: usize, thresholds: usize, target: usize, widthPx: i32): void {
  for (let x: usize = 0; x < <usize>widthPx; x += 16) {
    v128.store(target + x, i8x16.gt_u(v128.load(source + x), v128.load(thresholds + x)));
  }
}

/** A line of black (0) and white to dots, 1 = black. Lines are touched up to sixteen pixels begun. */
export function packLine(source: usize, target: usize, widthPx: i32): void {
  for (let x = 0; x < widthPx; x += 16) {
    const black = i8x16.eq(v128.load(source + <usize>x), i8x16.splat(0));
    store<u16>(target + <usize>(x >> 3), <u16>packed16(black));
  }
  clearRight(target, widthPx);
}
