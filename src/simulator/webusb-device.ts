import { CONFIGURATION_VALUE, type DeviceIdentity } from './descriptors.ts';
import type { HostPort } from './host-port.ts';
import { DIRECTION_IN, ended, RECIPIENT, REQUEST_TYPE, writeSetup, type Urb, type UrbResult } from './urb.ts';
import { describeConfiguration } from './webusb-descriptors.ts';
import { webUsbError } from './webusb-errors.ts';

/** Blink refuses longer transfers. */
const MAX_TRANSFER_BYTES = 32 * 1024 * 1024;
/** Linux refuses more than this under way at once. */
const MAX_OUTSTANDING_BYTES = 16 * 1024 * 1024;
const ENDPOINT_NUMBERS = 16;

export type PullError = 'AbortError' | 'NetworkError';

/** What the device's bus decides for it; see `SimulatedUsbOptions`. */
interface BusManners {
  readonly pullError: PullError;
  readonly settled: () => Promise<void>;
  readonly forget: () => void;
}

/**
 * A `USBDevice` on the simulated cable, with the manners of Chromium's: its error names, and among others
 * `bytesWritten` that is always the length asked for, whatever the device took.
 */
export class SimulatedDevice implements USBDevice {
  readonly usbVersionMajor = 2;
  readonly usbVersionMinor = 0;
  readonly usbVersionSubminor = 0;
  readonly deviceClass = 0;
  readonly deviceSubclass = 0;
  readonly deviceProtocol = 0;
  readonly configurations: USBConfiguration[];
  readonly #identity: DeviceIdentity;
  readonly #port: HostPort;
  readonly #manners: BusManners;
  readonly #claimed = new Set<number>();
  readonly #underWay = new Set<Urb>();
  #outstandingBytes = 0;
  #opened = false;
  #pulled = false;
  #granted = true;

  constructor(port: HostPort, manners: BusManners) {
    this.#port = port;
    this.#identity = port.device.identity;
    this.#manners = manners;
    this.configurations = [describeConfiguration(this.#identity, (number) => this.#claimed.has(number))];
  }

  get vendorId() {
    return this.#identity.vendorId;
  }
  get productId() {
    return this.#identity.productId;
  }
  get deviceVersionMajor() {
    return this.#identity.releaseBcd >> 8;
  }
  get deviceVersionMinor() {
    return (this.#identity.releaseBcd >> 4) & 0xf;
  }
  get deviceVersionSubminor() {
    return this.#identity.releaseBcd & 0xf;
  }
  get manufacturerName() {
    return this.#identity.manufacturer;
  }
  get productName() {
    return this.#identity.product;
  }
  get serialNumber() {
    return this.#identity.serialNumber;
  }
  get configuration(): USBConfiguration {
    return this.configurations[0]!;
  }
  get opened() {
    return this.#opened;
  }

  async open(): Promise<void> {
    this.#mustBeHere();
    this.#opened = true;
  }

  async close(): Promise<void> {
    this.#mustBeHere();
    this.#takeBack(() => true);
    for (const number of this.#claimed) this.#port.release(number, this);
    this.#claimed.clear();
    this.#opened = false;
  }

  async forget(): Promise<void> {
    if (this.#opened) await this.close();
    this.#granted = false;
    this.#manners.forget();
  }

  async selectConfiguration(configurationValue: number): Promise<void> {
    this.#mustBeOpen();
    if (configurationValue !== CONFIGURATION_VALUE) throw webUsbError.noConfiguration();
  }

  async claimInterface(interfaceNumber: number): Promise<void> {
    this.#mustBeOpen();
    this.#mustHaveInterface(interfaceNumber);
    if (!this.#port.claim(interfaceNumber, this)) throw webUsbError.cannotClaim();
    this.#claimed.add(interfaceNumber);
  }

  async releaseInterface(interfaceNumber: number): Promise<void> {
    this.#mustBeOpen();
    this.#mustHaveInterface(interfaceNumber);
    if (!this.#claimed.delete(interfaceNumber)) return;
    const { endpoints } = this.#identity.interfaces[interfaceNumber]!;
    this.#takeBack((urb) => endpoints.some(({ address }) => address === urb.endpoint));
    this.#port.release(interfaceNumber, this);
  }

  async selectAlternateInterface(interfaceNumber: number, alternateSetting: number): Promise<void> {
    this.#mustBeOpen();
    this.#mustHaveInterface(interfaceNumber);
    if (!this.#claimed.has(interfaceNumber)) throw webUsbError.notClaimed();
    if (alternateSetting !== 0) throw webUsbError.noAlternate();
  }

  async controlTransferIn(
    parameters: USBControlTransferParameters,
    length: number,
  ): Promise<USBInTransferResult> {
    this.#mustReach(parameters);
    const setup = setupOf(parameters, DIRECTION_IN, length);
    return inResult(this.#checked(await this.#transfer({ endpoint: 0, setup, data: null, length })));
  }

  async controlTransferOut(
    parameters: USBControlTransferParameters,
    data?: BufferSource,
  ): Promise<USBOutTransferResult> {
    this.#mustReach(parameters);
    const bytes = data === undefined ? new Uint8Array(0) : copyOf(data);
    const setup = setupOf(parameters, 0, bytes.length);
    const result = await this.#transfer({ endpoint: 0, setup, data: bytes, length: bytes.length });
    return outResult(this.#checked(result), bytes.length);
  }

  async clearHalt(direction: USBDirection, endpointNumber: number): Promise<void> {
    const endpoint = this.#mustHaveEndpoint(direction, endpointNumber);
    const setup = writeSetup({
      requestType: REQUEST_TYPE.standard | RECIPIENT.endpoint,
      request: 1, // CLEAR_FEATURE, feature 0: ENDPOINT_HALT
      value: 0,
      index: endpoint,
      length: 0,
    });
    const result = await this.#transfer({ endpoint: 0, setup, data: null, length: 0 });
    if (this.#checked(result).status === 'stall') throw webUsbError.cannotClearHalt();
  }

  async transferIn(endpointNumber: number, length: number): Promise<USBInTransferResult> {
    const endpoint = this.#mustHaveEndpoint('in', endpointNumber);
    if (length > MAX_TRANSFER_BYTES) throw webUsbError.tooLarge();
    return inResult(this.#checked(await this.#transfer({ endpoint, setup: null, data: null, length })));
  }

  async transferOut(endpointNumber: number, data: BufferSource): Promise<USBOutTransferResult> {
    refuseShared(data);
    const endpoint = this.#mustHaveEndpoint('out', endpointNumber);
    if (data.byteLength > MAX_TRANSFER_BYTES) throw webUsbError.tooLarge();
    const bytes = copyOf(data);
    const result = await this.#transfer({ endpoint, setup: null, data: bytes, length: bytes.length });
    await this.#manners.settled();
    return outResult(this.#checked(result), bytes.length);
  }

  async isochronousTransferIn(endpointNumber: number): Promise<USBIsochronousInTransferResult> {
    throw this.#noIsochronous('in', endpointNumber);
  }

  async isochronousTransferOut(endpointNumber: number): Promise<USBIsochronousOutTransferResult> {
    throw this.#noIsochronous('out', endpointNumber);
  }

  async reset(): Promise<void> {
    this.#mustBeOpen();
    this.#port.device.reset();
  }

  /** The cable is out: transfers under way fail in a moment, and nothing works from here on. */
  pull(): void {
    this.#pulled = true;
    this.#opened = false;
    this.#claimed.clear();
  }

  #mustBeHere(): void {
    if (this.#pulled) throw webUsbError.disconnected();
    if (!this.#granted) throw webUsbError.notAllowed();
  }

  #mustBeOpen(): void {
    this.#mustBeHere();
    if (!this.#opened) throw webUsbError.notOpen();
  }

  #mustHaveInterface(number: number): void {
    if (this.#identity.interfaces[number] === undefined) throw webUsbError.noInterface();
  }

  /** The endpoint's address. */
  #mustHaveEndpoint(direction: USBDirection, number: number): number {
    this.#mustBeOpen();
    if (number < 1 || number >= ENDPOINT_NUMBERS) throw webUsbError.endpointOutOfRange();
    const address = direction === 'in' ? number | DIRECTION_IN : number;
    for (const claimed of this.#claimed) {
      const { endpoints } = this.#identity.interfaces[claimed]!;
      if (endpoints.some((endpoint) => endpoint.address === address)) return address;
    }
    throw webUsbError.noEndpoint();
  }

  /** Chromium takes the low byte of wIndex as the interface, also where the printer class means the high one. */
  #mustReach({ recipient, index }: USBControlTransferParameters): void {
    this.#mustBeOpen();
    if (recipient === 'interface') {
      this.#mustHaveInterface(index & 0xff);
      if (!this.#claimed.has(index & 0xff)) throw webUsbError.notClaimed();
    } else if (recipient === 'endpoint') {
      this.#mustHaveEndpoint(index & DIRECTION_IN ? 'in' : 'out', index & 0xf);
    }
  }

  #noIsochronous(direction: USBDirection, endpointNumber: number): DOMException {
    try {
      this.#mustHaveEndpoint(direction, endpointNumber);
      return webUsbError.transferFailed();
    } catch (error) {
      return error as DOMException;
    }
  }

  #transfer(
    wanted: Pick<Urb, 'endpoint' | 'length'> & { setup: Uint8Array | null; data: Uint8Array | null },
  ): Promise<UrbResult> {
    const { length } = wanted;
    if (this.#outstandingBytes + length > MAX_OUTSTANDING_BYTES) throw webUsbError.transferFailed();
    this.#outstandingBytes += length;
    return new Promise((resolve) => {
      const urb: Urb = {
        ...wanted,
        data: wanted.data ?? new Uint8Array(0),
        complete: (result) => {
          this.#underWay.delete(urb);
          this.#outstandingBytes -= length;
          resolve(result);
        },
      };
      this.#underWay.add(urb);
      // As behind a browser's IPC: what a page starts in one go is under way before the first of it ends.
      queueMicrotask(() => {
        if (this.#underWay.has(urb)) this.#port.device.submit(urb);
      });
    });
  }

  #takeBack(which: (urb: Urb) => boolean): void {
    for (const urb of [...this.#underWay].filter(which)) {
      if (!this.#port.device.unlink(urb)) urb.complete(ended('unlinked'));
    }
  }

  /** Failures that WebUSB reports as rejections; what passes is a result. */
  #checked(result: UrbResult): UrbResult {
    switch (result.status) {
      case 'unlinked':
        throw webUsbError.cancelled();
      case 'gone':
        // The pulled cable and the cancelled transfer race in the browser; either may be first.
        throw this.#manners.pullError === 'AbortError'
          ? webUsbError.cancelled()
          : webUsbError.transferFailed();
      case 'protocol-error':
      case 'no-endpoint':
        throw webUsbError.transferFailed();
      default:
        return result;
    }
  }
}

const STATUS = { ok: 'ok', stall: 'stall', overflow: 'babble' } as const;
const statusOf = ({ status }: UrbResult): USBTransferStatus => STATUS[status as keyof typeof STATUS];

function inResult(result: UrbResult): USBInTransferResult {
  const data = new DataView(result.data.slice().buffer);
  return { status: statusOf(result), data };
}

/** Blink reports the length it was asked for, never what the device took. */
function outResult(result: UrbResult, asked: number): USBOutTransferResult {
  return { status: statusOf(result), bytesWritten: asked };
}

function setupOf(
  { requestType, recipient, request, value, index }: USBControlTransferParameters,
  direction: number,
  length: number,
): Uint8Array {
  const type = direction | REQUEST_TYPE[requestType] | RECIPIENT[recipient];
  return writeSetup({ requestType: type, request, value, index, length });
}

function refuseShared(data: BufferSource): void {
  const buffer: unknown = ArrayBuffer.isView(data) ? data.buffer : data;
  if (typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer) {
    throw webUsbError.shared();
  }
}

/** The browser copies at the call, so the caller may reuse its buffer at once. */
function copyOf(data: BufferSource): Uint8Array {
  refuseShared(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
    : new Uint8Array(data).slice();
}
