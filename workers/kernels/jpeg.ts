// Baseline JPEG (ITU-T T.81), one row of MCUs at a time: lines in, entropy-coded bytes out. Headers, tables of codes
// and quantisers are the caller's (src/scan/files/jpeg.ts); the plain implementation that this one must equal byte for
// byte is test/support/reference-jpeg.ts.
//
// The transform is the scaled one of Arai, Agui and Nakajima (5 multiplications a line of eight) in single precision;
// its scale factors are part of the quantisers. Every step is one IEEE operation in a fixed order, so the result does
// not depend on where it is computed.

// The state, in bytes from its address.
// @ts-ignore: decorator
@inline const QUANTISERS: usize = 0; // 2 × 64 floats, column by column: luma, chroma
// @ts-ignore: decorator
@inline const CODES: usize = 512; // 4 × 256 words, length << 16 | code: luma DC, luma AC, chroma DC, chroma AC
// @ts-ignore: decorator
@inline const PENDING: usize = 4608; // bits that are no whole word yet, in the low end
// @ts-ignore: decorator
@inline const PENDING_BITS: usize = 4616;
// @ts-ignore: decorator
@inline const LAST_DC: usize = 4624; // 3 words
// @ts-ignore: decorator
@inline const BLOCK: usize = 4640; // 64 half-words, column by column, then 64 in zigzag order
// @ts-ignore: decorator
@inline const STATE_BYTES: usize = 4896;

/** Where in a block (column by column) the coefficients of the zigzag sequence lie, in bytes. */
// prettier-ignore
const ZIGZAG_BYTES = memory.data<u8>([
  0, 16, 2, 4, 18, 32, 48, 34, 20, 6, 8, 22, 36, 50, 64, 80,
  66, 52, 38, 24, 10, 12, 26, 40, 54, 68, 82, 96, 112, 98, 84, 70,
  56, 42, 28, 14, 30, 44, 58, 72, 86, 100, 114, 116, 102, 88, 74, 60,
  46, 62, 76, 90, 104, 118, 120, 106, 92, 78, 94, 108, 122, 124, 110, 126,
]);

// Weights of JFIF in 1/16384; each row of chroma adds up to 0, so that gray stays gray.
// @ts-ignore: decorator
@inline const Y_R: i16 = 4899;
// @ts-ignore: decorator
@inline const Y_G: i16 = 9617;
// @ts-ignore: decorator
@inline const Y_B: i16 = 1868;
// @ts-ignore: decorator
@inline const CB_R: i16 = -2765;
// @ts-ignore: decorator
@inline const CB_G: i16 = -5427;
// @ts-ignore: decorator
@inline const CR_G: i16 = -6860;
// @ts-ignore: decorator
@inline const CR_B: i16 = -1332;
// @ts-ignore: decorator
@inline const HALF: i16 = 8192;

/** Bytes that `state` below takes. The caller fills in its first two tables. */
export function jpegStateBytes(): usize {
  return STATE_BYTES;
}

/** Bytes that `planes` below takes. */
export function jpegPlanesBytes(widthPx: i32): usize {
  return (<usize>((widthPx + 15) & ~15)) * 16 * 2 * 3;
}

/** Begins a picture. */
export function jpegBegin(state: usize): void {
  store<u64>(state, 0, PENDING);
  store<u64>(state, 0, PENDING_BITS);
  memory.fill(state + LAST_DC, 0, 12);
}

/**
 * Codes 8 lines of gray (0 black).
 *
 * @param source  8 lines; `stride` is at least `widthPx` rounded up to 8, and what lies between is written to
 * @param target  at most 416 bytes are written for each block of 8 × 8
 * @returns       bytes written
 */
export function jpegGrayRow(
  state: usize,
  source: usize,
  stride: usize,
  widthPx: i32,
  planes: usize,
  target: usize,
): usize {
  const width = (widthPx + 7) & ~7;
  for (let y = 0; y < 8; y++) {
    const line = source + <usize>y * stride;
    const last = load<u8>(line + <usize>widthPx - 1);
    for (let x = widthPx; x < width; x++) store<u8>(line + <usize>x, last);
    const plane = planes + (<usize>(y * width) << 1);
    for (let x = 0; x < width; x += 8) {
      const samples = i16x8.sub(v128.load8x8_u(line + <usize>x), i16x8.splat(128));
      v128.store(plane + (<usize>x << 1), samples);
    }
  }
  let out = target;
  for (let x = 0; x < width; x += 8) out = codeBlock(state, planes + (<usize>x << 1), <usize>width << 1, 0, out);
  return out - target;
}

/**
 * Codes 8 lines of R, G, B as Y, Cb, Cr 4:4:4, or 16 lines as 4:2:0.
 *
 * @param source  lines whose `stride` is at least three times `widthPx` rounded up to 8 (16); what lies between is
 *                written to
 * @param target  at most 416 bytes are written for each block of 8 × 8
 * @returns       bytes written
 */
export function jpegColourRow(
  state: usize,
  source: usize,
  stride: usize,
  widthPx: i32,
  isHalved: bool,
  planes: usize,
  target: usize,
): usize {
  const step = isHalved ? 16 : 8;
  const width = (widthPx + step - 1) & -step;
  const lineBytes = <usize>width << 1;
  const cb = planes + lineBytes * 16;
  const cr = cb + lineBytes * 16;
  for (let y = 0; y < step; y++) {
    const line = source + <usize>y * stride;
    const last = line + <usize>(widthPx - 1) * 3;
    for (let at = last + 3; at < line + <usize>width * 3; at += 3) {
      store<u16>(at, load<u16>(last));
      store<u8>(at, load<u8>(last, 2), 2);
    }
  }
  let out = target;
  if (isHalved) {
    for (let y: usize = 0; y < 16; y += 2) {
      const chroma = lineBytes * (y >> 2) + (y & 2 ? lineBytes >> 1 : 0);
      toHalved(source + y * stride, stride, width, planes + y * lineBytes, lineBytes, cb + chroma, cr + chroma);
    }
    for (let x: usize = 0; x < lineBytes; x += 32) {
      const lower = planes + x + lineBytes * 8;
      out = codeBlock(state, planes + x, lineBytes, 0, out);
      out = codeBlock(state, planes + x + 16, lineBytes, 0, out);
      out = codeBlock(state, lower, lineBytes, 0, out);
      out = codeBlock(state, lower + 16, lineBytes, 0, out);
      out = codeBlock(state, cb + (x >> 1), lineBytes >> 1, 1, out);
      out = codeBlock(state, cr + (x >> 1), lineBytes >> 1, 2, out);
    }
  } else {
    for (let y: usize = 0; y < 8; y++) {
      const at = y * lineBytes;
      toFull(source + y * stride, width, planes + at, cb + at, cr + at);
    }
    for (let x: usize = 0; x < lineBytes; x += 16) {
      out = codeBlock(state, planes + x, lineBytes, 0, out);
      out = codeBlock(state, cb + x, lineBytes, 1, out);
      out = codeBlock(state, cr + x, lineBytes, 2, out);
    }
  }
  return out - target;
}

/** Fills the last byte with ones. At most 16 bytes are written; returns how many. */
export function jpegEnd(state: usize, target: usize): usize {
  let out = target;
  const bits = <u32>load<u64>(state, PENDING_BITS);
  const padding = (8 - (bits & 7)) & 7;
  const pending = (load<u64>(state, PENDING) << padding) | ((1 << padding) - 1);
  for (let left: i32 = bits + padding - 8; left >= 0; left -= 8) out = putByte(out, <u8>(pending >> left));
  return out - target;
}

// Four pixels of 24 bits as pairs of half-words: R and G, B and 0; from byte 0 or from byte 4 of a vector.
// @ts-ignore: decorator
@inline
function redGreenFirst(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1));
}
// @ts-ignore: decorator
@inline
function blueFirst(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(2, -1, -1, -1, 5, -1, -1, -1, 8, -1, -1, -1, 11, -1, -1, -1));
}
// @ts-ignore: decorator
@inline
function redGreenLast(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(4, -1, 5, -1, 7, -1, 8, -1, 10, -1, 11, -1, 13, -1, 14, -1));
}
// @ts-ignore: decorator
@inline
function blueLast(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(6, -1, -1, -1, 9, -1, -1, -1, 12, -1, -1, -1, 15, -1, -1, -1));
}

// @ts-ignore: decorator
@inline
function weigh(redGreen: v128, blue: v128, red: i16, green: i16, ofBlue: i16): v128 {
  return i32x4.add(
    i32x4.dot_i16x8_s(redGreen, i16x8(red, green, red, green, red, green, red, green)),
    i32x4.dot_i16x8_s(blue, i16x8.splat(ofBlue)),
  );
}

// @ts-ignore: decorator
@inline
function luma(redGreen: v128, blue: v128): v128 {
  // Less 128, the middle of the range.
  const rounding = i32x4.splat((1 << 13) - (128 << 14));
  return i32x4.shr_s(i32x4.add(weigh(redGreen, blue, Y_R, Y_G, Y_B), rounding), 14);
}

/** `shift` 14 of one pixel, 16 of the sum of four. Half less one: 127.5 becomes 127, the most there is. */
// @ts-ignore: decorator
@inline
function chroma(weighed: v128, shift: i32): v128 {
  return i32x4.shr_s(i32x4.add(weighed, i32x4.splat((1 << (shift - 1)) - 1)), shift);
}

function toFull(line: usize, widthPx: i32, y: usize, cb: usize, cr: usize): void {
  for (let x = 0; x < widthPx; x += 8) {
    const a = v128.load(line);
    const b = v128.load(line, 8);
    const rg0 = redGreenFirst(a);
    const rg1 = redGreenLast(b);
    const b0 = blueFirst(a);
    const b1 = blueLast(b);
    v128.store(y, i16x8.narrow_i32x4_s(luma(rg0, b0), luma(rg1, b1)));
    v128.store(
      cb,
      i16x8.narrow_i32x4_s(chroma(weigh(rg0, b0, CB_R, CB_G, HALF), 14), chroma(weigh(rg1, b1, CB_R, CB_G, HALF), 14)),
    );
    v128.store(
      cr,
      i16x8.narrow_i32x4_s(chroma(weigh(rg0, b0, HALF, CR_G, CR_B), 14), chroma(weigh(rg1, b1, HALF, CR_G, CR_B), 14)),
    );
    line += 24;
    y += 16;
    cb += 16;
    cr += 16;
  }
}

/** Two lines: luma of each pixel, chroma of the mean of each two by two. */
function toHalved(line: usize, stride: usize, widthPx: i32, y: usize, lineBytes: usize, cb: usize, cr: usize): void {
  for (let x = 0; x < widthPx; x += 8) {
    const a = v128.load(line);
    const b = v128.load(line, 8);
    const c = v128.load(line + stride);
    const d = v128.load(line + stride, 8);
    const rg0 = redGreenFirst(a);
    const rg1 = redGreenLast(b);
    const b0 = blueFirst(a);
    const b1 = blueLast(b);
    const rg2 = redGreenFirst(c);
    const rg3 = redGreenLast(d);
    const b2 = blueFirst(c);
    const b3 = blueLast(d);
    v128.store(y, i16x8.narrow_i32x4_s(luma(rg0, b0), luma(rg1, b1)));
    v128.store(y + lineBytes, i16x8.narrow_i32x4_s(luma(rg2, b2), luma(rg3, b3)));
    const redGreen = addNeighbours(i16x8.add(rg0, rg2), i16x8.add(rg1, rg3));
    const blue = addNeighbours(i16x8.add(b0, b2), i16x8.add(b1, b3));
    const four = chroma(weigh(redGreen, blue, CB_R, CB_G, HALF), 16);
    v128.store64_lane(cb, i16x8.narrow_i32x4_s(four, four), 0);
    const others = chroma(weigh(redGreen, blue, HALF, CR_G, CR_B), 16);
    v128.store64_lane(cr, i16x8.narrow_i32x4_s(others, others), 0);
    line += 24;
    y += 16;
    cb += 8;
    cr += 8;
  }
}

/** Pairs of half-words: the first and second of eight, the third and fourth, and so on. */
// @ts-ignore: decorator
@inline
function addNeighbours(a: v128, b: v128): v128 {
  return i16x8.add(v128.shuffle<i32>(a, b, 0, 2, 4, 6), v128.shuffle<i32>(a, b, 1, 3, 5, 7));
}

/** Transforms, quantises and codes 8 × 8 samples (half-words, −128 … 127) of a component; returns where the code ends. */
function codeBlock(state: usize, samples: usize, stride: usize, component: i32, target: usize): usize {
  const isChroma: usize = component != 0 ? 1 : 0;
  const block = state + BLOCK;
  const last = state + LAST_DC + (<usize>component << 2);
  const dcCodes = state + CODES + (isChroma << 11);
  const acCodes = dcCodes + 1024;
  const flat = transform(samples, stride, state + QUANTISERS + (isChroma << 8), block);
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
  let left: u64 = flat ? 0 : toZigzag(block) & ~1;
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

// @ts-ignore: decorator
@inline const COS_4: f32 = 0.707106781; // cos(4π/16)
// @ts-ignore: decorator
@inline const COS_6: f32 = 0.382683433; // cos(6π/16)
// @ts-ignore: decorator
@inline const COS_2_LESS_6: f32 = 0.541196100; // cos(2π/16) − cos(6π/16)
// @ts-ignore: decorator
@inline const COS_2_PLUS_6: f32 = 1.306562965; // cos(2π/16) + cos(6π/16)

/**
 * Eight samples by eight, transformed and quantised into `block`, column by column; `flat`: all are alike, and only
 * the first coefficient is written.
 */
function transform(samples: usize, stride: usize, quantisers: usize, block: usize): bool {
  const first = i16x8.splat(load<i16>(samples));
  let differences = i16x8.splat(0);
  for (let y: usize = 0; y < 8; y++) {
    const line = v128.load(samples + y * stride);
    differences = v128.or(differences, v128.xor(line, first));
    v128.store(WORK + (y << 5), f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(line)));
    v128.store(WORK + (y << 5), f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(line)), 16);
  }
  if (!v128.any_true(differences)) {
    const sum = <f32>(<i32>load<i16>(samples) << 6);
    store<i16>(block, <i16>nearest(sum * load<f32>(quantisers)));
    return true;
  }
  transformFour(WORK);
  transformFour(WORK + 16);
  transpose(WORK, WORK);
  transpose(WORK + 144, WORK + 144);
  transpose(WORK + 16, WORK + 256);
  transpose(WORK + 128, WORK + 16);
  for (let y: usize = 0; y < 128; y += 32) v128.store(WORK + 128 + y, v128.load(WORK + 256 + y));
  transformFour(WORK);
  transformFour(WORK + 16);
  for (let at: usize = 0; at < 256; at += 32) {
    const a = f32x4.mul(v128.load(WORK + at), v128.load(quantisers + at));
    const b = f32x4.mul(v128.load(WORK + at, 16), v128.load(quantisers + at, 16));
    const low = i32x4.trunc_sat_f32x4_s(f32x4.nearest(a));
    const high = i32x4.trunc_sat_f32x4_s(f32x4.nearest(b));
    v128.store(block + (at >> 1), i16x8.narrow_i32x4_s(low, high));
  }
  return false;
}

/** 8 × 8 floats, line by line, and room for a quarter more. */
const WORK = memory.data(256 + 128, 16);

/** A quarter of the block. */
function transpose(from: usize, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from, 32);
  const c = v128.load(from, 64);
  const d = v128.load(from, 96);
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2));
  v128.store(to, v128.shuffle<i64>(ab, cd, 1, 3), 32);
  v128.store(to, v128.shuffle<i64>(ab2, cd2, 0, 2), 64);
  v128.store(to, v128.shuffle<i64>(ab2, cd2, 1, 3), 96);
}

/** Four columns, in place. */
function transformFour(at: usize): void {
  const d0 = v128.load(at);
  const d1 = v128.load(at, 32);
  const d2 = v128.load(at, 64);
  const d3 = v128.load(at, 96);
  const d4 = v128.load(at, 128);
  const d5 = v128.load(at, 160);
  const d6 = v128.load(at, 192);
  const d7 = v128.load(at, 224);
  const s07 = f32x4.add(d0, d7);
  const s16 = f32x4.add(d1, d6);
  const s25 = f32x4.add(d2, d5);
  const s34 = f32x4.add(d3, d4);
  const even0 = f32x4.add(s07, s34);
  const even1 = f32x4.add(s16, s25);
  const even2 = f32x4.sub(s16, s25);
  const even3 = f32x4.sub(s07, s34);
  const turned = f32x4.mul(f32x4.add(even2, even3), f32x4.splat(COS_4));
  v128.store(at, f32x4.add(even0, even1));
  v128.store(at, f32x4.sub(even0, even1), 128);
  v128.store(at, f32x4.add(even3, turned), 64);
  v128.store(at, f32x4.sub(even3, turned), 192);

  const t7 = f32x4.sub(d0, d7);
  const t6 = f32x4.sub(d1, d6);
  const t5 = f32x4.sub(d2, d5);
  const t4 = f32x4.sub(d3, d4);
  const odd0 = f32x4.add(t4, t5);
  const odd1 = f32x4.mul(f32x4.add(t5, t6), f32x4.splat(COS_4));
  const odd2 = f32x4.add(t6, t7);
  const common = f32x4.mul(f32x4.sub(odd0, odd2), f32x4.splat(COS_6));
  const low = f32x4.add(f32x4.mul(odd0, f32x4.splat(COS_2_LESS_6)), common);
  const high = f32x4.add(f32x4.mul(odd2, f32x4.splat(COS_2_PLUS_6)), common);
  const plus = f32x4.add(t7, odd1);
  const minus = f32x4.sub(t7, odd1);
  v128.store(at, f32x4.add(minus, low), 160);
  v128.store(at, f32x4.sub(minus, low), 96);
  v128.store(at, f32x4.add(plus, high), 32);
  v128.store(at, f32x4.sub(plus, high), 224);
}
