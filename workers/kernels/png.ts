// The filters of PNG (PNG specification §9), which PDF's Flate images have as well, and the second of which is the
// horizontal predictor of TIFF. A line is preceded by 16 zero bytes, which stand for what is left of it. The plain
// implementation that these must equal byte for byte is test/support/reference-filters.ts.

// @ts-ignore: decorator
@inline const NONE: i32 = 0;
// @ts-ignore: decorator
@inline const SUB: i32 = 1;
// @ts-ignore: decorator
@inline const UP: i32 = 2;
// @ts-ignore: decorator
@inline const AVERAGE: i32 = 3;
// @ts-ignore: decorator
@inline const PAETH: i32 = 4;

/**
 * The filter whose differences, as signed bytes, have the least sum of magnitudes; the lower number of equal ones.
 *
 * @param line      `bytes` of the line, 16 zero bytes before it
 * @param previous  the line above, likewise; zeros above the first
 * @param step      bytes from a pixel to the next, 1 … 16
 */
export function bestFilter(line: usize, previous: usize, bytes: usize, step: usize): i32 {
  let best = NONE;
  let least: u64 = u64.MAX_VALUE;
  for (let filter = NONE; filter <= PAETH; filter++) {
    const sum = magnitude(filter, line, previous, bytes, step);
    if (sum < least) {
      best = filter;
      least = sum;
    }
  }
  return best;
}

/** Writes the `bytes` differences of a line; parameters as above. */
export function filterLine(
  filter: i32,
  line: usize,
  previous: usize,
  bytes: usize,
  step: usize,
  target: usize,
): void {
  const vectors = bytes & ~15;
  for (let x: usize = 0; x < vectors; x += 16) {
    v128.store(target + x, differences(filter, line + x, previous + x, step));
  }
  for (let x = vectors; x < bytes; x++) store<u8>(target + x, difference(filter, line + x, previous + x, step));
}

function magnitude(filter: i32, line: usize, previous: usize, bytes: usize, step: usize): u64 {
  const vectors = bytes & ~15;
  let sums = i32x4.splat(0);
  for (let x: usize = 0; x < vectors; x += 16) {
    const magnitudes = i8x16.abs(differences(filter, line + x, previous + x, step));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(magnitudes)));
  }
  let sum =
    <u64>i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3);
  for (let x = vectors; x < bytes; x++) {
    sum += abs<i32>(<i8>difference(filter, line + x, previous + x, step));
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function differences(filter: i32, at: usize, above: usize, step: usize): v128 {
  const x = v128.load(at);
  if (filter == NONE) return x;
  if (filter == SUB) return i8x16.sub(x, v128.load(at - step));
  const b = v128.load(above);
  if (filter == UP) return i8x16.sub(x, b);
  const a = v128.load(at - step);
  if (filter == AVERAGE) {
    // The instruction rounds up; PNG rounds down.
    const odd = v128.and(v128.xor(a, b), i8x16.splat(1));
    return i8x16.sub(x, i8x16.sub(i8x16.avgr_u(a, b), odd));
  }
  const c = v128.load(above - step);
  return i8x16.sub(
    x,
    i8x16.narrow_i16x8_u(
      paeth(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b), i16x8.extend_low_i8x16_u(c)),
      paeth(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b), i16x8.extend_high_i8x16_u(c)),
    ),
  );
}

/** Left, above or above left, whichever is nearest to left + above − above left. */
// @ts-ignore: decorator
@inline
function paeth(a: v128, b: v128, c: v128): v128 {
  const fromA = i16x8.sub(b, c);
  const fromB = i16x8.sub(a, c);
  const pa = i16x8.abs(fromA);
  const pb = i16x8.abs(fromB);
  const pc = i16x8.abs(i16x8.add(fromA, fromB));
  const bOrC = v128.bitselect(b, c, i16x8.le_s(pb, pc));
  return v128.bitselect(a, bOrC, v128.and(i16x8.le_s(pa, pb), i16x8.le_s(pa, pc)));
}

function difference(filter: i32, at: usize, above: usize, step: usize): u8 {
  const x = load<u8>(at);
  if (filter == NONE) return x;
  const a = load<u8>(at - step);
  if (filter == SUB) return x - a;
  const b = load<u8>(above);
  if (filter == UP) return x - b;
  if (filter == AVERAGE) return x - <u8>((<u32>a + b) >> 1);
  const c = load<u8>(above - step);
  const pa = abs(<i32>b - c);
  const pb = abs(<i32>a - c);
  const pc = abs(<i32>a + b - c - c);
  return x - (pa <= pb && pa <= pc ? a : pb <= pc ? b : c);
}
