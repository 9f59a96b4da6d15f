// Counting.

/** The number of black dots (1 bits) in `bytes` bytes. */
export function countDots(address: usize, bytes: i32): i32 {
  let sums = i32x4.splat(0);
  const end = address + <usize>bytes;
  const vectorEnd = address + <usize>(bytes & ~15);
  for (; address < vectorEnd; address += 16) {
    const inBytes = i8x16.popcnt(v128.load(address));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(inBytes)));
  }
  let count =
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3);
  for (; address < end; address++) count += popcnt<i32>(load<u8>(address));
  return count;
}
