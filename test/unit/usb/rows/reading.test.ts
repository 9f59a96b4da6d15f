import { describe, expect, test } from 'vitest';
import { openPrinter } from '../../../../src/usb/open.ts';
import { Bench, traceOf } from './bench.ts';

const MINUTES = 60_000;

describe('row 6: reads that can neither time out nor be taken back', () => {
  test('one reader: a read that waits is the only one, and callers have deadlines of their own', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    await bench.clock.advance(5 * MINUTES);
    const reads = (await traceOf(tab)).log.filter((line) => 'call' in line && line.call === 'in');
    expect(reads).toHaveLength(1);
    await bench.during(tab.keeper.disconnect());
  });

  test('reads that end at once and empty do not turn into a storm: 12 minutes, 1.27 million once seen', async () => {
    const bench = new Bench();
    const usb = bench.tab().usb;
    const [device] = await usb.getDevices();
    let reads = 0;
    const transferIn = device!.transferIn.bind(device);
    device!.transferIn = (endpoint, length) => {
      reads += 1;
      return transferIn(endpoint, length);
    };
    bench.machine.answersEmpty = true;
    const opening = openPrinter(usb, bench.target, { os: 'linux', clock: bench.clock });
    const connection = await bench.during(opening);
    await bench.clock.advance(0.2 * MINUTES);
    // At most one read in 10 ms once it has slowed down.
    expect(reads).toBeLessThan((0.2 * MINUTES) / 10 + 100);
    expect(reads).toBeGreaterThan(500);
    bench.machine.answersEmpty = false;
    await bench.clock.advance(100);
    bench.machine.say(Uint8Array.of(1, 2, 3));
    expect(await bench.during(connection.read(1_000))).toEqual(Uint8Array.of(1, 2, 3));
    await bench.during(connection.close());
  });
});

describe('row 14: what an earlier owner left in the IN pipe', () => {
  test('is thrown away before anything is asked', async () => {
    const bench = new Bench();
    bench.machine.say(new Uint8Array(5_000).fill(0xee));
    const { usb } = bench.tab();
    const opening = openPrinter(usb, bench.target, { os: 'linux', clock: bench.clock });
    const connection = await bench.during(opening);
    bench.machine.say(Uint8Array.of(7));
    expect(await bench.during(connection.read(1_000))).toEqual(Uint8Array.of(7));
    await bench.during(connection.close());
  });

  test('a pipe that never falls silent does not keep the machine from being opened', async () => {
    const bench = new Bench();
    const { usb } = bench.tab();
    const chatter = setInterval(() => bench.machine.say(new Uint8Array(100)), 0);
    const opening = openPrinter(usb, bench.target, { os: 'linux', clock: bench.clock });
    const connection = await bench.during(opening).finally(() => clearInterval(chatter));
    expect(bench.clock.now()).toBeLessThan(5_000);
    await bench.during(connection.close());
  });
});
