// R, G, B to Y, Cb, Cr as JFIF has them, with chroma of every pixel or of every four.

// Weights of JFIF in 1/16384; each row of chroma adds up to 0, so that gray stays gray.
// @ts-ignore: decorator
@inline const Y_R: i16 = 4899;
// @ts-ignore: decorator
@inline const Y_G: i16 = 9617;
// @ts-ignore: decorator
@inline const Y_B: i16 = 1868;
// @ts-ignore: decorator
@inline const CB_R: i16 = -2765;
// @ts-ignore: decorator
@inline const CB_G: i16 = -5427;
// @ts-ignore: decorator
@inline const CR_G: i16 = -6860;
// @ts-ignore: decorator
@inline const CR_B: i16 = -1332;
// @ts-ignore: decorator
@inline const HALF: i16 = 8192;

// Four pixels of 24 bits as pairs of half-words: R and G, B and 0; from byte 0 or from byte 4 of a vector.
// @ts-ignore: decorator
@inline
function redGreenFirst(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1));
}
// @ts-ignore: decorator
@inline
function blueFirst(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(2, -1, -1, -1, 5, -1, -1, -1, 8, -1, -1, -1, 11, -1, -1, -1));
}
// @ts-ignore: decorator
@inline
function redGreenLast(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(4, -1, 5, -1, 7, -1, 8, -1, 10, -1, 11, -1, 13, -1, 14, -1));
}
// @ts-ignore: decorator
@inline
function blueLast(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(6, -1, -1, -1, 9, -1, -1, -1, 12, -1, -1, -1, 15, -1, -1, -1));
}

// @ts-ignore: decorator
@inline
function weigh(redGreen: v128, blue: v128, red: i16, green: i16, ofBlue: i16): v128 {
  return i32x4.add(
    i32x4.dot_i16x8_s(redGreen, i16x8(red, green, red, green, red, green, red, green)),
    i32x4.dot_i16x8_s(blue, i16x8.splat(ofBlue)),
  );
}

// @ts-ignore: decorator
@inline
function luma(redGreen: v128, blue: v128): v128 {
  // Less 128, the middle of the range.
  const rounding = i32x4.splat((1 << 13) - (128 << 14));
  return i32x4.shr_s(i32x4.add(weigh(redGreen, blue, Y_R, Y_G, Y_B), rounding), 14);
}

/** `shift` 14 of one pixel, 16 of the sum of four. Half less one: 127.5 becomes 127, the most there is. */
// @ts-ignore: decorator
@inline
function chroma(weighed: v128, shift: i32): v128 {
  return i32x4.shr_s(i32x4.add(weighed, i32x4.splat((1 << (shift - 1)) - 1)), shift);
}

/** A line of R, G, B: luma and both chromas of each pixel, half-words from −128 to 127. Eight pixels at a time. */
export function toFull(line: usize, widthPx: i32, y: usize, cb: usize, cr: usize): void {
  for (let x = 0; x < widthPx; x += 8) {
    const a = v128.load(line);
    const b = v128.load(line, 8);
    const rg0 = redGreenFirst(a);
    const rg1 = redGreenLast(b);
    const b0 = blueFirst(a);
    const b1 = blueLast(b);
    v128.store(y, i16x8.narrow_i32x4_s(luma(rg0, b0), luma(rg1, b1)));
    v128.store(
      cb,
      i16x8.narrow_i32x4_s(chroma(weigh(rg0, b0, CB_R, CB_G, HALF), 14), chroma(weigh(rg1, b1, CB_R, CB_G, HALF), 14)),
    );
    v128.store(
      cr,
      i16x8.narrow_i32x4_s(chroma(weigh(rg0, b0, HALF, CR_G, CR_B), 14), chroma(weigh(rg1, b1, HALF, CR_G, CR_B), 14)),
    );
    line += 24;
    y += 16;
    cb += 16;
    cr += 16;
  }
}

/** Two lines: luma of each pixel, chroma of the mean of each two by two. */
export function toHalved(line: usize, stride: usize, widthPx: i32, y: usize, lineBytes: usize, cb: usize, cr: usize): void {
  for (let x = 0; x < widthPx; x += 8) {
    const a = v128.load(line);
    const b = v128.load(line, 8);
    const c = v128.load(line + stride);
    const d = v128.load(line + stride, 8);
    const rg0 = redGreenFirst(a);
    const rg1 = redGreenLast(b);
    const b0 = blueFirst(a);
    const b1 = blueLast(b);
    const rg2 = redGreenFirst(c);
    const rg3 = redGreenLast(d);
    const b2 = blueFirst(c);
    const b3 = blueLast(d);
    v128.store(y, i16x8.narrow_i32x4_s(luma(rg0, b0), luma(rg1, b1)));
    v128.store(y + lineBytes, i16x8.narrow_i32x4_s(luma(rg2, b2), luma(rg3, b3)));
    const redGreen = addNeighbours(i16x8.add(rg0, rg2), i16x8.add(rg1, rg3));
    const blue = addNeighbours(i16x8.add(b0, b2), i16x8.add(b1, b3));
    const four = chroma(weigh(redGreen, blue, CB_R, CB_G, HALF), 16);
    v128.store64_lane(cb, i16x8.narrow_i32x4_s(four, four), 0);
    const others = chroma(weigh(redGreen, blue, HALF, CR_G, CR_B), 16);
    v128.store64_lane(cr, i16x8.narrow_i32x4_s(others, others), 0);
    line += 24;
    y += 16;
    cb += 8;
    cr += 8;
  }
}

/** Pairs of half-words: the first and second of eight, the third and fourth, and so on. */
// @ts-ignore: decorator
@inline
function addNeighbours(a: v128, b: v128): v128 {
  return i16x8.add(v128.shuffle<i32>(a, b, 0, 2, 4, 6), v128.shuffle<i32>(a, b, 1, 3, 5, 7));
}
