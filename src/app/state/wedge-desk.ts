import { transfer } from 'comlink';
import { asPlatenError, PlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import type { SpoolerApi } from '../../jobs/spooler-api.ts';
import type { WedgeApi, WedgeReading } from '../../scan/calibration/wedge-api.ts';
import { AS_SCANNED } from '../../scan/corrections/corrections.ts';
import type { ScanShelf } from '../../scan/pages/scan-shelf.ts';
import { SCAN_SIZES } from '../../scan/session/scan-settings.ts';
import type { Calibration } from '../../settings/calibration.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { wedgeId } from '../../settings/wedge.ts';
import type { Client } from '../clients.ts';
import type { PagesDesk } from '../scan/pages/pages-desk.ts';
import type { ScannerStore } from '../scan/scanner-store.ts';
import { wedgeJob, type CalibrationStore } from './calibration-store.ts';
import type { PreferencesStore } from './preferences-store.ts';
import { Store } from './store.ts';

interface WedgeParts {
  readonly spooler: Pick<SpoolerApi, 'submit'>;
  readonly scanner: Pick<ScannerStore, 'scan' | 'cancel'>;
  readonly pages: Pick<PagesDesk, 'call'>;
  readonly shelf: Pick<ScanShelf, 'saveBatch' | 'eraseBatch'>;
  readonly calibrations: CalibrationStore;
  readonly preferences: Pick<PreferencesStore, 'current'>;
  /** The worker that measures. */
  readonly start: () => Client<WedgeApi>;
}

/** Fine enough for the dots of a screen to average out, and quickly scanned. */
const WEDGE_DPI = 300;

export type WedgeResult = 'kept' | 'checked';

/** Calibration by the scanner: prints step wedges, scans the glass, and keeps what it says. */
export class WedgeDesk extends Store {
  readonly #parts: WedgeParts;
  #isMeasuring = false;
  #isCancelled = false;
  #error: ErrorRecord | null = null;
  #replaced: { readonly settings: PrintSettings; readonly earlier: Calibration | null } | null = null;

  constructor(parts: WedgeParts) {
    super();
    this.#parts = parts;
  }

  get isMeasuring(): boolean {
    return this.#isMeasuring;
  }

  /** Why the last attempt failed. */
  get error(): ErrorRecord | null {
    return this.#error;
  }

  /** Whether the last measurement can be taken back. */
  get canTakeBack(): boolean {
    return this.#replaced !== null;
  }

  /** Begins anew: what went before is no longer spoken of. */
  begin(): void {
    [this.#error, this.#replaced] = [null, null];
    this.changed();
  }

  /** Prints a wedge, without a curve or, to check it, with the one that is kept. Resolves to whether it is queued. */
  async print(settings: PrintSettings, isCheck: boolean): Promise<boolean> {
    const { spooler, calibrations, preferences } = this.#parts;
    this.#fail(null);
    try {
      const curve = isCheck ? (calibrations.find(settings)?.curve ?? '') : '';
      const id = wedgeId(calibrations.keyOf(settings), curve);
      await spooler.submit(wedgeJob(settings, preferences.current.user, id, curve));
      return true;
    } catch (thrown) {
      this.#fail(toRecord(asPlatenError(thrown)));
      return false;
    }
  }

  /**
   * Scans the glass and measures the wedge that lies there. One that was printed without a curve becomes the
   * calibration; one with the present curve checks it. Resolves to which, or to null, which `error` explains.
   */
  async measure(settings: PrintSettings): Promise<WedgeResult | null> {
    if (this.#isMeasuring) return null;
    [this.#isMeasuring, this.#isCancelled] = [true, false];
    this.#fail(null);
    try {
      const reading = await this.#read();
      return this.#isCancelled ? null : await this.#keep(settings, reading);
    } catch (thrown) {
      if (!this.#isCancelled) this.#fail(toRecord(asPlatenError(thrown)));
      return null;
    } finally {
      this.#isMeasuring = false;
      this.changed();
    }
  }

  async cancel(): Promise<void> {
    this.#isCancelled = true;
    await this.#parts.scanner.cancel();
  }

  /** The calibration that was there before the last measurement is used again. */
  async takeBack(): Promise<void> {
    const replaced = this.#replaced;
    if (!replaced) return;
    this.#replaced = null;
    await this.#parts.calibrations.putBack(replaced.settings, replaced.earlier);
    this.changed();
  }

  async #keep(settings: PrintSettings, { id, lightness }: WedgeReading): Promise<WedgeResult> {
    const { calibrations } = this.#parts;
    const key = calibrations.keyOf(settings);
    const known = calibrations.find(settings);
    if (known?.measured && id === wedgeId(key, known.curve)) {
      await calibrations.keepCheck(settings, lightness);
      return 'checked';
    }
    if (id !== wedgeId(key, '')) throw new PlatenError('scan.wedge-other');
    await calibrations.keepMeasured(settings, lightness);
    this.#replaced = { settings, earlier: known };
    return 'kept';
  }

  /** What is scanned is only looked at: its page is gone again when this resolves. */
  async #read(): Promise<WedgeReading> {
    const { scanner, shelf, pages, start } = this.#parts;
    const batchId = crypto.randomUUID();
    const now = Date.now();
    const { widthMm, heightMm } = SCAN_SIZES.whole;
    await shelf.saveBatch({
      id: batchId,
      title: 'Step wedge',
      createdAt: now,
      changedAt: now,
      profileId: null,
    });
    const client = start();
    const broken = new Promise<never>((_resolve, reject) => {
      client.onFailure = (detail) => reject(new PlatenError('app.worker-failed', { detail }));
    });
    // It may break before anybody waits for it, and says so then.
    broken.catch(() => undefined);
    try {
      const end = await scanner.scan({
        batchId,
        source: 'glass',
        mode: 'gray',
        dpi: WEDGE_DPI,
        area: { leftMm: 0, topMm: 0, widthMm, heightMm },
        corrections: AS_SCANNED,
        afterPlace: null,
      });
      const [pageId] = end.pageIds;
      if (pageId === undefined) throw new PlatenError(end.error?.code ?? 'scan.cancelled', end.error?.params);
      const { widthPx, heightPx } = await pages.call((api) => api.size(pageId, AS_SCANNED));
      const area = { left: 0, top: 0, width: widthPx, height: heightPx };
      const picture = await pages.call((api) => api.detail(pageId, AS_SCANNED, area));
      return await Promise.race([client.api.read(transfer(picture, [picture]), WEDGE_DPI), broken]);
    } finally {
      client.terminate();
      // What cannot be erased now is among the earlier scans, where it can be seen.
      await shelf.eraseBatch(batchId).catch(() => undefined);
    }
  }

  #fail(error: ErrorRecord | null): void {
    this.#error = error;
    this.changed();
  }
}
