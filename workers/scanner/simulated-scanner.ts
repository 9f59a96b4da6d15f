import type {
  OriginalChoice,
  OriginalSheet,
  ScanSimulator,
  ScanSimulatorState,
} from '../../src/scan/session/scanner-api.ts';
import type { Location } from '../../src/scan/session/scanner-service.ts';
import { IMAGERUNNER_1024 } from '../../src/simulator/descriptors.ts';
import { SimulatedMachine } from '../../src/simulator/simulated-machine.ts';
import { SCAN_TROUBLES, type ScanTrouble } from '../../src/simulator/scanner/scan-unit.ts';
import { SimulatedUsb } from '../../src/simulator/webusb.ts';
import { loadSpeed, saveSpeed } from '../../src/storage/simulator-speed.ts';
import { originalOf, titleOf } from './originals.ts';

const UNPLUGGED = 'unplugged';
const FIRST_ORIGINAL: OriginalChoice = { kind: 'chart', title: 'GLASS' };

/**
 * The scan half of the simulated imageRUNNER 1024. The print half is another machine, in the spooler's worker: what it
 * has printed is reached through the output tray on disk.
 */
export class SimulatedScanner implements ScanSimulator {
  readonly #machine = new SimulatedMachine({ tray: { deliver: () => undefined } });
  readonly #bus = new SimulatedUsb(this.#machine.port, { granted: true });
  #glass: string | null = null;
  /** Known once the stored speed is read and the chart lies on the glass. */
  readonly #ready = this.#prepare();

  async location(): Promise<Location> {
    await this.#ready;
    const { vendorId, productId, serialNumber } = IMAGERUNNER_1024;
    return { bus: this.#bus, usbTarget: { vendorId, productId, serialNumber }, simulated: true };
  }

  async state(): Promise<ScanSimulatorState> {
    await this.#ready;
    const { troubles, feeder, speed } = this.#unit;
    const isOut = this.#machine.troubles.includes(UNPLUGGED);
    return {
      glass: this.#glass,
      feederSheets: feeder.length,
      troubles: isOut ? [...troubles, UNPLUGGED] : troubles,
      speed,
    };
  }

  async layOnGlass(choice: OriginalChoice | null): Promise<void> {
    await this.#ready;
    await this.#lay(choice);
  }

  async feed(sheets: readonly OriginalSheet[]): Promise<void> {
    for (const { front, back } of sheets) {
      this.#unit.feeder.push({ front: await originalOf(front), back: back && (await originalOf(back)) });
    }
    this.#machine.scanner.say({ statusChanged: true });
  }

  async emptyFeeder(): Promise<void> {
    this.#unit.feeder.length = 0;
    this.#machine.scanner.say({ statusChanged: true });
  }

  async setTrouble(trouble: string, on: boolean): Promise<void> {
    if (trouble === UNPLUGGED) this.#machine.setTrouble(UNPLUGGED, on);
    else if (isScanTrouble(trouble)) this.#unit.setTrouble(trouble, on);
  }

  async pressKey(key: 'black-and-white' | 'colour'): Promise<void> {
    this.#machine.scanner.say({ key });
  }

  async setSpeed(speed: 'engine' | 'instant'): Promise<void> {
    await this.#ready;
    this.#unit.speed = speed;
    await saveSpeed(speed);
  }

  get #unit() {
    return this.#machine.scanner.unit;
  }

  async #prepare(): Promise<void> {
    // Its speed makes it wait, or nothing does.
    this.#unit.carriageWaits = 0;
    this.#unit.speed = await loadSpeed();
    await this.#lay(FIRST_ORIGINAL);
  }

  async #lay(choice: OriginalChoice | null): Promise<void> {
    this.#unit.glass = choice && (await originalOf(choice));
    this.#glass = choice && titleOf(choice);
  }
}

function isScanTrouble(name: string): name is ScanTrouble {
  return (SCAN_TROUBLES as readonly string[]).includes(name);
}
