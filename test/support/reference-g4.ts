import { BLACK_RUNS, WHITE_RUNS } from '../../src/scan/files/g4-codes.ts';

/**
 * CCITT Group 4 in plain TypeScript, in the words of ITU-T T.6, as a string of bits. The kernel must match it.
 */
export function referenceG4(bits: Uint8Array, widthPx: number, heightPx: number): Uint8Array {
  const lineBytes = Math.ceil(widthPx / 8);
  const isBlack = (x: number, y: number) =>
    y >= 0 && x >= 0 && ((bits[y * lineBytes + (x >> 3)]! >> (7 - (x & 7))) & 1) === 1;
  const isChange = (x: number, y: number) => isBlack(x, y) !== isBlack(x - 1, y);
  /** The first changing element right of `x`, to the colour if one is given. */
  const change = (x: number, y: number, colour?: boolean) => {
    let at = x + 1;
    while (at < widthPx && !(isChange(at, y) && (colour === undefined || isBlack(at, y) === colour))) at++;
    return at;
  };
  const code: string[] = [];
  for (let y = 0; y < heightPx; y++) {
    let a0 = -1;
    let colour = false;
    while (a0 < widthPx) {
      const a1 = change(a0, y, !colour);
      const b1 = change(a0, y - 1, !colour);
      const b2 = b1 < widthPx ? change(b1, y - 1) : widthPx;
      if (b2 < a1) {
        code.push('0001');
        a0 = b2;
      } else if (Math.abs(a1 - b1) <= 3) {
        code.push({ 0: '1', 1: '011', 2: '000011', 3: '0000011' }[a1 - b1] ?? '');
        code.push({ 1: '010', 2: '000010', 3: '0000010' }[b1 - a1] ?? '');
        a0 = a1;
        colour = !colour;
      } else {
        const a2 = a1 < widthPx ? change(a1, y) : widthPx;
        code.push('001', run(colour, a1 - Math.max(a0, 0)), run(!colour, a2 - a1));
        a0 = a2;
      }
    }
  }
  code.push('000000000001', '000000000001');
  return Uint8Array.from(code.join('').match(/.{1,8}/g) ?? [], (byte) => parseInt(byte.padEnd(8, '0'), 2));
}

function run(isBlack: boolean, length: number): string {
  const { units, tens } = isBlack ? BLACK_RUNS : WHITE_RUNS;
  const long = Math.max(0, Math.ceil((length - 2623) / 2560));
  const rest = length - long * 2560;
  return tens[40]!.repeat(long) + tens[rest >> 6]! + units[rest & 63]!;
}
