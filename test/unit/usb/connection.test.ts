import { afterEach, describe, expect, it } from 'vitest';
import { PlatenError, type ErrorRecord } from '../../../src/errors/platen-error.ts';
import { openPrinter, type OpenOptions } from '../../../src/usb/open.ts';
import { watchForTarget } from '../../../src/usb/watch.ts';
import type { UsbBus, UsbTarget } from '../../../src/usb/web-usb.ts';
import { FakeClock, settle } from './fake-clock.ts';
import {
  bulk,
  FakeBus,
  FakePrinter,
  GOOD_ID,
  PRINTER_PIPES,
  READY,
  type FakeOptions,
} from './fake-printer.ts';

const TARGET: UsbTarget = { vendorId: 0x04a9, productId: 0x26e6, serialNumber: null };
const code = (thrown: unknown) => (thrown instanceof PlatenError ? thrown.code : String(thrown));
const outcome = (work: Promise<unknown>) => work.then(() => 'ok', code);
const networkError = () => new DOMException('A transfer error has occurred.', 'NetworkError');

const clocks: FakeClock[] = [];

function setUp(options: FakeOptions = {}) {
  const device = new FakePrinter(options);
  const bus = new FakeBus(device);
  const clock = new FakeClock();
  clocks.push(clock);
  const lost: PlatenError[] = [];
  const holds: (ErrorRecord | null)[] = [];
  const open = async (more: Partial<OpenOptions> = {}, target = TARGET) => {
    const opening = openPrinter(bus, target, {
      os: 'linux',
      clock,
      tuning: { chunkBytes: 100 },
      onLost: (error) => lost.push(error),
      onHold: (reason) => holds.push(reason),
      ...more,
    });
    opening.catch(() => undefined);
    await clock.advance(50);
    return opening;
  };
  return { device, bus, clock, lost, holds, open };
}

/** Nobody may leave a timer behind. */
afterEach(async () => {
  for (const clock of clocks.splice(0)) {
    await clock.advance(120_000);
    expect(clock.sleeping).toBe(0);
  }
});

describe('openPrinter', () => {
  it('opens, claims, asks who it is, and gives back what it only borrowed', async () => {
    const { open, device } = setUp();
    const connection = await open();
    expect(device.log).toEqual(['open', 'claim 1', 'claim 0', 'release 0']);
    expect(device.claimedInterfaces).toEqual([1]);
    expect(connection.identity).toMatchObject({
      name: 'Canon iR1020/1024/1025',
      manufacturer: 'Canon',
      product: 'iR1020/1024/1025',
      serialNumber: 'ABC123',
    });
    expect(connection.identity.deviceId?.raw).toBe(GOOD_ID);
    expect(await connection.portStatus()).toEqual({ paperEmpty: false, selected: true, notError: true });
    await connection.close();
  });

  it('fits the real thing', () => {
    // Compile-time: navigator.usb can be injected as it is.
    const accepts = (usb: USB): UsbBus => usb;
    expect(accepts).toBeTypeOf('function');
  });

  it('chooses a configuration and an alternate setting only when it must', async () => {
    const interfaces = [
      [
        { classes: [7, 1, 3], endpoints: PRINTER_PIPES },
        { classes: [7, 1, 2], alternateSetting: 1, endpoints: PRINTER_PIPES },
      ],
    ] as const;
    const { open, device } = setUp({ interfaces, configured: false });
    const connection = await open();
    expect(device.log).toEqual(['open', 'configure 1', 'claim 0', 'alternate 0.1']);
    await connection.close();
  });

  it('goes on without an id when the scanner cannot be borrowed', async () => {
    const { open, device } = setUp();
    device.claimErrors[0] = networkError();
    const connection = await open();
    expect(connection.identity.deviceId).toBeNull();
    expect(connection.identity.name).toBe('Canon iR1020/1024/1025');
    await connection.close();
  });

  it('has no permission, or no machine: says so', async () => {
    const { open, bus } = setUp();
    bus.devices = [];
    expect(await outcome(open())).toBe('usb.not-found');
  });

  it('tells two machines apart by serial number', async () => {
    const { open, bus, device } = setUp();
    const second = new FakePrinter({ serialNumber: 'DEF456' });
    bus.devices = [device, second];
    const connection = await open({}, { ...TARGET, serialNumber: 'DEF456' });
    expect(connection.identity.serialNumber).toBe('DEF456');
    expect(device.log).toEqual([]);
    await connection.close();
    expect(await outcome(open({}, { ...TARGET, serialNumber: 'GHI' }))).toBe('usb.not-found');
  });

  it('names a neighbour that was picked by mistake, and never opens it', async () => {
    const { open, device } = setUp({ productId: 0x269d });
    const error = await open({}, { ...TARGET, productId: 0x269d }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'usb.wrong-device', params: { name: 'Canon iR1018/1022/1023' } });
    expect(device.log).toEqual([]);
  });

  it('believes an id that names another model, and closes again', async () => {
    const { open, device } = setUp();
    device.deviceIds[1] = 'MFG:Canon;MDL:iR2016;CMD:LIPSLX;';
    const error = await open().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'usb.wrong-device', params: { name: 'iR2016' } });
    expect(device.opened).toBe(false);
  });

  it('says when there is no printer in it', async () => {
    const { open, device } = setUp({ interfaces: [[{ classes: [7, 1, 4], endpoints: PRINTER_PIPES }]] });
    expect(await outcome(open())).toBe('usb.no-printer-interface');
    expect(device.opened).toBe(false);
  });

  it.each([
    ['linux', 'usb.claim-failed.linux'],
    ['windows', 'usb.claim-failed.windows'],
    ['other', 'usb.claim-failed'],
  ] as const)(
    'claimed by another program on %s: advice, and the handle is given back',
    async (os, expected) => {
      const { open, device, bus } = setUp();
      device.claimErrors[1] = new DOMException('Unable to claim interface.', 'NetworkError');
      expect(await outcome(open({ os }))).toBe(expected);
      expect(device.opened).toBe(false);
      expect(bus.listening).toBe(0);
    },
  );

  it('cannot be opened: advice', async () => {
    const { open, device } = setUp();
    device.openError = new DOMException('Access denied.', 'SecurityError');
    expect(await outcome(open())).toBe('usb.open-failed.linux');
  });

  it.each([
    ['not the fax', ['MDL:iR1020/1024/1025 (FAX);CMD:LIPSLX;', null], 1],
    ['not the fax, though it comes last', [null, 'MDL:iR1020/1024/1025 (FAX);CMD:LIPSLX;'], 0],
    ['the one named UFR II LT', ['MDL:iR1024;CMD:LIPSLX;', 'MDL:iR1020/1024/1025 (UFRII LT);'], 1],
    ['the one that speaks LIPSLX', ['MDL:iR1024;CMD:PCL;', 'MDL:iR1024;CMD:LIPSLX;'], 1],
    ['not PCL', ['MDL:iR1024 (PCL6);CMD:LIPSLX;', 'MDL:iR1024;'], 1],
    ['the first of equals', ['MDL:iR1024;', 'MDL:iR1024;'], 0],
  ])('among several printers on one cable takes %s', async (_, ids, expected) => {
    const at = (number: number) => [{ classes: [7, 1, 2] as const, endpoints: [bulk('out', number)] }];
    const { open, device } = setUp({ interfaces: [at(1), at(2)] });
    device.deviceIds = { ...ids };
    const connection = await open();
    expect(device.claimedInterfaces).toEqual([expected]);
    await connection.close();
  });

  it('takes the other printer when one is in use', async () => {
    const at = (number: number) => [{ classes: [7, 1, 2] as const, endpoints: [bulk('out', number)] }];
    const { open, device } = setUp({ interfaces: [at(1), at(2)] });
    device.claimErrors[0] = networkError();
    const connection = await open();
    expect(device.claimedInterfaces).toEqual([1]);
    await connection.close();
  });

  it('cleans and caps what descriptors say', async () => {
    const { open } = setUp({
      productName: `\u202eevil\u0000<b>${'x'.repeat(5_000)}`,
      manufacturerName: null,
      serialNumber: '',
    });
    const { identity, close } = await open().then((connection) => ({
      identity: connection.identity,
      close: () => connection.close(),
    }));
    expect(identity.product.length).toBeLessThanOrEqual(126);
    expect(identity.product).toMatch(/^evil<b>x+$/);
    expect(identity.serialNumber).toBeNull();
    expect(identity.manufacturer).toBe('Canon');
    await close();
  });

  it('drains what an earlier owner left unread', async () => {
    const { open, device } = setUp();
    device.inbound = [Uint8Array.of(1, 2, 3)];
    const connection = await open();
    device.say(Uint8Array.of(9));
    expect(await connection.read(0)).toEqual(Uint8Array.of(9));
    await connection.close();
  });
});

describe('a connection', () => {
  it('writes, counts, and tells of progress', async () => {
    const progress: number[] = [];
    const { open, device } = setUp();
    const connection = await open({ onProgress: (bytes) => progress.push(bytes) });
    await connection.write(new Uint8Array(950).fill(3));
    await connection.flush();
    expect(device.received).toHaveLength(950);
    expect(connection.bytesAccepted).toBe(950);
    expect(progress.at(-1)).toBe(950);
    await connection.close();
  });

  it.each(['NetworkError', 'AbortError'])(
    'cable pulled in mid-job, %s before the event: gone, once',
    async (name) => {
      const { open, device, bus, clock, lost } = setUp();
      const connection = await open();
      device.fates.push('ok', 'hang');
      const write = outcome(connection.write(new Uint8Array(2_000)));
      await settle();
      device.fail(new DOMException('', name));
      await clock.advance(1_000);
      bus.unplug(device);
      expect(await write).toBe('usb.vanished');
      expect(lost.map(code)).toEqual(['usb.vanished']);
      expect(await outcome(connection.flush())).toBe('usb.vanished');
      expect(connection.bytesAccepted).toBe(100);
    },
  );

  it('cable pulled while nothing is sent: told by the event', async () => {
    const { open, device, bus, lost } = setUp();
    const connection = await open();
    bus.unplug(device);
    await settle();
    expect(lost.map(code)).toEqual(['usb.vanished']);
    expect(bus.listening).toBe(0);
    expect(await outcome(connection.write(new Uint8Array(1)))).toBe('usb.vanished');
  });

  it('knows its device by serial number when the browser hands out a new object', async () => {
    const { open, bus, lost } = setUp();
    await open();
    bus.emit('disconnect', new FakePrinter({ serialNumber: 'OTHER' }));
    expect(lost).toEqual([]);
    bus.emit('disconnect', new FakePrinter());
    expect(lost.map(code)).toEqual(['usb.vanished']);
  });

  it('without a serial number, knows only the very object', async () => {
    const { open, device, bus, lost } = setUp({ serialNumber: null });
    await open();
    bus.emit('disconnect', new FakePrinter({ serialNumber: null }));
    expect(lost).toEqual([]);
    bus.emit('disconnect', device);
    expect(lost).toHaveLength(1);
  });

  it('may be opened again at once: opening waits for the closing', async () => {
    const { open, device } = setUp();
    const first = await open();
    void first.close();
    const second = await open();
    await second.write(Uint8Array.of(1));
    await second.flush();
    expect(device.log.filter((entry) => /open|close/.test(entry))).toEqual(['open', 'close', 'open']);
    await second.close();
  });

  it('refuses a soft reset once closed', async () => {
    const { open } = setUp();
    const connection = await open();
    await connection.close();
    expect(await outcome(connection.softReset())).toBe('usb.closed');
  });

  it('gone without any event: seen in the list', async () => {
    const { open, device, bus, clock, lost } = setUp();
    const connection = await open();
    device.fates.push({ kind: 'throw', error: networkError() });
    const write = outcome(connection.write(new Uint8Array(50)).then(() => connection.flush()));
    bus.devices = [];
    await clock.advance(2_000);
    expect(await write).toBe('usb.vanished');
    expect(lost).toHaveLength(1);
  });

  it('a failed transfer with the machine still there is another matter', async () => {
    const { open, device, clock, lost } = setUp();
    const connection = await open();
    device.fates.push({ kind: 'throw', error: networkError() });
    const write = outcome(connection.write(new Uint8Array(50)).then(() => connection.flush()));
    await clock.advance(2_000);
    expect(await write).toBe('usb.transfer-failed');
    expect(lost.map(code)).toEqual(['usb.transfer-failed']);
    expect(device.opened).toBe(false);
  });

  it('close during a transfer ends everything with one reason, and nobody is told of a loss', async () => {
    const { open, device, bus, lost } = setUp();
    const connection = await open();
    device.fates.push('hang');
    const write = outcome(connection.write(new Uint8Array(2_000)));
    await settle();
    await Promise.all([connection.close(), connection.close()]);
    expect(await write).toBe('usb.closed');
    expect(await outcome(connection.write(new Uint8Array(1)))).toBe('usb.closed');
    expect(device.log.filter((entry) => entry === 'close')).toHaveLength(1);
    expect(lost).toEqual([]);
    expect(bus.listening).toBe(0);
    expect(await connection.portStatus()).toBeNull();
  });

  it('out of paper: holds and says why, goes on when there is paper again', async () => {
    const { open, device, clock, holds, lost } = setUp();
    const connection = await open();
    device.status = [READY | 0x20];
    device.fates.push('hang');
    const done = connection.write(new Uint8Array(50)).then(() => connection.flush());
    await clock.advance(600_000);
    expect(holds).toEqual([{ code: 'usb.hold.paper-empty', params: {} }]);
    device.status = [READY];
    device.resume();
    await done;
    await settle();
    expect(holds.at(-1)).toBeNull();
    expect(lost).toEqual([]);
    await connection.close();
  });

  it('takes no data and gives no reason: given up and closed, after the patience that was set', async () => {
    const { open, device, clock, lost } = setUp();
    const connection = await open();
    connection.patienceMs = 120_000;
    device.fates.push('hang');
    const write = outcome(connection.write(new Uint8Array(2_000)));
    await clock.advance(110_000);
    expect(lost).toEqual([]);
    await clock.advance(20_000);
    expect(lost.map(code)).toEqual(['usb.not-answering']);
    expect(await write).toBe('usb.not-answering');
    expect(device.opened).toBe(false);
  });

  it('soft reset after a job that was cut off: the machine forgets, and the next job goes through', async () => {
    const { open, device, clock } = setUp();
    const connection = await open();
    device.fates.push('hang');
    const cancel = new AbortController();
    const write = outcome(connection.write(new Uint8Array(2_000), cancel.signal));
    await settle();
    cancel.abort();
    expect(await write).toBe('usb.cancelled');
    expect(await outcome(connection.write(new Uint8Array(1)))).toBe('usb.torn');

    const reset = connection.softReset();
    await settle();
    device.resume();
    await clock.advance(100);
    await reset;
    expect(device.log.filter((entry) => entry === 'soft reset 1')).toHaveLength(2);
    device.received = [];
    await connection.write(Uint8Array.of(1, 2, 3));
    await connection.flush();
    expect(device.received).toEqual([1, 2, 3]);
    await connection.close();
  });

  it('a soft reset that does not help ends the connection', async () => {
    const { open, device, clock, lost } = setUp();
    const connection = await open();
    device.fates.push('hang');
    await connection.write(new Uint8Array(50));
    const reset = outcome(connection.softReset());
    await clock.advance(3_000);
    expect(await reset).toBe('usb.not-answering');
    expect(lost.map(code)).toEqual(['usb.not-answering']);
  });
});

describe('watchForTarget', () => {
  it('sees the same machine come back, and no other', () => {
    const { bus } = setUp();
    const seen: (string | null)[] = [];
    const stop = watchForTarget(bus, { ...TARGET, serialNumber: 'ABC123' }, ({ serialNumber }) =>
      seen.push(serialNumber),
    );
    bus.emit('connect', new FakePrinter({ serialNumber: 'OTHER' }));
    bus.emit('connect', new FakePrinter({ productId: 0x269d }));
    bus.emit('connect', new FakePrinter());
    stop();
    bus.emit('connect', new FakePrinter());
    expect(seen).toEqual(['ABC123']);
  });
});
