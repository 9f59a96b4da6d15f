import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customScreen } from '../../../src/imaging/custom-screen.ts';
import { coverages } from '../../../src/imaging/tones.ts';
import { nearestScreen } from '../../../src/settings/custom-screen.ts';
import { DEFAULT_HALFTONE } from '../../../src/settings/halftone.ts';

const DPI = 600;
const share = (values: ArrayLike<number>, coverage: number) =>
  Array.from(values).filter((fraction) => coverage > fraction).length / values.length;

describe('a screen of one’s own', () => {
  it('is within 3 % of the lines per inch and 2 degrees of the angle, whatever is wished', () => {
    for (let lpi = 40; lpi <= 212; lpi++) {
      for (let angle = 0; angle <= 90; angle += 3) {
        const real = nearestScreen(lpi, angle);
        expect(Math.abs(real.lpi - lpi) / lpi).toBeLessThanOrEqual(0.031);
        expect(Math.abs(real.angleDeg - angle)).toBeLessThanOrEqual(2);
        expect(real.tilePx % 16).toBe(0);
      }
    }
  });

  it('meets the screens of the driver exactly', () => {
    expect(nearestScreen(106, 45)).toMatchObject({ lpi: expect.closeTo(106.066, 2), angleDeg: 45 });
    expect(nearestScreen(141, 45)).toMatchObject({ lpi: expect.closeTo(141.421, 2), angleDeg: 45 });
    expect(nearestScreen(212, 45)).toMatchObject({ lpi: expect.closeTo(212.132, 2), angleDeg: 45 });
  });

  it('has its strongest wave where it says, and the coverage asked for', () => {
    const lpis = fc.integer({ min: 45, max: 180 });
    fc.assert(
      fc.property(lpis, fc.integer({ min: 0, max: 90 }), (lpi, angle) => {
        const real = nearestScreen(lpi, angle);
        const { fractions, widthPx } = customScreen(real);
        for (const coverage of [0.1, 0.35, 0.8]) {
          expect(Math.abs(share(fractions, coverage) - coverage)).toBeLessThan(1 / fractions.length + 1e-6);
        }
        // The wave that it was made with, by lines per inch and angle, against its neighbours in the spectrum.
        const turn = (real.angleDeg * Math.PI) / 180;
        const at = (lines: number, angleRad: number) => {
          const [u, v] = [(lines / DPI) * Math.cos(angleRad), (lines / DPI) * Math.sin(angleRad)];
          let [re, im] = [0, 0];
          fractions.forEach((fraction, i) => {
            if (0.35 <= fraction) return;
            const phase = 2 * Math.PI * (u * (i % widthPx) + v * Math.floor(i / widthPx));
            re += Math.cos(phase);
            im += Math.sin(phase);
          });
          return Math.hypot(re, im) / fractions.length;
        };
        const peak = at(real.lpi, turn);
        expect(peak).toBeGreaterThan(0.15);
        expect(at(real.lpi * 1.15, turn)).toBeLessThan(peak / 2);
        expect(at(real.lpi / 1.15, turn)).toBeLessThan(peak / 2);
        expect(at(real.lpi, turn + Math.PI / 9)).toBeLessThan(peak / 2);
      }),
      { numRuns: 12 },
    );
  });

  it('gains as much as the measured screens at the same lines per inch, and something between elsewhere', () => {
    const curve = (change: object) => coverages({ ...DEFAULT_HALFTONE, ...change });
    const custom = (screenLpi: number) => curve({ halftone: 'Custom', screenLpi, screenAngle: 45 });
    const [coarse, middle, fine] = ['ColorTone', 'Gradation', 'Resolution'].map((halftone) =>
      curve({ halftone }),
    );
    custom(106).forEach((coverage, level) => expect(coverage).toBeCloseTo(coarse![level]!, 3));
    custom(50).forEach((coverage, level) => expect(coverage).toBe(coarse![level]));
    custom(175).forEach((coverage, level) => {
      const [low, high] = [middle![level]!, fine![level]!].toSorted((a, b) => a - b);
      expect(coverage).toBeGreaterThanOrEqual(low! - 1e-9);
      expect(coverage).toBeLessThanOrEqual(high! + 1e-9);
    });
  });
});
