import { beforeEach, describe, expect, it } from 'vitest';
import { CalibrationStore } from '../../../src/app/state/calibration-store.ts';
import { WedgeDesk } from '../../../src/app/state/wedge-desk.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { sidesOf } from '../../../src/jobs/sides.ts';
import type { JobRequest } from '../../../src/jobs/spooler-api.ts';
import type { WedgeReading } from '../../../src/scan/calibration/wedge-api.ts';
import type { ScanEnd } from '../../../src/scan/session/scanner-api.ts';
import type { Calibration } from '../../../src/settings/calibration.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';
import { parseToneCurve, toneCurve } from '../../../src/settings/tone-curve.ts';
import { WEDGE_GRAYS, wedgeId } from '../../../src/settings/wedge.ts';
import { DEFAULT_PREFERENCES } from '../../../src/storage/preferences.ts';

const SETTINGS = { ...DEFAULT_SETTINGS, media: 'PlainPaper' } as const;
const DARK = WEDGE_GRAYS.map((gray) => 255 * (gray / 255) ** 1.5);
const PASS = { from: 0, to: 1, copies: 1 } as Parameters<typeof sidesOf>[1];

/** The machine, the glass with what lies on it, and the shelf. */
function world() {
  const kept = new Map<string, Calibration>();
  const calibrations = new CalibrationStore(
    {
      load: async () => kept,
      save: async (key, calibration) => void (calibration ? kept.set(key, calibration) : kept.delete(key)),
    },
    () => 'machine',
  );
  const jobs: JobRequest[] = [];
  const batches = new Set<string>();
  const here = {
    kept,
    calibrations,
    jobs,
    batches,
    end: { pageIds: ['page'], reason: 'done', error: null } as ScanEnd,
    reading: null as Pick<WedgeReading, 'id' | 'lightness'> | PlatenError | null,
    workers: 0,
  };
  const desk = new WedgeDesk({
    spooler: { submit: async (request) => String(jobs.push(request)) },
    scanner: {
      scan: async ({ batchId, source, mode }) => {
        expect([batches.has(batchId), source, mode]).toEqual([true, 'glass', 'gray']);
        return here.end;
      },
      cancel: async () => undefined,
    },
    pages: {
      call: async (work) =>
        work({
          size: async () => ({ widthPx: 4, heightPx: 4, dpi: 300 }),
          detail: async () => ({}) as ImageBitmap,
        } as never),
    },
    shelf: {
      saveBatch: async ({ id }) => void batches.add(id),
      eraseBatch: async (id) => void batches.delete(id),
    },
    calibrations,
    preferences: { current: DEFAULT_PREFERENCES },
    start: () => {
      here.workers += 1;
      const read = async () => {
        if (here.reading instanceof PlatenError) throw here.reading;
        return { paper: 250, black: 20, spread: 1, turnedDegrees: 0, ...here.reading! };
      };
      return { api: { read }, onFailure: null, terminate: () => void (here.workers -= 1) };
    },
  });
  return Object.assign(here, { desk });
}

describe('calibration by the scanner', () => {
  let here: ReturnType<typeof world>;
  const idOf = (curve: string) => wedgeId(here.calibrations.keyOf(SETTINGS), curve);
  const measure = (lightness: readonly number[], curve = '') => {
    here.reading = { id: idOf(curve), lightness };
    return here.desk.measure(SETTINGS);
  };

  beforeEach(() => {
    here = world();
  });

  it('keeps the curve, which the next print uses, and checks it', async () => {
    expect(await here.desk.print(SETTINGS, false)).toBe(true);
    expect(sidesOf(here.jobs[0]!, PASS)[0]!.halftone.calibration).toBe('');
    expect(await measure(DARK)).toBe('kept');
    const curve = here.calibrations.curveFor(SETTINGS);
    const corrected = toneCurve(parseToneCurve(curve));
    for (let gray = 20; gray <= 250; gray += 10) {
      expect(Math.abs(255 * (corrected(gray) / 255) ** 1.5 - gray)).toBeLessThan(2);
    }

    await here.desk.print(SETTINGS, true);
    expect(sidesOf(here.jobs[1]!, PASS)[0]!.halftone.calibration).toBe(curve);
    expect(here.jobs[1]!.title).not.toBe(here.jobs[0]!.title);
    expect(await measure(WEDGE_GRAYS, curve)).toBe('checked');
    expect(here.calibrations.find(SETTINGS)!.measured).toEqual({ before: DARK, after: WEDGE_GRAYS });
    expect(here.calibrations.curveFor(SETTINGS)).toBe(curve);
    expect([...here.kept.values()]).toEqual([here.calibrations.find(SETTINGS)]);
  });

  it('a wedge of another paper, or checked with an older curve, changes nothing', async () => {
    await measure(DARK);
    const before = here.calibrations.find(SETTINGS);
    expect(await measure(DARK, '10:20')).toBeNull();
    expect(here.desk.error).toMatchObject({ code: 'scan.wedge-other' });
    here.reading = { id: wedgeId(here.calibrations.keyOf(DEFAULT_SETTINGS), ''), lightness: DARK };
    expect(await here.desk.measure(SETTINGS)).toBeNull();
    expect(here.calibrations.find(SETTINGS)).toBe(before);
  });

  it('can be taken back: what was kept before is used again', async () => {
    const picks = [4, 4, 5, 4, 4];
    await here.calibrations.keep(SETTINGS, picks);
    const byEye = here.calibrations.curveFor(SETTINGS);
    await measure(DARK);
    expect(here.calibrations.curveFor(SETTINGS)).not.toBe(byEye);
    expect(here.desk.canTakeBack).toBe(true);
    await here.desk.takeBack();
    expect(here.calibrations.curveFor(SETTINGS)).toBe(byEye);
    expect(here.desk.canTakeBack).toBe(false);
  });

  it('leaves neither pages nor workers behind, however it ends', async () => {
    await measure(DARK);
    here.reading = new PlatenError('scan.wedge-faint', { black: 1, paper: 2 });
    await here.desk.measure(SETTINGS);
    expect(here.desk.error).toMatchObject({ code: 'scan.wedge-faint' });
    here.end = { pageIds: [], reason: 'stopped', error: { code: 'scan.stopped', params: {} } };
    await here.desk.measure(SETTINGS);
    expect(here.desk.error).toMatchObject({ code: 'scan.stopped' });
    expect(here.batches.size).toBe(0);
    expect(here.workers).toBe(0);
    expect(here.desk.isMeasuring).toBe(false);
  });

  it('grays that contradict each other are refused', async () => {
    expect(await measure(WEDGE_GRAYS.map((gray, i) => (i === 9 ? 10 : gray)))).toBeNull();
    expect(here.desk.error).toMatchObject({ code: 'settings.wedge-order' });
    expect(here.calibrations.find(SETTINGS)).toBeNull();
  });
});
