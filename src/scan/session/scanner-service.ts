import type { OperatingSystem } from '../../errors/operating-system.ts';
import { asPlatenError, PlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { TESTED_SCANNER, type ScannerQuirks } from '../../machine/scanner-quirks.ts';
import type { Clock } from '../../usb/clock.ts';
import { watchForTarget } from '../../usb/watch.ts';
import type { UsbBus, UsbTarget } from '../../usb/web-usb.ts';
import type { ScanShelf } from '../pages/scan-shelf.ts';
import type { ScannerEvent } from '../protocol/events.ts';
import type { Scanner } from '../protocol/scanner.ts';
import { runOrder, type RunParts } from './run-order.ts';
import type { ScanEnd, ScanOrder, ScannedRows, ScannerState } from './scanner-api.ts';
import { ScannerLink } from './scanner-link.ts';
import type { Turns } from './turns.ts';

export interface ScannerParts extends Pick<RunParts, 'findingsOf' | 'newId' | 'today'> {
  readonly shelf: ScanShelf;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly os: OperatingSystem;
  onChange(): void;
  onRows(rows: ScannedRows): void;
}

/** Where the machine is, and whether it is the simulated one. */
export interface Location {
  readonly bus: UsbBus;
  readonly usbTarget: UsbTarget;
  readonly simulated: boolean;
}

/**
 * Another window that does not scan lets go at once. Who wants to scan may wait for the end of a page; who only
 * connects can do without.
 */
const PATIENCE_MS = { scan: 3_000, connect: 800 } as const;

const NOT_CONNECTED: ScannerState = {
  status: 'none',
  simulated: false,
  name: '',
  hasDocuments: null,
  progress: null,
  error: null,
  keys: { blackAndWhite: 0, colour: 0 },
};

/** The scanner as a window sees it: connected, followed when the cable comes and goes, and one scan at a time. */
export class ScannerService {
  readonly #parts: ScannerParts;
  #state = NOT_CONNECTED;
  #quirks: ScannerQuirks = TESTED_SCANNER;
  #location: Location | null = null;
  #link: ScannerLink | null = null;
  #stopWatching: () => void = () => undefined;
  #giveTurnBack: (() => void) | null = null;
  #running: { readonly end: Promise<unknown>; readonly cancel: AbortController } | null = null;
  /** Connecting, letting go and their like, one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: ScannerParts) {
    this.#parts = parts;
    parts.turns.onWish(() => void this.#inOrder(() => this.#letGo()));
  }

  get state(): ScannerState {
    return this.#state;
  }

  /** Throws PlatenError `usb.*`, `scan.no-scanner`. Replaces an earlier connection. */
  async connect(location: Location): Promise<void> {
    await this.disconnect();
    await this.#inOrder(async () => {
      this.#location = location;
      const { bus, usbTarget, simulated } = location;
      this.#stopWatching = watchForTarget(bus, usbTarget, () => void this.#inOrder(() => this.#return()));
      this.#change({ status: 'connecting', simulated, error: null });
      try {
        await this.#attach();
      } catch (thrown) {
        this.#stopWatching();
        this.#location = null;
        await this.#detach();
        this.#change({ status: 'none', error: toRecord(asPlatenError(thrown)) });
        throw thrown;
      }
    });
  }

  async disconnect(): Promise<void> {
    await this.cancel();
    await this.#running?.end;
    await this.#inOrder(async () => {
      this.#stopWatching();
      this.#location = null;
      await this.#detach();
      const { keys } = this.#state;
      this.#change({ ...NOT_CONNECTED, keys });
    });
  }

  /** See `ScannerApi.scan`. */
  async scan(order: ScanOrder): Promise<ScanEnd> {
    if (this.#running) throw new PlatenError('scan.busy');
    const cancel = new AbortController();
    const end = this.#scan(order, cancel.signal);
    this.#running = { cancel, end: end.catch(() => undefined) };
    try {
      return await end;
    } finally {
      this.#running = null;
      const status = this.#link ? 'ready' : this.#location ? 'lost' : 'none';
      this.#change({ status, progress: null });
      void this.#inOrder(() => this.#askStatus());
    }
  }

  async cancel(): Promise<void> {
    this.#running?.cancel.abort();
    const { progress } = this.#state;
    if (progress) this.#change({ progress: { ...progress, isCancelling: true } });
  }

  /** Counts from the next page that is begun. */
  async setQuirks(quirks: ScannerQuirks): Promise<void> {
    this.#quirks = quirks;
    // A scanner that is claimed is driven as it was told then.
    await this.#running?.end;
    await this.#inOrder(async () => {
      if (!this.#link?.scanner) return;
      await this.#link.release();
      await this.#askStatus();
    });
  }

  async #scan(order: ScanOrder, cancelled: AbortSignal): Promise<ScanEnd> {
    const scanner = await this.#inOrder(() => this.#claim());
    const { shelf, clock, findingsOf, newId, today, onRows } = this.#parts;
    this.#change({ status: 'scanning', error: null });
    const parts = { scanner, shelf, clock, findingsOf, newId, today, onRows, quirks: this.#quirks };
    const onProgress: RunParts['onProgress'] = (progress) =>
      this.#change({ progress: { ...progress, isCancelling: cancelled.aborted } });
    const onLessons: RunParts['onLessons'] = (lessons) => this.#change({ lessons });
    try {
      const end = await runOrder(order, { ...parts, onProgress, onLessons }, cancelled);
      return end.error ? { ...end, error: await this.#explained(end.error) } : end;
    } catch (thrown) {
      const error = asPlatenError(thrown);
      throw new PlatenError((await this.#explained(toRecord(error))).code, error.params, { cause: thrown });
    }
  }

  /** A transfer that failed says nothing about the cable. */
  async #explained(error: ErrorRecord): Promise<ErrorRecord> {
    if (error.code !== 'usb.transfer-failed') return error;
    const isGone = !this.#link || (await this.#link.isGone());
    return isGone ? { ...error, code: 'usb.vanished' } : error;
  }

  /** The scanner, with this window's turn. */
  async #claim(): Promise<Scanner> {
    if (!this.#link) throw new PlatenError(this.#location ? 'usb.vanished' : 'usb.not-found');
    if (!(await this.#takeTurn(PATIENCE_MS.scan))) throw new PlatenError('scan.other-window');
    return this.#link.claim(this.#quirks);
  }

  async #takeTurn(patienceMs: number): Promise<boolean> {
    if (this.#giveTurnBack) return true;
    this.#giveTurnBack = await this.#parts.turns.take(patienceMs);
    // What a crash has left is nobody's now.
    if (this.#giveTurnBack) await this.#parts.shelf.clearCutShort().catch(() => undefined);
    return this.#giveTurnBack !== null;
  }

  /** Finds the machine and, unless another window scans, claims its scanner so that its keys are heard. */
  async #attach(): Promise<void> {
    const { bus, usbTarget } = this.#location!;
    const { clock, os } = this.#parts;
    this.#link = await ScannerLink.find(bus, usbTarget, {
      clock,
      os,
      onEvent: (event) => this.#hear(event),
      onGone: () => void this.#inOrder(() => this.#lose()),
    });
    if (await this.#takeTurn(PATIENCE_MS.connect)) await this.#link.claim(this.#quirks);
    this.#change({ status: 'ready', name: this.#link.name, error: null });
    void this.#inOrder(() => this.#askStatus());
  }

  async #detach(): Promise<void> {
    const link = this.#link;
    this.#link = null;
    await link?.close();
    this.#giveTurnBack?.();
    this.#giveTurnBack = null;
  }

  /** For another window: unless this one scans. */
  async #letGo(): Promise<void> {
    if (this.#running || !this.#giveTurnBack) return;
    await this.#link?.release();
    this.#giveTurnBack();
    this.#giveTurnBack = null;
  }

  async #lose(): Promise<void> {
    if (!this.#location) return;
    await this.#running?.end;
    await this.#detach();
    this.#change({
      status: 'lost',
      hasDocuments: null,
      error: { code: 'usb.vanished', params: {} },
    });
  }

  /** The machine is on the bus again. */
  async #return(): Promise<void> {
    if (!this.#location || this.#link) return;
    this.#change({ status: 'connecting', error: null });
    try {
      await this.#attach();
    } catch (thrown) {
      await this.#detach();
      this.#change({ status: 'lost', error: toRecord(asPlatenError(thrown)) });
    }
  }

  /** Asks for paper in the feeder, if nothing else is under way and it is this window's turn. */
  async #askStatus(): Promise<void> {
    const link = this.#link;
    if (!link || this.#running || !this.#giveTurnBack) return;
    try {
      const scanner = await link.claim(this.#quirks);
      const { hasDocuments } = await scanner.status();
      this.#change({ hasDocuments });
    } catch (thrown) {
      // The next scan tries again, and says so if it fails.
      if (this.#link === link) this.#change({ hasDocuments: null, error: toRecord(asPlatenError(thrown)) });
    }
  }

  #hear({ key, statusChanged }: ScannerEvent): void {
    const { keys } = this.#state;
    if (key === 'colour') this.#change({ keys: { ...keys, colour: keys.colour + 1 } });
    if (key === 'black-and-white') this.#change({ keys: { ...keys, blackAndWhite: keys.blackAndWhite + 1 } });
    if (statusChanged) void this.#inOrder(() => this.#askStatus());
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  #change(change: Partial<ScannerState>): void {
    this.#state = { ...this.#state, ...change };
    this.#parts.onChange();
  }
}
