import { PlatenError } from '../errors/platen-error.ts';
import { identifyUsbIds, namesAnotherModel } from '../machine/usb-ids.ts';
import { getDeviceId } from './class-requests.ts';
import { cleanText } from './clean-text.ts';
import { systemClock, within, type Clock } from './clock.ts';
import { closeQuietly, untilClosed } from './closing.ts';
import { PrinterConnection, type ConnectionEvents, type PrinterIdentity } from './connection.ts';
import type { DeviceId } from './device-id.ts';
import { type OperatingSystem } from '../errors/operating-system.ts';
import { usbError } from './errors.ts';
import { printerPorts, type PrinterPort } from './find.ts';
import { matchesTarget, type UsbBus, type UsbDevice, type UsbTarget } from './web-usb.ts';
import { DEFAULT_TUNING, type TransferTuning } from './writer.ts';

export interface OpenOptions extends ConnectionEvents {
  readonly os: OperatingSystem;
  readonly clock?: Clock;
  readonly tuning?: Partial<TransferTuning>;
}

/** Stale answers are in the pipe already when it is opened; this long a silence shows that there are none. */
const DRAIN_QUIET_MS = 20;
const MAX_STRING_LENGTH = 126;
/** A machine that hangs must not keep the opening waiting: it is then opened without its id. */
const ID_WITHIN_MS = 2_000;

/**
 * Opens a machine for which the page has permission, claims its printer and asks who it is.
 *
 * @throws PlatenError `usb.not-found`, `usb.wrong-device`, `usb.open-failed*`, `usb.claim-failed*`,
 * `usb.no-printer-interface`, `usb.vanished`. The device is closed again before any of them.
 */
export async function openPrinter(
  usb: UsbBus,
  target: UsbTarget,
  options: OpenOptions,
): Promise<PrinterConnection> {
  const device = (await usb.getDevices()).find((each) => matchesTarget(each, target));
  if (!device) throw new PlatenError('usb.not-found');
  const ids = identifyUsbIds(device.vendorId, device.productId);
  if (ids.kind === 'other') throw wrongDevice(ids.name ?? (productOf(device) || 'an unknown device'));

  const { os, clock = systemClock, tuning } = options;
  await untilClosed(device);
  try {
    await attempt('open', os, async () => {
      if (!device.opened) await device.open();
    });
    const { port, deviceId } = await claimPrinter(device, os, clock);
    if (deviceId && namesAnotherModel(deviceId.model)) throw wrongDevice(deviceId.model);
    const context = { os, clock, tuning: { ...DEFAULT_TUNING, ...tuning } };
    const opened = { usb, device, port, identity: identityOf(device, deviceId) };
    const connection = new PrinterConnection(opened, context, options);
    await connection.drain(DRAIN_QUIET_MS);
    if (connection.failure) throw connection.failure;
    return connection;
  } catch (thrown) {
    await closeQuietly(device);
    throw thrown;
  }
}

interface Claimed {
  readonly port: PrinterPort;
  readonly deviceId: DeviceId | null;
}

/** Claims the printer interface; where there are several, the one whose id speaks for UFR II LT. */
async function claimPrinter(device: UsbDevice, os: OperatingSystem, clock: Clock): Promise<Claimed> {
  const ports = printerPorts(device);
  const [first] = ports;
  if (!first) throw new PlatenError('usb.no-printer-interface', { name: productOf(device) || 'The device' });
  if (device.configuration === null) {
    await attempt('claim', os, () => device.selectConfiguration(first.configurationValue));
  }

  let best: Claimed | null = null;
  let failure: unknown;
  for (const port of ports) {
    try {
      await claim(device, port, os);
      const deviceId = await within(getDeviceId(device, port), ID_WITHIN_MS, clock);
      const claimed = { port, deviceId };
      if (!best || fitness(claimed) > fitness(best)) {
        if (best) await device.releaseInterface(best.port.interfaceNumber);
        best = claimed;
      } else {
        await device.releaseInterface(port.interfaceNumber);
      }
    } catch (thrown) {
      failure ??= thrown;
    }
  }
  if (!best) throw failure;
  return best;
}

function claim(device: UsbDevice, port: PrinterPort, os: OperatingSystem): Promise<void> {
  const { interfaceNumber, alternateSetting } = port;
  return attempt('claim', os, async () => {
    await device.claimInterface(interfaceNumber);
    const claimed = device.configuration?.interfaces.find((each) => each.interfaceNumber === interfaceNumber);
    if (claimed && claimed.alternate.alternateSetting !== alternateSetting) {
      await device.selectAlternateInterface(interfaceNumber, alternateSetting);
    }
  });
}

/**
 * How well a printer interface fits: a fax is worst, one that names UFR II LT best. Canon's readme shows
 * FAX, PCL5e, PCL6 and UFRII LT as four printers on one cable for a sibling.
 */
function fitness({ deviceId }: Claimed): number {
  if (!deviceId) return 1;
  const names = `${deviceId.model} ${deviceId.description}`;
  if (/\bfax\b/i.test(names)) return 0;
  if (/UFR/i.test(names)) return 4;
  if (/PCL/i.test(names)) return 1;
  return deviceId.commandSet.includes('LIPSLX') ? 3 : 2;
}

function identityOf(device: UsbDevice, deviceId: DeviceId | null): PrinterIdentity {
  const manufacturer =
    cleanText(device.manufacturerName ?? '', MAX_STRING_LENGTH) || (deviceId?.manufacturer ?? '');
  const product = productOf(device) || (deviceId?.model ?? '');
  const serialNumber = cleanText(device.serialNumber ?? '', MAX_STRING_LENGTH) || null;
  const name = product.startsWith(manufacturer) ? product : `${manufacturer} ${product}`.trim();
  return { name: name || 'Canon iR1020/1024/1025', manufacturer, product, serialNumber, deviceId };
}

function productOf(device: UsbDevice): string {
  return cleanText(device.productName ?? '', MAX_STRING_LENGTH);
}

function wrongDevice(name: string): PlatenError {
  return new PlatenError('usb.wrong-device', { name });
}

async function attempt(
  step: 'open' | 'claim',
  os: OperatingSystem,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    throw usbError(thrown, step, os);
  }
}
