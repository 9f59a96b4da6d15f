/**
 * The bit codes of Hi-SCoA as found in the driver's streams (UFR II LT notes §5.2 to §5.5).
 * Bits are written most significant first; codes are given with their length in bits.
 *
 * | bits             | command | effect                                                                   |
 * | ---------------- | ------- | ------------------------------------------------------------------------ |
 * | `0` N            | REP0    | copy N bytes from the REP0 distance back                                 |
 * | `10` iiii        | STASH   | output byte 15 - iiii of the stash, move it to the front                 |
 * | `1100` N         | REP2    | copy, then swap the distances of REP0 and REP2                           |
 * | `1101` bbbbbbbb  | BYTE    | output the byte, put it in front of the stash                            |
 * | `1110` N         | REP3    | copy                                                                     |
 * | `11110` N        | REP4    | copy                                                                     |
 * | `111110` N       | REP5    | copy, then swap the distances of REP3 and REP5                           |
 * | `11111100` oo v  | PREFIX  | add 128 q to the N of the copy that follows                              |
 * | `11111101`       | ZERO    | BYTE 00 in short                                                         |
 * | `11111110` tt    | END     | tt = 00 end of band, 01 end of page                                      |
 *
 * The stash holds up to 16 different bytes, latest first, and is empty when a band starts.
 */
export interface BitCode {
  readonly bits: number;
  readonly length: number;
}

export const REP0: BitCode = { bits: 0b0, length: 1 };
export const REP2: BitCode = { bits: 0b1100, length: 4 };
export const REP3: BitCode = { bits: 0b1110, length: 4 };
export const REP4: BitCode = { bits: 0b11110, length: 5 };
export const REP5: BitCode = { bits: 0b111110, length: 6 };
export const STASH: BitCode = { bits: 0b10, length: 2 };
export const BYTE: BitCode = { bits: 0b1101, length: 4 };
export const PREFIX: BitCode = { bits: 0b11111100, length: 8 };
export const ZERO: BitCode = { bits: 0b11111101, length: 8 };
export const END_OF_BAND: BitCode = { bits: 0b11111110_00, length: 10 };

export const STASH_SIZE = 16;

/** A PREFIX counts in steps of this many bytes. */
export const PREFIX_STEP = 128;

/** Every coded byte is XORed with this; so are the bytes of the page-end word. */
export const OBFUSCATION = 0x43;

/** Follows the code of a side's last band: END 01, padded with 1 bits to 32, obfuscated. */
export const PAGE_END_WORD = [0xfe, 0x7f, 0xff, 0xff].map((byte) => byte ^ OBFUSCATION);

/** Code is padded with 1 bits to whole words of 32 bits. */
export const WORD_BYTES = 4;

/**
 * Most bytes a band of `bytes` bytes can be coded in, END and padding included, page-end word not:
 * the dearest command is BYTE, 12 bits for one byte, and END takes 10.
 */
export function codedBytesBound(bytes: number): number {
  return Math.ceil((bytes * 12 + 10) / 32) * WORD_BYTES;
}

/** Length of a copy: 0 and 1 only after PREFIX, 127 at most. */
export function lengthCode(length: number): BitCode {
  if (length === 0) return { bits: 0b111111, length: 6 };
  if (length === 1) return { bits: 0b00, length: 2 };
  if (length < 4) return { bits: 0b010 | (3 - length), length: 3 };
  // 2^k to 2^(k+1) - 1: k - 1 ones, a zero, then k bits that count down.
  const k = floorLog2(length);
  const ones = (1 << k) - 2;
  return { bits: (ones << k) | ((2 << k) - 1 - length), length: 2 * k };
}

/** What follows the PREFIX code for `steps` (1 to 15) times 128 bytes. */
export function prefixStepsCode(steps: number): BitCode {
  const order = floorLog2(steps);
  return { bits: (order << order) | ((2 << order) - 1 - steps), length: 2 + order };
}

function floorLog2(value: number): number {
  return 31 - Math.clz32(value);
}
