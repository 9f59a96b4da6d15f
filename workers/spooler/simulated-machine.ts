import { PlatenError } from '../../src/errors/platen-error.ts';
import type {
  SideBitmap,
  SimulatorControls,
  SimulatorState,
  TraySheet,
  Trouble,
} from '../../src/jobs/spooler-api.ts';
import { decodeSide } from '../../src/languages/ufr2lt/decode-job.ts';
import { PAPER_NAMES, type PaperName } from '../../src/machine/paper.ts';
import { IMAGERUNNER_1024 } from '../../src/simulator/descriptors.ts';
import type { OutputTray } from '../../src/simulator/print-engine.ts';
import { SimulatedMachine as VirtualMachine } from '../../src/simulator/simulated-machine.ts';
import { SimulatedUsb } from '../../src/simulator/webusb.ts';
import { loadSpeed, saveSpeed } from '../../src/storage/simulator-speed.ts';
import { TrayStore, type SideName } from '../../src/storage/tray.ts';
import type { UsbTarget } from '../../src/usb/web-usb.ts';

/**
 * The simulated imageRUNNER 1024 of the app: on a bus of its own, its output tray in storage.
 *
 * It behaves as if it stood outside the program, although it ends with its worker: data counts as taken only when
 * the sheets that it completes are in storage, and sheets that wait for the engine when the worker ends have come
 * out when the next one looks. Troubles and paper are put right in between, as if somebody had been there.
 */
export class SimulatedMachine implements SimulatorControls {
  readonly #onTrayChange: () => void;
  readonly #tray = new TrayStore();
  readonly #machine: VirtualMachine;
  readonly #bus: SimulatedUsb;
  /** Sheets on their way into storage, in order. */
  #storing: Promise<void> = Promise.resolve();
  #captured: Uint8Array<ArrayBuffer>[] = [];

  constructor(onTrayChange: () => void) {
    this.#onTrayChange = onTrayChange;
    const tray: OutputTray = {
      expect: ({ jobTitle, paper, isErrorSheet, front, back }, copies) =>
        this.#store(() => this.#tray.expect({ jobTitle, paper, isErrorSheet }, front, back, copies)),
      deliver: ({ front }) => this.#store(() => this.#tray.comesOut(front)),
      expectNothing: () => this.#store(() => this.#tray.expectNothing()),
    };
    this.#machine = new VirtualMachine({ tray });
    this.#bus = new SimulatedUsb(this.#machine.port, { granted: true, settled: () => this.#storing });
  }

  get location(): { readonly bus: SimulatedUsb; readonly usbTarget: UsbTarget } {
    const { vendorId, productId, serialNumber } = IMAGERUNNER_1024;
    return { bus: this.#bus, usbTarget: { vendorId, productId, serialNumber } };
  }

  get traySheets(): number {
    return this.#tray.count;
  }

  /** Finds what an earlier visit left in the tray. Storage that is out of reach leaves it empty. */
  async open(): Promise<void> {
    await this.#tray.open().catch(() => undefined);
    this.#machine.engine.speed = await loadSpeed();
  }

  async setTrouble(trouble: Trouble, on: boolean): Promise<void> {
    this.#machine.setTrouble(trouble, on);
  }

  async setSpeed(speed: 'engine' | 'instant'): Promise<void> {
    this.#machine.engine.speed = speed;
    await saveSpeed(speed);
  }

  async loadPaper(source: 'Manual' | 'Cas1' | 'Cas2', paper: string, sheets: number): Promise<void> {
    if (!isPaper(paper)) throw new PlatenError('machine.unknown-paper', { paper: paper.slice(0, 40) });
    this.#machine.loadPaper(source, paper, sheets);
  }

  async state(): Promise<SimulatorState> {
    const { troubles, trays, engine } = this.#machine;
    return {
      troubles,
      speed: engine.speed,
      trays: trays.map(({ source, paper, sheets }) => ({ source, paper, sheets })),
    };
  }

  async tray(): Promise<readonly TraySheet[]> {
    await this.#storing;
    return this.#tray.list();
  }

  async traySide(sheetId: number, side: SideName): Promise<SideBitmap> {
    const pageData = await this.#tray.side(sheetId, side);
    if (!pageData) throw new PlatenError('machine.sheet-gone');
    const { widthPx, heightPx, stride, bits } = decodeSide(pageData);
    return { widthPx, heightPx, stride, bits };
  }

  async emptyTray(): Promise<void> {
    await this.#storing;
    await this.#tray.clear();
    this.#onTrayChange();
  }

  async capture(on: boolean): Promise<void> {
    this.#captured = [];
    this.#machine.onBytes = on ? (bytes) => this.#captured.push(bytes.slice()) : null;
  }

  async takeCaptured(maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
    let count = 0;
    let length = 0;
    while (count < this.#captured.length && length + this.#captured[count]!.length <= maxBytes) {
      length += this.#captured[count++]!.length;
    }
    const taken = new Uint8Array(length);
    let at = 0;
    for (const bytes of this.#captured.splice(0, count)) {
      taken.set(bytes, at);
      at += bytes.length;
    }
    return taken;
  }

  #store(change: () => Promise<void>): void {
    this.#storing = this.#storing
      .then(change)
      // A sheet that storage has no room for falls on the floor; the job it belongs to is not concerned.
      .catch(() => undefined)
      .then(() => this.#onTrayChange());
  }
}

function isPaper(name: string): name is PaperName {
  return (PAPER_NAMES as readonly string[]).includes(name);
}
