import type { DeviceIdentity } from './descriptors.ts';
import type { HostPort } from './host-port.ts';
import { SimulatedDevice, type PullError } from './webusb-device.ts';
import { matchesAny } from './webusb-descriptors.ts';
import { webUsbError } from './webusb-errors.ts';

export interface SimulatedUsbOptions {
  /** Whether the page has the machine already; `requestDevice` grants it otherwise. */
  readonly granted?: boolean;
  /** How transfers under way end when the cable is pulled: in a browser it may be either. */
  readonly pullError?: PullError;
  /** As on Android, where the permission ends with every unplugging, serial number or not. */
  readonly forgetsUnplugged?: boolean;
  /** Data counts as taken when this has resolved, too: what the machine did with it is safe by then. */
  readonly settled?: () => Promise<void>;
}

type ConnectionListener = (event: USBConnectionEvent) => void;

/** `navigator.usb` with the simulated machine on the cable, in any thread and in Node. */
export class SimulatedUsb extends EventTarget implements USB {
  onconnect: USB['onconnect'] = null;
  ondisconnect: USB['ondisconnect'] = null;
  readonly #port: HostPort;
  readonly #pullError: PullError;
  readonly #forgetsUnplugged: boolean;
  readonly #settled: () => Promise<void>;
  /** Which device the page was granted; a browser knows it again by ids and serial number. */
  #grant: string | null;
  #device: SimulatedDevice | null = null;

  constructor(port: HostPort, options: SimulatedUsbOptions = {}) {
    super();
    this.#port = port;
    this.#grant = options.granted ? nameOf(port.device.identity) : null;
    this.#pullError = options.pullError ?? 'NetworkError';
    this.#settled = options.settled ?? (() => Promise.resolve());
    this.#forgetsUnplugged = options.forgetsUnplugged ?? false;
    port.device.watch((attached) => (attached ? this.#plugged() : this.#pulled()));
  }

  get #granted(): boolean {
    return this.#grant === nameOf(this.#port.device.identity);
  }

  async getDevices(): Promise<SimulatedDevice[]> {
    return this.#granted && this.#port.device.attached ? [this.#present()] : [];
  }

  /** The chooser, with a person who always takes the machine when it is listed. */
  async requestDevice(options: USBDeviceRequestOptions = { filters: [] }): Promise<SimulatedDevice> {
    const { attached, identity } = this.#port.device;
    const listed =
      attached &&
      (options.filters.length === 0 || matchesAny(identity, options.filters)) &&
      !matchesAny(identity, options.exclusionFilters ?? []);
    if (!listed) throw webUsbError.nothingChosen();
    this.#grant = nameOf(identity);
    return this.#present();
  }

  override addEventListener(
    type: 'connect' | 'disconnect',
    listener: ConnectionListener,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: ConnectionListener | EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener as EventListenerOrEventListenerObject | null, options);
  }

  override removeEventListener(
    type: 'connect' | 'disconnect',
    listener: ConnectionListener,
    options?: boolean | EventListenerOptions,
  ): void;
  override removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
  override removeEventListener(
    type: string,
    listener: ConnectionListener | EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void {
    super.removeEventListener(type, listener as EventListenerOrEventListenerObject | null, options);
  }

  /** The same object as long as the same cable stays in. */
  #present(): SimulatedDevice {
    this.#device ??= new SimulatedDevice(this.#port, {
      pullError: this.#pullError,
      settled: this.#settled,
      forget: () => {
        this.#grant = null;
        this.#device = null;
      },
    });
    return this.#device;
  }

  #plugged(): void {
    if (this.#granted) this.#announce('connect', this.#present());
  }

  #pulled(): void {
    const gone = this.#device;
    this.#device = null;
    gone?.pull();
    // Without a serial number a browser cannot know it again.
    const isUnknown = this.#port.device.identity.serialNumber === null;
    if (isUnknown || this.#forgetsUnplugged) this.#grant = null;
    if (gone !== null) this.#announce('disconnect', gone);
  }

  #announce(type: 'connect' | 'disconnect', device: SimulatedDevice): void {
    const event: USBConnectionEvent = Object.assign(new Event(type), { device });
    queueMicrotask(() => {
      (type === 'connect' ? this.onconnect : this.ondisconnect)?.call(this, event);
      this.dispatchEvent(event);
    });
  }
}

function nameOf({ vendorId, productId, serialNumber }: DeviceIdentity): string {
  return JSON.stringify([vendorId, productId, serialNumber]);
}
