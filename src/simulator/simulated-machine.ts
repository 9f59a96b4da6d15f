import type { PaperName } from '../machine/paper.ts';
import { systemClock, type Clock } from './clock.ts';
import { DEVICE_ID, IMAGERUNNER_1024, PRINTER_INTERFACE, WRONG_MACHINE } from './descriptors.ts';
import { HostPort } from './host-port.ts';
import type { InPipe } from './in-pipe.ts';
import { OutPipe, type Fault } from './out-pipe.ts';
import type { PaperTray, TrayName } from './paper-trays.ts';
import { PrintEngine, type EngineSpeed, type OutputTray } from './print-engine.ts';
import { PrinterInterface } from './printer-interface.ts';
import { ScanInterface } from './scanner/scan-interface.ts';
import { VirtualDevice, type Equipment } from './virtual-device.ts';

/** What can be wrong with the machine, by button. `stall` strikes once. */
export const TROUBLES = [
  'out-of-paper',
  'jam',
  'cover-open',
  'unplugged',
  'stall',
  'short-writes',
  'stops-taking-data',
  'wrong-machine',
] as const;
export type SimulatedTrouble = (typeof TROUBLES)[number];

/** What is taken of each transfer in `short-writes`; the rest is lost. */
const SHORT_WRITE_BYTES = 8192;
const DEFAULT_MEMORY_BYTES = 8 * 1024 * 1024;

export interface SimulatedMachineOptions {
  readonly tray: OutputTray;
  readonly speed?: EngineSpeed;
  readonly clock?: Clock;
  /** For sides that wait for the engine; 8 MiB unless told. */
  readonly memoryBytes?: number;
  /** null: a machine without one, which browsers forget when it is unplugged. */
  readonly serialNumber?: string | null;
  /** Interfaces that a driver of the host's system holds (such as usblp, interface 1). */
  readonly kernelDrivers?: readonly number[];
}

/** A virtual imageRUNNER 1024: cable, engine, paper trays, and buttons for trouble. */
export class SimulatedMachine {
  readonly device: VirtualDevice;
  /** The socket the cable is in, for any number of `SimulatedUsb`. */
  readonly port: HostPort;
  /** The bulk OUT pipe of the printer, for faults at exact bytes. */
  readonly bulkOut: OutPipe;
  readonly engine: PrintEngine;
  /** Glass, feeder and scan keys. */
  readonly scanner: ScanInterface;
  /** Gets every byte the printer accepts, in order; a copy is the listener's business. */
  onBytes: ((bytes: Uint8Array) => void) | null = null;
  readonly #backChannel: InPipe;
  readonly #printer: Equipment;
  readonly #wrong: Equipment;
  readonly #troubles = new Set<SimulatedTrouble>();
  #stall: Fault | null = null;

  constructor(options: SimulatedMachineOptions) {
    const { tray, clock = systemClock, speed = 'engine', memoryBytes = DEFAULT_MEMORY_BYTES } = options;
    this.engine = new PrintEngine({ tray, clock, speed, memoryBytes });
    this.bulkOut = new OutPipe(
      (bytes) => this.#take(bytes),
      clock,
      () => this.setTrouble('unplugged', true),
    );
    this.engine.onRoom = () => this.bulkOut.pump();
    this.scanner = new ScanInterface(clock);
    const { serialNumber = IMAGERUNNER_1024.serialNumber } = options;
    const identity = { ...IMAGERUNNER_1024, serialNumber };
    const interfaceNumber = identity.interfaces.indexOf(PRINTER_INTERFACE);
    const printer = new PrinterInterface({
      interfaceNumber,
      deviceId: DEVICE_ID,
      out: this.bulkOut,
      lights: () => this.engine.lights(),
      flush: () => this.engine.flush(),
      hostGone: () => this.engine.dropJob(),
    });
    this.#backChannel = printer.backChannel;
    this.#printer = { identity, functions: [this.scanner, printer] };
    this.#wrong = { identity: WRONG_MACHINE, functions: [new ScanInterface(clock)] };
    this.device = new VirtualDevice(this.#printer);
    this.port = new HostPort(this.device, options.kernelDrivers);
  }

  /** Troubles that are on now. */
  get troubles(): readonly SimulatedTrouble[] {
    if (this.#stall !== null && !this.bulkOut.hasFault(this.#stall)) this.#troubles.delete('stall');
    return [...this.#troubles];
  }

  get trays(): readonly PaperTray[] {
    return this.engine.trays.contents;
  }

  setTrouble(trouble: SimulatedTrouble, on: boolean): void {
    if (on === this.troubles.includes(trouble)) return;
    if (on) this.#troubles.add(trouble);
    else this.#troubles.delete(trouble);
    switch (trouble) {
      case 'out-of-paper':
      case 'jam':
      case 'cover-open':
        this.engine.setTrouble(trouble, on);
        break;
      case 'unplugged':
        if (on) this.device.unplug();
        else this.#plug();
        break;
      case 'wrong-machine':
        this.device.unplug();
        if (!this.#troubles.has('unplugged')) this.#plug();
        break;
      case 'stall':
        this.#setStall(on);
        break;
      case 'short-writes':
        this.bulkOut.shortWriteBytes = on ? SHORT_WRITE_BYTES : null;
        break;
      case 'stops-taking-data':
        if (on) this.bulkOut.hang();
        else this.bulkOut.resume();
        break;
    }
  }

  /** Throws RangeError for paper that a drawer does not take. */
  loadPaper(source: TrayName, paper: PaperName, sheets: number): void {
    this.engine.loadPaper(source, paper, sheets);
  }

  /** Puts a message on the printer's bulk IN pipe. */
  say(message: Uint8Array): void {
    this.#backChannel.send(message);
  }

  /** Reads of the bulk IN pipe end at once and empty, instead of waiting for the machine to say something. */
  set answersEmpty(on: boolean) {
    this.#backChannel.answersEmpty = on;
  }

  #setStall(on: boolean): void {
    if (this.#stall !== null) this.bulkOut.removeFault(this.#stall);
    this.#stall = on ? { at: this.bulkOut.bytesTaken, kind: 'stall' } : null;
    if (this.#stall !== null) this.bulkOut.addFault(this.#stall);
  }

  #plug(): void {
    this.device.plug(this.#troubles.has('wrong-machine') ? this.#wrong : this.#printer);
  }

  #take(bytes: Uint8Array): number {
    const taken = this.engine.accept(bytes);
    if (taken > 0) this.onBytes?.(bytes.subarray(0, taken));
    return taken;
  }
}
