import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, type Leaf } from '../../../src/elements/leaf.ts';
import { ticksAlong } from '../../../src/elements/rulers.ts';
import { dotUnder, fitScale, MAX_ZOOM, nextZoom, panned, zoomedAt } from '../../../src/elements/viewport.ts';

const coordinate = fc.double({ min: -5000, max: 5000, noNaN: true });
const scale = fc.double({ min: 0.05, max: 16, noNaN: true });

describe('viewport', () => {
  it('keeps the dot under the pointer where it is while zooming', () => {
    fc.assert(
      fc.property(scale, scale, coordinate, coordinate, (from, to, x, y) => {
        const view = { scale: from, x: 2480, y: 3508 };
        const before = dotUnder(view, { x, y });
        const after = dotUnder(zoomedAt(view, to, { x, y }), { x, y });
        expect(after.x).toBeCloseTo(before.x, 4);
        expect(after.y).toBeCloseTo(before.y, 4);
      }),
    );
  });

  it('never loses the sheet while panning', () => {
    const content = { width: 4960, height: 7016 };
    fc.assert(
      fc.property(scale, coordinate, coordinate, (at, x, y) => {
        const moved = panned({ scale: at, x: 10, y: 10 }, { x, y }, content);
        expect(moved.x).toBeGreaterThanOrEqual(0);
        expect(moved.x).toBeLessThanOrEqual(content.width);
        expect(moved.y).toBeGreaterThanOrEqual(0);
        expect(moved.y).toBeLessThanOrEqual(content.height);
      }),
    );
  });

  it('steps from the whole sheet to single dots and back', () => {
    const fit = fitScale({ width: 4960, height: 7016 }, { width: 600, height: 640 }, 14);
    expect(fit).toBeCloseTo((640 - 28) / 7016, 9);
    const seen: (number | 'fit')[] = [];
    for (let at = fit; at < MAX_ZOOM;) {
      const next = nextZoom(at, fit, 1);
      seen.push(next);
      at = next as number;
    }
    expect(seen).toEqual([1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16]);
    expect(nextZoom(1 / 8, fit, -1)).toBe('fit');
    expect(nextZoom(0.3, fit, -1)).toBe(1 / 4);
  });

  it('lays two sides beside each other without touching', () => {
    const leaf = (widthPx: number, heightPx: number): Leaf => ({ widthPx, heightPx, dots: null });
    const { lefts, width, height } = layOut([leaf(100, 50), leaf(80, 90)]);
    expect(lefts[1]).toBeGreaterThan(100);
    expect(width).toBe(lefts[1]! + 80);
    expect(height).toBe(90);
  });
});

describe('rulers', () => {
  it('have their ticks at true places, finer the closer one looks, never closer than can be told apart', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 16, noNaN: true }),
        fc.constantFrom('mm', 'inch'),
        (at, unit) => {
          const ticks = ticksAlong(2000, at, unit);
          const gap = (ticks[1]?.at ?? Infinity) - ticks[0]!.at;
          const isCoarsest = gap >= (unit === 'mm' ? 50 * (600 / 25.4) : 5 * 600) - 1e-6;
          if (ticks.length > 1 && !isCoarsest) expect(gap * at).toBeGreaterThanOrEqual(5);
          for (const { at: dot, label } of ticks) {
            if (label !== null)
              expect(dot).toBeCloseTo(Number(label) * (unit === 'mm' ? 600 / 25.4 : 600), 0);
          }
        },
      ),
    );
  });

  it('show 210 mm on A4, and 8.5 inches on Letter', () => {
    const labels = (length: number, unit: 'mm' | 'inch') =>
      ticksAlong(length, 0.1, unit).flatMap(({ label }) => label ?? []);
    expect(Number(labels(4961, 'mm').at(-1))).toBe(200);
    expect(labels(5100, 'inch').at(-1)).toBe('8');
    expect(ticksAlong(4961, 0.1, 'mm').at(-1)!.at).toBeCloseTo(210 * (600 / 25.4), 6);
  });
});
