import { proxy } from 'comlink';
import { asPlatenError, PlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { isOnTheWire } from '../../jobs/on-the-wire.ts';
import {
  NOTHING_KNOWN,
  type MachineTarget,
  type SpoolerApi,
  type SpoolerSnapshot,
} from '../../jobs/spooler-api.ts';
import { FAMILY_FILTERS } from '../../machine/usb-ids.ts';
import type { PreferencesStore } from './preferences-store.ts';
import { Store } from './store.ts';

/** A machine that may be connected without a question. */
export interface KnownMachine {
  readonly title: string;
  readonly target: MachineTarget;
}

/** The machine and the queue as the spooler reports them, and everything about permission, which only a page may ask. */
export class MachineStore extends Store {
  readonly spooler: SpoolerApi;
  readonly #preferences: PreferencesStore;
  readonly #usb: USB | null;
  #snapshot: SpoolerSnapshot = NOTHING_KNOWN;
  #error: ErrorRecord | null = null;
  #connecting = false;

  /** `usb`: the page's `navigator.usb`, null where there is none. */
  constructor(spooler: SpoolerApi, preferences: PreferencesStore, usb: USB | null) {
    super();
    this.spooler = spooler;
    this.#preferences = preferences;
    this.#usb = usb;
  }

  get snapshot(): SpoolerSnapshot {
    return this.#snapshot;
  }

  get connecting(): boolean {
    return this.#connecting || this.#snapshot.machine.status === 'connecting';
  }

  /** Why the last attempt to connect failed, or why the connection was lost. */
  get error(): ErrorRecord | null {
    return this.#error ?? this.#snapshot.machine.error;
  }

  get hasWebUsb(): boolean {
    return this.#usb !== null;
  }

  get connected(): boolean {
    const { status } = this.#snapshot.machine;
    return status === 'ready' || status === 'printing' || status === 'attention';
  }

  /** Nobody has chosen a machine on this computer yet. */
  get isFirstRun(): boolean {
    return this.#preferences.current.lastMachine === null && !this.connected;
  }

  get isPrinting(): boolean {
    return this.#snapshot.jobs.some(isOnTheWire);
  }

  /** Listens to the spooler, then takes up the machine that was used last, if that needs no question. */
  async start(): Promise<void> {
    await this.spooler.subscribe(
      proxy((snapshot: SpoolerSnapshot) => {
        this.#snapshot = snapshot;
        // However it came back, what once kept it away is over.
        if (this.connected) this.#error = null;
        this.changed();
      }),
    );
    this.#usb?.addEventListener('connect', () => void this.reconnect());
    await this.reconnect();
  }

  /**
   * Silent: asks nothing, and does nothing when the machine is away or was never granted. On a first visit the
   * one machine that an administrator has granted (a kiosk's policy) is taken.
   */
  async reconnect(): Promise<void> {
    if (this.connected || this.connecting) return;
    const last = this.#preferences.current.lastMachine;
    if (last?.kind === 'simulated') return this.#connect(last);
    const granted = ((await this.#usb?.getDevices()) ?? []).filter(isOfFamily);
    const device = last ? granted.find((each) => isDevice(each, last)) : granted.length === 1 && granted[0];
    if (device) await this.#connect(targetOf(device));
  }

  /** Asks the person for a device and connects it; needs a click or a key. */
  async chooseUsb(): Promise<void> {
    const target = await this.askForUsb();
    if (target) await this.#connect(target);
  }

  /** Asks the person for a device; null when the browser's chooser was closed, or cannot be opened. */
  async askForUsb(): Promise<MachineTarget | null> {
    if (!this.#usb) {
      this.#fail(new PlatenError(globalThis.isSecureContext ? 'app.no-webusb' : 'app.insecure'));
      return null;
    }
    try {
      return targetOf(await this.#usb.requestDevice({ filters: [...FAMILY_FILTERS] }));
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) {
        this.#fail(asPlatenError(error, 'app.usb-forbidden'));
      }
      return null;
    }
  }

  /** The machines this browser has been allowed to use, and the simulated one. */
  async knownMachines(): Promise<KnownMachine[]> {
    const granted = (await this.#usb?.getDevices()) ?? [];
    const machines = granted.filter(isOfFamily);
    return [
      ...machines.map((device) => ({
        title: [device.productName || 'imageRUNNER', device.serialNumber].filter(Boolean).join(', '),
        target: targetOf(device),
      })),
      { title: 'Simulated imageRUNNER 1024', target: { kind: 'simulated' } },
    ];
  }

  async connectSimulated(): Promise<void> {
    await this.#connect({ kind: 'simulated' });
  }

  async disconnect(): Promise<void> {
    this.#error = null;
    await this.spooler.disconnect();
  }

  /** Disconnects and gives the permission back: the next visit starts from the beginning. */
  async forget(): Promise<void> {
    const last = this.#preferences.current.lastMachine;
    await this.disconnect();
    this.#preferences.update({ lastMachine: null });
    if (last?.kind !== 'usb') return;
    const granted = (await this.#usb?.getDevices()) ?? [];
    for (const device of granted) if (isDevice(device, last)) await device.forget();
  }

  async #connect(target: MachineTarget): Promise<void> {
    this.#error = null;
    this.#connecting = true;
    this.changed();
    try {
      await this.spooler.connect(target);
      this.#preferences.update({ lastMachine: target });
    } catch (error) {
      this.#fail(asPlatenError(error));
    } finally {
      this.#connecting = false;
      this.changed();
    }
  }

  #fail(error: PlatenError): void {
    this.#error = toRecord(error);
    this.changed();
  }
}

function isOfFamily({ vendorId, productId }: USBDevice): boolean {
  return FAMILY_FILTERS.some((filter) => filter.vendorId === vendorId && filter.productId === productId);
}

function targetOf({ vendorId, productId, serialNumber }: USBDevice): MachineTarget {
  return { kind: 'usb', vendorId, productId, serialNumber: serialNumber ?? null };
}

function isDevice(device: USBDevice, target: MachineTarget & { kind: 'usb' }): boolean {
  return (
    device.vendorId === target.vendorId &&
    device.productId === target.productId &&
    (target.serialNumber === null || (device.serialNumber ?? null) === target.serialNumber)
  );
}
