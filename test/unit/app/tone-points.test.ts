import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addPoint,
  movePoint,
  pointsOf,
  removePoint,
  textOf,
  widestGap,
} from '../../../src/app/tone-points.ts';
import { parseToneCurve } from '../../../src/settings/tone-curve.ts';

const tone = fc.record({ from: fc.integer({ min: -50, max: 300 }), to: fc.integer({ min: -50, max: 300 }) });
const step = fc.record({ what: fc.constantFrom('move', 'add', 'remove'), at: fc.nat(20), tone });

describe('points of a tone curve', () => {
  it('stay a curve that can be printed, whatever is done with them', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let points = pointsOf('');
        for (const { what, at, tone: wanted } of steps) {
          const index = at % points.length;
          if (what === 'move') points = movePoint(points, index, wanted);
          else points = what === 'add' ? addPoint(points, wanted) : removePoint(points, index);
        }
        const text = textOf(points);
        expect(text.length).toBeLessThanOrEqual(200);
        expect(pointsOf(text)).toEqual(points);
        expect(parseToneCurve(text)).toEqual(
          points.filter(({ from, to }) => !(from === to && (from === 0 || from === 255))),
        );
      }),
    );
  });

  it('move between their neighbours, the ends only up and down, white never', () => {
    const points = pointsOf('100:120');
    expect(movePoint(points, 1, { from: 999, to: -5 })).toContainEqual({ from: 254, to: 0 });
    expect(movePoint(points, 0, { from: 50, to: 40 })[0]).toEqual({ from: 0, to: 40 });
    expect(movePoint(points, 2, { from: 255, to: 200 })).toEqual(points);
  });

  it('are added where there is most room', () => {
    expect(textOf(addPoint(pointsOf(''), widestGap(pointsOf(''))))).toBe('128:128');
    expect(widestGap(pointsOf('128:140'))).toEqual({ from: 64, to: 70 });
  });

  it('are taken away; black goes back to black', () => {
    expect(textOf(removePoint(pointsOf('0:20 100:120'), 0))).toBe('100:120');
    expect(textOf(removePoint(pointsOf('100:120'), 1))).toBe('');
  });
});
