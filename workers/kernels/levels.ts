// Levels of scanned pixels: tone tables, and colour to gray.

/**
 * `bytes` bytes through a table of 256, from `source` to `target`. From level `whiteFrom` on the table is white: of
 * sixteen such in a row, as paper has them, none is looked up. 256: it never is.
 */
export function toneLine(source: usize, target: usize, bytes: i32, table: usize, whiteFrom: i32): void {
  const end = source + <usize>bytes;
  const vectorEnd = source + <usize>(bytes & ~15);
  const white = i8x16.splat(<i8>min(whiteFrom, 255));
  for (; source < vectorEnd; source += 16, target += 16) {
    if (whiteFrom < 256 && i8x16.all_true(i8x16.ge_u(v128.load(source), white))) {
      v128.store(target, i8x16.splat(-1));
      continue;
    }
    for (let i: usize = 0; i < 16; i++) store<u8>(target + i, load<u8>(table + <usize>load<u8>(source + i)));
  }
  for (; source < end; source++, target++) store<u8>(target, load<u8>(table + <usize>load<u8>(source)));
}

/** R, G, B to gray: (77 R + 150 G + 29 B + 128) / 256, ITU-R BT.601. Up to 15 bytes behind the target are written, and up to 45 behind the source read. */
export function grayOfColour(source: usize, target: usize, widthPx: i32): void {
  for (let x = 0; x < widthPx; x += 16, source += 48, target += 16) {
    const a = v128.load(source);
    const b = v128.load(source, 16);
    const c = v128.load(source, 32);
    const red = i8x16.shuffle(
      i8x16.shuffle(a, b, 0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0),
      c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 20, 23, 26, 29);
    const green = i8x16.shuffle(
      i8x16.shuffle(a, b, 1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0),
      c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30);
    const blue = i8x16.shuffle(
      i8x16.shuffle(a, b, 2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0),
      c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31);
    const low = weighted(i16x8.extend_low_i8x16_u(red), i16x8.extend_low_i8x16_u(green), i16x8.extend_low_i8x16_u(blue));
    const high = weighted(i16x8.extend_high_i8x16_u(red), i16x8.extend_high_i8x16_u(green), i16x8.extend_high_i8x16_u(blue));
    v128.store(target, i8x16.narrow_i16x8_u(low, high));
  }
}

// Sums reach 65408: sixteen bits without a sign.
// @ts-ignore: decorator
@inline
function weighted(red: v128, green: v128, blue: v128): v128 {
  const sum = i16x8.add(
    i16x8.add(i16x8.mul(red, i16x8.splat(77)), i16x8.mul(green, i16x8.splat(150))),
    i16x8.add(i16x8.mul(blue, i16x8.splat(29)), i16x8.splat(128)),
  );
  return i16x8.shr_u(sum, 8);
}
