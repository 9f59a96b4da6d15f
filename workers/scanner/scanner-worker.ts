import { operatingSystemOf } from '../../src/errors/operating-system.ts';
import { PlatenError } from '../../src/errors/platen-error.ts';
import { PRINTING_LOCK } from '../../src/pwa/printing-lock.ts';
import type { ScannerQuirks } from '../../src/machine/scanner-quirks.ts';
import { findingsOf } from '../../src/scan/corrections/findings-of.ts';
import type {
  ScanEnd,
  ScannedRows,
  ScannerApi,
  ScannerState,
  ScannerTarget,
  ScanOrder,
} from '../../src/scan/session/scanner-api.ts';
import { ScannerService, type Location } from '../../src/scan/session/scanner-service.ts';
import { IndexedDbScanShelf } from '../../src/storage/scan-shelf.ts';
import { systemClock } from '../../src/usb/clock.ts';
import { Announcer } from '../spooler/announcer.ts';
import { RowsTeller } from './rows-teller.ts';
import { SimulatedScanner } from './simulated-scanner.ts';
import { browserTurns } from './window-turns.ts';

/** The scanner, wired to storage, USB and the other windows. */
export class ScannerWorker implements ScannerApi {
  readonly simulator = new SimulatedScanner();
  readonly #announcer = new Announcer(() => this.#service.state, {
    set: (run, ms) => self.setTimeout(run, ms),
    clear: (timer) => self.clearTimeout(timer),
  });
  readonly #rows = new RowsTeller();
  readonly #service = new ScannerService({
    shelf: new IndexedDbScanShelf(),
    turns: browserTurns(),
    clock: systemClock,
    os: operatingSystemOf(navigator.userAgent),
    findingsOf: ({ shape, bytes }, source) => findingsOf({ ...shape, bytes }, source),
    newId: () => crypto.randomUUID(),
    today: () => Date.now(),
    onChange: () => this.#announcer.changed(),
    onRows: (rows) => this.#rows.tell(rows),
  });

  async subscribe(listener: (state: ScannerState) => void): Promise<void> {
    this.#announcer.subscribe(listener);
  }

  async watch(listener: (rows: ScannedRows) => void): Promise<void> {
    this.#rows.listen(listener);
  }

  async connect(target: ScannerTarget): Promise<void> {
    await this.#service.connect(await this.#locate(target));
  }

  disconnect(): Promise<void> {
    return this.#service.disconnect();
  }

  scan(order: ScanOrder): Promise<ScanEnd> {
    const end = this.#service.scan(order);
    keepVersion(end);
    return end;
  }

  cancel(): Promise<void> {
    return this.#service.cancel();
  }

  setQuirks(quirks: ScannerQuirks): Promise<void> {
    return this.#service.setQuirks(quirks);
  }

  async #locate(target: ScannerTarget): Promise<Location> {
    if (target.kind === 'simulated') return this.simulator.location();
    if (!navigator.usb) throw new PlatenError('usb.unsupported');
    return { bus: navigator.usb, usbTarget: target, simulated: false };
  }
}

/** No new version of the program comes in the middle of `work`. */
function keepVersion(work: Promise<unknown>): void {
  if (!isSecureContext) return;
  const over = work.catch(() => undefined);
  void navigator.locks.request(PRINTING_LOCK, { mode: 'shared' }, () => over);
}
