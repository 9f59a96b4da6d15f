import type { Clock } from './clock.ts';
import {
  matchesTarget,
  type UsbBus,
  type UsbConnectionEvent,
  type UsbDevice,
  type UsbTarget,
} from './web-usb.ts';

/**
 * Calls `onReturn` whenever the target comes (back) on the bus with its permission still good; the function
 * that comes back ends it. Chromium sends no such event for a device just chosen with `requestDevice`.
 */
export function watchForTarget(
  usb: UsbBus,
  target: UsbTarget,
  onReturn: (device: UsbDevice) => void,
): () => void {
  const listener = ({ device }: UsbConnectionEvent) => {
    if (matchesTarget(device, target)) onReturn(device);
  };
  usb.addEventListener('connect', listener);
  return () => usb.removeEventListener('connect', listener);
}

/** Whether an open device is still on the bus. */
export class Presence {
  readonly #usb: UsbBus;
  readonly #device: UsbDevice;
  readonly #departure = new AbortController();
  readonly #listener: (event: UsbConnectionEvent) => void;

  constructor(usb: UsbBus, device: UsbDevice, onGone: () => void) {
    this.#usb = usb;
    this.#device = device;
    this.#listener = (event) => {
      if (!this.#isSame(event.device)) return;
      this.stop();
      this.#departure.abort();
      onGone();
    };
    usb.addEventListener('disconnect', this.#listener);
  }

  /**
   * After a failed transfer: was it the cable? The transfer may fail well before the `disconnect` event, so
   * this waits for it up to `graceMs`, then looks at the list of devices.
   */
  async isGone(graceMs: number, clock: Clock): Promise<boolean> {
    await clock.sleep(graceMs, this.#departure.signal);
    if (this.#departure.signal.aborted) return true;
    try {
      const devices = await this.#usb.getDevices();
      return !devices.some((device) => this.#isSame(device));
    } catch {
      return false;
    }
  }

  stop(): void {
    this.#usb.removeEventListener('disconnect', this.#listener);
  }

  /** The browser may hand out a new object for the same device; then the serial number tells. */
  #isSame(device: UsbDevice): boolean {
    if (device === this.#device) return true;
    const { serialNumber } = this.#device;
    return Boolean(serialNumber) && matchesTarget(device, { ...idsOf(this.#device), serialNumber });
  }
}

function idsOf({ vendorId, productId }: UsbDevice) {
  return { vendorId, productId };
}
