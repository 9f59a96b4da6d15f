// Error diffusion after Floyd and Steinberg, serpentine: even lines of the sheet run rightwards, odd ones left.
//
// What a dot is short of or beyond its tone goes to its neighbours not yet decided: 7/16 ahead, 3/16, 5/16 and
// 1/16 to the line below. All in integers, and the last share takes the remainder, so nothing is lost but at
// the edges of the sheet. Errors for the next line wait in memory between bands; cuts do not show.
//
// Sixteen dots that are all paper (or all solid) stay so and pass no error on: an error from a photograph
// cannot cross a white gap, and blank paper costs next to nothing.
import { grayLine } from './luma';
import { clearRight } from './screen';

/** The darkness of a solid dot. Divisible by 16, so the share of it that a black dot passes on is exact. */
// @ts-ignore: decorator
@inline const SOLID: i32 = 65536;

/**
 * Diffuses a band. Source and target as for `screenBand`.
 *
 * - `tones`: 256 pairs of i32: the darkness of the gray level (0 to 65536), and the darkness above which a dot
 *   is black.
 * - `paperFrom`, `solidTo`: the gray levels from which on dots are never black, up to which they always are.
 * - `errors`: i32 for each pixel and one on either side; carried from band to band, all 0 at the top of a side.
 * - `gray`: room for a line of gray, one byte a pixel, rounded up to 16.
 */
export function diffuseBand(
  source: usize,
  sourceStride: i32,
  target: usize,
  targetStride: i32,
  widthPx: i32,
  lines: i32,
  tones: usize,
  paperFrom: i32,
  solidTo: i32,
  errors: usize,
  gray: usize,
  firstLine: i32,
): void {
  const first = errors + 4;
  for (let y = 0; y < lines; y++) {
    grayLine(source, gray, widthPx);
    memory.fill(target, 0, <usize>targetStride);
    if ((firstLine + y) & 1) {
      diffuseLine(-1, gray, target, widthPx, tones, paperFrom, solidTo, first);
    } else {
      diffuseLine(1, gray, target, widthPx, tones, paperFrom, solidTo, first);
    }
    clearRight(target, widthPx);
    source += <usize>sourceStride;
    target += <usize>targetStride;
  }
}

/** One line in the direction `step` (1 or -1; constant where it is inlined). */
// @ts-ignore: decorator
@inline
export function diffuseLine(
  step: i32,
  gray: usize,
  target: usize,
  widthPx: i32,
  tones: usize,
  paperFrom: i32,
  solidTo: i32,
  errors: usize,
): void {
  const paper = i8x16.splat(<i8>paperFrom);
  const solid = i8x16.splat(<i8>solidTo);
  const blocks = (widthPx + 15) >> 4;
  let ahead = 0; // error for the next dot
  let behind = 0; // error for the next line, under the dot before this one
  let under = 0; // the same, under this dot
  for (let i = 0; i < blocks; i++) {
    const block = step > 0 ? i : blocks - 1 - i;
    const left = block << 4;
    const count = min(16, widthPx - left);
    const entered = step > 0 ? left : left + count - 1;
    const levels = v128.load(gray + <usize>left);
    const isPaper = i8x16.all_true(i8x16.ge_u(levels, paper));
    if (count == 16 && (isPaper || i8x16.all_true(i8x16.le_u(levels, solid)))) {
      if (!isPaper) store<u16>(target + <usize>(block << 1), 0xffff);
      const nearest = errors + ((<usize>entered) << 2);
      const none = i32x4.splat(0);
      const below = errors + ((<usize>left) << 2);
      v128.store(below, none);
      v128.store(below, none, 16);
      v128.store(below, none, 32);
      v128.store(below, none, 48);
      store<i32>(nearest, under);
      store<i32>(nearest - ((<usize>step) << 2), behind);
      ahead = behind = under = 0;
      continue;
    }
    let level = gray + <usize>entered;
    let error = errors + ((<usize>entered) << 2);
    const levelEnd = level + <usize>(step * count);
    let dots = 0;
    for (; level != levelEnd; level += <usize>step, error += (<usize>step) << 2) {
      const tone = tones + ((<usize>load<u8>(level)) << 3);
      const wanted = load<i32>(error) + load<i32>(tone) + ahead;
      const black = (load<i32>(tone, 4) - wanted) >> 31; // all ones or zero
      // Each dot waits for the one before it: these few operations are the kernel's speed.
      ahead = ((wanted * 7) >> 4) - (black & ((SOLID * 7) >> 4));
      const rest = wanted - (black & SOLID);
      const three = (rest * 3) >> 4;
      const five = (rest * 5) >> 4;
      store<i32>(error - ((<usize>step) << 2), behind + three);
      behind = under + five;
      under = rest - ahead - three - five;
      if (step > 0) dots = (dots << 1) - black;
      else dots = (dots >> 1) | (black & 0x8000);
    }
    // The leftmost dot belongs in the highest bit.
    if (count < 16) dots = step > 0 ? dots << (16 - count) : dots;
    store<u16>(target + <usize>(block << 1), bswap<u16>(<u16>dots));
  }
  const last = step > 0 ? widthPx - 1 : 0;
  store<i32>(errors + ((<usize>last) << 2), behind);
}
