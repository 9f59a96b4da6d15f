/** What ITU-T T.81 Annex K recommends, which every decoder knows. Sequences are in zigzag order. */

/** T.81 figure A.6: where the coefficients of the zigzag sequence lie, row by row. */
// prettier-ignore
export const ZIGZAG: readonly number[] = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
  12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
  58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/** T.81 table K.1. */
// prettier-ignore
const LUMA: readonly number[] = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40,
  26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
  56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
  95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];
/** T.81 table K.2. */
// prettier-ignore
const CHROMA: readonly number[] = [
  17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66,
  ...new Array<number>(50).fill(99),
];

/** Steps of luma and of chroma, 1 … 255. `quality` 1 … 100 as the Independent JPEG Group scales it: 50 is Annex K. */
export function quantisers(quality: number): readonly [luma: number[], chroma: number[]] {
  const percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  const scaled = (step: number) => Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100)));
  return [LUMA.map(scaled), CHROMA.map(scaled)];
}

/** A table as a file carries it: how many codes there are of 1 … 16 bits, then their symbols, shortest first. */
export interface HuffmanTable {
  readonly counts: Uint8Array;
  readonly symbols: Uint8Array;
}

const table = (counts: string, symbols: string): HuffmanTable => ({
  counts: bytes(counts),
  symbols: bytes(symbols),
});

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (pair) => parseInt(pair, 16));
}

const SIZES = '00 01 02 03 04 05 06 07 08 09 0a 0b';

/** T.81 tables K.3, K.5, K.4, K.6: luma DC and AC, chroma DC and AC. */
export const HUFFMAN_TABLES: readonly [HuffmanTable, HuffmanTable, HuffmanTable, HuffmanTable] = [
  table('00 01 05 01 01 01 01 01 01 00 00 00 00 00 00 00', SIZES),
  table(
    '00 02 01 03 03 02 04 03 05 05 04 04 00 00 01 7d',
    `01 02 03 00 04 11 05 12 21 31 41 06 13 51 61 07 22 71 14 32 81 91 a1 08 23 42 b1 c1 15 52 d1 f0
     24 33 62 72 82 09 0a 16 17 18 19 1a 25 26 27 28 29 2a 34 35 36 37 38 39 3a 43 44 45 46 47 48 49
     4a 53 54 55 56 57 58 59 5a 63 64 65 66 67 68 69 6a 73 74 75 76 77 78 79 7a 83 84 85 86 87 88 89
     8a 92 93 94 95 96 97 98 99 9a a2 a3 a4 a5 a6 a7 a8 a9 aa b2 b3 b4 b5 b6 b7 b8 b9 ba c2 c3 c4 c5
     c6 c7 c8 c9 ca d2 d3 d4 d5 d6 d7 d8 d9 da e1 e2 e3 e4 e5 e6 e7 e8 e9 ea f1 f2 f3 f4 f5 f6 f7 f8
     f9 fa`,
  ),
  table('00 03 01 01 01 01 01 01 01 01 01 00 00 00 00 00', SIZES),
  table(
    '00 02 01 02 04 04 03 04 07 05 04 04 00 01 02 77',
    `00 01 02 03 11 04 05 21 31 06 12 41 51 07 61 71 13 22 32 81 08 14 42 91 a1 b1 c1 09 23 33 52 f0
     15 62 72 d1 0a 16 24 34 e1 25 f1 17 18 19 1a 26 27 28 29 2a 35 36 37 38 39 3a 43 44 45 46 47 48
     49 4a 53 54 55 56 57 58 59 5a 63 64 65 66 67 68 69 6a 73 74 75 76 77 78 79 7a 82 83 84 85 86 87
     88 89 8a 92 93 94 95 96 97 98 99 9a a2 a3 a4 a5 a6 a7 a8 a9 aa b2 b3 b4 b5 b6 b7 b8 b9 ba c2 c3
     c4 c5 c6 c7 c8 c9 ca d2 d3 d4 d5 d6 d7 d8 d9 da e2 e3 e4 e5 e6 e7 e8 e9 ea f2 f3 f4 f5 f6 f7 f8
     f9 fa`,
  ),
];

/** By symbol: length << 16 | code (T.81 C.2); 0 where there is none. */
export function huffmanCodes({ counts, symbols }: HuffmanTable): Uint32Array {
  const codes = new Uint32Array(256);
  let code = 0;
  let at = 0;
  counts.forEach((count, shorter) => {
    for (const symbol of symbols.subarray(at, at + count)) codes[symbol] = ((shorter + 1) << 16) | code++;
    at += count;
    code <<= 1;
  });
  return codes;
}
