import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { calibrationJob, CalibrationStore } from '../../../src/app/state/calibration-store.ts';
import { sidesOf } from '../../../src/jobs/sides.ts';
import { CALIBRATION_TONES } from '../../../src/settings/calibration.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';
import { loadCalibrations, saveCalibration } from '../../../src/storage/calibrations.ts';

const disk = { load: loadCalibrations, save: saveCalibration };
const PICKS = CALIBRATION_TONES.map(({ candidates }) => Math.floor(candidates.length / 2) + 1);
const PLAIN: PrintSettings = { ...DEFAULT_SETTINGS, media: 'PlainPaper' };

describe('calibrations', () => {
  it('belong to a machine, a paper and a kind of dots, and outlive the page', async () => {
    let machine = 'machine:A';
    await new CalibrationStore(disk, () => machine).keep(PLAIN, PICKS);
    const store = new CalibrationStore(disk, () => machine);
    await store.load();
    const curve = store.curveFor(PLAIN);
    expect(curve).not.toBe('');
    expect(store.curveFor({ ...PLAIN, copies: 9, brightness: 10 })).toBe(curve);
    expect(store.curveFor({ ...PLAIN, media: 'LABELS' })).toBe('');
    expect(store.curveFor({ ...PLAIN, halftone: 'BlueNoise' })).toBe('');
    expect(store.curveFor({ ...PLAIN, tonerSaving: 'on' })).toBe('');
    expect(store.curveFor({ ...PLAIN, calibrated: false })).toBe('');
    machine = 'machine:B';
    expect(store.curveFor(PLAIN)).toBe('');
    machine = 'machine:A';
    await store.remove(PLAIN);
    expect((await loadCalibrations()).size).toBe(0);
  });

  it('refuses squares that contradict each other', async () => {
    const store = new CalibrationStore(disk, () => '');
    const picks = CALIBRATION_TONES.map((_, row) => (row === 1 ? 8 : 0));
    await expect(store.keep(PLAIN, picks)).rejects.toMatchObject({ code: 'settings.calibration-order' });
    expect(store.find(PLAIN)).toBeNull();
  });

  it('prints the matching page without any correction, on the paper that is set', () => {
    const settings: PrintSettings = {
      ...PLAIN,
      paper: 'Letter',
      density: 50,
      copies: 9,
      arrangement: 'booklet',
      watermark: 'X',
      toneCurve: '100:150',
    };
    const { plan, settings: used, documents } = calibrationJob(settings, 'ada');
    expect(plan).toMatchObject({ paper: 'Letter', machineCopies: 1 });
    expect(plan.sheets).toHaveLength(1);
    expect(plan.sheets[0]!.front.marks ?? []).toEqual([]);
    expect(used).toMatchObject({
      media: 'PlainPaper',
      density: 0,
      toneCurve: '',
      copies: 1,
      calibrated: false,
    });
    expect(documents[0]!.blob.size).toBeGreaterThan(1_000);
  });

  it('goes with a job to its dots', () => {
    const { plan, settings } = calibrationJob(PLAIN, '');
    const pass = { from: 0, to: 1, copies: 1 } as Parameters<typeof sidesOf>[1];
    expect(sidesOf({ plan, settings, calibration: '128:140' }, pass)[0]!.halftone.calibration).toBe(
      '128:140',
    );
    expect(sidesOf({ plan, settings }, pass)[0]!.halftone.calibration).toBe('');
  });
});
