import type { ConnectionEventType, UsbBus, UsbConnectionEvent, UsbDevice } from '../../../src/usb/web-usb.ts';

/** What becomes of one bulk OUT transfer. */
export type Fate =
  | 'ok'
  /** Halts the pipe until clearHalt. `honest`: says how much was taken; Chromium always says all. */
  | { kind: 'stall'; taken?: number; honest?: boolean }
  /** Ends well with fewer bytes than asked, and says so, as no Chromium does. */
  | { kind: 'short'; taken: number }
  /** NAKs until `resume` or `close`. */
  | 'hang'
  | { kind: 'throw'; error: Error };

interface AlternateSpec {
  readonly classes: readonly [number, number, number];
  readonly alternateSetting?: number;
  readonly endpoints?: readonly USBEndpoint[];
}

export function bulk(direction: USBDirection, endpointNumber: number): USBEndpoint {
  return { direction, endpointNumber, type: 'bulk', packetSize: 512 };
}

export const PRINTER_PIPES = [bulk('out', 5), bulk('in', 6)];
const SCANNER: readonly AlternateSpec[] = [
  { classes: [0xff, 0, 0xff], endpoints: [bulk('out', 1), bulk('in', 2)] },
];
const PRINTER: readonly AlternateSpec[] = [{ classes: [7, 1, 2], endpoints: PRINTER_PIPES }];

export const GOOD_ID =
  'MFG:Canon;MDL:iR1020/1024/1025;CMD:LIPSLX,CPCA;CLS:PRINTER;DES:Canon iR1020/1024/1025;';
export const READY = 0x18;

export interface FakeOptions {
  readonly interfaces?: readonly (readonly AlternateSpec[])[];
  readonly productId?: number;
  readonly vendorId?: number;
  readonly productName?: string | null;
  readonly manufacturerName?: string | null;
  readonly serialNumber?: string | null;
  readonly configured?: boolean;
}

interface PendingOut {
  readonly bytes: Uint8Array;
  readonly resolve: (result: USBOutTransferResult) => void;
  readonly reject: (error: Error) => void;
}

const usbException = (name: string, message = name) => new DOMException(message, name);

/** A scripted device with the manners of Chromium's WebUSB, as far as the room can tell the difference. */
export class FakePrinter implements UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly manufacturerName: string | null;
  readonly productName: string | null;
  readonly serialNumber: string | null;
  readonly configurations: USBConfiguration[];
  configuration: USBConfiguration | null;
  opened = false;

  /** Fates of the next transfers; 'ok' when there are none left. */
  readonly fates: Fate[] = [];
  /** Bytes that the machine has taken, in order. */
  received: number[] = [];
  /** Length of each transfer asked for. */
  readonly asked: number[] = [];
  /** Most transfers and bytes under way at once. */
  maxInFlight = 0;
  maxBytesInFlight = 0;
  /** Answers of the status request, the last one for ever; null: fails. 'hang': never comes. */
  status: (number | null | 'hang')[] = [READY];
  statusAsked = 0;
  /** By interface number; null: stalls. */
  deviceIds: Record<number, string | null> = { 1: GOOD_ID };
  readonly log: string[] = [];
  openError: Error | null = null;
  readonly claimErrors: Record<number, Error> = {};
  /** What bulk IN says next; null: an empty read. When nothing is left, reads wait. */
  inbound: (Uint8Array | null | 'stall')[] = [];
  inReads = 0;
  readonly #claimed = new Set<number>();
  readonly #out: PendingOut[] = [];
  readonly #waitingReads: {
    resolve: (result: USBInTransferResult) => void;
    reject: (error: Error) => void;
  }[] = [];
  #halted = false;
  #pumping = false;
  #hanging = false;

  constructor(options: FakeOptions = {}) {
    this.vendorId = options.vendorId ?? 0x04a9;
    this.productId = options.productId ?? 0x26e6;
    this.manufacturerName = options.manufacturerName === undefined ? 'Canon' : options.manufacturerName;
    this.productName = options.productName === undefined ? 'iR1020/1024/1025' : options.productName;
    this.serialNumber = options.serialNumber === undefined ? 'ABC123' : options.serialNumber;
    const interfaces = (options.interfaces ?? [SCANNER, PRINTER]).map((alternates, interfaceNumber) =>
      this.#interface(interfaceNumber, alternates),
    );
    this.configurations = [{ configurationValue: 1, configurationName: null, interfaces }];
    this.configuration = options.configured === false ? null : this.configurations[0]!;
  }

  #interface(interfaceNumber: number, specs: readonly AlternateSpec[]): USBInterface {
    const alternates = specs.map(
      ({ classes, alternateSetting = 0, endpoints = [] }): USBAlternateInterface => {
        const [interfaceClass, interfaceSubclass, interfaceProtocol] = classes;
        return {
          alternateSetting,
          interfaceClass,
          interfaceSubclass,
          interfaceProtocol,
          interfaceName: null,
          endpoints: [...endpoints],
        };
      },
    );
    const claimed = this.#claimed;
    return {
      interfaceNumber,
      alternates,
      alternate: alternates[0]!,
      get claimed() {
        return claimed.has(interfaceNumber);
      },
    };
  }

  get claimedInterfaces(): number[] {
    return [...this.#claimed];
  }

  async open(): Promise<void> {
    if (this.openError) throw this.openError;
    this.log.push('open');
    this.opened = true;
  }

  async close(): Promise<void> {
    this.log.push('close');
    await new Promise((resolve) => setImmediate(resolve));
    this.opened = false;
    this.#claimed.clear();
    this.fail(usbException('AbortError'));
  }

  /** Ends everything under way with an error, as close and a pulled cable do. */
  fail(error: Error): void {
    for (const pending of this.#out.splice(0)) pending.reject(error);
    for (const pending of this.#waitingReads.splice(0)) pending.reject(error);
  }

  async selectConfiguration(value: number): Promise<void> {
    this.log.push(`configure ${value}`);
    this.configuration = this.configurations[0]!;
  }

  async claimInterface(number: number): Promise<void> {
    const error = this.claimErrors[number];
    if (error) throw error;
    this.log.push(`claim ${number}`);
    this.#claimed.add(number);
  }

  async releaseInterface(number: number): Promise<void> {
    this.log.push(`release ${number}`);
    this.#claimed.delete(number);
  }

  async selectAlternateInterface(number: number, alternate: number): Promise<void> {
    this.log.push(`alternate ${number}.${alternate}`);
  }

  async controlTransferIn(setup: USBControlTransferParameters): Promise<USBInTransferResult> {
    this.#mustOwn(setup);
    if (setup.request === 0) {
      const text = this.deviceIds[setup.index >> 8];
      if (text === null || text === undefined) return { status: 'stall' };
      const bytes = [...new TextEncoder().encode(text)];
      const length = bytes.length + 2;
      return {
        status: 'ok',
        data: new DataView(new Uint8Array([length >> 8, length & 255, ...bytes]).buffer),
      };
    }
    this.statusAsked += 1;
    const answer = this.status.length > 1 ? this.status.shift()! : this.status[0]!;
    if (answer === 'hang') return new Promise(() => undefined);
    if (answer === null) throw usbException('NetworkError');
    return { status: 'ok', data: new DataView(new Uint8Array([answer]).buffer) };
  }

  async controlTransferOut(setup: USBControlTransferParameters): Promise<USBOutTransferResult> {
    this.#mustOwn(setup);
    this.log.push(`soft reset ${setup.index}`);
    return { status: 'ok', bytesWritten: 0 };
  }

  /** Chromium takes the low byte of wIndex for the interface. */
  #mustOwn({ recipient, index }: USBControlTransferParameters): void {
    if (!this.opened) throw usbException('InvalidStateError');
    if (recipient === 'interface' && !this.#claimed.has(index & 0xff))
      throw usbException('InvalidStateError');
  }

  async clearHalt(direction: USBDirection, endpoint: number): Promise<void> {
    this.log.push(`clearHalt ${direction} ${endpoint}`);
    if (direction === 'out') this.#halted = false;
  }

  transferOut(_endpoint: number, data: BufferSource): Promise<USBOutTransferResult> {
    const view = ArrayBuffer.isView(data) ? data : new Uint8Array(data);
    if (view.buffer instanceof SharedArrayBuffer) return Promise.reject(new TypeError('shared'));
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
    this.asked.push(bytes.length);
    return new Promise((resolve, reject) => {
      this.#out.push({ bytes, resolve, reject });
      this.maxInFlight = Math.max(this.maxInFlight, this.#out.length);
      const outstanding = this.#out.reduce((sum, pending) => sum + pending.bytes.length, 0);
      this.maxBytesInFlight = Math.max(this.maxBytesInFlight, outstanding);
      void this.#pump();
    });
  }

  /** One transfer after the other, each after a turn of the event loop, as a bus would. */
  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    for (let head = this.#out[0]; head && !this.#hanging; head = this.#out[0]) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#out[0] !== head) continue;
      const fate = this.#halted ? 'ok' : (this.fates.shift() ?? 'ok');
      this.#hanging = fate === 'hang';
      if (!this.#hanging) this.#finish(this.#out.shift()!, fate);
    }
    this.#pumping = false;
  }

  #finish({ bytes, resolve, reject }: PendingOut, fate: Fate): void {
    const { length } = bytes;
    if (this.#halted) return resolve({ status: 'stall', bytesWritten: length });
    if (fate === 'ok' || fate === 'hang') {
      this.received.push(...bytes);
      return resolve({ status: 'ok', bytesWritten: length });
    }
    if (fate.kind === 'throw') return reject(fate.error);
    // A stall after the last byte would look like one before the first.
    const taken = Math.min(fate.taken ?? 0, length - 1);
    this.received.push(...bytes.subarray(0, taken));
    if (fate.kind === 'short') return resolve({ status: 'ok', bytesWritten: taken });
    this.#halted = true;
    resolve({ status: 'stall', bytesWritten: fate.honest ? taken : length });
  }

  /** A machine that hangs takes data again. */
  resume(): void {
    this.#hanging = false;
    const head = this.#out.shift();
    if (head) this.#finish(head, 'ok');
    void this.#pump();
  }

  transferIn(): Promise<USBInTransferResult> {
    this.inReads += 1;
    const next = this.inbound.shift();
    if (next === undefined) {
      return new Promise((resolve, reject) => this.#waitingReads.push({ resolve, reject }));
    }
    if (next === 'stall') return Promise.resolve({ status: 'stall' });
    return Promise.resolve({ status: 'ok', data: new DataView(new Uint8Array(next ?? []).buffer) });
  }

  /** The machine says something. */
  say(bytes: Uint8Array): void {
    const waiting = this.#waitingReads.shift();
    if (waiting) waiting.resolve({ status: 'ok', data: new DataView(bytes.slice().buffer) });
    else this.inbound.push(bytes);
  }
}

/** `navigator.usb` with one or more fakes on it. */
export class FakeBus implements UsbBus {
  devices: UsbDevice[];
  readonly #listeners: { type: ConnectionEventType; listener: (event: UsbConnectionEvent) => void }[] = [];

  constructor(...devices: UsbDevice[]) {
    this.devices = devices;
  }

  async getDevices(): Promise<UsbDevice[]> {
    return this.devices;
  }

  addEventListener(type: ConnectionEventType, listener: (event: UsbConnectionEvent) => void): void {
    this.#listeners.push({ type, listener });
  }

  removeEventListener(type: ConnectionEventType, listener: (event: UsbConnectionEvent) => void): void {
    const at = this.#listeners.findIndex((each) => each.type === type && each.listener === listener);
    if (at >= 0) this.#listeners.splice(at, 1);
  }

  get listening(): number {
    return this.#listeners.length;
  }

  emit(type: ConnectionEventType, device: UsbDevice): void {
    for (const each of [...this.#listeners]) if (each.type === type) each.listener({ device });
  }

  unplug(device: FakePrinter): void {
    this.devices = this.devices.filter((each) => each !== device);
    this.emit('disconnect', device);
  }
}
