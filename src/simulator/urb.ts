/**
 * USB request blocks: what a host controller hands to a device and gets back.
 * Both faces of the simulator (WebUSB, USB/IP) speak to the device in these.
 */
export interface Urb {
  /** Endpoint address with its direction bit (0x80 = IN); 0 is the control pipe. */
  readonly endpoint: number;
  /** The eight bytes of SETUP; null on any pipe but the control pipe. */
  readonly setup: Uint8Array | null;
  /** What goes to the device; empty for IN. Not changed and not kept after completion. */
  readonly data: Uint8Array;
  /** Bytes the host wants to send, or has room for. */
  readonly length: number;
  /** Called once, when the transfer ended for whatever reason. */
  readonly complete: (result: UrbResult) => void;
}

/**
 * `stall`: the pipe is halted or the request refused. `protocol-error`: the bus failed (no handshake, bad CRC).
 * `overflow`: the device sent more than the host had room for. `unlinked`: taken back by the host.
 * `gone`: the device left the bus. `no-endpoint`: there is no such pipe.
 */
export type UrbStatus = 'ok' | 'stall' | 'protocol-error' | 'overflow' | 'unlinked' | 'gone' | 'no-endpoint';

export interface UrbResult {
  readonly status: UrbStatus;
  /** Bytes that really crossed the cable, in either direction. */
  readonly actualLength: number;
  /** IN data, `actualLength` bytes; empty for OUT. */
  readonly data: Uint8Array;
}

const NOTHING = new Uint8Array(0);

/** The result of a transfer that brought no data to the host. */
export function ended(status: UrbStatus, actualLength = 0): UrbResult {
  return { status, actualLength, data: NOTHING };
}

/** The fields of a SETUP packet (USB 2.0, 9.3). */
export interface Setup {
  readonly requestType: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

export const SETUP_BYTES = 8;

export function readSetup(bytes: Uint8Array): Setup {
  const view = new DataView(bytes.buffer, bytes.byteOffset, SETUP_BYTES);
  return {
    requestType: view.getUint8(0),
    request: view.getUint8(1),
    value: view.getUint16(2, true),
    index: view.getUint16(4, true),
    length: view.getUint16(6, true),
  };
}

export function writeSetup(setup: Setup): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(SETUP_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, setup.requestType);
  view.setUint8(1, setup.request);
  view.setUint16(2, setup.value, true);
  view.setUint16(4, setup.index, true);
  view.setUint16(6, setup.length, true);
  return bytes;
}

export const DIRECTION_IN = 0x80;

/** Bits 5 and 6 of bmRequestType. */
export const REQUEST_TYPE = { standard: 0x00, class: 0x20, vendor: 0x40, mask: 0x60 } as const;

/** Bits 0 to 4 of bmRequestType. */
export const RECIPIENT = { device: 0, interface: 1, endpoint: 2, other: 3, mask: 0x1f } as const;
