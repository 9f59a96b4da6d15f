// Lone specks: ink in a small square with a clear ring around it.
//
// Ink is counted in columns that slide down the page (`slideColumns`): those of the square and those of the square with
// its ring. Where both counts are equal, and not nothing, the ring is clear.

/** A line of gray to bytes: 1 where it is below `below`, else 0. */
export function inkLine(source: usize, target: usize, widthPx: i32, below: i32): void {
  const level = i8x16.splat(<i8>below);
  const vectorEnd = <usize>(widthPx & ~15);
  for (let x: usize = 0; x < vectorEnd; x += 16) {
    v128.store(target + x, v128.and(i8x16.lt_u(v128.load(source + x), level), i8x16.splat(1)));
  }
  for (let x = vectorEnd; x < <usize>widthPx; x++) {
    store<u8>(target + x, <u8>(<i32>load<u8>(source + x) < below));
  }
}

/** Adds a line to the sums of columns and takes another away, modulo 256. Up to 15 bytes behind the lines are touched. */
export function slideColumns(sums: usize, added: usize, taken: usize, widthPx: i32): void {
  for (let x: usize = 0; x < <usize>widthPx; x += 16) {
    v128.store(sums + x, i8x16.add(v128.load(sums + x), i8x16.sub(v128.load(added + x), v128.load(taken + x))));
  }
}

/**
 * Clears the specks of the squares whose upper edge is one line.
 *
 * - `inner`, `outer`: sums of columns of the square and of the square with its ring; `gap` bytes before and behind `outer`
 *   are 0, and so are 16 behind `inner`.
 * - `size`, `gap`: of the square and of its ring, in pixels.
 * - `rim`: pixels around the square that are cleared as well, because the speck fades into them.
 * - `rows`: addresses (u32) of the `size + 2 · rim` lines that are cleared and of one more above and below; 0 where there
 *   is none.
 *
 * Cleared pixels get the levels of the pixels that touch the corners of what is cleared, unless they are lighter: of two
 * that face each other the mean, and of both pairs the lighter, since in a corner of the page one of them is the speck.
 */
export function clearSpecks(
  inner: usize,
  outer: usize,
  widthPx: i32,
  size: i32,
  gap: i32,
  rows: usize,
  rim: i32,
  channels: i32,
): void {
  let x = 0;
  while (x + size <= widthPx) {
    // On to where the square first touches ink.
    let count = 0;
    for (let i = x; i < x + size; i++) count += <i32>load<u8>(inner + <usize>i);
    if (count == 0) {
      let next = x + size;
      while (next < widthPx && !v128.any_true(v128.load(inner + <usize>next))) next += 16;
      while (next < widthPx && load<u8>(inner + <usize>next) == 0) next++;
      if (next >= widthPx) return;
      x = next - size + 1;
      count = <i32>load<u8>(inner + <usize>next);
    }
    let all = 0;
    for (let i = x - gap; i < x + size + gap; i++) all += <i32>load<u8>(outer + <usize>i);
    for (;;) {
      if (count == all) clear(x, widthPx, size, rows, rim, channels);
      all += <i32>load<u8>(outer + <usize>(x + size + gap)) - <i32>load<u8>(outer + <usize>(x - gap));
      count += <i32>load<u8>(inner + <usize>(x + size)) - <i32>load<u8>(inner + <usize>x);
      x++;
      if (count == 0 || x + size > widthPx) break;
    }
  }
}

function clear(left: i32, widthPx: i32, size: i32, rows: usize, rim: i32, channels: i32): void {
  const from = max(0, left - rim);
  const to = min(widthPx, left + size + rim);
  const lastRow = size + 2 * rim + 1;
  const above = rowOr(rows, 0, 1, lastRow);
  const below = rowOr(rows, lastRow, -1, 0);
  const outerLeft = <usize>(max(0, from - 1) * channels);
  const outerRight = <usize>(min(widthPx - 1, to) * channels);
  for (let channel: usize = 0; channel < <usize>channels; channel++) {
    const one = <i32>load<u8>(above + outerLeft + channel) + <i32>load<u8>(below + outerRight + channel);
    const other = <i32>load<u8>(above + outerRight + channel) + <i32>load<u8>(below + outerLeft + channel);
    const paper = <u8>((max(one, other) + 1) >> 1);
    const start = <usize>(from * channels) + channel;
    const end = <usize>(to * channels) + channel;
    for (let i = 1; i < lastRow; i++) {
      const row = <usize>load<u32>(rows + <usize>(i << 2));
      if (row == 0) continue;
      for (let at = row + start; at < row + end; at += <usize>channels) store<u8>(at, max(load<u8>(at), paper));
    }
  }
}

/** The first row there is, from `first` towards `last`. */
function rowOr(rows: usize, first: i32, step: i32, last: i32): usize {
  let i = first;
  while (i != last && load<u32>(rows + <usize>(i << 2)) == 0) i += step;
  return <usize>load<u32>(rows + <usize>(i << 2));
}
