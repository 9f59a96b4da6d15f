// CCITT Group 4 (ITU-T T.6): lines of dots in, code out. The tables of run lengths are the caller's
// (src/scan/files/g4-codes.ts); the plain implementation that this one must equal byte for byte is
// test/support/reference-g4.ts.

// The state, in bytes from its address.
// @ts-ignore: decorator
@inline const WHITE: usize = 0; // 64 + 41 words, length << 16 | code: runs of 0 … 63, then of 0, 64 … 2560
// @ts-ignore: decorator
@inline const BLACK: usize = 420;
// @ts-ignore: decorator
@inline const TENS: usize = 256; // from either table to its multiples of 64
// @ts-ignore: decorator
@inline const PENDING: usize = 840;
// @ts-ignore: decorator
@inline const PENDING_BITS: usize = 848;
// @ts-ignore: decorator
@inline const STATE_BYTES: usize = 856;

// @ts-ignore: decorator
@inline const LONGEST_RUN: i32 = 2560;

/** Bits that wait, fewer than 32 of them; lines are coded by many small functions that all put bits. */
let pending: u64 = 0;
let pendingBits: u32 = 0;
let out: usize = 0;

/** Bytes that `state` below takes. The caller fills in the tables. */
export function g4StateBytes(): usize {
  return STATE_BYTES;
}

/** Begins a picture. */
export function g4Begin(state: usize): void {
  store<u64>(state, 0, PENDING);
  store<u64>(state, 0, PENDING_BITS);
}

/**
 * Codes a line; 1 = black, most significant bit leftmost. What follows the last dot in its byte does not matter.
 *
 * @param line      8 bytes more than the line may be read
 * @param previous  the line above, likewise; white above the first
 * @param target    at most `widthPx` · 3 + 32 bytes are written
 * @returns         bytes written
 */
export function g4Line(state: usize, line: usize, previous: usize, widthPx: i32, target: usize): usize {
  pending = load<u64>(state, PENDING);
  pendingBits = <u32>load<u64>(state, PENDING_BITS);
  out = target;
  // Names of T.6 §2.2.1. a0 stands before the line at first.
  let a0 = 0;
  let isBlack = false;
  let a1 = changeFrom(line, 0, widthPx, false);
  let b1 = changeFrom(previous, 0, widthPx, false);
  while (a0 < widthPx) {
    const b2 = changeFrom(previous, b1, widthPx, !isBlack);
    if (b2 < a1) {
      put(0b0001, 4);
      a0 = b2;
    } else {
      const distance = a1 - b1;
      if (distance >= -3 && distance <= 3) {
        putVertical(distance);
        a0 = a1;
        isBlack = !isBlack;
      } else {
        const a2 = changeFrom(line, a1, widthPx, !isBlack);
        put(0b001, 3);
        putRun(state + (isBlack ? BLACK : WHITE), a1 - a0);
        putRun(state + (isBlack ? WHITE : BLACK), a2 - a1);
        a0 = a2;
      }
      a1 = changeFrom(line, a0, widthPx, isBlack);
    }
    b1 = changeAbove(previous, a0, widthPx, isBlack);
  }
  store<u64>(state, pending, PENDING);
  store<u64>(state, pendingBits, PENDING_BITS);
  return out - target;
}

/** The end of the picture (EOFB) and the rest of its last byte. At most 16 bytes are written; returns how many. */
export function g4End(state: usize, target: usize): usize {
  pending = load<u64>(state, PENDING);
  pendingBits = <u32>load<u64>(state, PENDING_BITS);
  out = target;
  put(1, 12);
  put(1, 12);
  put(0, (8 - (pendingBits & 7)) & 7);
  for (; pendingBits > 0; pendingBits -= 8) store<u8>(out++, <u8>(pending >> (pendingBits - 8)));
  return out - target;
}

/** The first dot at or after `from` that is not of the colour; `widthPx` where there is none. */
function changeFrom(line: usize, from: i32, widthPx: i32, isBlack: bool): i32 {
  const flip: u64 = isBlack ? u64.MAX_VALUE : 0;
  let x = from & ~7;
  let dots = bswap(load<u64>(line + <usize>(x >> 3)) ^ flip) & (u64.MAX_VALUE >> (from & 7));
  while (x < widthPx) {
    if (dots != 0) return min(widthPx, x + <i32>clz(dots));
    x += 64;
    if (x < widthPx) dots = bswap(load<u64>(line + <usize>(x >> 3)) ^ flip);
  }
  return widthPx;
}

/** The first change above, right of `a0`, to the colour that is not `isBlack`. */
function changeAbove(previous: usize, a0: i32, widthPx: i32, isBlack: bool): i32 {
  if (a0 >= widthPx) return widthPx;
  // Dots of the other colour at a0 belong to a change that lies left of it or under it.
  const x = changeFrom(previous, a0, widthPx, !isBlack);
  return changeFrom(previous, x, widthPx, isBlack);
}

function putVertical(distance: i32): void {
  if (distance == 0) put(0b1, 1);
  else if (distance == 1) put(0b011, 3);
  else if (distance == -1) put(0b010, 3);
  else if (distance == 2) put(0b000011, 6);
  else if (distance == -2) put(0b000010, 6);
  else if (distance == 3) put(0b0000011, 7);
  else put(0b0000010, 7);
}

function putRun(table: usize, length: i32): void {
  for (; length > LONGEST_RUN + 63; length -= LONGEST_RUN) {
    putWord(load<u32>(table + TENS + <usize>((LONGEST_RUN >> 6) << 2)));
  }
  if (length > 63) putWord(load<u32>(table + TENS + <usize>((length >> 6) << 2)));
  putWord(load<u32>(table + <usize>((length & 63) << 2)));
}

// @ts-ignore: decorator
@inline
function putWord(word: u32): void {
  put(word & 0xffff, word >> 16);
}

function put(code: u32, bits: u32): void {
  pending = (pending << bits) | code;
  pendingBits += bits;
  if (pendingBits >= 32) {
    pendingBits -= 32;
    store<u32>(out, bswap(<u32>(pending >> pendingBits)));
    out += 4;
  }
}
