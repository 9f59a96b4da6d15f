import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverages, diffusionTones } from '../../../src/imaging/tones.ts';
import { adjustGray } from '../../../src/imaging/tone-adjustments.ts';
import { DEFAULT_HALFTONE, HALFTONES, type HalftoneSettings } from '../../../src/settings/halftone.ts';
import { referenceGray } from '../../support/reference-kernels.ts';
import halftones from '../../vectors/halftones.json' with { type: 'json' };

const amount = fc.integer({ min: -100, max: 100 });
const settings: fc.Arbitrary<HalftoneSettings> = fc
  .record({
    halftone: fc.constantFrom(...HALFTONES),
    brightness: amount,
    contrast: amount,
    density: amount,
  })
  .map((change) => ({ ...DEFAULT_HALFTONE, ...change }));

describe('adjustments', () => {
  it('leave every gray alone at 0', () => {
    for (let level = 0; level < 256; level++) {
      expect(adjustGray(level / 255, DEFAULT_HALFTONE)).toBe(level / 255);
    }
  });

  it('keep black and white, and never turn tones around', () => {
    fc.assert(
      fc.property(settings, (adjustment) => {
        expect(adjustGray(0, adjustment)).toBe(0);
        expect(adjustGray(1, adjustment)).toBe(1);
        let last = 0;
        for (let level = 0; level < 256; level++) {
          const gray = adjustGray(level / 255, adjustment);
          expect(gray).toBeGreaterThanOrEqual(last - 1e-12);
          expect(gray).toBeLessThanOrEqual(1);
          last = gray;
        }
      }),
    );
  });

  it('go the way their names say, steadily', () => {
    const at = (gray: number, change: Partial<HalftoneSettings>) =>
      adjustGray(gray, { ...DEFAULT_HALFTONE, ...change });
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 0.95, noNaN: true }), amount, amount, (gray, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const slack = 1e-12;
        expect(at(gray, { brightness: high })).toBeGreaterThanOrEqual(at(gray, { brightness: low }) - slack);
        expect(at(gray, { density: high })).toBeLessThanOrEqual(at(gray, { density: low }) + slack);
        const distance = (contrast: number) => Math.abs(at(gray, { contrast }) - 0.5);
        expect(distance(high)).toBeGreaterThanOrEqual(distance(low) - slack);
      }),
    );
  });

  it('do what their formulas say', () => {
    const mid = (change: Partial<HalftoneSettings>) => adjustGray(0.25, { ...DEFAULT_HALFTONE, ...change });
    expect(mid({ brightness: 100 })).toBeCloseTo(0.5, 12);
    expect(mid({ brightness: -100 })).toBe(0);
    expect(mid({ brightness: -50 })).toBeCloseTo(0, 12);
    expect(mid({ density: 100 })).toBeCloseTo(0.0625, 12);
    expect(mid({ density: -100 })).toBeCloseTo(0.5, 12);
    expect(mid({ contrast: 100 })).toBeCloseTo(1 / 82, 12);
    expect(mid({ contrast: -100 })).toBeCloseTo(1 / (1 + 3 ** 0.25), 12);
  });
});

describe('coverages', () => {
  it('fall from solid to empty whatever the settings', () => {
    fc.assert(
      fc.property(settings, (adjustment) => {
        const wanted = coverages(adjustment);
        expect(wanted[0]).toBe(1);
        expect(wanted[255]).toBe(0);
        wanted.forEach((coverage, level) => {
          if (level > 0) expect(coverage).toBeLessThanOrEqual(wanted[level - 1]! + 1e-12);
        });
      }),
    );
  });

  it('fall at every level from 2 to 255 in the modes of the driver', () => {
    for (const halftone of ['Gradation', 'Resolution', 'ColorTone'] as const) {
      const wanted = coverages({ ...DEFAULT_HALFTONE, halftone });
      for (let level = 3; level < 256; level++) expect(wanted[level]).toBeLessThan(wanted[level - 1]!);
      expect([...wanted.subarray(0, 3)]).toEqual([1, 1, 1]);
    }
  });

  it('follow the tone curve, then the calibration, last of all', () => {
    const plain = coverages(DEFAULT_HALFTONE);
    const withCurves = (change: Partial<HalftoneSettings>) => coverages({ ...DEFAULT_HALFTONE, ...change });
    expect(withCurves({ toneCurve: '96:112' })[96]).toBeCloseTo(plain[112]!, 9);
    expect(withCurves({ calibration: '96:112' })[96]).toBeCloseTo(plain[112]!, 9);
    // 96 becomes 112 by the job's curve, and that 150 by the machine's; the other way round it would not.
    expect(withCurves({ toneCurve: '96:112', calibration: '112:150' })[96]).toBeCloseTo(plain[150]!, 9);
    expect(withCurves({ toneCurve: '112:150', calibration: '96:112' })[96]).not.toBeCloseTo(plain[150]!, 2);
    // Brightness comes before both: at 100, gray 48 is 96.
    expect(withCurves({ brightness: 100, toneCurve: '96:112' })[48]).toBeCloseTo(plain[112]!, 9);
  });

  it('leave paper empty, and black as light as a curve asks', () => {
    const wanted = coverages({ ...DEFAULT_HALFTONE, toneCurve: '0:60' });
    expect(wanted[255]).toBe(0);
    expect(wanted[0]).toBeCloseTo(coverages(DEFAULT_HALFTONE)[60]!, 9);
  });

  it('cut at the middle without a screen', () => {
    const wanted = coverages({ ...DEFAULT_HALFTONE, halftone: 'Threshold' });
    expect(wanted[127]).toBeGreaterThan(0.5);
    expect(wanted[128]).toBeLessThan(0.5);
  });
});

describe('diffusionTones', () => {
  it('mark paper and solid so that errors cannot overrule them', () => {
    const { table, paperFrom, solidTo } = diffusionTones(coverages(DEFAULT_HALFTONE));
    expect([paperFrom, solidTo]).toEqual([255, 2]);
    expect([table[0], table[510]]).toEqual([65536, 0]);
    expect(table[1]).toBeLessThan(-(2 ** 20));
    expect(table[511]).toBeGreaterThan(2 ** 20);
    expect(table[257]).toBe(32768);
  });
});

describe('gray of colours', () => {
  it('is within 4 of the driver for the primaries', () => {
    expect(Math.abs(referenceGray(255, 0, 0) - 83)).toBeLessThanOrEqual(4);
    expect(Math.abs(referenceGray(0, 255, 0) - 201)).toBeLessThanOrEqual(4);
    expect(Math.abs(referenceGray(0, 0, 255) - 37)).toBeLessThanOrEqual(4);
  });

  it('is itself for grays', () => {
    for (let level = 0; level < 256; level++) expect(referenceGray(level, level, level)).toBe(level);
  });

  it('stays near Rec. 709 luminance at an exponent of 1/1.4 and never falls as a channel rises', () => {
    const rec709 = (r: number, g: number, b: number) =>
      255 * (0.2126 * (r / 255) ** 1.4 + 0.7152 * (g / 255) ** 1.4 + 0.0722 * (b / 255) ** 1.4) ** (1 / 1.4);
    const level = fc.integer({ min: 0, max: 254 });
    fc.assert(
      fc.property(level, level, level, (r, g, b) => {
        const gray = referenceGray(r, g, b);
        expect(Math.abs(gray - rec709(r, g, b))).toBeLessThan(7);
        expect(referenceGray(r + 1, g, b)).toBeGreaterThanOrEqual(gray);
        expect(referenceGray(r, g + 1, b)).toBeGreaterThanOrEqual(gray);
        expect(referenceGray(r, g, b + 1)).toBeGreaterThanOrEqual(gray);
      }),
      { numRuns: 2000 },
    );
  });
});

it('the measured coverages are the ones these tests believe in', () => {
  expect(halftones.modes.Gradation.coverage).toHaveLength(256);
  expect(halftones.modes.Gradation.coverage[128]).toBe(0.3462);
});
