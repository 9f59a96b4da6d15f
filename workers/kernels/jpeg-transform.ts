// The cosine transform of JPEG and its quantisation. It is the scaled one of Arai, Agui and Nakajima (5
// multiplications a line of eight) in single precision; its scale factors are part of the quantisers. Every step is one
// IEEE operation in a fixed order, so the result does not depend on where it is computed.

// @ts-ignore: decorator
@inline const COS_4: f32 = 0.707106781; // cos(4π/16)
// @ts-ignore: decorator
@inline const COS_6: f32 = 0.382683433; // cos(6π/16)
// @ts-ignore: decorator
@inline const COS_2_LESS_6: f32 = 0.541196100; // cos(2π/16) − cos(6π/16)
// @ts-ignore: decorator
@inline const COS_2_PLUS_6: f32 = 1.306562965; // cos(2π/16) + cos(6π/16)

/** 8 × 8 floats, line by line, and room for a quarter more. */
const WORK = memory.data(256 + 128, 16);

/**
 * Eight samples by eight (half-words), transformed and quantised into `block`, column by column. true: all are alike,
 * and only the first coefficient is written.
 */
export function transform(samples: usize, stride: usize, quantisers: usize, block: usize): bool {
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
