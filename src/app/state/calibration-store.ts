import { calibrationPage } from '../../documents/calibration-page.ts';
import { wedgePage } from '../../documents/wedge-page.ts';
import type { JobRequest } from '../../jobs/spooler-api.ts';
import { planJob } from '../../layout/plan-job.ts';
import { DPI, PAPERS } from '../../machine/paper.ts';
import {
  CALIBRATION_SETTINGS,
  calibrationFrom,
  calibrationKey,
  measuredCalibration,
  type Calibration,
} from '../../settings/calibration.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../settings/print-settings.ts';
import { KeptStore } from './kept-store.ts';

/** Where calibrations are kept; IndexedDB in the app. */
export interface CalibrationStorage {
  load(): Promise<ReadonlyMap<string, Calibration>>;
  /** null: none any more. */
  save(key: string, calibration: Calibration | null): Promise<void>;
}

/** The calibrations, by eye or by the scanner, each for a machine, a kind of paper and a kind of dots. */
export class CalibrationStore extends KeptStore {
  readonly #storage: CalibrationStorage;
  readonly #machine: () => string;
  #all: ReadonlyMap<string, Calibration> = new Map();

  /** `machine` names the one that would print now. */
  constructor(storage: CalibrationStorage, machine: () => string) {
    super();
    this.#storage = storage;
    this.#machine = machine;
  }

  async load(): Promise<void> {
    await this.attempt(async () => this.#put(await this.#storage.load()));
  }

  /** The one that belongs to the machine and to settings; null: none was made. */
  find(settings: PrintSettings): Calibration | null {
    return this.#all.get(this.keyOf(settings)) ?? null;
  }

  /** What goes to the raster: empty where there is none, or it is not to be used. */
  curveFor(settings: PrintSettings): string {
    return settings.calibrated ? (this.find(settings)?.curve ?? '') : '';
  }

  /**
   * Keeps what was seen on a page that was printed with these settings: for each row the square that fades into it.
   * Throws PlatenError `settings.calibration-order`.
   */
  async keep(settings: PrintSettings, picks: readonly number[]): Promise<void> {
    await this.#set(settings, calibrationFrom(this.#machine(), settings, picks, Date.now()));
  }

  /**
   * Keeps what the scanner saw on a step wedge that was printed with these settings: the lightness of its grays.
   * Throws PlatenError `settings.wedge-order`.
   */
  async keepMeasured(settings: PrintSettings, lightness: readonly number[]): Promise<void> {
    await this.#set(settings, measuredCalibration(this.#machine(), settings, lightness, Date.now()));
  }

  /** Keeps how grays came out with the curve. */
  async keepCheck(settings: PrintSettings, lightness: readonly number[]): Promise<void> {
    const known = this.find(settings);
    if (!known?.measured) return;
    await this.#set(settings, { ...known, measured: { ...known.measured, after: [...lightness] } });
  }

  /** Puts an earlier one back; null: none. */
  async putBack(settings: PrintSettings, earlier: Calibration | null): Promise<void> {
    await this.#set(settings, earlier);
  }

  async remove(settings: PrintSettings): Promise<void> {
    await this.#set(settings, null);
  }

  /** What a calibration for the machine and these settings is kept under. */
  keyOf(settings: PrintSettings): string {
    return calibrationKey(this.#machine(), settings);
  }

  async #set(settings: PrintSettings, calibration: Calibration | null): Promise<void> {
    const key = this.keyOf(settings);
    const others = [...this.#all].filter(([known]) => known !== key);
    this.#put(new Map(calibration ? [...others, [key, calibration]] : others));
    await this.attempt(() => this.#storage.save(key, calibration));
  }

  #put(all: ReadonlyMap<string, Calibration>): void {
    this.#all = all;
    this.changed();
  }
}

const POINTS_PER_INCH = 72;

/** The matching page as a job: paper and dots as they are set, everything else as if nothing had been. */
export function calibrationJob(settings: PrintSettings, user: string): JobRequest {
  return plainJob('Matching page', calibrationPage(settings.paper), settings, user);
}

/** The step wedge as a job, in the same way. `curve`: with which it is printed; empty: with none. */
export function wedgeJob(settings: PrintSettings, user: string, id: number, curve: string): JobRequest {
  const page = wedgePage(settings.paper, id);
  if (curve === '') return plainJob('Step wedge', page, settings, user);
  const job = plainJob('Step wedge, check', page, settings, user);
  return { ...job, settings: { ...job.settings, calibrated: true }, calibration: curve };
}

function plainJob(
  title: string,
  page: Uint8Array<ArrayBuffer>,
  settings: PrintSettings,
  user: string,
): JobRequest {
  const { paper, media, source, tonerSaving, refinement, halftone, screenLpi, screenAngle } = settings;
  const plain: PrintSettings = {
    ...DEFAULT_SETTINGS,
    ...{ paper, media, source, tonerSaving, refinement, halftone, screenLpi, screenAngle },
    ...CALIBRATION_SETTINGS,
  };
  const name = `${title}.pdf`;
  const blob = new Blob([page], { type: 'application/pdf' });
  const sheet = { id: crypto.randomUUID(), name, blob };
  const { widthPx, heightPx } = PAPERS[paper];
  const size = { widthPt: (widthPx * POINTS_PER_INCH) / DPI, heightPt: (heightPx * POINTS_PER_INCH) / DPI };
  const plan = planJob({
    documents: [{ id: sheet.id, name, pages: [size] }],
    settings: plain,
    job: { title: name, user, date: '', time: '' },
  });
  return { title: name, user, account: null, documents: [sheet], plan, settings: plain };
}
