import { asPlatenError, toRecord, type ErrorRecord } from '../errors/platen-error.ts';
import { QUIRKS } from '../machine/quirks.ts';
import type { PrinterConnection } from '../usb/connection.ts';
import type { OperatingSystem } from '../usb/errors.ts';
import { openPrinter } from '../usb/open.ts';
import { watchForTarget } from '../usb/watch.ts';
import { holdReason } from '../usb/watchdog.ts';
import type { UsbBus, UsbTarget } from '../usb/web-usb.ts';
import type { EngineOutput } from './engine.ts';
import type { Timers } from './raster-pool.ts';
import type { MachineState, MachineTarget } from './spooler-api.ts';

export interface KeeperOptions {
  /** The bus that the target is on, and how it is found there. Throws when this browser has none. */
  locate(target: MachineTarget): { readonly bus: UsbBus; readonly usbTarget: UsbTarget };
  readonly os: OperatingSystem;
  readonly timers: Timers;
  /** Asked before the machine is: its status is not polled while a job is on the wire. */
  isPrinting(): boolean;
  onChange(): void;
  /** A machine that takes data, or none. */
  onOutput(output: EngineOutput | null): void;
  /** Why the machine takes no data at present; null when it goes on. */
  onHold(reason: ErrorRecord | null): void;
}

const NO_MACHINE: MachineState = {
  status: 'none',
  simulated: false,
  name: '',
  serialNumber: null,
  deviceId: null,
  port: null,
  error: null,
};

/** Both sides at 24 a minute: a machine that prints copies needs no data for so long each. */
const MS_PER_SHEET = 5_000;
/** An idle machine is asked for its status so often. */
const POLL_MS = 2_000;

/** Keeps the connection to the chosen machine: opens, watches, loses and finds it again. */
export class MachineKeeper {
  readonly #options: KeeperOptions;
  #state: MachineState = NO_MACHINE;
  #target: MachineTarget | null = null;
  #connection: PrinterConnection | null = null;
  #connecting: Promise<void> | null = null;
  #stopWatching: () => void = nothing;
  #poll: number | null = null;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  get state(): MachineState {
    const isPrinting = this.#state.status === 'ready' && this.#options.isPrinting();
    return isPrinting ? { ...this.#state, status: 'printing' } : this.#state;
  }

  /** Connects to `target`; asking again for the one that is there, or under way, changes nothing. */
  async connect(target: MachineTarget): Promise<void> {
    if (this.#target && isSame(this.#target, target) && (this.#connection || this.#connecting)) {
      await this.#connecting;
      return;
    }
    await this.disconnect();
    this.#target = target;
    const { bus, usbTarget } = this.#options.locate(target);
    this.#stopWatching = watchForTarget(bus, usbTarget, () => {
      if (!this.#connection && !this.#connecting) this.#open(target).catch(nothing);
    });
    await this.#open(target);
  }

  async disconnect(): Promise<void> {
    this.#stopWatching();
    this.#stopWatching = nothing;
    this.#target = null;
    await this.#connecting?.catch(nothing);
    await this.#drop();
    this.#set(NO_MACHINE);
  }

  #open(target: MachineTarget): Promise<void> {
    this.#connecting = this.#openNow(target).finally(() => (this.#connecting = null));
    return this.#connecting;
  }

  async #openNow(target: MachineTarget): Promise<void> {
    const simulated = target.kind === 'simulated';
    this.#set({ ...NO_MACHINE, status: 'connecting', simulated, name: this.#state.name });
    try {
      const { bus, usbTarget } = this.#options.locate(target);
      const connection = await openPrinter(bus, usbTarget, {
        os: this.#options.os,
        onHold: (reason) => this.#held(reason),
        onLost: (error) => this.#lost(toRecord(error)),
      });
      this.#connection = connection;
      const { name, serialNumber, deviceId } = connection.identity;
      this.#set({
        ...NO_MACHINE,
        status: 'ready',
        simulated,
        name,
        serialNumber,
        deviceId: deviceId?.raw ?? null,
      });
      await this.#askStatus();
      this.#options.onOutput(this.#outputOf(connection));
      this.#schedulePoll();
    } catch (thrown) {
      const error = asPlatenError(thrown, 'usb.open-failed');
      this.#set({ ...NO_MACHINE, status: 'lost', simulated, name: this.#state.name, error: toRecord(error) });
      throw error;
    }
  }

  #outputOf(connection: PrinterConnection): EngineOutput {
    return {
      beginJob: (copies) => {
        connection.patienceMs = QUIRKS.patienceMs.answer + copies * MS_PER_SHEET;
      },
      write: (bytes) => connection.write(bytes),
      flush: () => connection.flush(),
      get bytesAccepted() {
        return connection.bytesAccepted;
      },
      abort: () => this.#breakOff(),
    };
  }

  /** Ends a transfer that the machine does not take, by closing; then opens again and tells it to forget. */
  async #breakOff(): Promise<void> {
    const target = this.#target;
    await this.#drop();
    if (!target) return;
    await this.#open(target);
    await this.#connection?.softReset();
  }

  async #drop(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    if (this.#poll !== null) this.#options.timers.clear(this.#poll);
    this.#poll = null;
    if (!connection) return;
    this.#options.onOutput(null);
    await connection.close();
  }

  #lost(error: ErrorRecord): void {
    this.#connection = null;
    this.#options.onOutput(null);
    this.#set({ ...this.#state, status: 'lost', port: null, error });
  }

  #held(reason: ErrorRecord | null): void {
    this.#options.onHold(reason);
    if (this.#connection) {
      this.#set({ ...this.#state, status: reason ? 'attention' : 'ready', error: reason });
    }
  }

  #schedulePoll(): void {
    this.#poll = this.#options.timers.set(() => {
      const asking = this.#options.isPrinting() ? Promise.resolve() : this.#askStatus();
      void asking.then(() => {
        if (this.#connection) this.#schedulePoll();
      });
    }, POLL_MS);
  }

  async #askStatus(): Promise<void> {
    const connection = this.#connection;
    const port = (await connection?.portStatus()) ?? null;
    if (!connection || connection !== this.#connection) return;
    const reason = port && holdReason(port);
    this.#set({ ...this.#state, status: reason ? 'attention' : 'ready', port, error: reason });
  }

  #set(state: MachineState): void {
    const isSameState = JSON.stringify(state) === JSON.stringify(this.#state);
    this.#state = state;
    if (!isSameState) this.#options.onChange();
  }
}

function isSame(a: MachineTarget, b: MachineTarget): boolean {
  if (a.kind !== 'usb' || b.kind !== 'usb') return a.kind === b.kind;
  return a.vendorId === b.vendorId && a.productId === b.productId && a.serialNumber === b.serialNumber;
}

function nothing(): void {
  // Whatever it was is reported through the state.
}
