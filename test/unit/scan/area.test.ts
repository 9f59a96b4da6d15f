import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TESTED_SCANNER } from '../../../src/machine/scanner-quirks.ts';
import { SCAN_RESOLUTIONS, frameOf, largestPage, resolutionFor } from '../../../src/scan/protocol/area.ts';

const A4 = { leftMm: 0, topMm: 0, widthMm: 210, heightMm: 297 };
const LETTER = { leftMm: 0, topMm: 0, widthMm: 215.9, heightMm: 279.4 };
const size = (area: typeof A4, dpi: number) => {
  const { widthPx, parameters } = frameOf(area, dpi, 'gray');
  return [widthPx, parameters.width, parameters.height];
};

describe('areas', () => {
  /** The table of the scan notes §6: asked for, aligned, lines. */
  test.each([
    [75, [620, 620, 868], [636, 636, 825]],
    [150, [1240, 1240, 1736], [1272, 1272, 1650]],
    [300, [2480, 2480, 3472], [2544, 2544, 3300]],
    [600, [4961, 4964, 6944], [5088, 5088, 6600]],
  ])('A4 and Letter at %i dpi', (dpi, a4, letter) => {
    expect(size(A4, dpi)).toEqual(a4);
    expect(size(LETTER, dpi)).toEqual(letter);
  });

  test('the limits are those of a scanner that is known to be larger, where it is', () => {
    const quirks = { ...TESTED_SCANNER, largestPage: { width: 640, height: 1050 } };
    expect(frameOf(A4, 300, 'colour', quirks).parameters.height).toBe(3508);
    expect(largestPage(75, quirks)).toEqual({ width: 640, height: 1050 });
  });

  test('never leave the glass, are a multiple of four wide, and lines are as long as they say', () => {
    const mm = fc.double({ min: -50, max: 400, noNaN: true });
    const area = fc.record({ leftMm: mm, topMm: mm, widthMm: mm, heightMm: mm });
    fc.assert(
      fc.property(
        area,
        fc.constantFrom(...SCAN_RESOLUTIONS),
        fc.constantFrom('gray' as const, 'colour' as const),
        (where, dpi, mode) => {
          let frame;
          try {
            frame = frameOf(where, dpi, mode);
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'scan.area' });
            return;
          }
          const { x, y, width, height } = frame.parameters;
          const largest = largestPage(dpi);
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(largest.width);
          expect(y + height).toBeLessThanOrEqual(largest.height);
          expect(Math.min(frame.widthPx, height)).toBeGreaterThanOrEqual(16);
          expect(width % 4).toBe(0);
          expect(width).toBeLessThan(frame.widthPx + 4);
          expect(frame.lineBytes).toBe(width * (mode === 'gray' ? 1 : 3));
        },
      ),
    );
  });

  test.each([
    [1, 75],
    [75, 75],
    [76, 150],
    [200, 300],
    [300, 300],
    [301, 600],
    [600, 600],
    [1200, 600],
  ])('%i dpi is scanned at %i', (wanted, real) => {
    expect(resolutionFor(wanted)).toBe(real);
  });
});
