// Colour to gray.
//
// gray + 127.5 = sqrt(w·(B + 127.5)² + ...): a weighted root mean square of the coded values, offset by
// 127.5. Squaring an offset value is a parabola close to x^1.4, so this is Rec. 709 luminance taken at an
// exponent of 1/1.4 to within 7 levels (1.2 in the mean over all colours), with an inverse that needs one
// square root. Pure red, green and blue print as 82, 201 and 38 (the driver: 83, 201, 37), and r = g = b maps
// to itself exactly, since a weighted mean of equal squares is that square.
//
// In integers: w·c·(c + 255) with weights in 1/128 stays below 2^24, so 32-bit floats hold it exactly.

/** Weights in 1/128. */
// @ts-ignore: decorator
@inline const BLUE: i16 = 11;
// @ts-ignore: decorator
@inline const GREEN: i16 = 90;
// @ts-ignore: decorator
@inline const RED: i16 = 27;

/** Adding it to a float below 2^22 leaves the number, less 127.5 and rounded, in the lowest bits. */
// @ts-ignore: decorator
@inline const ROUND_LESS_OFFSET: f32 = 8388608.0 - 127.5;

/** Four BGRA pixels to four gray values, one in each 32-bit lane. */
// @ts-ignore: decorator
@inline
function gray4(pixels: v128): v128 {
  const weights = i16x8(BLUE, GREEN, RED, 0, BLUE, GREEN, RED, 0);
  const offset = i16x8.splat(255);
  const low = i16x8.extend_low_i8x16_u(pixels);
  const high = i16x8.extend_high_i8x16_u(pixels);
  const lowSums = i32x4.dot_i16x8_s(i16x8.mul(low, weights), i16x8.add(low, offset));
  const highSums = i32x4.dot_i16x8_s(i16x8.mul(high, weights), i16x8.add(high, offset));
  const sums = i32x4.add(
    v128.shuffle<i32>(lowSums, highSums, 0, 2, 4, 6),
    v128.shuffle<i32>(lowSums, highSums, 1, 3, 5, 7),
  );
  const squares = f32x4.add(
    f32x4.mul(f32x4.convert_i32x4_s(sums), f32x4.splat(1.0 / 128.0)),
    f32x4.splat(127.5 * 127.5),
  );
  const rounded = f32x4.add(f32x4.sqrt(squares), f32x4.splat(ROUND_LESS_OFFSET));
  return v128.and(rounded, i32x4.splat(0xff));
}

/** Sixteen BGRA pixels to sixteen gray bytes. Alpha is not read: bands are opaque. */
// @ts-ignore: decorator
@inline
export function gray16(a: v128, b: v128, c: v128, d: v128): v128 {
  // Documents are mostly gray: where blue = green = red in all sixteen, take the blue bytes.
  const differences = v128.or(
    v128.or(v128.xor(a, i32x4.shr_u(a, 8)), v128.xor(b, i32x4.shr_u(b, 8))),
    v128.or(v128.xor(c, i32x4.shr_u(c, 8)), v128.xor(d, i32x4.shr_u(d, 8))),
  );
  if (!v128.any_true(v128.and(differences, i32x4.splat(0xffff)))) {
    const blue = i32x4.splat(0xff);
    return i8x16.narrow_i16x8_u(
      i16x8.narrow_i32x4_u(v128.and(a, blue), v128.and(b, blue)),
      i16x8.narrow_i32x4_u(v128.and(c, blue), v128.and(d, blue)),
    );
  }
  return i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_u(gray4(a), gray4(b)),
    i16x8.narrow_i32x4_u(gray4(c), gray4(d)),
  );
}

/**
 * A line of BGRA pixels to gray bytes. Works in steps of sixteen pixels: up to 60 bytes after the source line
 * are read and up to 15 bytes after the target line are written.
 */
export function grayLine(source: usize, target: usize, widthPx: i32): void {
  for (let x = 0; x < widthPx; x += 16) {
    const from = source + <usize>(x << 2);
    const gray = gray16(v128.load(from), v128.load(from, 16), v128.load(from, 32), v128.load(from, 48));
    v128.store(target + <usize>x, gray);
  }
}
