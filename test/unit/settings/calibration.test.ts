import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  CALIBRATION_SETTINGS,
  CALIBRATION_TONES,
  CalibrationSchema,
  calibrationCurve,
  calibrationFrom,
  calibrationKey,
} from '../../../src/settings/calibration.ts';
import {
  DEFAULT_SETTINGS,
  PrintSettingsSchema,
  type PrintSettings,
} from '../../../src/settings/print-settings.ts';
import { parseToneCurve, toneCurve } from '../../../src/settings/tone-curve.ts';

const AS_THEY_ARE = CALIBRATION_TONES.map(({ candidates }) => (candidates.length - 1) / 2);

describe('calibration by eye', () => {
  it('brings a machine that prints too dark or too light back to its tones', () => {
    // The darkness an engine makes of a gray: too much or too little by a power. The curve is made of what a person
    // with good eyes picks.
    fc.assert(
      fc.property(fc.double({ min: 0.85, max: 1.18, noNaN: true }), (power) => {
        const printed = (gray: number) => (1 - gray / 255) ** power;
        const picks = CALIBRATION_TONES.map(({ coverage, candidates }) => {
          const misses = candidates.map((gray) => Math.abs(printed(gray) - coverage));
          return misses.indexOf(Math.min(...misses));
        });
        const corrected = toneCurve(parseToneCurve(calibrationCurve(picks)));
        for (let gray = 0; gray <= 255; gray += 5) {
          // Half a step between squares is the most that can remain at the tones.
          expect(Math.abs(printed(corrected(gray)) - (1 - gray / 255))).toBeLessThan(0.04);
        }
      }),
    );
  });

  it('changes nothing where every row matches in the middle', () => {
    const curve = toneCurve(parseToneCurve(calibrationCurve(AS_THEY_ARE)));
    for (let gray = 0; gray <= 255; gray++) expect(curve(gray)).toBeCloseTo(gray, 0);
  });

  it('refuses rows that contradict each other, and says which', () => {
    // Row 2 with its lightest square is lighter than row 3 with its darkest.
    expect(() => calibrationCurve([4, 8, 0, 4, 4])).toThrow(
      expect.objectContaining({ code: 'settings.calibration-order', params: { row: 2, next: 3 } }),
    );
  });

  it('offers squares from dark to light that are grays', () => {
    for (const { gray, candidates } of CALIBRATION_TONES) {
      expect(candidates).toEqual(candidates.toSorted((a, b) => a - b));
      expect(new Set(candidates).size).toBe(9);
      expect(candidates[4]).toBe(gray);
      expect(candidates[0]).toBeGreaterThan(2);
      expect(candidates[8]).toBeLessThan(253);
    }
  });

  it('is stored for a machine, a paper, a way of saving toner and a screen', () => {
    const settings: PrintSettings = { ...DEFAULT_SETTINGS, ...CALIBRATION_SETTINGS };
    expect(v.parse(PrintSettingsSchema, settings)).toEqual(settings);
    const made = calibrationFrom('copier', settings, AS_THEY_ARE, 1);
    expect(v.parse(CalibrationSchema, made)).toEqual(made);
    expect(calibrationKey('copier', made)).toBe(calibrationKey('copier', settings));
    const others: PrintSettings[] = [
      { ...settings, media: 'HEAVY1' },
      { ...settings, tonerSaving: 'on' },
      { ...settings, halftone: 'Resolution' },
      { ...settings, halftone: 'Custom' },
      { ...settings, halftone: 'Custom', screenLpi: 80 },
    ];
    const keys = others.map((other) => calibrationKey('copier', other));
    expect(new Set([...keys, calibrationKey('copier', settings)]).size).toBe(6);
    // Lines per inch of a screen that is not in use make no difference.
    expect(calibrationKey('copier', { ...settings, screenLpi: 80 })).toBe(calibrationKey('copier', settings));
  });
});
