import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, countBlack, grayOfCells, type Dots, type Shrink } from '../../../src/elements/dots.ts';

/** The plain way: ask every dot. */
function meanOfCell(dots: Dots, shrink: number, column: number, row: number): number {
  let black = 0;
  for (let y = row * shrink; y < (row + 1) * shrink; y++) {
    for (let x = column * shrink; x < (column + 1) * shrink; x++) {
      if (x >= dots.widthPx || y >= dots.heightPx) continue;
      black += (dots.bits[y * dots.stride + (x >> 3)]! >> (7 - (x & 7))) & 1;
    }
  }
  return Math.round(255 * (1 - black / shrink ** 2));
}

const side = fc
  .record({ bytes: fc.integer({ min: 1, max: 6 }), lines: fc.integer({ min: 1, max: 30 }) })
  .chain(({ bytes, lines }) =>
    fc.uint8Array({ minLength: bytes * lines, maxLength: bytes * lines }).map((bits): Dots => {
      return { widthPx: bytes * 8, heightPx: lines, stride: bytes, bits };
    }),
  );

describe('gray of cells', () => {
  it('is the mean of the dots of each cell, at every shrink', () => {
    fc.assert(
      fc.property(side, fc.constantFrom<Shrink>(1, 2, 4, 8), (dots, shrink) => {
        const { columns, rows } = cellsOf(dots, shrink);
        const pixels = grayOfCells(dots, shrink, { column: 0, row: 0, columns, rows });
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const at = (row * columns + column) * 4;
            const gray = meanOfCell(dots, shrink, column, row);
            expect([...pixels.subarray(at, at + 4)]).toEqual([gray, gray, gray, 255]);
          }
        }
      }),
    );
  });

  it('counts the dots that are black', () => {
    expect(countBlack(Uint8Array.of(0xff, 0, 0x81, 0x10))).toBe(11);
  });

  it('gives a part as it stands in the whole, and white beyond the side', () => {
    const dots: Dots = { widthPx: 8, heightPx: 2, stride: 1, bits: Uint8Array.of(0b1000_0001, 0xff) };
    const pixels = grayOfCells(dots, 1, { column: 6, row: 0, columns: 4, rows: 2 });
    const reds = Array.from({ length: 8 }, (_, index) => pixels[index * 4]);
    expect(reds).toEqual([255, 0, 255, 255, 0, 0, 255, 255]);
  });
});
