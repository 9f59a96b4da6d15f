import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canvasBudgetBytes, cut, cutEvenly, isTouched, maxBandLines } from '../../../workers/raster/bands.ts';

const MIB = 2 ** 20;

describe('bands', () => {
  it('cover a side once, in order, whole coded bands each, within the budget', () => {
    const width = fc.integer({ min: 1000, max: 6000 });
    const height = fc.integer({ min: 1, max: 10_000 });
    const budget = fc.integer({ min: 1, max: 200 * MIB });
    fc.assert(
      fc.property(width, height, budget, (widthPx, heightPx, bytes) => {
        const most = maxBandLines(widthPx, bytes);
        const bands = cutEvenly(heightPx, most);
        let next = 0;
        for (const { firstLine, lines } of bands) {
          expect(firstLine).toBe(next);
          expect(firstLine % 256).toBe(0);
          expect(lines).toBeGreaterThan(0);
          expect(lines).toBeLessThanOrEqual(most);
          next += lines;
        }
        expect(next).toBe(heightPx);
        expect(most === 256 || most * widthPx * 4 <= bytes).toBe(true);
        expect(bands[0]!.lines).toBe(Math.max(...bands.map(({ lines }) => lines)));
      }),
    );
  });

  it('are two for A4 and Letter on a machine with memory, more on one without', () => {
    expect(cutEvenly(7016, maxBandLines(4992, canvasBudgetBytes(8)))).toHaveLength(2);
    expect(cutEvenly(6600, maxBandLines(5120, canvasBudgetBytes(undefined)))).toHaveLength(2);
    expect(cutEvenly(7016, maxBandLines(4992, canvasBudgetBytes(2))).length).toBeGreaterThan(4);
  });

  it('cut into strips that join', () => {
    expect(cut(512, 1100, 512)).toEqual([
      { firstLine: 512, lines: 512 },
      { firstLine: 1024, lines: 512 },
      { firstLine: 1536, lines: 76 },
    ]);
  });

  it('are drawn only where something may show', () => {
    const placement = (y: number, height: number, width = 10) => ({
      documentId: 'd',
      pageIndex: 0,
      matrix: [1, 0, 0, 1, 0, 0] as const,
      clip: { x: 0, y, width, height },
    });
    const band = { firstLine: 1000, lines: 500 };
    expect(isTouched([], band)).toBe(false);
    expect(isTouched([placement(0, 1000)], band)).toBe(false);
    expect(isTouched([placement(0, 1001)], band)).toBe(true);
    expect(isTouched([placement(1499, 1)], band)).toBe(true);
    expect(isTouched([placement(1500, 10)], band)).toBe(false);
    expect(isTouched([placement(1200, 10, 0)], band)).toBe(false);
  });
});
