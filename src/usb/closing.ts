import type { UsbDevice } from './web-usb.ts';

const underWay = new WeakMap<UsbDevice, Promise<void>>();

/** Closing gives up all claims and ends all transfers; a device that is gone already needs none of it. */
export function closeQuietly(device: UsbDevice): Promise<void> {
  const closing = close(device);
  underWay.set(device, closing);
  return closing;
}

/** Opening and closing never mix: whoever opens a device waits here first. */
export async function untilClosed(device: UsbDevice): Promise<void> {
  await underWay.get(device);
}

async function close(device: UsbDevice): Promise<void> {
  try {
    if (device.opened) await device.close();
  } catch {
    // Gone, or closed by someone else: either way it is not ours any more.
  }
}
