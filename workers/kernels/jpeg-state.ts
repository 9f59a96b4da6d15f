// The state of a JPEG that is being coded: what lies where, in bytes from its address. The caller fills in the two
// tables.

// @ts-ignore: decorator
@inline export const QUANTISERS: usize = 0; // 2 × 64 floats, column by column: luma, chroma
// @ts-ignore: decorator
@inline export const CODES: usize = 512; // 4 × 256 words, length << 16 | code: luma DC, luma AC, chroma DC, chroma AC
// @ts-ignore: decorator
@inline export const PENDING: usize = 4608; // bits that are no whole word yet, in the low end
// @ts-ignore: decorator
@inline export const PENDING_BITS: usize = 4616;
// @ts-ignore: decorator
@inline export const LAST_DC: usize = 4624; // 3 words
// @ts-ignore: decorator
@inline export const BLOCK: usize = 4640; // 64 half-words, column by column, then 64 in zigzag order
// @ts-ignore: decorator
@inline export const STATE_BYTES: usize = 4896;
