import { describe, expect, test } from 'vitest';
import { FakeBus, FakePrinter, READY } from '../usb/fake-printer.ts';
import { Random } from '../../support/random.ts';
import { Bench, outcome, send, type Tab } from '../usb/rows/bench.ts';

const SOFT_RESET = 2;

/** A tab on a scripted printer, for what the simulated machine never does. */
function scripted(device = new FakePrinter({ serialNumber: 'SIM1024001' })) {
  const bench = new Bench();
  const bus = new FakeBus(device);
  return { bench, device, bus, tab: bench.tabOn(bus) };
}

describe('choosing and letting go', () => {
  test('the machine chosen last is the one that is there, however quickly people choose', async () => {
    const bench = new Bench();
    const tab = bench.tab();
    const other = { ...bench.target, serialNumber: 'OTHER' };
    const choices = [other, bench.target, other, bench.target].map((each) =>
      outcome(tab.keeper.connect(each)),
    );
    expect(await bench.during(Promise.all(choices))).toEqual(['usb.not-found', 'ok', 'usb.not-found', 'ok']);
    expect(tab.keeper.state).toMatchObject({ status: 'ready', serialNumber: 'SIM1024001' });
    await bench.during(tab.keeper.disconnect());
  });

  test('choosing what is there changes nothing', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    const { output } = tab;
    await bench.during(tab.keeper.connect(bench.target));
    expect(tab.output).toBe(output);
    await bench.during(tab.keeper.disconnect());
  });

  test('let go while it was being opened: no machine, no timer, and others may have it', async () => {
    const bench = new Bench();
    const tab = bench.tab();
    const connecting = outcome(tab.keeper.connect(bench.target));
    await bench.during(tab.keeper.disconnect());
    await connecting;
    expect(tab.keeper.state.status).toBe('none');
    expect(tab.output).toBeNull();
    await bench.clock.advance(120_000);
    expect(bench.clock.sleeping).toBe(0);
    const second = await bench.connected();
    await bench.during(second.keeper.disconnect());
  });

  test('let go while it was looked for: the search ends', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.setTrouble('unplugged', true);
    await bench.clock.advance(10_000);
    await bench.during(tab.keeper.disconnect());
    bench.machine.setTrouble('unplugged', false);
    await bench.clock.advance(120_000);
    expect(tab.shown.at(-1)).toBe('none');
    expect(bench.clock.sleeping).toBe(0);
  });

  test('a job that was open when the machine was let go is forgotten before the next', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.bulkOut.addFault({ at: 100_000, kind: 'hang' });
    const sending = outcome(send(tab, 'noise'));
    await bench.clock.advance(1_000);
    await bench.during(tab.keeper.disconnect());
    expect(await sending).toBe('usb.closed');
    bench.machine.bulkOut.resume();
    await bench.during(tab.keeper.connect(bench.target));
    await bench.print(tab, 'lines');
    expect(bench.printed).toEqual(['lines']);
    await bench.during(tab.keeper.disconnect());
  });
});

test('the simulated machine is unplugged and found again like any other', async () => {
  const bench = new Bench();
  const tab = bench.tab();
  await bench.during(tab.keeper.connect({ kind: 'simulated' }));
  expect(tab.keeper.state).toMatchObject({ status: 'ready', simulated: true });
  bench.machine.setTrouble('unplugged', true);
  await bench.clock.advance(100_000);
  expect(tab.shown.slice(2)).toEqual(['lost usb.vanished']);
  bench.machine.setTrouble('unplugged', false);
  await bench.clock.advance(1_000);
  expect(tab.keeper.state).toMatchObject({ status: 'ready', simulated: true });
  await bench.during(tab.keeper.disconnect());
});

describe('what trying again cannot help', () => {
  test('a machine of another kind is not opened over and over, but looked at when it is plugged in anew', async () => {
    const { bench, device, bus, tab } = scripted();
    device.deviceIds[1] = 'MFG:Canon;MDL:iR2016;CMD:LIPSLX;';
    expect(await bench.during(outcome(tab.keeper.connect(bench.target)))).toBe('usb.wrong-device');
    const opened = () => device.log.filter((entry) => entry === 'open').length;
    await bench.clock.advance(600_000);
    expect(opened()).toBe(1);
    device.deviceIds[1] = 'MFG:Canon;MDL:iR1020/1024/1025;CMD:LIPSLX;';
    bus.emit('connect', device);
    await bench.clock.advance(1_000);
    expect(tab.keeper.state.status).toBe('ready');
    await bench.during(tab.keeper.disconnect());
  });
});

describe('a machine of few words', () => {
  test('falls silent: people are told after the third time, and when it speaks again', async () => {
    const { bench, device, tab } = scripted();
    await bench.during(tab.keeper.connect(bench.target));
    device.status = [null];
    await bench.clock.advance(4_500);
    expect(tab.keeper.state.status).toBe('ready');
    await bench.clock.advance(3_000);
    expect(tab.keeper.state).toMatchObject({ status: 'attention', error: { code: 'usb.silent' } });
    expect(tab.output).not.toBeNull();
    device.status = [READY];
    await bench.clock.advance(3_000);
    expect(tab.keeper.state).toMatchObject({ status: 'ready', error: null });
    await bench.during(tab.keeper.disconnect());
  });

  test('never told its status: nobody is alarmed', async () => {
    const { bench, device, tab } = scripted();
    device.status = [null];
    await bench.during(tab.keeper.connect(bench.target));
    await bench.clock.advance(60_000);
    expect(tab.keeper.state).toMatchObject({ status: 'ready', port: null, error: null });
    await bench.during(tab.keeper.disconnect());
  });

  test('answers no control transfer at all: it is opened without its id, in seconds', async () => {
    const { bench, device, tab } = scripted();
    device.controlTransferIn = () => new Promise(() => undefined);
    const start = bench.clock.now();
    await bench.during(tab.keeper.connect(bench.target));
    expect(bench.clock.now() - start).toBeLessThan(6_000);
    expect(tab.keeper.state).toMatchObject({ status: 'ready', deviceId: null });
    await bench.during(tab.keeper.disconnect());
  });
});

describe('a torn job', () => {
  async function torn(tab: Tab, bench: Bench, device: FakePrinter): Promise<void> {
    await bench.during(tab.keeper.connect(bench.target));
    device.fates.push('ok', { kind: 'throw', error: new DOMException('', 'NetworkError') });
    expect(await bench.during(outcome(send(tab, 'noise')))).toBe('usb.transfer-failed');
    await bench.clock.advance(1_000);
    expect(tab.keeper.state.status).toBe('ready');
    device.received = [];
  }

  test('the machine is told to forget before the first byte of the next, and once only', async () => {
    const { bench, device, tab } = scripted();
    await torn(tab, bench, device);
    expect(device.log.filter((entry) => entry.startsWith('soft reset'))).toEqual([]);
    await bench.print(tab, 'lines');
    await bench.print(tab, 'lines');
    // One before and one behind whatever was still under way.
    expect(device.log.filter((entry) => entry.startsWith('soft reset'))).toHaveLength(2);
    await bench.during(tab.keeper.disconnect());
  });

  test('a machine that refuses to forget gets no job for the rest of the old one: somebody must go there', async () => {
    const { bench, device, tab } = scripted();
    await torn(tab, bench, device);
    const controlTransferOut = device.controlTransferOut.bind(device);
    device.controlTransferOut = async (setup) =>
      setup.request === SOFT_RESET ? { status: 'stall', bytesWritten: 0 } : controlTransferOut(setup);
    expect(await bench.during(outcome(send(tab, 'lines')))).toBe('usb.torn');
    expect(device.received).toEqual([]);
    // Printing again is the person's word that it was done.
    await bench.print(tab, 'lines');
    expect(device.received.length).toBeGreaterThan(100);
    await bench.during(tab.keeper.disconnect());
  });

  test('a machine that does not even answer that is lost', async () => {
    const { bench, device, tab } = scripted();
    await torn(tab, bench, device);
    device.controlTransferOut = () => new Promise(() => undefined);
    expect(await bench.during(outcome(send(tab, 'lines')))).toBe('usb.not-answering');
    expect(tab.shown).toContain('lost usb.not-answering');
    await bench.during(tab.keeper.disconnect());
  });

  test.each([
    ['is given time to print what it has whole', 0],
    ['that waits for paper meanwhile is given it anew', 60_000],
  ])('the machine %s', async (_, withoutPaperMs) => {
    const bench = new Bench({ speed: 'engine' });
    const tab = await bench.connected();
    for (let sheet = 0; sheet < 3; sheet++) await bench.print(tab, 'lines');
    bench.machine.bulkOut.addFault({ at: bench.machine.bulkOut.bytesTaken + 100_000, kind: 'unplug' });
    expect(await bench.during(outcome(send(tab, 'noise')))).toBe('usb.vanished');
    tab.keeper.tornJob(bench.target, { ms: 10_000, afterHoldMs: 10_000 });
    bench.machine.setTrouble('out-of-paper', withoutPaperMs > 0);
    bench.machine.setTrouble('unplugged', false);
    while (!tab.output) await bench.clock.advance(100);
    expect(bench.tray.length).toBeLessThan(3);
    const next = bench.print(tab, 'lines');
    void bench.clock.sleep(withoutPaperMs).then(() => bench.machine.setTrouble('out-of-paper', false));
    await next;
    await bench.clock.advance(30_000);
    expect(bench.printed).toEqual(Array(4).fill('lines'));
    await bench.during(tab.keeper.disconnect());
  });

  /** A machine that prints two sheets while the next job waits for it. */
  async function waitingJob() {
    const bench = new Bench({ speed: 'engine' });
    const tab = await bench.connected();
    for (let sheet = 0; sheet < 2; sheet++) await bench.print(tab, 'lines');
    bench.machine.bulkOut.addFault({ at: bench.machine.bulkOut.bytesTaken + 100_000, kind: 'unplug' });
    expect(await bench.during(outcome(send(tab, 'noise')))).toBe('usb.vanished');
    tab.keeper.tornJob(bench.target, { ms: 60_000, afterHoldMs: 60_000 });
    bench.machine.setTrouble('unplugged', false);
    while (!tab.output) await bench.clock.advance(100);
    tab.holds.length = 0;
    const next = outcome(send(tab, 'lines'));
    await bench.clock.advance(1_000);
    expect(tab.holds).toContain('usb.finishing');
    expect(tab.keeper.state).toMatchObject({ error: null, status: 'printing' });
    expect(tab.output.isWaiting).toBe(true);
    return { bench, tab, next };
  }

  test('what it prints is waited for, and people are told; it ends when somebody says so', async () => {
    const { bench, tab, next } = await waitingJob();
    await bench.clock.advance(10_000);
    expect(bench.printed).toEqual(['lines', 'lines']);
    await tab.keeper.stopWaiting();
    await bench.clock.advance(1_000);
    expect(await next).toBe('ok');
    expect(tab.holds.at(-1)).toBeNull();
    await bench.clock.advance(30_000);
    expect(bench.printed).toEqual(['lines', 'lines', 'lines']);
    await bench.during(tab.keeper.disconnect());
  });

  test('a job that is cancelled while it waits takes no sheet of an earlier one along', async () => {
    const { bench, tab, next } = await waitingJob();
    const before = bench.printed.length;
    await bench.during(tab.output!.abort());
    expect(await bench.during(next)).toBe('usb.closed');
    await bench.clock.advance(20_000);
    expect(before).toBeLessThan(2);
    expect(bench.printed).toEqual(['lines', 'lines']);
    await bench.print(tab, 'lines');
    await bench.clock.advance(60_000);
    expect(bench.printed).toEqual(['lines', 'lines', 'lines']);
    await bench.during(tab.keeper.disconnect());
  });

  test('breaking off never throws, also when the machine does not come back', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.bulkOut.addFault({ at: 100_000, kind: 'hang' });
    const sending = outcome(send(tab, 'noise'));
    await bench.clock.advance(1_000);
    const abort = tab.output!.abort();
    bench.machine.setTrouble('unplugged', true);
    await bench.during(abort);
    expect(await sending).not.toBe('ok');
    bench.machine.bulkOut.resume();
    bench.machine.setTrouble('unplugged', false);
    await bench.clock.advance(2_000);
    await bench.print(tab, 'lines');
    expect(bench.printed).toEqual(['lines']);
    await bench.during(tab.keeper.disconnect());
  });
});

describe('a kiosk', () => {
  test('eight hours with the cable pulled every few minutes: every job gets out, nothing gets stuck', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    const random = new Random(20_260_417);
    const end = 8 * 3_600_000;
    let pulled = 0;
    const puller = (async () => {
      while (bench.clock.now() < end) {
        await bench.clock.sleep(60_000 + random.next() * 240_000);
        // Half of them in the middle of a job.
        if (random.next() < 0.5) {
          const { bulkOut } = bench.machine;
          bulkOut.addFault({ at: bulkOut.bytesTaken + Math.floor(random.next() * 290_000), kind: 'unplug' });
          while (!bench.machine.troubles.includes('unplugged') && bench.clock.now() < end) {
            await bench.clock.sleep(1_000);
          }
        } else {
          bench.machine.setTrouble('unplugged', true);
        }
        pulled += 1;
        await bench.clock.sleep(random.next() * 90_000);
        bench.machine.setTrouble('unplugged', false);
      }
    })();
    let wanted = 0;
    let attempts = 0;
    const printer = (async () => {
      while (bench.clock.now() < end) {
        await bench.clock.sleep(90_000);
        wanted += 1;
        for (let isOut = false; !isOut; attempts += 1) {
          while (!tab.output) await bench.clock.sleep(1_000);
          isOut = (await outcome(send(tab, 'noise'))) === 'ok';
        }
      }
    })();
    await bench.clock.advance(end + 400_000);
    await Promise.all([puller, printer]);
    expect(pulled).toBeGreaterThan(100);
    expect(attempts).toBeGreaterThan(wanted);
    expect(bench.printed).toEqual(Array(wanted).fill('noise'));
    expect(tab.keeper.state.status).toBe('ready');
    await bench.during(tab.keeper.disconnect());
    expect(bench.clock.sleeping).toBe(0);
  });
});
