import { describe, expect, test } from 'vitest';
import { SimulatedUsb } from '../../../../src/simulator/webusb.ts';
import { FakePrinter, FakeBus } from '../fake-printer.ts';
import { openPrinter } from '../../../../src/usb/open.ts';
import { Bench, outcome, send } from './bench.ts';

describe('row 1: open ok, claim fails', () => {
  test('another tab has it: advice, the handle is given back, and it is ours when the tab lets go', async () => {
    const bench = new Bench();
    const other = await bench.connected();
    const tab = bench.tab();
    expect(await bench.during(outcome(tab.keeper.connect(bench.target)))).toBe('usb.claim-failed.linux');
    expect((await tab.usb.getDevices())[0]!.opened).toBe(false);
    await bench.print(other, 'lines');
    await bench.clock.advance(100_000);
    expect(tab.shown).toEqual(['connecting', 'lost usb.claim-failed.linux']);
    await bench.during(other.keeper.disconnect());
    await bench.clock.advance(60_500);
    expect(tab.keeper.state).toMatchObject({ status: 'ready', error: null });
    await bench.print(tab, 'lines');
    expect(bench.printed).toEqual(['lines', 'lines']);
    await bench.during(tab.keeper.disconnect());
  });

  test('it is tried again after 1, 5, 30 and then every 60 seconds, for ever', async () => {
    const bench = new Bench({ kernelDrivers: [1] });
    const tab = bench.tab();
    await bench.during(outcome(tab.keeper.connect(bench.target)));
    const start = bench.clock.now();
    const attempts: number[] = [];
    const [device] = await tab.usb.getDevices();
    const open = device!.open.bind(device);
    device!.open = () => {
      attempts.push(Math.round((bench.clock.now() - start) / 1000));
      return open();
    };
    await bench.clock.advance(300_000);
    expect(attempts).toEqual([1, 6, 36, 96, 156, 216, 276]);
    await bench.during(tab.keeper.disconnect());
    await bench.clock.advance(300_000);
    expect(attempts).toHaveLength(7);
    expect(bench.clock.sleeping).toBe(0);
  });

  test('a person who asks again is served at once', async () => {
    const bench = new Bench();
    const other = await bench.connected();
    const tab = bench.tab();
    await bench.during(outcome(tab.keeper.connect(bench.target)));
    await bench.clock.advance(50_000);
    await bench.during(other.keeper.disconnect());
    const before = bench.clock.now();
    expect(await bench.during(outcome(tab.keeper.connect(bench.target)))).toBe('ok');
    expect(bench.clock.now() - before).toBeLessThan(1_000);
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 4: the permission is gone after replugging', () => {
  test.each([
    ['no serial number', { serialNumber: null }],
    ['Android', { os: 'android' as const, usb: { forgetsUnplugged: true } }],
  ])('%s: says so, and one click is enough', async (_, options) => {
    const bench = new Bench(options);
    const tab = await bench.connected();
    bench.machine.setTrouble('unplugged', true);
    await bench.clock.advance(3_000);
    expect(tab.keeper.state).toMatchObject({ status: 'lost', error: { code: 'usb.permission-gone' } });
    bench.machine.setTrouble('unplugged', false);
    await bench.clock.advance(200_000);
    expect(tab.keeper.state.error?.code).toBe('usb.permission-gone');
    expect(tab.shown.slice(-2)).toEqual(['lost usb.vanished', 'lost usb.permission-gone']);
    await tab.usb.requestDevice();
    expect(await bench.during(outcome(tab.keeper.connect(bench.target)))).toBe('ok');
    await bench.print(tab, 'lines');
    expect(bench.printed).toEqual(['lines']);
    await bench.during(tab.keeper.disconnect());
  });

  test('with a serial number the machine is known again, and nobody is asked', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.setTrouble('unplugged', true);
    await bench.clock.advance(400_000);
    expect(tab.keeper.state).toMatchObject({ status: 'lost', error: { code: 'usb.vanished' } });
    expect(tab.output).toBeNull();
    bench.machine.setTrouble('unplugged', false);
    await bench.clock.advance(500);
    expect(tab.keeper.state.status).toBe('ready');
    await bench.print(tab, 'lines');
    await bench.during(tab.keeper.disconnect());
  });

  test('a policy that grants it for good needs no click either', async () => {
    const bench = new Bench({ serialNumber: null });
    const tab = await bench.connected();
    bench.machine.setTrouble('unplugged', true);
    await bench.clock.advance(3_000);
    bench.machine.setTrouble('unplugged', false);
    // The policy stands in for the person: granted again before the next look.
    await tab.usb.requestDevice();
    await bench.clock.advance(60_000);
    expect(tab.keeper.state.status).toBe('ready');
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 5: choosing a machine tells of no `connect`', () => {
  test('the keeper opens what was chosen without waiting for the event', async () => {
    const bench = new Bench({ usb: { granted: false } });
    const tab = bench.tab();
    let events = 0;
    tab.usb.addEventListener('connect', () => (events += 1));
    expect(await bench.during(outcome(tab.keeper.connect(bench.target)))).toBe('usb.not-found');
    await tab.usb.requestDevice();
    expect(await bench.during(outcome(tab.keeper.connect(bench.target)))).toBe('ok');
    expect(events).toBe(0);
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 18: a second tab', () => {
  test('gets nothing of the machine while the first prints, and disturbs no byte of it', async () => {
    const bench = new Bench();
    const first = await bench.connected();
    const second = bench.tab();
    const printing = bench.print(first, 'lines');
    const refused = outcome(second.keeper.connect(bench.target));
    await printing;
    expect(await bench.during(refused)).toBe('usb.claim-failed.linux');
    expect(bench.printed).toEqual(['lines']);
    for (const { keeper } of [first, second]) await bench.during(keeper.disconnect());
  });

  test.each([
    ['which was told that a job was torn makes the machine forget it', true, ['lines']],
    ['which was not told loses its own job in the torn one', false, []],
  ])('closed in the middle of a job: the one after it, %s', async (_, isTold, printed) => {
    const bench = new Bench();
    const first = await bench.connected();
    bench.machine.bulkOut.addFault({ at: 100_000, kind: 'hang' });
    const half = outcome(send(first, 'noise'));
    await bench.clock.advance(100);
    const second = bench.tab();
    await bench.during(outcome(second.keeper.connect(bench.target)));
    // A tab that goes away gives up its claims; nothing else reaches the machine.
    const [device] = await first.usb.getDevices();
    await device!.close();
    await bench.during(first.keeper.disconnect());
    expect(await bench.during(half)).not.toBe('ok');
    if (isTold) second.keeper.tornJob(bench.target, { ms: 0, afterHoldMs: 0 });
    bench.machine.bulkOut.resume();
    await bench.clock.advance(60_000);
    expect(second.keeper.state.status).toBe('ready');
    await bench.print(second, 'lines');
    expect(bench.printed).toEqual(printed);
    await bench.during(second.keeper.disconnect());
  });
});

describe('row 22: hostile strings from the device', () => {
  test('names and ids are cleaned and capped before anybody sees them', async () => {
    const device = new FakePrinter({
      productName: `<img src=x onerror=alert(1)>\u202e\u0000${'A'.repeat(9_000)}`,
      manufacturerName: '\u2066Canon\u0007',
      serialNumber: `\u200b${'9'.repeat(500)}`,
    });
    device.deviceIds[1] = `MFG:\u001b[31mCanon;MDL:iR1020/1024/1025;DES:${'x'.repeat(9_000)};`;
    const target = { vendorId: 0x04a9, productId: 0x26e6, serialNumber: null };
    const connection = await openPrinter(new FakeBus(device), target, { os: 'linux' });
    const { identity } = connection;
    const texts = [identity.name, identity.product, identity.serialNumber ?? '', identity.deviceId!.raw];
    for (const text of texts) {
      expect(text).not.toMatch(/\p{C}/u);
      expect(text.length).toBeLessThanOrEqual(4_096);
    }
    expect(identity.serialNumber).toHaveLength(126);
    await connection.close();
  });

  test('a bus that lists other devices, too: they are never opened', async () => {
    const bench = new Bench();
    const stranger = new FakePrinter({ vendorId: 0x1234 });
    const usb = new SimulatedUsb(bench.machine.port, { granted: true });
    const bus = new FakeBus(stranger, ...(await usb.getDevices()));
    const opening = openPrinter(bus, bench.target, { os: 'linux', clock: bench.clock });
    await (await bench.during(opening)).close();
    expect(stranger.log).toEqual([]);
  });
});
