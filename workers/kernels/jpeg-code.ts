// Quantised blocks to Huffman codes (ITU-T T.81 F.1.2), and codes to bytes.
import { BLOCK, CODES, LAST_DC, PENDING, PENDING_BITS } from './jpeg-state';

/** Where in a block (column by column) the coefficients of the zigzag sequence lie, in bytes. */
// prettier-ignore
const ZIGZAG_BYTES = memory.data<u8>([
  0, 16, 2, 4, 18, 32, 48, 34, 20, 6, 8, 22, 36, 50, 64, 80,
  66, 52, 38, 24, 10, 12, 26, 40, 54, 68, 82, 96, 112, 98, 84, 70,
  56, 42, 28, 14, 30, 44, 58, 72, 86, 100, 114, 116, 102, 88, 74, 60,
  46, 62, 76, 90, 104, 118, 120, 106, 92, 78, 94, 108, 122, 124, 110, 126,
]);

/** No bits yet, and no block before the first. */
export function beginCode(state: usize): void {
  store<u64>(state, 0, PENDING);
  store<u64>(state, 0, PENDING_BITS);
  memory.fill(state + LAST_DC, 0, 12);
}

/**
 * Codes the block that the transform has left in the state.
 *
 * @param component  0 luma, 1 and 2 chroma
 * @param isFlat     only its first coefficient is there, the others are 0
 * @returns          where the code ends
 */
export function putBlock(state: usize, component: i32, isFlat: bool, target: usize): usize {
  const block = state + BLOCK;
  const last = state + LAST_DC + (<usize>component << 2);
  const dcCodes = state + CODES + (component != 0 ? 2048 : 0);
  const acCodes = dcCodes + 1024;
  let pending = load<u64>(state, PENDING);
  let bits = load<u64>(state, PENDING_BITS);
  let out = target;

  const dc = <i32>load<i16>(block);
  const difference = dc - load<i32>(last);
  store<i32>(last, dc);
  let size = sizeOf(difference);
  let word = load<u32>(dcCodes + (<usize>size << 2));
  pending = (pending << ((word >> 16) + size)) | ((word & 0xffff) << size) | amplitude(difference, size);
  bits += (word >> 16) + size;
  if (bits >= 32) {
    bits -= 32;
    out = putWord(out, <u32>(pending >> bits));
  }

  // Bit i is set where coefficient i of the zigzag sequence is not zero.
  let left: u64 = isFlat ? 0 : toZigzag(block) & ~1;
  let done: u64 = 1;
  while (left != 0) {
    const at = ctz(left);
    left &= left - 1;
    let run = <u32>(at - done);
    done = at + 1;
    while (run >= 16) {
      run -= 16;
      word = load<u32>(acCodes + (0xf0 << 2));
      pending = (pending << (word >> 16)) | (word & 0xffff);
      bits += word >> 16;
      if (bits >= 32) {
        bits -= 32;
        out = putWord(out, <u32>(pending >> bits));
      }
    }
    const value = <i32>load<i16>(block + 128 + <usize>(at << 1));
    size = sizeOf(value);
    word = load<u32>(acCodes + <usize>(((run << 4) | size) << 2));
    pending = (pending << ((word >> 16) + size)) | ((word & 0xffff) << size) | amplitude(value, size);
    bits += (word >> 16) + size;
    if (bits >= 32) {
      bits -= 32;
      out = putWord(out, <u32>(pending >> bits));
    }
  }
  if (done != 64) {
    word = load<u32>(acCodes);
    pending = (pending << (word >> 16)) | (word & 0xffff);
    bits += word >> 16;
    if (bits >= 32) {
      bits -= 32;
      out = putWord(out, <u32>(pending >> bits));
    }
  }
  store<u64>(state, pending, PENDING);
  store<u64>(state, bits, PENDING_BITS);
  return out;
}

/** Fills the last byte with ones; returns where the code ends. */
export function endCode(state: usize, target: usize): usize {
  let out = target;
  const bits = <u32>load<u64>(state, PENDING_BITS);
  const padding = (8 - (bits & 7)) & 7;
  const pending = (load<u64>(state, PENDING) << padding) | ((1 << padding) - 1);
  for (let left: i32 = bits + padding - 8; left >= 0; left -= 8) out = putByte(out, <u8>(pending >> left));
  return out;
}

/** Bits of the magnitude. */
// @ts-ignore: decorator
@inline
function sizeOf(value: i32): u32 {
  return 32 - clz<u32>(abs(value));
}

/** T.81 F.1.2.1: negative values less one, in `size` bits. */
// @ts-ignore: decorator
@inline
function amplitude(value: i32, size: u32): u32 {
  return (value + (value >> 31)) & ((1 << size) - 1);
}

/** Four bytes, highest first; after a byte of ones comes a zero. */
// @ts-ignore: decorator
@inline
function putWord(out: usize, word: u32): usize {
  if (((~word - 0x01010101) & word & 0x80808080) == 0) {
    store<u32>(out, bswap(word));
    return out + 4;
  }
  for (let shift = 24; shift >= 0; shift -= 8) out = putByte(out, <u8>(word >> shift));
  return out;
}

function putByte(out: usize, byte: u8): usize {
  store<u8>(out++, byte);
  if (byte == 0xff) store<u8>(out++, 0);
  return out;
}

/** Copies a block into zigzag order behind it; says which are not zero. */
function toZigzag(block: usize): u64 {
  for (let i: usize = 0; i < 64; i += 4) {
    const from = <usize>load<u32>(ZIGZAG_BYTES + i);
    const a = <u64>load<u16>(block + (from & 0xff));
    const b = <u64>load<u16>(block + ((from >> 8) & 0xff));
    const c = <u64>load<u16>(block + ((from >> 16) & 0xff));
    const d = <u64>load<u16>(block + (from >> 24));
    store<u64>(block + (i << 1), a | (b << 16) | (c << 32) | (d << 48), 128);
  }
  let mask: u64 = 0;
  for (let i: usize = 0; i < 64; i += 16) {
    const bytes = i8x16.narrow_i16x8_s(v128.load(block + (i << 1), 128), v128.load(block + (i << 1), 144));
    const set = <u64>(~i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0))) & 0xffff);
    mask |= set << i;
  }
  return mask;
}
