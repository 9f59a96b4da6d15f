import type { UsbDevice } from '../../usb/web-usb.ts';

/** The scanner's way in: one interface and its three pipes. */
export interface ScannerPort {
  readonly configurationValue: number;
  readonly interfaceNumber: number;
  readonly outEndpoint: number;
  readonly inEndpoint: number;
  /** null: the machine cannot speak up by itself. */
  readonly interruptEndpoint: number | null;
}

const VENDOR_CLASS = 0xff;

/** Found by class, endpoints by descriptor: no descriptor dump of this model has been published (notes §1). */
export function scannerPort(device: UsbDevice): ScannerPort | null {
  const configurations = device.configuration ? [device.configuration] : device.configurations;
  for (const { configurationValue, interfaces } of configurations) {
    for (const { interfaceNumber, alternates } of interfaces) {
      const setting = alternates.find(({ alternateSetting }) => alternateSetting === 0);
      if (setting?.interfaceClass !== VENDOR_CLASS) continue;
      const pipe = (type: USBEndpointType, direction: USBDirection) =>
        setting.endpoints.find((each) => each.type === type && each.direction === direction)?.endpointNumber;
      const outEndpoint = pipe('bulk', 'out');
      const inEndpoint = pipe('bulk', 'in');
      if (outEndpoint === undefined || inEndpoint === undefined) continue;
      const interruptEndpoint = pipe('interrupt', 'in') ?? null;
      return { configurationValue, interfaceNumber, outEndpoint, inEndpoint, interruptEndpoint };
    }
  }
  return null;
}
