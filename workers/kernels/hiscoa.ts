// Hi-SCoA compressor. The bit codes are tabled in src/languages/ufr2lt/hiscoa-codes.ts; the plain
// implementation this one must equal byte for byte is hiscoa-reference.ts beside it.

// Shuffles that bring stash entry i to the front and keep the order of the others.
// prettier-ignore
const TO_FRONT = memory.data<u8>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  2, 0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  3, 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  4, 0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  5, 0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  6, 0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  7, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15,
  8, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15,
  9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15,
  10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15,
  11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15,
  12, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15,
  13, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15,
  14, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15,
  15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
], 16);

const OBFUSCATION: u32 = 0x43434343;

/**
 * Codes one band of dots.
 *
 * @param source   `lines` lines of `lineBytes` bytes (8 or more), any alignment; not written to
 * @param target   where the code goes; no overlap with the source. At most
 *                 4 * ceil((12 * lines * lineBytes + 10) / 32) bytes are written: no command costs more than
 *                 12 bits for each byte it puts out, and END costs 10.
 * @param rep0..5  distances of the copy commands in bytes, 1 or more
 * @returns        bytes of code: END, padding to 32 bits and obfuscation included
 */
export function hiscoaCompress(
  source: usize,
  lineBytes: usize,
  lines: usize,
  target: usize,
  rep0: usize,
  rep2: usize,
  rep3: usize,
  rep4: usize,
  rep5: usize,
): usize {
  const end = source + lineBytes * lines;
  let out = target;
  let pending: u64 = 0; // fewer than 32 bits wait in the low end
  let pendingBits: u64 = 0;

  // Up to 16 different bytes, latest in lane 0; `stashMask` has a bit for each lane in use.
  let stash: v128 = i8x16.splat(0);
  let stashMask: i32 = 0;

  let at = source;
  let lineStart = source;
  let lineEnd = source;
  while (at < end) {
    if (at == lineEnd) {
      lineStart = at;
      lineEnd = at + lineBytes;
    }

    // The first command whose source has the same two bytes wins, however long the others match.
    let distance: usize = 0;
    let code: u64 = 0;
    let codeBits: u64 = 0;
    if (at + 2 <= lineEnd) {
      const head = load<u16>(at);
      const back = at - source;
      if (back >= rep0 && load<u16>(at - rep0) == head) {
        distance = rep0;
        codeBits = 1;
      } else if (back >= rep3 && load<u16>(at - rep3) == head) {
        distance = rep3;
        code = 0b1110;
        codeBits = 4;
      } else if (at - lineStart >= rep4 && load<u16>(at - rep4) == head) {
        distance = rep4;
        code = 0b11110;
        codeBits = 5;
      } else if (back >= rep2 && load<u16>(at - rep2) == head) {
        distance = rep2;
        code = 0b1100;
        codeBits = 4;
        rep2 = rep0;
        rep0 = distance;
      } else if (back >= rep5 && load<u16>(at - rep5) == head) {
        distance = rep5;
        code = 0b111110;
        codeBits = 6;
        rep5 = rep3;
        rep3 = distance;
      }
    }

    if (distance != 0) {
      const length = matchLength(at, at - distance, lineEnd);
      at += length;
      const steps = (<u32>length) >> 7;
      if (steps != 0) {
        // PREFIX, order (2 bits), then `order` bits that count down.
        const order = 31 - clz<u32>(steps);
        const prefix = (((0xfc << 2) | order) << order) | ((2 << order) - 1 - steps);
        code |= (<u64>prefix) << codeBits;
        codeBits += 10 + order;
      }
      const rest = (<u32>length) & 127;
      if (rest >= 4) {
        const k = 31 - clz<u32>(rest);
        code = (code << (2 * k)) | ((((1 << k) - 2) << k) | ((2 << k) - 1 - rest));
        codeBits += 2 * k;
      } else if (rest >= 2) {
        code = (code << 3) | (5 - rest);
        codeBits += 3;
      } else if (rest == 1) {
        code <<= 2;
        codeBits += 2;
      } else {
        code = (code << 6) | 63;
        codeBits += 6;
      }
    } else {
      const byte = load<u8>(at++);
      const found = i8x16.bitmask(i8x16.eq(i8x16.splat(byte), stash)) & stashMask;
      if (found != 0) {
        const index = ctz<i32>(found);
        code = 0b101111 - index;
        codeBits = 6;
        stash = v128.swizzle(stash, v128.load(TO_FRONT + ((<usize>index) << 4)));
      } else {
        if (byte == 0) {
          code = 0b11111101;
          codeBits = 8;
        } else {
          code = 0b1101_0000_0000 | byte;
          codeBits = 12;
        }
        stash = i8x16.shuffle(
          i8x16.splat(byte),
          stash,
          0,
          16,
          17,
          18,
          19,
          20,
          21,
          22,
          23,
          24,
          25,
          26,
          27,
          28,
          29,
          30,
        );
        stashMask = ((stashMask << 1) | 1) & 0xffff;
      }
    }

    // The longest is PREFIX + copy: 10 + 3 + 6 + 12 = 31 bits.
    pending = (pending << codeBits) | code;
    pendingBits += codeBits;
    if (pendingBits >= 32) {
      pendingBits -= 32;
      store<u32>(out, bswap<u32>(<u32>(pending >> pendingBits)) ^ OBFUSCATION);
      out += 4;
    }
  }

  // END, then 1 bits up to the next whole word.
  pending = (pending << 10) | 0b11111110_00;
  pendingBits += 10;
  if (pendingBits > 32) {
    pendingBits -= 32;
    store<u32>(out, bswap<u32>(<u32>(pending >> pendingBits)) ^ OBFUSCATION);
    out += 4;
  }
  const padding = 32 - pendingBits;
  pending = (pending << padding) | ((1 << padding) - 1);
  store<u32>(out, bswap<u32>(<u32>pending) ^ OBFUSCATION);
  return out + 4 - target;
}

/** Equal bytes at `a` and `b`, up to `limit` (an address on a's side). Reads nothing at or after the limit. */
function matchLength(a: usize, b: usize, limit: usize): usize {
  const start = a;
  while (a + 16 <= limit) {
    const differ = ~i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b))) & 0xffff;
    if (differ != 0) return a - start + ctz<i32>(differ);
    a += 16;
    b += 16;
  }
  if (a + 8 <= limit) {
    const differ = load<u64>(a) ^ load<u64>(b);
    if (differ != 0) return a - start + ((<usize>ctz<u64>(differ)) >> 3);
    a += 8;
    b += 8;
  }
  while (a < limit && load<u8>(a) == load<u8>(b)) {
    a++;
    b++;
  }
  return a - start;
}
