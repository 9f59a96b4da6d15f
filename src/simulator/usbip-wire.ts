import { joinBytes } from './bytes.ts';
import { CONFIGURATION_VALUE, type DeviceIdentity } from './descriptors.ts';
import { SETUP_BYTES, type UrbStatus } from './urb.ts';

/**
 * The bytes of USB/IP 1.1.1 (Linux kernel documentation, usbip_protocol). Everything is big-endian.
 * A connection first asks for a list or a device (operations); after an import it carries URBs (commands).
 */
const VERSION = 0x0111;

export const OPERATION = {
  listRequest: 0x8005,
  listReply: 0x0005,
  importRequest: 0x8003,
  importReply: 0x0003,
};
const COMMAND = { submit: 1, unlink: 2, submitted: 3, unlinked: 4 } as const;

export const OPERATION_HEADER_BYTES = 8;
export const BUS_ID_BYTES = 32;
export const COMMAND_HEADER_BYTES = 48;
const PATH_BYTES = 256;
const DEVICE_BYTES = PATH_BYTES + BUS_ID_BYTES + 24;
const HIGH_SPEED = 3;

/** Statuses of operations. */
export const OPERATION_STATUS = { ok: 0, busy: 2, noDevice: 4 } as const;

/** Linux error numbers, as a URB's status carries them (negative). */
const ERRNO = {
  ok: 0,
  stall: -32, // EPIPE
  'protocol-error': -71, // EPROTO
  overflow: -75, // EOVERFLOW
  unlinked: -104, // ECONNRESET
  gone: -108, // ESHUTDOWN
  'no-endpoint': -2, // ENOENT
} as const satisfies Record<UrbStatus, number>;

/** A device on the server's list. */
export interface ExportedDevice {
  readonly identity: DeviceIdentity;
  /** As `usbip attach -b` names it, such as `1-1`. */
  readonly busId: string;
  readonly busNumber: number;
  readonly deviceNumber: number;
}

export interface SubmitCommand {
  readonly sequence: number;
  /** With direction bit. */
  readonly endpoint: number;
  readonly isIn: boolean;
  readonly length: number;
  readonly setup: Uint8Array;
}

export interface UnlinkCommand {
  readonly sequence: number;
  readonly victim: number;
}

/** The operation asked for, or null when these bytes are not USB/IP of our version. */
export function readOperation(header: Uint8Array): number | null {
  const view = viewOf(header);
  return view.getUint16(0) === VERSION ? view.getUint16(2) : null;
}

export function readBusId(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(bytes.subarray(0, end < 0 ? bytes.length : end));
}

export function writeDeviceList(devices: readonly ExportedDevice[]): Uint8Array<ArrayBuffer> {
  const count = new Uint8Array(4);
  viewOf(count).setUint32(0, devices.length);
  return joinBytes([
    operationHeader(OPERATION.listReply, OPERATION_STATUS.ok),
    count,
    ...devices.flatMap((device) => [
      deviceRecord(device),
      Uint8Array.from(
        device.identity.interfaces.flatMap((shape) => [
          shape.interfaceClass,
          shape.subclass,
          shape.protocol,
          0,
        ]),
      ),
    ]),
  ]);
}

export function writeImportReply(device: ExportedDevice): Uint8Array<ArrayBuffer> {
  return joinBytes([operationHeader(OPERATION.importReply, OPERATION_STATUS.ok), deviceRecord(device)]);
}

export function writeImportRefusal(status: number): Uint8Array<ArrayBuffer> {
  return operationHeader(OPERATION.importReply, status);
}

/** null: neither a submit nor an unlink, or fields that contradict each other. */
export function readCommand(header: Uint8Array): SubmitCommand | UnlinkCommand | null {
  const view = viewOf(header);
  const sequence = view.getUint32(4);
  switch (view.getUint32(0)) {
    case COMMAND.submit: {
      const isIn = view.getUint32(12) === 1;
      const number = view.getUint32(16);
      const length = view.getInt32(24);
      if (number > 15 || length < 0) return null;
      const setup = header.slice(40, 40 + SETUP_BYTES);
      return { sequence, endpoint: number === 0 ? 0 : number | (isIn ? 0x80 : 0), isIn, length, setup };
    }
    case COMMAND.unlink:
      return { sequence, victim: view.getUint32(20) };
    default:
      return null;
  }
}

/** RET_SUBMIT with its IN data. */
export function writeSubmitted(
  sequence: number,
  status: UrbStatus,
  actualLength: number,
  data: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(COMMAND_HEADER_BYTES + data.length);
  const view = viewOf(bytes);
  view.setUint32(0, COMMAND.submitted);
  view.setUint32(4, sequence);
  view.setInt32(20, ERRNO[status]);
  view.setInt32(24, actualLength);
  bytes.set(data, COMMAND_HEADER_BYTES);
  return bytes;
}

/** RET_UNLINK: `unlinked` when the URB was taken back, `ok` when it had ended before. */
export function writeUnlinked(sequence: number, status: 'unlinked' | 'ok'): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(COMMAND_HEADER_BYTES);
  const view = viewOf(bytes);
  view.setUint32(0, COMMAND.unlinked);
  view.setUint32(4, sequence);
  view.setInt32(20, ERRNO[status]);
  return bytes;
}

function operationHeader(code: number, status: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(OPERATION_HEADER_BYTES);
  const view = viewOf(bytes);
  view.setUint16(0, VERSION);
  view.setUint16(2, code);
  view.setUint32(4, status);
  return bytes;
}

function deviceRecord({ identity, busId, busNumber, deviceNumber }: ExportedDevice): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(DEVICE_BYTES);
  const view = viewOf(bytes);
  const text = new TextEncoder();
  bytes.set(text.encode(`/sys/devices/platform/platen/usb${busNumber}/${busId}`), 0);
  bytes.set(text.encode(busId).subarray(0, BUS_ID_BYTES - 1), PATH_BYTES);
  const at = PATH_BYTES + BUS_ID_BYTES;
  view.setUint32(at, busNumber);
  view.setUint32(at + 4, deviceNumber);
  view.setUint32(at + 8, HIGH_SPEED);
  view.setUint16(at + 12, identity.vendorId);
  view.setUint16(at + 14, identity.productId);
  view.setUint16(at + 16, identity.releaseBcd);
  // Class, subclass and protocol stay 0: they are per interface.
  bytes.set([CONFIGURATION_VALUE, 1, identity.interfaces.length], at + 21);
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
