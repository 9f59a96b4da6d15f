import { describe, expect, it } from 'vitest';
import type { PlatenError } from '../../../src/errors/platen-error.ts';
import { DEVICE_ID, IMAGERUNNER_1024 } from '../../../src/simulator/descriptors.ts';
import { HostPort } from '../../../src/simulator/host-port.ts';
import { OutPipe } from '../../../src/simulator/out-pipe.ts';
import { PrinterInterface } from '../../../src/simulator/printer-interface.ts';
import { ScanInterface } from '../../../src/simulator/scanner/scan-interface.ts';
import { VirtualDevice } from '../../../src/simulator/virtual-device.ts';
import { SimulatedUsb } from '../../../src/simulator/webusb.ts';
import { openPrinter } from '../../../src/usb/open.ts';
import { ManualClock } from '../simulator/manual-clock.ts';

const { vendorId, productId, serialNumber } = IMAGERUNNER_1024;

/** The simulated machine with a printer that only keeps what it gets. */
async function connect(pullError: 'NetworkError' | 'AbortError' = 'NetworkError') {
  const clock = new ManualClock();
  const received: number[] = [];
  const lost: PlatenError[] = [];
  const out = new OutPipe(
    (bytes) => {
      received.push(...bytes);
      return bytes.length;
    },
    clock,
    () => device.unplug(),
  );
  const printer = new PrinterInterface({
    interfaceNumber: 1,
    deviceId: DEVICE_ID,
    out,
    lights: () => ({ paperEmpty: false, selected: true, notError: true }),
    flush: () => undefined,
    hostGone: () => undefined,
  });
  const device: VirtualDevice = new VirtualDevice({
    identity: IMAGERUNNER_1024,
    functions: [new ScanInterface(clock), printer],
  });
  const usb = new SimulatedUsb(new HostPort(device), { granted: true, pullError });
  const target = { vendorId, productId, serialNumber };
  const connection = await openPrinter(usb, target, { os: 'linux', onLost: (error) => lost.push(error) });
  return { connection, out, received, lost };
}

const job = Uint8Array.from({ length: 500_000 }, (_, i) => (i * 31) % 253);

describe('the connection and the simulated machine', () => {
  it('understand each other: identity, status, half a megabyte', async () => {
    const { connection, received } = await connect();
    expect(connection.identity.deviceId?.raw).toBe(DEVICE_ID);
    expect(await connection.portStatus()).toEqual({ paperEmpty: false, selected: true, notError: true });
    await connection.write(job);
    await connection.flush();
    expect(Buffer.compare(Buffer.from(received), job)).toBe(0);
    await connection.close();
  });

  it('a stall between two transfers costs nothing', async () => {
    const { connection, out, received } = await connect();
    out.addFault({ at: 2 * 65_536, kind: 'stall' });
    await connection.write(job);
    await connection.flush();
    expect(Buffer.compare(Buffer.from(received), job)).toBe(0);
    await connection.close();
  });

  it.each(['NetworkError', 'AbortError'] as const)(
    'a cable pulled in mid-job (%s) is a lost machine',
    async (name) => {
      const { connection, out, lost } = await connect(name);
      out.addFault({ at: 100_000, kind: 'unplug' });
      const sending = connection.write(job).then(() => connection.flush());
      await expect(sending).rejects.toMatchObject({ code: 'usb.vanished' });
      expect(lost.map(({ code }) => code)).toEqual(['usb.vanished']);
    },
  );
});
