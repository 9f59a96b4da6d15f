import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlatenError } from '../../../src/errors/platen-error.ts';
import {
  formatToneCurve,
  parseToneCurve,
  toneCurve,
  type TonePoint,
} from '../../../src/settings/tone-curve.ts';

const level = fc.integer({ min: 0, max: 254 });
/** Points as a person would set them: rising, the last one may be paper. */
const curves: fc.Arbitrary<TonePoint[]> = fc
  .tuple(
    fc.uniqueArray(level, { maxLength: 8 }),
    fc.array(level, { minLength: 8, maxLength: 8 }),
    fc.boolean(),
  )
  .map(([from, to, hasPaper]) => {
    const rising = to.toSorted((a, b) => a - b);
    const points = from.toSorted((a, b) => a - b).map((gray, i) => ({ from: gray, to: rising[i]! }));
    return hasPaper ? [...points, { from: 255, to: 255 }] : points;
  });

const failure = (text: string): PlatenError => {
  try {
    parseToneCurve(text);
  } catch (error) {
    return error as PlatenError;
  }
  throw new Error(`${text} was taken`);
};

describe('a tone curve', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(curves, (points) => {
        expect(parseToneCurve(formatToneCurve(points))).toEqual(points);
      }),
    );
    expect(parseToneCurve('  0:10,96:112\n 255:255 ')).toEqual([
      { from: 0, to: 10 },
      { from: 96, to: 112 },
      { from: 255, to: 255 },
    ]);
    expect(parseToneCurve(' ')).toEqual([]);
  });

  it('says at which character it is wrong', () => {
    const place = ({ code, params }: PlatenError) => [code, params['position'], params['length']];
    expect(place(failure('0:0 9x:112'))).toEqual(['settings.tone-curve-point', 4, 6]);
    expect(place(failure('0:256'))).toEqual(['settings.tone-curve-point', 0, 5]);
    expect(place(failure('96:112, 96:120'))).toEqual(['settings.tone-curve-order', 8, 6]);
    expect(place(failure('96:112 100:111'))).toEqual(['settings.tone-curve-falls', 7, 7]);
    expect(place(failure('255:254'))).toEqual(['settings.tone-curve-paper', 0, 7]);
  });

  it('passes through its points, never falls, and stays within its range', () => {
    fc.assert(
      fc.property(curves, (points) => {
        const curve = toneCurve(points);
        for (const { from, to } of points) expect(curve(from)).toBeCloseTo(to, 9);
        let last = 0;
        for (let gray = 0; gray <= 255; gray += 0.5) {
          const value = curve(gray);
          expect(value).toBeGreaterThanOrEqual(last - 1e-9);
          expect(value).toBeLessThanOrEqual(255 + 1e-9);
          last = value;
        }
        expect(curve(255)).toBe(255);
      }),
    );
  });

  it('is straight without points', () => {
    const curve = toneCurve([]);
    for (let gray = 0; gray <= 255; gray++) expect(curve(gray)).toBeCloseTo(gray, 9);
  });
});
