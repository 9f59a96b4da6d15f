import type { TraceAnswer, TraceCall } from './trace-format.ts';
import type { ConnectionEventType, UsbBus, UsbConnectionEvent, UsbDevice } from './web-usb.ts';

type Saying<Call> = Call extends TraceCall ? Omit<Call, 'at' | 'id' | 'body'> : never;
/** What a call says, apart from its place in the log. */
export type Asked = Saying<TraceCall>;

/** How a call ended, unless it threw. */
export interface Told {
  readonly answer: Exclude<TraceAnswer['answer'], 'error'>;
  readonly bytes: number | null;
  /** IN data. */
  readonly data?: Uint8Array;
}

/** Who listens in. */
export interface WireTap {
  /** Makes the call, and passes its outcome on unchanged. `outgoing`: data that the call carries. */
  record<T>(
    device: UsbDevice,
    asked: Asked,
    make: () => Promise<T>,
    tell: (result: T) => Told,
    outgoing?: Uint8Array,
  ): Promise<T>;
  event(event: ConnectionEventType): void;
}

type Listener = (event: UsbConnectionEvent) => void;

/** A bus whose devices are overheard. */
export class TappedBus implements UsbBus {
  readonly #bus: UsbBus;
  readonly #tap: WireTap;
  /** One stand-in a device: owners tell devices apart by identity. */
  readonly #devices = new WeakMap<UsbDevice, TappedDevice>();
  readonly #listeners = new WeakMap<Listener, Listener>();

  constructor(bus: UsbBus, tap: WireTap) {
    this.#bus = bus;
    this.#tap = tap;
    for (const type of ['connect', 'disconnect'] as const) {
      bus.addEventListener(type, ({ device }) => {
        if (this.#devices.has(device) || type === 'connect') tap.event(type);
      });
    }
  }

  async getDevices(): Promise<UsbDevice[]> {
    return (await this.#bus.getDevices()).map((device) => this.#tapped(device));
  }

  addEventListener(type: ConnectionEventType, listener: Listener): void {
    const tapped =
      this.#listeners.get(listener) ?? (({ device }) => listener({ device: this.#tapped(device) }));
    this.#listeners.set(listener, tapped);
    this.#bus.addEventListener(type, tapped);
  }

  removeEventListener(type: ConnectionEventType, listener: Listener): void {
    const tapped = this.#listeners.get(listener);
    if (tapped) this.#bus.removeEventListener(type, tapped);
  }

  #tapped(device: UsbDevice): TappedDevice {
    let tapped = this.#devices.get(device);
    if (!tapped) this.#devices.set(device, (tapped = new TappedDevice(device, this.#tap)));
    return tapped;
  }
}

const done = (): Told => ({ answer: 'ok', bytes: null });
const sent = ({ status, bytesWritten }: USBOutTransferResult): Told => ({
  answer: status ?? 'ok',
  bytes: bytesWritten,
});
const received = ({ status, data }: USBInTransferResult): Told => {
  const bytes = data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(0);
  return { answer: status ?? 'ok', bytes: bytes.length, data: bytes };
};

/** Does what the device does, in the same order, and tells. */
class TappedDevice implements UsbDevice {
  readonly #device: UsbDevice;
  readonly #tap: WireTap;

  constructor(device: UsbDevice, tap: WireTap) {
    this.#device = device;
    this.#tap = tap;
  }

  get vendorId() {
    return this.#device.vendorId;
  }
  get productId() {
    return this.#device.productId;
  }
  get manufacturerName() {
    return this.#device.manufacturerName;
  }
  get productName() {
    return this.#device.productName;
  }
  get serialNumber() {
    return this.#device.serialNumber;
  }
  get configuration() {
    return this.#device.configuration;
  }
  get configurations() {
    return this.#device.configurations;
  }
  get opened() {
    return this.#device.opened;
  }

  open() {
    return this.#do({ call: 'open' }, () => this.#device.open());
  }
  close() {
    return this.#do({ call: 'close' }, () => this.#device.close());
  }
  selectConfiguration(configuration: number) {
    return this.#do({ call: 'configure', configuration }, () =>
      this.#device.selectConfiguration(configuration),
    );
  }
  claimInterface(number: number) {
    return this.#do({ call: 'claim', interface: number }, () => this.#device.claimInterface(number));
  }
  releaseInterface(number: number) {
    return this.#do({ call: 'release', interface: number }, () => this.#device.releaseInterface(number));
  }
  selectAlternateInterface(number: number, setting: number) {
    return this.#do({ call: 'alternate', interface: number, setting }, () =>
      this.#device.selectAlternateInterface(number, setting),
    );
  }
  clearHalt(direction: USBDirection, endpoint: number) {
    return this.#do({ call: 'clearHalt', direction, endpoint }, () =>
      this.#device.clearHalt(direction, endpoint),
    );
  }

  controlTransferIn(setup: USBControlTransferParameters, length: number) {
    const make = () => this.#device.controlTransferIn(setup, length);
    return this.#tap.record(this, { call: 'controlIn', setup, length }, make, received);
  }
  controlTransferOut(setup: USBControlTransferParameters, data?: BufferSource) {
    const make = () => this.#device.controlTransferOut(setup, data);
    return this.#tap.record(this, { call: 'controlOut', setup, length: data?.byteLength ?? 0 }, make, sent);
  }
  transferIn(endpoint: number, length: number) {
    const make = () => this.#device.transferIn(endpoint, length);
    return this.#tap.record(this, { call: 'in', endpoint, length }, make, received);
  }
  transferOut(endpoint: number, data: BufferSource) {
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);
    const make = () => this.#device.transferOut(endpoint, data);
    return this.#tap.record(this, { call: 'out', endpoint, length: bytes.length }, make, sent, bytes);
  }

  #do(asked: Asked, make: () => Promise<void>): Promise<void> {
    return this.#tap.record(this, asked, make, done);
  }
}
