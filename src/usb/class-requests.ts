import { parseDeviceId, type DeviceId } from './device-id.ts';
import type { PrinterPort } from './find.ts';
import type { UsbDevice } from './web-usb.ts';

/** The requests of the printer class (USB Device Class Definition for Printing Devices 1.1, section 4.2). */
export const GET_DEVICE_ID = 0;
export const GET_PORT_STATUS = 1;
export const SOFT_RESET = 2;

/** Bits of the port status byte; both last ones are 1 when all is well. */
const PAPER_EMPTY = 0x20;
const SELECTED = 0x10;
const NOT_ERROR = 0x08;

/** What Linux's usblp asks for, too. */
const DEVICE_ID_MAX_BYTES = 1024;

export interface PortStatus {
  readonly paperEmpty: boolean;
  /** False: off-line. */
  readonly selected: boolean;
  readonly notError: boolean;
}

/**
 * Asks for the IEEE 1284 id of a claimed port; null when the machine does not say.
 *
 * The printer class puts the interface in the high byte of wIndex and the alternate setting in the low one.
 * Chromium takes the low byte for the interface and wants that one claimed, so it is claimed for the moment.
 */
export async function getDeviceId(device: UsbDevice, port: PrinterPort): Promise<DeviceId | null> {
  const { interfaceNumber, alternateSetting, configurationValue } = port;
  const release = await borrowInterface(device, alternateSetting);
  try {
    const result = await device.controlTransferIn(
      {
        requestType: 'class',
        recipient: 'interface',
        request: GET_DEVICE_ID,
        value: device.configurations.findIndex((each) => each.configurationValue === configurationValue),
        index: (interfaceNumber << 8) | alternateSetting,
      },
      DEVICE_ID_MAX_BYTES,
    );
    return result.status === 'ok' && result.data ? parseDeviceId(bytesOf(result.data)) : null;
  } catch {
    return null;
  } finally {
    await release();
  }
}

/** null when the machine does not answer. What the bits are worth is a quirk. */
export async function getPortStatus(device: UsbDevice, port: PrinterPort): Promise<PortStatus | null> {
  try {
    const { status, data } = await device.controlTransferIn(
      {
        requestType: 'class',
        recipient: 'interface',
        request: GET_PORT_STATUS,
        value: 0,
        index: port.interfaceNumber,
      },
      1,
    );
    if (status !== 'ok' || !data || data.byteLength === 0) return null;
    const bits = data.getUint8(0);
    return {
      paperEmpty: (bits & PAPER_EMPTY) !== 0,
      selected: (bits & SELECTED) !== 0,
      notError: (bits & NOT_ERROR) !== 0,
    };
  } catch {
    return null;
  }
}

/** Makes the printer interface drop what it holds. False when the machine refuses; rejects as WebUSB does. */
export async function requestSoftReset(device: UsbDevice, port: PrinterPort): Promise<boolean> {
  const { status } = await device.controlTransferOut({
    requestType: 'class',
    recipient: 'interface',
    request: SOFT_RESET,
    value: 0,
    index: port.interfaceNumber,
  });
  return status === 'ok';
}

/** Claims an interface unless it is ours already or not there; the function that comes back undoes it. */
async function borrowInterface(device: UsbDevice, interfaceNumber: number): Promise<() => Promise<void>> {
  const wanted = device.configuration?.interfaces.find((each) => each.interfaceNumber === interfaceNumber);
  if (!wanted || wanted.claimed) return nothing;
  try {
    await device.claimInterface(interfaceNumber);
    return () => device.releaseInterface(interfaceNumber).catch(nothing);
  } catch {
    return nothing;
  }
}

async function nothing(): Promise<void> {
  // There was nothing to claim, so there is nothing to give back.
}

function bytesOf(data: DataView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
