// Pages turned: by quarters, which moves pixels, and by a few degrees, which makes them anew.
//
// Pixels are gray or R, G, B (`channels` 1 or 3), 8 bits each.

/** Places between two pixels that weights are made for, as a power of two. */
// @ts-ignore: decorator
@inline const PHASE_BITS: i64 = 6;
/** Weights are in 1/128: sixteen pixels times two of them, less 128 each, stay within what is exact. */
// @ts-ignore: decorator
@inline const SHIFT: i32 = 14;

/**
 * Moves pixels. `source` is the pixel that comes first, `across` and `down` the bytes from it to its neighbours on the
 * target; target lines follow each other without a gap.
 */
export function moveLines(
  source: usize,
  across: i32,
  down: i32,
  target: usize,
  widthPx: i32,
  lines: i32,
  channels: i32,
): void {
  for (let y = 0; y < lines; y++) {
    let from = source;
    if (across == channels) {
      memory.copy(target, from, <usize>(widthPx * channels));
      target += <usize>(widthPx * channels);
    } else if (channels == 1) {
      for (let x = 0; x < widthPx; x++, from += <usize>across, target++) store<u8>(target, load<u8>(from));
    } else {
      for (let x = 0; x < widthPx; x++, from += <usize>across, target += 3) {
        store<u16>(target, load<u16>(from));
        store<u8>(target, load<u8>(from, 2), 2);
      }
    }
    source += <usize>down;
  }
}

/**
 * Makes lines `firstLine` up to `firstLine + lines` of a turned page, `widthPx` pixels each, without a gap. Pixel (x, y)
 * lies at (left, top) + x · (acrossX, acrossY) + y · (downX, downY) of the page that is stored; it is made of the sixteen
 * pixels around that place by bicubic interpolation, with the place rounded to 1/64 pixel.
 *
 * - `window`: the part of the stored page from pixel (windowLeft, windowTop) on, `stride` bytes a line; it reaches two
 *   pixels farther than the places do, and four bytes behind its last line can be read.
 * - `weights`: 64 times four i16, in 1/128: of the pixels one before, at, one and two behind a place.
 *
 * Writes one byte behind the last line.
 */
export function straightenLines(
  window: usize,
  stride: i32,
  windowLeft: i32,
  windowTop: i32,
  channels: i32,
  target: usize,
  widthPx: i32,
  firstLine: i32,
  lines: i32,
  left: f64,
  top: f64,
  acrossX: f64,
  acrossY: f64,
  downX: f64,
  downY: f64,
  weights: usize,
): void {
  const one: f64 = 4294967296.0;
  const half: i64 = 1 << (31 - PHASE_BITS);
  const stepX = <i64>Math.round(acrossX * one);
  const stepY = <i64>Math.round(acrossY * one);
  for (let y = firstLine; y < firstLine + lines; y++) {
    let placeX = <i64>Math.floor((left + <f64>y * downX) * one) + half;
    let placeY = <i64>Math.floor((top + <f64>y * downY) * one) + half;
    for (let x = 0; x < widthPx; x++) {
      const column = <i32>(placeX >> 32) - windowLeft - 1;
      const row = <i32>(placeY >> 32) - windowTop - 1;
      const at = window + <usize>(row * stride + column * channels);
      const phaseX = weights + <usize>(((placeX >> (32 - PHASE_BITS)) & ((1 << PHASE_BITS) - 1)) << 3);
      const phaseY = weights + <usize>(((placeY >> (32 - PHASE_BITS)) & ((1 << PHASE_BITS) - 1)) << 3);
      if (channels == 1) {
        store<u8>(target, grayAt(at, <usize>stride, phaseX, phaseY));
        target++;
      } else {
        store<u32>(target, colourAt(at, <usize>stride, phaseX, phaseY));
        target += 3;
      }
      placeX += stepX;
      placeY += stepY;
    }
  }
}

// @ts-ignore: decorator
@inline
function grayAt(at: usize, stride: usize, phaseX: usize, phaseY: usize): u8 {
  const across = v128.load64_splat(phaseX);
  const middle = i8x16.splat(<i8>128);
  const upper = v128.load32_lane(at + stride, v128.load32_zero(at), 1);
  const lower = v128.load32_lane(at + stride * 3, v128.load32_zero(at + stride * 2), 1);
  // Sums of two pixels each: two of a line, then two of the next.
  const upperSums = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(v128.xor(upper, middle)), across);
  const lowerSums = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(v128.xor(lower, middle)), across);
  const down = i32x4.extend_low_i16x8_s(v128.load64_zero(phaseY));
  const sums = i32x4.add(
    i32x4.mul(upperSums, v128.shuffle<i32>(down, down, 0, 0, 1, 1)),
    i32x4.mul(lowerSums, v128.shuffle<i32>(down, down, 2, 2, 3, 3)),
  );
  const pairs = i32x4.add(sums, v128.shuffle<i32>(sums, sums, 2, 3, 0, 1));
  const sum = i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
  return <u8>max(0, min(255, ((sum + (1 << (SHIFT - 1))) >> SHIFT) + 128));
}

/** R, G, B in the three lowest bytes. */
// @ts-ignore: decorator
@inline
function colourAt(at: usize, stride: usize, phaseX: usize, phaseY: usize): u32 {
  const middle = i8x16.splat(<i8>128);
  const a = v128.xor(v128.load(at), middle);
  const b = v128.xor(v128.load(at + stride), middle);
  const c = v128.xor(v128.load(at + stride * 2), middle);
  const d = v128.xor(v128.load(at + stride * 3), middle);
  const wa = v128.load16_splat(phaseY);
  const wb = v128.load16_splat(phaseY, 2);
  const wc = v128.load16_splat(phaseY, 4);
  const wd = v128.load16_splat(phaseY, 6);
  // r0 g0 b0 r1 g1 b1 r2 g2 and b2 r3 g3 b3, each the sum of four lines.
  const low = i16x8.add(
    i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_s(a), wa), i16x8.mul(i16x8.extend_low_i8x16_s(b), wb)),
    i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_s(c), wc), i16x8.mul(i16x8.extend_low_i8x16_s(d), wd)),
  );
  const high = i16x8.add(
    i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_s(a), wa), i16x8.mul(i16x8.extend_high_i8x16_s(b), wb)),
    i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_s(c), wc), i16x8.mul(i16x8.extend_high_i8x16_s(d), wd)),
  );
  const sums = i32x4.add(
    i32x4.dot_i16x8_s(v128.shuffle<i16>(low, high, 0, 3, 1, 4, 2, 5, 11, 11), v128.load32_splat(phaseX)),
    i32x4.dot_i16x8_s(v128.shuffle<i16>(low, high, 6, 9, 7, 10, 8, 11, 11, 11), v128.load32_splat(phaseX, 4)),
  );
  const levels = i32x4.add(
    i32x4.shr_s(i32x4.add(sums, i32x4.splat(1 << (SHIFT - 1))), SHIFT),
    i32x4.splat(128),
  );
  const words = i16x8.narrow_i32x4_s(levels, levels);
  return <u32>i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0);
}
