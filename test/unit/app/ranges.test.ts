import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRanges, parseRanges } from '../../../src/app/ranges.ts';

describe('ranges of sheets', () => {
  it.each([
    ['1-3, 7', 9, [0, 1, 2, 6]],
    ['7 1', 9, [0, 6]],
    ['8-', 9, [7, 8]],
    ['-2', 9, [0, 1]],
    ['2–4', 9, [1, 2, 3]],
    ['', 9, []],
  ])('%s of %i', (text, count, indices) => {
    expect([...parseRanges(text, count)!].sort((a, b) => a - b)).toEqual(indices);
  });

  it.each(['0', '10', '3-1', 'a', '1-2-3', '-', '1.5', '99999999'])('refuses %s of 9', (text) => {
    expect(parseRanges(text, 9)).toBeNull();
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 400 })), (indices) => {
        const read = parseRanges(formatRanges(indices), 401);
        expect(read).toEqual(new Set(indices));
      }),
    );
  });
});
