// Ordered screens: BGRA to packed dots in one pass, with no gray buffer between.
//
// A tile holds, for each dot, the gray level below which it is black. The tone curve is folded into these
// thresholds beforehand, so no table is read here.
import { gray16 } from './luma';

/**
 * Screens a band. Packed: 1 = black, most significant bit leftmost; bits right of the sheet are 0.
 *
 * - `source`: BGRA, `sourceStride` bytes a line; 60 bytes after the last line must be readable.
 * - `target`: `targetStride` bytes a line, at least 2 for each 16 pixels begun; the rest of a line is cleared.
 * - `tile`: `tileWidth` x `tileHeight` thresholds; a multiple of 16 wide. A dot is black iff gray < threshold.
 * - `firstLine`: the band's place on the sheet. The tile is anchored to the sheet's top left corner.
 */
export function screenBand(
  source: usize,
  sourceStride: i32,
  target: usize,
  targetStride: i32,
  widthPx: i32,
  lines: i32,
  tile: usize,
  tileWidth: i32,
  tileHeight: i32,
  firstLine: i32,
): void {
  const usedBytes = ((widthPx + 15) >> 4) << 1;
  for (let y = 0; y < lines; y++) {
    const thresholds = tile + <usize>(((firstLine + y) % tileHeight) * tileWidth);
    screenLine(source, target, widthPx, thresholds, tileWidth);
    clearRight(target, widthPx);
    memory.fill(target + <usize>usedBytes, 0, <usize>(targetStride - usedBytes));
    source += <usize>sourceStride;
    target += <usize>targetStride;
  }
}

// @ts-ignore: decorator
@inline
function screenLine(source: usize, target: usize, widthPx: i32, thresholds: usize, tileWidth: i32): void {
  const end = source + <usize>(widthPx << 2);
  let column = 0;
  for (; source < end; source += 64, target += 2) {
    const a = v128.load(source);
    const b = v128.load(source, 16);
    const c = v128.load(source, 32);
    const d = v128.load(source, 48);
    let dots = 0;
    // Paper is by far the commonest sight, and no threshold exceeds 255. Alpha is not looked at.
    const common = v128.or(v128.and(v128.and(a, b), v128.and(c, d)), i32x4.splat(0xff000000));
    if (v128.any_true(v128.not(common))) {
      dots = packed16(i8x16.lt_u(gray16(a, b, c, d), v128.load(thresholds + <usize>column)));
    }
    store<u16>(target, <u16>dots);
    column += 16;
    if (column == tileWidth) column = 0;
  }
}

/** Sixteen dots, -1 where black, as they are stored: two bytes, the leftmost dot in the first one's highest bit. */
// @ts-ignore: decorator
@inline
export function packed16(black: v128): i32 {
  // A bit mask has lane 0 lowest; turned around within each byte, the leftmost dot is the highest bit.
  return i8x16.bitmask(i8x16.shuffle(black, black, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8));
}

/** Clears the bits right of the sheet in the last sixteen dots of a line. */
// @ts-ignore: decorator
@inline
export function clearRight(target: usize, widthPx: i32): void {
  const inLast = widthPx & 15;
  if (inLast == 0) return;
  const last = target + <usize>((widthPx >> 4) << 1);
  const kept = <u16>(0xffff0000 >> inLast);
  store<u16>(last, load<u16>(last) & bswap<u16>(kept));
}
