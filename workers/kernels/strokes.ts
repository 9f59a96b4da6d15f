// Work on planes of finished dots: thin strokes made thicker, toner saved inside solids.
//
// A plane is `lines` lines of `stride` bytes (a multiple of 8), 1 = black, most significant bit leftmost; around it
// everything counts as 0. Words are turned so that a shift by a bit is a shift by a dot.

/** 2 x 2 dots left out in each 4 x 4, and two of them: a single missing dot would fill with toner. */
// @ts-ignore: decorator
@inline const QUARTER_OUT: u64 = 0x3333333333333333;
// @ts-ignore: decorator
@inline const QUARTER_OUT_BELOW: u64 = 0xcccccccccccccccc;
/** Dots of an edge that stay, in every direction. */
// @ts-ignore: decorator
@inline const KEPT_EDGE: i32 = 2;

/** Dots of a plane moved: what stands `dx` right of and `dy` below (x, y) comes to (x, y). One word of it. */
// @ts-ignore: decorator
@inline function moved(line: usize, word: i32, words: i32, dx: i32): u64 {
  const at = line + (<usize>word << 3);
  const here = bswap<u64>(load<u64>(at));
  if (dx == 0) return here;
  if (dx > 0) {
    const next: u64 = word + 1 < words ? bswap<u64>(load<u64>(at, 8)) : 0;
    return (here << <u64>dx) | (next >> <u64>(64 - dx));
  }
  const before: u64 = word > 0 ? bswap<u64>(load<u64>(at - 8)) : 0;
  return (here >> <u64>-dx) | (before << <u64>(64 + dx));
}

/** target = target AND (or OR) source moved. */
function combine(target: usize, source: usize, stride: i32, lines: i32, dx: i32, dy: i32, isAnd: bool): void {
  const words = stride >> 3;
  for (let y = 0; y < lines; y++) {
    const to = target + <usize>(y * stride);
    const from = y + dy;
    const isInside = from >= 0 && from < lines;
    if (!isInside) {
      if (isAnd) memory.fill(to, 0, <usize>stride);
      continue;
    }
    const line = source + <usize>(from * stride);
    for (let word = 0; word < words; word++) {
      const at = to + (<usize>word << 3);
      const dots = bswap<u64>(moved(line, word, words, dx));
      store<u64>(at, isAnd ? load<u64>(at) & dots : load<u64>(at) | dots);
    }
  }
}

/** target = 1 where all of a box, `width` right and `height` down from there, is 1 in source. */
function erode(target: usize, source: usize, spare: usize, stride: i32, lines: i32, width: i32, height: i32): void {
  const bytes = <usize>(stride * lines);
  memory.copy(spare, source, bytes);
  for (let x = 1; x < width; x++) combine(spare, source, stride, lines, x, 0, true);
  memory.copy(target, spare, bytes);
  for (let y = 1; y < height; y++) combine(target, spare, stride, lines, 0, y, true);
}

/** target = target OR a box, from (left, top) on, at every 1 of source. */
function paint(
  target: usize,
  source: usize,
  spare: usize,
  stride: i32,
  lines: i32,
  left: i32,
  top: i32,
  width: i32,
  height: i32,
): void {
  memory.fill(spare, 0, <usize>(stride * lines));
  for (let x = left; x < left + width; x++) combine(spare, source, stride, lines, -x, 0, false);
  for (let y = top; y < top + height; y++) combine(target, spare, stride, lines, 0, -y, false);
}

/**
 * Strokes thinner than `thinnest` dots (2 to 6) are made that thick; thicker ones stay as they are.
 *
 * In steps: first what is thinner than 2 dots is made 2 thick, then what is thinner than 3, and so on; so at each step
 * thin strokes are short of exactly one dot, which is added on the right and below, and at the next on the left and
 * above. Thin is what no box of the step's size fits into (from 4 on without its corners), and more than two dots away
 * from where one does: the corners and round edges of thick shapes are no thin strokes. Dots are only added in
 * white at least three dots wide, so gaps and counters of letters never close.
 *
 * `plane` is changed; `work`: room for five more planes. A dot depends on others up to `strokeReach` away.
 */
export function thickenStrokes(plane: usize, stride: i32, lines: i32, thinnest: i32, work: usize): void {
  const bytes = <usize>(stride * lines);
  const fits = work;
  const other = work + bytes;
  const thick = work + 2 * bytes;
  const grown = work + 3 * bytes;
  const spare = work + 4 * bytes;
  if (isEmpty(plane, bytes)) return;
  for (let size = 2; size <= thinnest; size++) {
    memory.fill(thick, 0, bytes);
    if (size < 4) {
      erode(fits, plane, spare, stride, lines, size, size);
      paint(thick, fits, spare, stride, lines, 0, 0, size, size);
    } else {
      // A box without its corners is a wide box and a high one.
      erode(other, plane, spare, stride, lines, size, size - 2);
      memory.fill(fits, 0, bytes);
      combine(fits, other, stride, lines, 0, 1, false);
      erode(other, plane, spare, stride, lines, size - 2, size);
      combine(fits, other, stride, lines, 1, 0, true);
      paint(thick, fits, spare, stride, lines, 0, 1, size, size - 2);
      paint(thick, fits, spare, stride, lines, 1, 0, size - 2, size);
    }
    memory.fill(other, 0, bytes);
    paint(other, thick, spare, stride, lines, -2, -2, 5, 5);
    const thin = fits;
    for (let at: usize = 0; at < bytes; at += 8) {
      store<u64>(thin + at, load<u64>(plane + at) & ~load<u64>(other + at));
    }
    if (isEmpty(thin, bytes)) continue;
    memory.fill(grown, 0, bytes);
    const from = size & 1 ? -1 : 0;
    paint(grown, thin, spare, stride, lines, from, from, 2, 2);

    const white = fits;
    for (let at: usize = 0; at < bytes; at += 8) store<u64>(white + at, ~load<u64>(plane + at));
    erode(other, white, spare, stride, lines, 3, 3);
    memory.fill(thick, 0, bytes);
    const wide = thick;
    paint(wide, other, spare, stride, lines, 0, 0, 3, 3);
    for (let at: usize = 0; at < bytes; at += 8) {
      store<u64>(plane + at, load<u64>(plane + at) | (load<u64>(grown + at) & load<u64>(wide + at)));
    }
  }
}

/** How far away a dot can change what `thickenStrokes` makes of another. */
export function strokeReach(thinnest: i32): i32 {
  let reach = 0;
  for (let size = 2; size <= thinnest; size++) reach += size + 2;
  return reach;
}

function isEmpty(plane: usize, bytes: usize): bool {
  for (let at: usize = 0; at < bytes; at += 8) if (load<u64>(plane + at) != 0) return false;
  return true;
}

/** plane = plane OR added, up to `widthPx` of each line. */
export function addDots(plane: usize, added: usize, stride: i32, lines: i32, widthPx: i32): void {
  for (let y = 0; y < lines; y++) {
    const line = <usize>(y * stride);
    for (let x = 0; x < widthPx; x += 64) {
      const at = line + <usize>(x >> 3);
      const inside = widthPx - x;
      const mask: u64 = inside >= 64 ? u64.MAX_VALUE : ~(u64.MAX_VALUE >> <u64>inside);
      store<u64>(plane + at, load<u64>(plane + at) | (load<u64>(added + at) & bswap<u64>(mask)));
    }
  }
}

/**
 * Leaves dots out inside solid black, two dots or more from any white: a quarter of them, or (`isStrong`) half.
 * `firstLine`: of the plane, on the sheet; `work`: room for two more planes.
 */
export function lightenSolids(
  plane: usize,
  stride: i32,
  lines: i32,
  firstLine: i32,
  isStrong: i32,
  work: usize,
): void {
  const bytes = <usize>(stride * lines);
  const inside = work;
  if (isEmpty(plane, bytes)) return;
  erode(inside, plane, work + bytes, stride, lines, 2 * KEPT_EDGE + 1, 2 * KEPT_EDGE + 1);
  const words = stride >> 3;
  for (let y = KEPT_EDGE; y < lines - KEPT_EDGE; y++) {
    const isUpper = ((firstLine + y) & 2) == 0;
    if (!isUpper && !isStrong) continue;
    const out = isUpper ? QUARTER_OUT : QUARTER_OUT_BELOW;
    const from = inside + <usize>((y - KEPT_EDGE) * stride);
    const to = plane + <usize>(y * stride);
    for (let word = 0; word < words; word++) {
      const at = to + (<usize>word << 3);
      const left = bswap<u64>(moved(from, word, words, -KEPT_EDGE) & out);
      store<u64>(at, load<u64>(at) & ~left);
    }
  }
}
