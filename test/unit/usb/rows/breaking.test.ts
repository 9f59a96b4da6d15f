import { describe, expect, test } from 'vitest';
import { Bench, outcome, send, traceOf } from './bench.ts';

const SOFT_RESET = 2;

describe('row 2: a transfer fails, and nobody unplugged anything', () => {
  test('grace, then opened anew without a word; the next job finds a machine that has forgotten the torn one', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.bulkOut.addFault({ at: 100_000, kind: 'protocol-error' });
    const start = bench.clock.now();
    expect(await bench.during(outcome(send(tab, 'noise')))).toBe('usb.transfer-failed');
    expect(bench.clock.now() - start).toBeGreaterThanOrEqual(1_500);
    await bench.clock.advance(500);
    expect(tab.shown).toEqual(['connecting', 'ready', 'lost usb.transfer-failed', 'ready']);
    await bench.print(tab, 'lines');
    // What was under way behind the failed transfer has arrived, with a hole before it.
    expect(bench.printed).toEqual(['error sheet', 'lines']);
    await bench.during(tab.keeper.disconnect());
  });

  test('a machine that fails again at once is not hammered: 1, 5, 30, 60 seconds', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    const opened: number[] = [];
    const [device] = await tab.usb.getDevices();
    const open = device!.open.bind(device);
    device!.open = () => {
      opened.push(bench.clock.now());
      return open();
    };
    // Whenever there is a machine, a job is tried on it, and dies at its first byte.
    const failures: number[] = [];
    for (let round = 0; round < 5; round++) {
      bench.machine.bulkOut.addFault({ at: bench.machine.bulkOut.bytesTaken, kind: 'protocol-error' });
      expect(await bench.during(outcome(send(tab, 'noise')))).toBe('usb.transfer-failed');
      failures.push(bench.clock.now());
      while (!tab.output) await bench.clock.advance(250);
    }
    const pauses = opened.map((at, round) => Math.floor((at - failures[round]!) / 1000));
    expect(pauses).toEqual([1, 5, 30, 60, 60]);
    await bench.print(tab, 'lines');
    expect(bench.printed.at(-1)).toBe('lines');
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 3: the failure comes before the `disconnect`', () => {
  test.each(['NetworkError', 'AbortError'] as const)(
    '%s first: it was the cable all the same',
    async (pullError) => {
      const bench = new Bench({ usb: { pullError } });
      const tab = await bench.connected();
      bench.machine.bulkOut.addFault({ at: 100_000, kind: 'unplug' });
      expect(await bench.during(outcome(send(tab, 'noise')))).toBe('usb.vanished');
      expect(tab.keeper.state).toMatchObject({ status: 'lost', error: { code: 'usb.vanished' } });
      bench.machine.setTrouble('unplugged', false);
      await bench.clock.advance(1_000);
      await bench.print(tab, 'lines');
      expect(bench.printed).toEqual(['lines']);
      await bench.during(tab.keeper.disconnect());
    },
  );
});

describe('row 13: cancel in mid-sheet', () => {
  // That a cancelled job ends its sheet legally is the engine's: see the table.
  test('a machine that takes nothing: broken off, told to forget at once, and ready for the next', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.bulkOut.addFault({ at: 100_000, kind: 'hang' });
    const sending = outcome(send(tab, 'noise'));
    await bench.clock.advance(1_000);
    const aborting = tab.output!.abort();
    expect(await bench.during(sending)).toBe('usb.closed');
    bench.machine.bulkOut.resume();
    await bench.during(aborting);
    const { log } = await traceOf(tab);
    const resets = log.filter((line) => 'call' in line && line.call === 'controlOut');
    expect(resets).toHaveLength(2);
    expect(resets[0]).toMatchObject({ setup: { requestType: 'class', request: SOFT_RESET } });
    await bench.print(tab, 'lines');
    expect(bench.printed).toEqual(['lines']);
    await bench.during(tab.keeper.disconnect());
  });

  test('while the machine waits for paper it is not told to forget: it would lose the sheets it has', async () => {
    const bench = new Bench({ speed: 'instant', memoryBytes: 100_000 });
    const tab = await bench.connected();
    bench.machine.setTrouble('out-of-paper', true);
    await bench.print(tab, 'lines');
    const stuck = outcome(send(tab, 'noise'));
    await bench.clock.advance(5_000);
    const aborting = tab.output!.abort();
    expect(await bench.during(stuck)).toBe('usb.closed');
    await bench.during(aborting);
    expect(tab.keeper.state).toMatchObject({ status: 'attention', error: { code: 'usb.hold.paper-empty' } });
    bench.machine.setTrouble('out-of-paper', false);
    await bench.print(tab, 'lines');
    expect(bench.printed).toEqual(['lines', 'lines']);
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 16: sleep, lid, hub power', () => {
  test('off and on again in mid-job, many times over: no stuck state, and each next job is whole', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    for (let round = 0; round < 20; round++) {
      const { bulkOut } = bench.machine;
      bulkOut.addFault({ at: bulkOut.bytesTaken + 1 + round * 12_345, kind: 'unplug' });
      expect(await bench.during(outcome(send(tab, 'noise')))).toBe('usb.vanished');
      await bench.clock.advance(round * 7_000);
      bench.machine.setTrouble('unplugged', false);
      await bench.clock.advance(1_000);
      expect(tab.keeper.state.status).toBe('ready');
      await bench.print(tab, 'lines');
    }
    expect(bench.printed).toEqual(Array(20).fill('lines'));
    await bench.during(tab.keeper.disconnect());
    expect(bench.clock.sleeping).toBe(0);
  });

  test('gone without any event, while nothing was printed: seen, and found again', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    const getDevices = tab.usb.getDevices.bind(tab.usb);
    tab.usb.getDevices = async () => [];
    const [device] = await getDevices();
    device!.controlTransferIn = async () => {
      throw new DOMException('The device was disconnected.', 'NotFoundError');
    };
    await bench.clock.advance(2_500);
    expect(tab.keeper.state).toMatchObject({ status: 'lost', error: { code: 'usb.vanished' } });
    tab.usb.getDevices = getDevices;
    await bench.clock.advance(10_000);
    expect(tab.keeper.state.status).toBe('ready');
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 17: the page goes away in mid-job', () => {
  test('the next page lets the machine print what it has whole, then makes it forget the rest', async () => {
    const bench = new Bench({ speed: 'engine' });
    const before = await bench.connected();
    await bench.print(before, 'lines');
    await bench.print(before, 'lines');
    bench.machine.bulkOut.addFault({ at: bench.machine.bulkOut.bytesTaken + 50_000, kind: 'hang' });
    const torn = outcome(send(before, 'noise'));
    await bench.clock.advance(100);
    const sheetsOut = bench.tray.length;
    await (await before.usb.getDevices())[0]!.close();
    await bench.during(before.keeper.disconnect());
    await bench.during(torn);
    bench.machine.bulkOut.resume();
    const after = bench.tab();
    after.keeper.tornJob(bench.target, { ms: 10_000, afterHoldMs: 10_000 });
    await bench.during(after.keeper.connect(bench.target));
    await bench.print(after, 'lines');
    await bench.clock.advance(20_000);
    expect(sheetsOut).toBeLessThan(2);
    expect(bench.printed).toEqual(['lines', 'lines', 'lines']);
    await bench.during(after.keeper.disconnect());
  });
});
