// Halftoning that tells text and line art from pictures: BGRA to packed dots with hard edges for the one, the chosen
// screen for the other.
//
// A line is looked at twice. First, when it comes in, everything is screened at once, and blocks of sixteen pixels
// that need a second look are put on a list: those with a pixel that is neither black nor white. Then, when the
// three lines below it are in, the blocks of its list are done again with all neighbours known. On a page of text
// that is one block in twelve, so this costs little more than one screen.
//
// Between the two looks a line's gray values wait in one of eight rows. What lies outside the sheet is white.
import { ART, BILEVEL, SHARPENED, bilevel16, detail16, harden16, hardenPlain16, isFlat, softLanes, sharpen16 } from './edges';
import { isFill, noteFill } from './fills';
import { gray16, grayLine } from './luma';
import { clearRight, packed16 } from './screen';
import { diffuseLine } from './diffusion';

/** Lines that dots are behind. */
// @ts-ignore: decorator
@inline const BEHIND: i32 = 3;
// @ts-ignore: decorator
@inline const ROWS: i32 = 8;
/** Bytes on either side of a row's gray values. */
// @ts-ignore: decorator
@inline const MARGIN: i32 = 16;
/** The finer screen is a square of this many thresholds. */
// @ts-ignore: decorator
@inline const FINE_SIZE: i32 = 256;

// A row: how many blocks are listed (i32), the address of its line of kinds (i32), room for sixteen bytes, the list
// (u16 each), a margin, gray values up to a whole block, a margin.
// @ts-ignore: decorator
@inline const KINDS: usize = 4;
// @ts-ignore: decorator
@inline const SCRATCH: usize = 16;
// @ts-ignore: decorator
@inline const LIST: usize = 32;

// @ts-ignore: decorator
@inline function blocksIn(widthPx: i32): i32 {
  return (widthPx + 15) >> 4;
}

// @ts-ignore: decorator
@inline function grayOffset(widthPx: i32): usize {
  return LIST + <usize>(((blocksIn(widthPx) * 2 + 15) & ~15) + MARGIN);
}

// @ts-ignore: decorator
@inline function rowBytes(widthPx: i32): usize {
  return grayOffset(widthPx) + <usize>((blocksIn(widthPx) << 4) + MARGIN);
}

// @ts-ignore: decorator
@inline function rowAt(rows: usize, widthPx: i32, line: i32): usize {
  return rows + <usize>(line & (ROWS - 1)) * rowBytes(widthPx);
}

// After the rows: how long each block has had one gray (fills.ts), and one more on either side.
// @ts-ignore: decorator
@inline function fillsAt(rows: usize, widthPx: i32): usize {
  return rows + <usize>ROWS * rowBytes(widthPx) + 2;
}

/** Bytes that `rows` takes for sides of this width. */
export function objectRowsBytes(widthPx: i32): i32 {
  return ROWS * <i32>rowBytes(widthPx) + (blocksIn(widthPx) + 2) * 2;
}

/** Begins a side: white above it. */
export function beginObjects(rows: usize, widthPx: i32): void {
  memory.fill(rows, 0xff, <usize>objectRowsBytes(widthPx));
  for (let line = 0; line < ROWS; line++) store<i32>(rowAt(rows, widthPx, line), 0);
  memory.fill(fillsAt(rows, widthPx) - 2, 0, <usize>((blocksIn(widthPx) + 2) * 2));
}

/**
 * Takes `lines` lines of a side and finishes the dots of as many, three lines further up.
 *
 * - `source`, `sourceStride`: as for `screenBand`; 0: what follows the last line of the side.
 * - `target`: where the dots of line `firstLine` go, `targetStride` bytes a line; those of the three lines before must
 *   still lie before them.
 * - `inks`: the same for a second plane, 1 where text and line art is black through and through; or 0: not wanted.
 * - `tile`, `tileWidth`, `tileHeight`: as for `screenBand`; `fine`: 256 x 256 thresholds for detail of line art.
 * - `kinds`: a byte a pixel for each of these lines (edges.ts), rounded up to 16; it must stay until all these lines
 *   are finished.
 * - `sharpening`: 0 to 32.
 * - `rows`: `objectRowsBytes` bytes, begun by `beginObjects`.
 */
export function screenObjects(
  source: usize,
  sourceStride: i32,
  target: usize,
  inks: usize,
  targetStride: i32,
  widthPx: i32,
  lines: i32,
  firstLine: i32,
  tile: usize,
  tileWidth: i32,
  tileHeight: i32,
  fine: usize,
  kinds: usize,
  sharpening: i32,
  rows: usize,
): void {
  const behind = <usize>(BEHIND * targetStride);
  const fills = fillsAt(rows, widthPx);
  for (let line = firstLine; line < firstLine + lines; line++) {
    const row = rowAt(rows, widthPx, line);
    if (source != 0) {
      const thresholds = tile + <usize>((line % tileHeight) * tileWidth);
      firstLook(source, row, fills, target, inks, targetStride, widthPx, thresholds, tileWidth, kinds);
      source += <usize>sourceStride;
    } else {
      whiteRow(row, fills, widthPx);
    }
    const done = line - BEHIND;
    if (done >= 0) {
      const thresholds = tile + <usize>((done % tileHeight) * tileWidth);
      const fineThresholds = fine + <usize>((done & (FINE_SIZE - 1)) * FINE_SIZE);
      const doneInks: usize = inks == 0 ? 0 : inks - behind;
      secondLook(rows, done, target - behind, doneInks, widthPx, thresholds, tileWidth, fineThresholds, sharpening);
    }
    target += <usize>targetStride;
    if (inks != 0) inks += <usize>targetStride;
  }
}

/** Screens a line, keeps its gray values in `row` and lists the blocks that need a second look. */
// @ts-ignore: decorator
@inline
function firstLook(
  source: usize,
  row: usize,
  fills: usize,
  target: usize,
  inks: usize,
  targetStride: i32,
  widthPx: i32,
  thresholds: usize,
  tileWidth: i32,
  kinds: usize,
): void {
  const blocks = blocksIn(widthPx);
  const gray = row + grayOffset(widthPx);
  const white = i8x16.splat(-1);
  let list = row + LIST;
  let column = 0;
  for (let block = 0; block < blocks; block++) {
    const from = source + (<usize>block << 6);
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const d = v128.load(from, 48);
    let dots = 0;
    let ink = 0;
    const to = gray + (<usize>block << 4);
    const common = v128.or(v128.and(v128.and(a, b), v128.and(c, d)), i32x4.splat(0xff000000));
    if (v128.any_true(v128.not(common))) {
      const levels = gray16(a, b, c, d);
      v128.store(to, levels);
      dots = packed16(i8x16.lt_u(levels, v128.load(thresholds + <usize>column)));
      const kind = v128.load(kinds + (<usize>block << 4));
      if (v128.any_true(kind)) {
        if (inks != 0) ink = packed16(solidArt(levels, kind));
        noteFill(fills + (<usize>block << 1), levels);
        // Without a branch: it would be mistaken for every other block.
        store<u16>(list, <u16>block);
        list += <usize>i32(v128.any_true(v128.and(softLanes(levels), kind))) << 1;
      } else {
        store<u16>(fills + (<usize>block << 1), 0);
      }
    } else {
      v128.store(to, white);
      store<u16>(fills + (<usize>block << 1), 0);
    }
    store<u16>(target + (<usize>block << 1), <u16>dots);
    if (inks != 0) store<u16>(inks + (<usize>block << 1), <u16>ink);
    column += 16;
    if (column == tileWidth) column = 0;
  }
  endLine(target, targetStride, widthPx);
  if (inks != 0) endLine(inks, targetStride, widthPx);
  whitenRight(gray, widthPx);
  store<i32>(row, <i32>(list - (row + LIST)) >> 1);
  store<usize>(row + KINDS, kinds);
}

/** Does the listed blocks of a line again, with its neighbours known. */
// @ts-ignore: decorator
@inline
function secondLook(
  rows: usize,
  line: i32,
  target: usize,
  inks: usize,
  widthPx: i32,
  thresholds: usize,
  tileWidth: i32,
  fine: usize,
  sharpening: i32,
): void {
  const row = rowAt(rows, widthPx, line);
  const count = load<i32>(row);
  if (count == 0) return;
  const kinds = load<usize>(row + KINDS);
  const fills = fillsAt(rows, widthPx);
  const offset = grayOffset(widthPx);
  const at = row + offset;
  const up = rowAt(rows, widthPx, line - 1) + offset;
  const up2 = rowAt(rows, widthPx, line - 2) + offset;
  const up3 = rowAt(rows, widthPx, line - 3) + offset;
  const down = rowAt(rows, widthPx, line + 1) + offset;
  const down2 = rowAt(rows, widthPx, line + 2) + offset;
  const down3 = rowAt(rows, widthPx, line + 3) + offset;
  const end = row + LIST + (<usize>count << 1);
  for (let entry = row + LIST; entry < end; entry += 2) {
    const block = <usize>load<u16>(entry);
    if (isFill(fills + (block << 1))) continue;
    const x = block << 4;
    const kind = v128.load(kinds + x);
    const isArt = isAll(kind, ART);
    let levels: v128;
    let limits = v128.load(thresholds + (x % <usize>tileWidth));
    const isGray = isArt && i8x16.all_true(softLanes(v128.load(at + x)));
    if (isGray && isFlat(up3 + x, up2 + x, up + x, at + x, down + x, down2 + x, down3 + x)) continue;
    if (isArt && hardenPlain16(up + x, at + x, down + x, row + SCRATCH)) {
      levels = v128.load(row + SCRATCH);
    } else {
      levels = changed16(up2 + x, up + x, at + x, down + x, down2 + x, kind, sharpening);
      const artLanes = i8x16.eq(kind, i8x16.splat(ART));
      if (v128.any_true(artLanes)) {
        const detail = detail16(up3 + x, up2 + x, up + x, at + x, down + x, down2 + x, down3 + x);
        const fineLimits = v128.load(fine + (x & (FINE_SIZE - 1)));
        limits = v128.bitselect(fineLimits, limits, v128.and(detail, artLanes));
      }
    }
    store<u16>(target + (block << 1), <u16>packed16(i8x16.lt_u(levels, limits)));
    if (inks != 0) store<u16>(inks + (block << 1), <u16>packed16(solidArt(levels, kind)));
  }
  clearRight(target, widthPx);
  if (inks != 0) clearRight(inks, widthPx);
}

/**
 * The same with error diffusion. Source, target, kinds, sharpening, inks and rows as for `screenObjects`, but nothing
 * is written to `target` for a line that is not finished; tones, errors and gray as for `diffuseBand`.
 */
export function diffuseObjects(
  source: usize,
  sourceStride: i32,
  target: usize,
  inks: usize,
  targetStride: i32,
  widthPx: i32,
  lines: i32,
  firstLine: i32,
  tones: usize,
  paperFrom: i32,
  solidTo: i32,
  errors: usize,
  gray: usize,
  kinds: usize,
  sharpening: i32,
  rows: usize,
): void {
  const behind = <usize>(BEHIND * targetStride);
  const fills = fillsAt(rows, widthPx);
  const first = errors + 4;
  for (let line = firstLine; line < firstLine + lines; line++) {
    const row = rowAt(rows, widthPx, line);
    if (source != 0) {
      listLine(source, row, fills, widthPx, kinds);
      source += <usize>sourceStride;
    } else {
      whiteRow(row, fills, widthPx);
    }
    const done = line - BEHIND;
    if (done >= 0) {
      const to = target - behind;
      settleLine(rows, done, widthPx, sharpening, gray);
      memory.fill(to, 0, <usize>targetStride);
      if (done & 1) diffuseLine(-1, gray, to, widthPx, tones, paperFrom, solidTo, first);
      else diffuseLine(1, gray, to, widthPx, tones, paperFrom, solidTo, first);
      clearRight(to, widthPx);
      if (inks != 0) inkLine(gray, load<usize>(rowAt(rows, widthPx, done) + KINDS), inks - behind, targetStride, widthPx);
    }
    target += <usize>targetStride;
    if (inks != 0) inks += <usize>targetStride;
  }
}

/** Keeps a line's gray values in `row` and lists the blocks that may change. */
function listLine(source: usize, row: usize, fills: usize, widthPx: i32, kinds: usize): void {
  const gray = row + grayOffset(widthPx);
  grayLine(source, gray, widthPx);
  whitenRight(gray, widthPx);
  let list = row + LIST;
  const blocks = blocksIn(widthPx);
  for (let block = 0; block < blocks; block++) {
    const levels = v128.load(gray + (<usize>block << 4));
    noteFill(fills + (<usize>block << 1), levels);
    const soft = softLanes(levels);
    if (v128.any_true(v128.and(soft, v128.load(kinds + (<usize>block << 4))))) {
      store<u16>(list, <u16>block);
      list += 2;
    }
  }
  store<i32>(row, <i32>(list - (row + LIST)) >> 1);
  store<usize>(row + KINDS, kinds);
}

/** A line's gray values as they are to be diffused. */
function settleLine(rows: usize, line: i32, widthPx: i32, sharpening: i32, gray: usize): void {
  const row = rowAt(rows, widthPx, line);
  const offset = grayOffset(widthPx);
  const at = row + offset;
  memory.copy(gray, at, <usize>(blocksIn(widthPx) << 4));
  const kinds = load<usize>(row + KINDS);
  const fills = fillsAt(rows, widthPx);
  const up = rowAt(rows, widthPx, line - 1) + offset;
  const up2 = rowAt(rows, widthPx, line - 2) + offset;
  const down = rowAt(rows, widthPx, line + 1) + offset;
  const down2 = rowAt(rows, widthPx, line + 2) + offset;
  const end = row + LIST + (<usize>load<i32>(row) << 1);
  for (let entry = row + LIST; entry < end; entry += 2) {
    const x = <usize>load<u16>(entry) << 4;
    if (isFill(fills + (x >> 3))) continue;
    const kind = v128.load(kinds + x);
    v128.store(gray + x, changed16(up2 + x, up + x, at + x, down + x, down2 + x, kind, sharpening));
  }
  whitenRight(gray, widthPx);
}

function inkLine(gray: usize, kinds: usize, inks: usize, stride: i32, widthPx: i32): void {
  const blocks = blocksIn(widthPx);
  for (let block = 0; block < blocks; block++) {
    const x = <usize>block << 4;
    store<u16>(inks + (<usize>block << 1), <u16>packed16(solidArt(v128.load(gray + x), v128.load(kinds + x))));
  }
  endLine(inks, stride, widthPx);
}

/** Sixteen pixels, each as its kind asks. */
// @ts-ignore: decorator
@inline
function changed16(
  up2: usize,
  up: usize,
  at: usize,
  down: usize,
  down2: usize,
  kind: v128,
  sharpening: i32,
): v128 {
  let levels = v128.load(at);
  const isArt = i8x16.eq(kind, i8x16.splat(ART));
  if (v128.any_true(isArt)) levels = v128.bitselect(harden16(up2, up, at, down, down2), levels, isArt);
  const isSharpened = i8x16.eq(kind, i8x16.splat(SHARPENED));
  if (v128.any_true(isSharpened)) {
    levels = v128.bitselect(sharpen16(up2, at, down2, sharpening), levels, isSharpened);
  }
  const isBilevel = i8x16.eq(kind, i8x16.splat(BILEVEL));
  if (v128.any_true(isBilevel)) levels = v128.bitselect(bilevel16(up, at, down), levels, isBilevel);
  return levels;
}

// @ts-ignore: decorator
@inline function isAll(kind: v128, value: i8): bool {
  return i8x16.all_true(i8x16.eq(kind, i8x16.splat(value)));
}

// @ts-ignore: decorator
@inline function solidArt(levels: v128, kind: v128): v128 {
  return v128.and(i8x16.eq(levels, i8x16.splat(0)), i8x16.eq(kind, i8x16.splat(ART)));
}

function whiteRow(row: usize, fills: usize, widthPx: i32): void {
  store<i32>(row, 0);
  memory.fill(fills, 0, <usize>(blocksIn(widthPx) << 1));
  memory.fill(row + grayOffset(widthPx), 0xff, <usize>(blocksIn(widthPx) << 4));
}

/** White from the sheet's edge to the end of the last block. */
// @ts-ignore: decorator
@inline function whitenRight(gray: usize, widthPx: i32): void {
  memory.fill(gray + <usize>widthPx, 0xff, <usize>((blocksIn(widthPx) << 4) - widthPx));
}

/** Clears what lies right of the sheet. */
// @ts-ignore: decorator
@inline function endLine(target: usize, stride: i32, widthPx: i32): void {
  const used = blocksIn(widthPx) << 1;
  clearRight(target, widthPx);
  memory.fill(target + <usize>used, 0, <usize>(stride - used));
}
