import { describe, expect, it } from 'vitest';
import { DEVICE_ID, IMAGERUNNER_1024, PRINTER_INTERFACE } from '../../../src/simulator/descriptors.ts';
import { HostPort } from '../../../src/simulator/host-port.ts';
import { OutPipe } from '../../../src/simulator/out-pipe.ts';
import { PrinterInterface } from '../../../src/simulator/printer-interface.ts';
import { ScanInterface } from '../../../src/simulator/scanner/scan-interface.ts';
import { VirtualDevice } from '../../../src/simulator/virtual-device.ts';
import { SimulatedUsb, type SimulatedUsbOptions } from '../../../src/simulator/webusb.ts';
import { ManualClock } from './manual-clock.ts';

const PRINTER = 1;
const OUT = PRINTER_INTERFACE.endpoints[0]!.address;
const IN = PRINTER_INTERFACE.endpoints[1]!.address & 0xf;

/** A device whose printer takes up to `room` bytes and then answers NAK. */
function rig(options: SimulatedUsbOptions & { room?: number; serialNumber?: string | null } = {}) {
  const clock = new ManualClock();
  const received: number[] = [];
  const state = { room: options.room ?? Infinity, flushes: 0 };
  const out = new OutPipe(
    (bytes) => {
      const taken = Math.min(bytes.length, state.room);
      received.push(...bytes.subarray(0, taken));
      state.room -= taken;
      return taken;
    },
    clock,
    () => device.unplug(),
  );
  const printer = new PrinterInterface({
    interfaceNumber: PRINTER,
    deviceId: DEVICE_ID,
    out,
    lights: () => ({ paperEmpty: false, selected: true, notError: true }),
    flush: () => {
      state.flushes++;
    },
    hostGone: () => undefined,
  });
  const identity = { ...IMAGERUNNER_1024, serialNumber: options.serialNumber ?? null };
  if (options.serialNumber === undefined) identity.serialNumber = IMAGERUNNER_1024.serialNumber!;
  const device = new VirtualDevice({ identity, functions: [new ScanInterface(clock), printer] });
  const port = new HostPort(device);
  const usb = new SimulatedUsb(port, { granted: true, ...options });
  return { clock, received, state, out, printer, device, port, usb };
}

async function claimed(parts = rig()) {
  const [device] = await parts.usb.getDevices();
  await device!.open();
  await device!.claimInterface(PRINTER);
  return { ...parts, dev: device! };
}

const named = (name: string) => expect.objectContaining({ name });
const classIn = (request: number, index: number): USBControlTransferParameters => ({
  requestType: 'class',
  recipient: 'interface',
  request,
  value: 0,
  index,
});

describe('what the page sees of the machine', () => {
  it('shows interfaces by class with their endpoints', async () => {
    const { dev } = await claimed();
    expect([dev.vendorId, dev.productId]).toEqual([0x04a9, 0x26e6]);
    expect([dev.manufacturerName, dev.productName]).toEqual(['Canon', 'iR1020/1024/1025']);
    const shapes = dev.configuration.interfaces.map(({ alternate, claimed: mine }) => [
      [alternate.interfaceClass, alternate.interfaceSubclass, alternate.interfaceProtocol],
      alternate.endpoints.map(({ direction, type }) => `${type} ${direction}`),
      mine,
    ]);
    expect(shapes).toEqual([
      [[0xff, 0, 0xff], ['bulk out', 'bulk in', 'interrupt in'], false],
      [[7, 1, 2], ['bulk out', 'bulk in'], true],
    ]);
  });

  it('gives nothing before it is granted, and the chooser honours filters', async () => {
    const { usb } = rig({ granted: false });
    expect(await usb.getDevices()).toEqual([]);
    await expect(usb.requestDevice({ filters: [{ vendorId: 0x03f0 }] })).rejects.toEqual(
      named('NotFoundError'),
    );
    const device = await usb.requestDevice({ filters: [{ classCode: 7, subclassCode: 1 }] });
    expect(await usb.getDevices()).toEqual([device]);
  });
});

describe('class requests', () => {
  it('GET_DEVICE_ID needs interface 0 as well, as in Chromium', async () => {
    const { dev } = await claimed();
    await expect(dev.controlTransferIn(classIn(0, 0x0100), 1024)).rejects.toEqual(named('InvalidStateError'));
    await dev.claimInterface(0);
    const { status, data } = await dev.controlTransferIn(classIn(0, 0x0100), 1024);
    expect(status).toBe('ok');
    expect(data!.getUint16(0)).toBe(data!.byteLength);
    expect(new TextDecoder().decode(data!.buffer.slice(2) as ArrayBuffer)).toBe(DEVICE_ID);
  });

  it('GET_PORT_STATUS answers one byte, unknown requests stall', async () => {
    const { dev } = await claimed();
    const { data } = await dev.controlTransferIn(classIn(1, PRINTER), 1);
    expect([data!.byteLength, data!.getUint8(0)]).toEqual([1, 0x18]);
    expect((await dev.controlTransferIn(classIn(9, PRINTER), 1)).status).toBe('stall');
  });

  it('SOFT_RESET ends a halt and drops what was received', async () => {
    const { dev, out, state } = await claimed();
    out.halt();
    expect((await dev.transferOut(OUT, new Uint8Array(1))).status).toBe('stall');
    await dev.controlTransferOut({ ...classIn(2, PRINTER) });
    expect(state.flushes).toBe(1);
    expect((await dev.transferOut(OUT, new Uint8Array(1))).status).toBe('ok');
  });
});

describe('bulk OUT as Chromium reports it', () => {
  it('carries the bytes of a view and lets the caller reuse its buffer', async () => {
    const { dev, received, state, out } = await claimed(rig({ room: 0 }));
    const buffer = Uint8Array.from([9, 1, 2, 3, 9]);
    const sent = dev.transferOut(OUT, buffer.subarray(1, 4));
    buffer.fill(7);
    await Promise.resolve();
    expect(received).toEqual([]);
    state.room = 100;
    out.pump();
    await sent;
    expect(received).toEqual([1, 2, 3]);
  });

  it('waits while the machine answers NAK and goes on in order', async () => {
    const parts = rig({ room: 3 });
    const { dev, out, state, received } = await claimed(parts);
    let ended = 0;
    const both = [Uint8Array.of(1, 2, 3, 4), Uint8Array.of(5, 6)].map(async (bytes) => {
      const result = await dev.transferOut(OUT, bytes);
      ended++;
      return result;
    });
    await Promise.resolve();
    expect([received, ended]).toEqual([[1, 2, 3], 0]);
    state.room = Infinity;
    out.pump();
    expect(await Promise.all(both)).toEqual([
      { status: 'ok', bytesWritten: 4 },
      { status: 'ok', bytesWritten: 2 },
    ]);
    expect(received).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('says that all was written, however little the device took', async () => {
    const { dev, out, received } = await claimed();
    out.addFault({ at: 400, kind: 'short' });
    expect(await dev.transferOut(OUT, new Uint8Array(1000))).toEqual({ status: 'ok', bytesWritten: 1000 });
    out.addFault({ at: 700, kind: 'stall' });
    expect(await dev.transferOut(OUT, new Uint8Array(1000))).toEqual({ status: 'stall', bytesWritten: 1000 });
    expect(received).toHaveLength(700);
    expect((await dev.transferOut(OUT, new Uint8Array(1))).status).toBe('stall');
    await dev.clearHalt('out', OUT);
    expect((await dev.transferOut(OUT, new Uint8Array(1))).status).toBe('ok');
  });

  it('fails one transfer with NetworkError on a bus error', async () => {
    const { dev, out } = await claimed();
    out.addFault({ at: 0, kind: 'protocol-error' });
    await expect(dev.transferOut(OUT, new Uint8Array(10))).rejects.toEqual(named('NetworkError'));
    expect((await dev.transferOut(OUT, new Uint8Array(10))).status).toBe('ok');
  });

  it('delays at an exact byte until the clock says so', async () => {
    const { dev, out, received, clock } = await claimed();
    out.addFault({ at: 5, kind: 'delay', ms: 100 });
    const sent = dev.transferOut(OUT, new Uint8Array(10));
    await Promise.resolve();
    expect(received).toHaveLength(5);
    clock.advance(99);
    expect(received).toHaveLength(5);
    clock.advance(1);
    expect((await sent).status).toBe('ok');
  });

  it('refuses shared memory, too long transfers and too much at once', async () => {
    const { dev } = await claimed(rig({ room: 0 }));
    const shared = new Uint8Array(new SharedArrayBuffer(4)) as unknown as Uint8Array<ArrayBuffer>;
    await expect(dev.transferOut(OUT, shared)).rejects.toThrow(TypeError);
    const MiB = 1024 * 1024;
    await expect(dev.transferOut(OUT, new Uint8Array(32 * MiB + 1))).rejects.toEqual(named('DataError'));
    await expect(dev.transferOut(OUT, new Uint8Array(17 * MiB))).rejects.toEqual(named('NetworkError'));
  });
});

describe('bulk IN', () => {
  it('waits for the machine, ends with its packet, babbles into a short buffer', async () => {
    const { dev, printer } = await claimed();
    const waiting = dev.transferIn(IN, 64);
    printer.backChannel.send(new TextEncoder().encode('hello'));
    const { status, data } = await waiting;
    expect([status, data!.byteLength]).toEqual(['ok', 5]);
    printer.backChannel.send(new TextEncoder().encode('hello'));
    expect((await dev.transferIn(IN, 3)).status).toBe('babble');
  });
});

describe('states and claims', () => {
  it('insists on open and claimed', async () => {
    const { usb } = rig();
    const [dev] = await usb.getDevices();
    await expect(dev!.claimInterface(PRINTER)).rejects.toEqual(named('InvalidStateError'));
    await dev!.open();
    await expect(dev!.transferOut(OUT, new Uint8Array(1))).rejects.toEqual(named('NotFoundError'));
    await expect(dev!.claimInterface(5)).rejects.toEqual(named('NotFoundError'));
    await expect(dev!.transferOut(16, new Uint8Array(1))).rejects.toEqual(named('IndexSizeError'));
    await expect(dev!.selectConfiguration(2)).rejects.toEqual(named('NotFoundError'));
  });

  it('lets one tab claim, until it lets go', async () => {
    const { dev, port } = await claimed();
    const [second] = await new SimulatedUsb(port, { granted: true }).getDevices();
    await second!.open();
    await expect(second!.claimInterface(PRINTER)).rejects.toEqual(named('NetworkError'));
    await dev.close();
    await second!.claimInterface(PRINTER);
  });

  it("cannot have what the system's driver holds", async () => {
    const { device } = rig();
    const [dev] = await new SimulatedUsb(new HostPort(device, [PRINTER]), { granted: true }).getDevices();
    await dev!.open();
    await expect(dev!.claimInterface(PRINTER)).rejects.toEqual(named('NetworkError'));
    await dev!.claimInterface(0);
  });

  it('aborts what is under way on close', async () => {
    const { dev } = await claimed(rig({ room: 0 }));
    const sent = dev.transferOut(OUT, new Uint8Array(5));
    await dev.close();
    await expect(sent).rejects.toEqual(named('AbortError'));
  });
});

describe('the cable', () => {
  it.each(['NetworkError', 'AbortError'] as const)('pulled in mid-transfer gives %s', async (pullError) => {
    const { dev, usb, out, device } = await claimed(rig({ pullError }));
    const events: string[] = [];
    usb.addEventListener('disconnect', (event) => events.push(`disconnect ${event.device === dev}`));
    usb.addEventListener('connect', (event) => events.push(`connect ${event.device !== dev}`));
    out.addFault({ at: 300, kind: 'unplug' });
    const sent = [dev.transferOut(OUT, new Uint8Array(1000)), dev.transferOut(OUT, new Uint8Array(10))];
    for (const each of sent) await expect(each).rejects.toEqual(named(pullError));
    expect(dev.opened).toBe(false);
    await expect(dev.open()).rejects.toEqual(named('NotFoundError'));
    expect(await usb.getDevices()).toEqual([]);
    device.plug();
    const [again] = await usb.getDevices();
    expect(again).not.toBe(dev);
    await again!.open();
    await again!.claimInterface(PRINTER);
    expect((await again!.transferOut(OUT, new Uint8Array(10))).status).toBe('ok');
    expect(events).toEqual(['disconnect true', 'connect true']);
  });

  it('a grant without serial number is lost with the cable', async () => {
    const { usb, device } = rig({ serialNumber: null });
    expect(await usb.getDevices()).toHaveLength(1);
    device.unplug();
    device.plug();
    expect(await usb.getDevices()).toHaveLength(0);
  });

  it('forget() ends the grant', async () => {
    const { usb, dev } = await claimed();
    await dev.forget();
    expect(await usb.getDevices()).toEqual([]);
  });
});
