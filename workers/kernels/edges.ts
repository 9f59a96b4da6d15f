// Edges of text and line art, and sharpening of pictures: what a gray pixel becomes before it is screened.
//
// A renderer softens edges: a pixel that ink covers in part is gray. Screened, these grays fray every edge. Here such
// a pixel becomes ink or paper, whichever is nearer, where "ink" and "paper" are the darkest and lightest of the
// nine pixels around it. Flat grays, and edges softer than EDGE, are left alone.
//
// A line thinner than two pixels never shows its full ink (nor a gap its paper): the darkest level is not found in
// any 2 x 2 pixels all as dark. Then ink is taken for black if the line covers more than half of a pixel, so that
// hairlines stay whole; if it covers less, it keeps its gray, because half of them would vanish.
//
// An edge that falls just between two pixels must not go both ways, or strokes would be a dot too thick or too
// thin; so the question is asked a sixteenth of a pixel right of and below the pixel's centre.

/** Levels between the lightest and the darkest of nine pixels that make an edge. */
// @ts-ignore: decorator
@inline const EDGE: i8 = 32;
/** Levels between lightest and darkest of seven by seven pixels that make detail, for the finer screen. */
// @ts-ignore: decorator
@inline const DETAIL: i8 = 8;
/** Levels by which pixels of one tone may differ. */
// @ts-ignore: decorator
@inline const SAME: i8 = 2;

/** What a pixel belongs to; the values of a line of kinds. Others are left as they are. */
// @ts-ignore: decorator
@inline export const ART: i8 = 1;
// @ts-ignore: decorator
@inline export const SHARPENED: i8 = 2;
// @ts-ignore: decorator
@inline export const BILEVEL: i8 = 3;

/** -1 where a pixel is neither black nor white. */
// @ts-ignore: decorator
@inline export function softLanes(levels: v128): v128 {
  return i8x16.gt_u(i8x16.add(levels, i8x16.splat(1)), i8x16.splat(1));
}

/** The smaller (or larger) of each pixel and its neighbours up to one above, below, left and right. */
// @ts-ignore: decorator
@inline function min3(up: usize, at: usize, down: usize): v128 {
  const left = i8x16.min_u(i8x16.min_u(v128.load(up - 1), v128.load(at - 1)), v128.load(down - 1));
  const here = i8x16.min_u(i8x16.min_u(v128.load(up), v128.load(at)), v128.load(down));
  const right = i8x16.min_u(i8x16.min_u(v128.load(up + 1), v128.load(at + 1)), v128.load(down + 1));
  return i8x16.min_u(i8x16.min_u(left, here), right);
}

// @ts-ignore: decorator
@inline function max3(up: usize, at: usize, down: usize): v128 {
  const left = i8x16.max_u(i8x16.max_u(v128.load(up - 1), v128.load(at - 1)), v128.load(down - 1));
  const here = i8x16.max_u(i8x16.max_u(v128.load(up), v128.load(at)), v128.load(down));
  const right = i8x16.max_u(i8x16.max_u(v128.load(up + 1), v128.load(at + 1)), v128.load(down + 1));
  return i8x16.max_u(i8x16.max_u(left, here), right);
}

/** -1 where a pixel, looked at a sixteenth right of and below its centre, is darker than `middle`. */
// @ts-ignore: decorator
@inline function isDark(left: v128, right: v128, above: v128, below: v128, here: v128, middle: v128): v128 {
  // A sixteenth of each neighbour, so that the slope fits eight bits; 128 less, so that levels are signed.
  const slope = i8x16.sub(
    i8x16.add(i8x16.shr_u(right, 4), i8x16.shr_u(below, 4)),
    i8x16.add(i8x16.shr_u(left, 4), i8x16.shr_u(above, 4)),
  );
  const signed = i8x16.splat(<i8>128);
  return i8x16.lt_s(i8x16.add_sat_s(v128.xor(here, signed), slope), v128.xor(middle, signed));
}

// @ts-ignore: decorator
@inline function isDarkAt(up: usize, at: usize, down: usize, middle: v128): v128 {
  return isDark(v128.load(at - 1), v128.load(at + 1), v128.load(up), v128.load(down), v128.load(at), middle);
}

/** Sixteen pixels of a bilevel picture: 0 or 255, whichever is nearer. */
// @ts-ignore: decorator
@inline
export function bilevel16(up: usize, at: usize, down: usize): v128 {
  return v128.not(isDarkAt(up, at, down, i8x16.splat(<i8>128)));
}

/**
 * The common edge, of black on white, in short: `hardened` gets what `harden16` would say of sixteen pixels if all
 * that are neither black nor white touch both. Returns whether they do.
 */
// @ts-ignore: decorator
@inline
export function hardenPlain16(up: usize, at: usize, down: usize, hardened: usize): bool {
  const here = v128.load(at);
  const left = v128.load(at - 1);
  const right = v128.load(at + 1);
  const above = v128.load(up);
  const below = v128.load(down);
  const a = v128.load(up - 1);
  const b = v128.load(up + 1);
  const c = v128.load(down - 1);
  const d = v128.load(down + 1);
  const low = i8x16.min_u(
    i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d)),
    i8x16.min_u(i8x16.min_u(left, right), i8x16.min_u(above, below)),
  );
  const high = i8x16.max_u(
    i8x16.max_u(i8x16.max_u(a, b), i8x16.max_u(c, d)),
    i8x16.max_u(i8x16.max_u(left, right), i8x16.max_u(above, below)),
  );
  const soft = softLanes(here);
  if (v128.any_true(v128.and(soft, v128.or(low, v128.not(high))))) return false;
  const middle = i8x16.splat(<i8>128);
  v128.store(hardened, v128.not(isDark(left, right, above, below, here, middle)));
  return true;
}

/** Whether 22 by 7 pixels around sixteen differ from one of them by so little that there is no detail, let alone an edge. */
// @ts-ignore: decorator
@inline
export function isFlat(
  up3: usize,
  up2: usize,
  up: usize,
  at: usize,
  down: usize,
  down2: usize,
  down3: usize,
): bool {
  const left: usize = 3;
  const a = i8x16.min_u(v128.load(up3 - left), v128.load(up3 + 3));
  const b = i8x16.min_u(v128.load(up2 - left), v128.load(up2 + 3));
  const c = i8x16.min_u(v128.load(up - left), v128.load(up + 3));
  const d = i8x16.min_u(v128.load(at - left), v128.load(at + 3));
  const e = i8x16.min_u(v128.load(down - left), v128.load(down + 3));
  const f = i8x16.min_u(v128.load(down2 - left), v128.load(down2 + 3));
  const g = i8x16.min_u(v128.load(down3 - left), v128.load(down3 + 3));
  const low = i8x16.min_u(
    i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d)),
    i8x16.min_u(i8x16.min_u(e, f), g),
  );
  const reach = i8x16.splat((DETAIL - 1) >> 1);
  const one = v128.load8_splat(at);
  if (v128.any_true(i8x16.gt_u(i8x16.sub_sat_u(one, low), reach))) return false;
  const a2 = i8x16.max_u(v128.load(up3 - left), v128.load(up3 + 3));
  const b2 = i8x16.max_u(v128.load(up2 - left), v128.load(up2 + 3));
  const c2 = i8x16.max_u(v128.load(up - left), v128.load(up + 3));
  const d2 = i8x16.max_u(v128.load(at - left), v128.load(at + 3));
  const e2 = i8x16.max_u(v128.load(down - left), v128.load(down + 3));
  const f2 = i8x16.max_u(v128.load(down2 - left), v128.load(down2 + 3));
  const g2 = i8x16.max_u(v128.load(down3 - left), v128.load(down3 + 3));
  const high = i8x16.max_u(
    i8x16.max_u(i8x16.max_u(a2, b2), i8x16.max_u(c2, d2)),
    i8x16.max_u(i8x16.max_u(e2, f2), g2),
  );
  return !v128.any_true(i8x16.gt_u(i8x16.sub_sat_u(high, one), reach));
}

/** -1 where the lightest of seven by seven pixels differs from the darkest by DETAIL. */
// @ts-ignore: decorator
@inline
export function detail16(up3: usize, up2: usize, up: usize, at: usize, down: usize, down2: usize, down3: usize): v128 {
  let low = i8x16.splat(-1);
  let high = i8x16.splat(0);
  for (let x: isize = -3; x <= 3; x++) {
    const a = v128.load(up3 + x);
    const b = v128.load(up2 + x);
    const c = v128.load(up + x);
    const d = v128.load(at + x);
    const e = v128.load(down + x);
    const f = v128.load(down2 + x);
    const g = v128.load(down3 + x);
    const least = i8x16.min_u(i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d)), i8x16.min_u(i8x16.min_u(e, f), g));
    const most = i8x16.max_u(i8x16.max_u(i8x16.max_u(a, b), i8x16.max_u(c, d)), i8x16.max_u(i8x16.max_u(e, f), g));
    low = i8x16.min_u(low, least);
    high = i8x16.max_u(high, most);
  }
  return i8x16.ge_u(i8x16.sub(high, low), i8x16.splat(DETAIL));
}

/** Sixteen pixels of text and line art with their edges made hard. */
// @ts-ignore: decorator
@inline
export function harden16(up2: usize, up: usize, at: usize, down: usize, down2: usize): v128 {
  const here = v128.load(at);
  const low = min3(up, at, down);
  const high = max3(up, at, down);
  const isEdge = i8x16.ge_u(i8x16.sub(high, low), i8x16.splat(EDGE));
  if (!v128.any_true(isEdge)) return here;

  let farLow = low; // of five by five
  let farHigh = high;
  let flatLow = i8x16.splat(-1); // the darkest level that fills 2 x 2 pixels, one of them among the nine
  let flatHigh = i8x16.splat(0);
  for (let x: isize = -2; x <= 1; x++) {
    // Pairs side by side, in five lines.
    const a = v128.load(up2 + x);
    const b = v128.load(up + x);
    const c = v128.load(at + x);
    const d = v128.load(down + x);
    const e = v128.load(down2 + x);
    const a1 = v128.load(up2 + x + 1);
    const b1 = v128.load(up + x + 1);
    const c1 = v128.load(at + x + 1);
    const d1 = v128.load(down + x + 1);
    const e1 = v128.load(down2 + x + 1);
    const maxA = i8x16.max_u(a, a1);
    const maxB = i8x16.max_u(b, b1);
    const maxC = i8x16.max_u(c, c1);
    const maxD = i8x16.max_u(d, d1);
    const maxE = i8x16.max_u(e, e1);
    const minA = i8x16.min_u(a, a1);
    const minB = i8x16.min_u(b, b1);
    const minC = i8x16.min_u(c, c1);
    const minD = i8x16.min_u(d, d1);
    const minE = i8x16.min_u(e, e1);
    farLow = i8x16.min_u(farLow, i8x16.min_u(i8x16.min_u(minA, minB), i8x16.min_u(minC, i8x16.min_u(minD, minE))));
    farHigh = i8x16.max_u(farHigh, i8x16.max_u(i8x16.max_u(maxA, maxB), i8x16.max_u(maxC, i8x16.max_u(maxD, maxE))));
    flatLow = i8x16.min_u(
      flatLow,
      i8x16.min_u(
        i8x16.min_u(i8x16.max_u(maxA, maxB), i8x16.max_u(maxB, maxC)),
        i8x16.min_u(i8x16.max_u(maxC, maxD), i8x16.max_u(maxD, maxE)),
      ),
    );
    flatHigh = i8x16.max_u(
      flatHigh,
      i8x16.max_u(
        i8x16.max_u(i8x16.min_u(minA, minB), i8x16.min_u(minB, minC)),
        i8x16.max_u(i8x16.min_u(minC, minD), i8x16.min_u(minD, minE)),
      ),
    );
  }
  const inkIsFlat = i8x16.le_u(flatLow, i8x16.add_sat_u(low, i8x16.splat(SAME)));
  const paperIsFlat = i8x16.ge_u(flatHigh, i8x16.sub_sat_u(high, i8x16.splat(SAME)));
  const ink = v128.and(v128.bitselect(low, farLow, paperIsFlat), inkIsFlat);
  const paper = v128.or(v128.bitselect(high, farHigh, inkIsFlat), v128.not(paperIsFlat));
  const middle = i8x16.avgr_u(ink, paper);
  const isFaint = v128.or(
    v128.andnot(i8x16.ge_u(low, middle), inkIsFlat),
    v128.andnot(i8x16.le_u(high, middle), paperIsFlat),
  );
  const hard = v128.bitselect(ink, paper, isDarkAt(up, at, down, middle));
  return v128.bitselect(hard, here, v128.andnot(isEdge, isFaint));
}

/**
 * Sixteen pixels sharpened: v + amount/16 · (v - mean), clamped, where the mean is of nine pixels two apart with the
 * weights 1 2 1, 2 4 2, 1 2 1: the pixels of a picture of 300 dpi.
 */
// @ts-ignore: decorator
@inline
export function sharpen16(up2: usize, at: usize, down2: usize, amount: i32): v128 {
  return i8x16.narrow_i16x8_u(sharpen8(up2, at, down2, amount), sharpen8(up2 + 8, at + 8, down2 + 8, amount));
}

// @ts-ignore: decorator
@inline function sharpen8(up2: usize, at: usize, down2: usize, amount: i32): v128 {
  const here = v128.load8x8_u(at);
  const corners = i16x8.add(
    i16x8.add(v128.load8x8_u(up2 - 2), v128.load8x8_u(up2 + 2)),
    i16x8.add(v128.load8x8_u(down2 - 2), v128.load8x8_u(down2 + 2)),
  );
  const sides = i16x8.add(
    i16x8.add(v128.load8x8_u(up2), v128.load8x8_u(down2)),
    i16x8.add(v128.load8x8_u(at - 2), v128.load8x8_u(at + 2)),
  );
  // 16 · (v - mean), at most 12 · 255 either way; a quarter of it times the amount fits sixteen bits.
  const above = i16x8.sub(i16x8.sub(i16x8.mul(here, i16x8.splat(12)), corners), i16x8.shl(sides, 1));
  const change = i16x8.shr_s(i16x8.mul(i16x8.shr_s(above, 2), i16x8.splat(<i16>amount)), 6);
  return i16x8.add(here, change);
}
