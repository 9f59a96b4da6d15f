import { describe, expect, test } from 'vitest';
import { openPrinter } from '../../../../src/usb/open.ts';
import type { TraceLine, UsbTrace } from '../../../../src/usb/trace-format.ts';
import { FakeBus, FakePrinter } from '../fake-printer.ts';
import { Bench, JOBS, outcome, send, traceOf } from './bench.ts';

type Call = Extract<TraceLine, { call: string }>;
const GET_PORT_STATUS = 1;

const callsOf = (trace: UsbTrace): Call[] => trace.log.filter((line): line is Call => 'call' in line);
const outOf = (trace: UsbTrace) => callsOf(trace).filter((line) => line.call === 'out');

describe('row 7: endpoint stall', () => {
  test('one stall: the pipe is cleared and the piece sent once more; the sheet is whole', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    await bench.print(tab, 'noise');
    const smooth = outOf(await traceOf(tab));
    const { bulkOut } = bench.machine;
    // Between two transfers: within one nobody can know how much was taken (see the next test).
    bulkOut.addFault({ at: bulkOut.bytesTaken + smooth[0]!.length + smooth[1]!.length, kind: 'stall' });
    await bench.print(tab, 'noise');
    expect(bench.printed).toEqual(['noise', 'noise']);
    const calls = callsOf(await traceOf(tab));
    expect(calls.filter(({ call }) => call === 'clearHalt')).toHaveLength(1);
    const transfers = calls.filter(({ call }) => call === 'out').length;
    expect(transfers).toBeGreaterThan(2 * smooth.length);
    await bench.during(tab.keeper.disconnect());
  });

  test('within a transfer the bytes before it may come twice: the machine says so on paper, nothing is hidden', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.bulkOut.addFault({ at: 100_000, kind: 'stall' });
    await bench.print(tab, 'noise');
    expect(bench.printed).toEqual(['error sheet']);
    await bench.during(tab.keeper.disconnect());
  });

  test('two stalls at the same place: dead, opened anew, and the next job is whole', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    for (let strike = 0; strike < 2; strike++)
      bench.machine.bulkOut.addFault({ at: 2 * 65_536, kind: 'stall' });
    expect(await bench.during(outcome(send(tab, 'noise')))).toBe('usb.stalled');
    await bench.clock.advance(1_000);
    expect(tab.keeper.state.status).toBe('ready');
    await bench.print(tab, 'lines');
    expect(bench.printed).toEqual(['lines']);
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 8: short and zero writes', () => {
  const open = async (device: FakePrinter) =>
    openPrinter(
      new FakeBus(device),
      { vendorId: 0x04a9, productId: 0x26e6, serialNumber: null },
      { os: 'linux' },
    );
  const bytes = Uint8Array.from({ length: 200_000 }, (_, at) => at % 251);

  test('short: goes on where it ended, byte for byte', async () => {
    const device = new FakePrinter();
    device.fates.push('ok', { kind: 'short', taken: 1_000 });
    const connection = await open(device);
    // One transfer at a time, so that none behind the short one is taken.
    await connection.write(bytes.subarray(0, 10));
    await connection.flush();
    await connection.write(bytes.subarray(10, 50_000));
    await connection.flush();
    await connection.write(bytes.subarray(50_000));
    await connection.flush();
    expect(Buffer.compare(Buffer.from(device.received), bytes)).toBe(0);
    await connection.close();
  });

  test('zero: dead, nothing is tried for ever', async () => {
    const device = new FakePrinter();
    device.fates.push({ kind: 'short', taken: 0 });
    const connection = await open(device);
    const writing = connection.write(bytes.subarray(0, 1_000)).then(() => connection.flush());
    expect(await outcome(writing)).toBe('usb.refused');
    await connection.close();
    expect(device.asked).toEqual([1_000]);
    expect(device.opened).toBe(false);
  });

  test('a hole with bytes behind it: the job is given up, not patched', async () => {
    const device = new FakePrinter();
    device.fates.push({ kind: 'short', taken: 1_000 }, 'ok');
    const connection = await open(device);
    expect(await outcome(connection.write(bytes).then(() => connection.flush()))).toBe('usb.bytes-lost');
  });

  test('in Chromium, which hides it, the machine finds the hole and says so on paper', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.bulkOut.addFault({ at: 100_000, kind: 'short' });
    await bench.print(tab, 'noise');
    expect(bench.printed).toEqual(['error sheet']);
    await bench.print(tab, 'lines');
    expect(bench.printed).toEqual(['error sheet', 'lines']);
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 10: how much may be under way', () => {
  test('64 KiB a transfer, four at once: never near what a renderer, Linux or Windows refuses', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.bulkOut.addFault({ at: 1, kind: 'delay', ms: 1_000 });
    await bench.print(tab, 'noise');
    const { log } = await traceOf(tab);
    const underWay = new Map<number, number>();
    let most = 0;
    let mostBytes = 0;
    for (const line of log) {
      if ('call' in line && line.call === 'out') underWay.set(line.id, line.length);
      if ('answer' in line) underWay.delete(line.id);
      most = Math.max(most, underWay.size);
      mostBytes = Math.max(
        mostBytes,
        [...underWay.values()].reduce((sum, length) => sum + length, 0),
      );
    }
    expect(most).toBe(4);
    expect(mostBytes).toBeLessThanOrEqual(262_144);
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 11: empty packets', () => {
  test('none is sent, not even after a job that ends on a packet boundary', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    bench.machine.engine.accept = (bytes) => bytes.length;
    for (const length of [512, 65_536, 131_072]) {
      await bench.during(tab.output!.write(new Uint8Array(length)).then(() => tab.output!.flush()));
    }
    const lengths = outOf(await traceOf(tab)).map(({ length }) => length);
    expect(lengths).toEqual([512, 65_536, 65_536, 65_536]);
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 12: shared memory', () => {
  test('bytes are copied at the boundary: views on shared memory print, and may be reused at once', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    const { stream } = JOBS.noise;
    const shared = new Uint8Array(new SharedArrayBuffer(20_000));
    const sending = (async () => {
      for (let at = 0; at < stream.length; at += shared.length) {
        const piece = stream.subarray(at, at + shared.length);
        shared.set(piece);
        const view = shared.subarray(0, piece.length) as Uint8Array as Uint8Array<ArrayBuffer>;
        await tab.output!.write(view);
        shared.fill(0xff);
      }
      await tab.output!.flush();
    })();
    await bench.during(sending);
    expect(bench.printed).toEqual(['noise']);
    await bench.during(tab.keeper.disconnect());
  });
});

describe('row 15: status queries while a job is on the wire', () => {
  test('none as long as data moves; when it does not, it is asked why', async () => {
    const bench = new Bench();
    const tab = await bench.connected();
    const queries = async () =>
      callsOf(await traceOf(tab)).filter(
        (line) => line.call === 'controlIn' && line.setup.request === GET_PORT_STATUS,
      ).length;
    const before = await queries();
    bench.machine.bulkOut.addFault({ at: 100_000, kind: 'hang' });
    const sending = outcome(send(tab, 'noise'));
    await bench.clock.advance(2_900);
    expect(await queries()).toBe(before);
    await bench.clock.advance(10_000);
    expect(await queries()).toBeGreaterThan(before);
    bench.machine.bulkOut.resume();
    expect(await bench.during(sending)).toBe('ok');
    expect(bench.printed).toEqual(['noise']);
    await bench.during(tab.keeper.disconnect());
  });
});
