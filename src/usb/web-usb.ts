/**
 * The part of WebUSB that this room uses. `navigator.usb` fits, and so does any stand-in of the same shape;
 * the room itself never reaches for `navigator`.
 */
export interface UsbBus {
  getDevices(): Promise<UsbDevice[]>;
  addEventListener(type: ConnectionEventType, listener: (event: UsbConnectionEvent) => void): void;
  removeEventListener(type: ConnectionEventType, listener: (event: UsbConnectionEvent) => void): void;
}

export type ConnectionEventType = 'connect' | 'disconnect';

export interface UsbConnectionEvent {
  readonly device: UsbDevice;
}

export type UsbDevice = Pick<
  USBDevice,
  | 'vendorId'
  | 'productId'
  | 'manufacturerName'
  | 'productName'
  | 'serialNumber'
  | 'configuration'
  | 'configurations'
  | 'opened'
  | 'open'
  | 'close'
  | 'selectConfiguration'
  | 'claimInterface'
  | 'releaseInterface'
  | 'selectAlternateInterface'
  | 'controlTransferIn'
  | 'controlTransferOut'
  | 'transferIn'
  | 'transferOut'
  | 'clearHalt'
>;

/** Which machine to open. Without a serial number the first with the same ids is taken. */
export interface UsbTarget {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string | null;
}

export function matchesTarget(device: UsbDevice, target: UsbTarget): boolean {
  return (
    device.vendorId === target.vendorId &&
    device.productId === target.productId &&
    (target.serialNumber === null || device.serialNumber === target.serialNumber)
  );
}
