import { describe, expect, it } from 'vitest';
import { BulkReader } from '../../../src/usb/reader.ts';
import { FakeClock, settle } from './fake-clock.ts';
import { FakePrinter } from './fake-printer.ts';

function setUp(inbound: FakePrinter['inbound'] = []) {
  const device = new FakePrinter();
  device.inbound = inbound;
  const clock = new FakeClock();
  return { device, clock, reader: new BulkReader(device, 6, clock) };
}

describe('BulkReader', () => {
  it('gives pieces in order, as they came', async () => {
    const { reader, device } = setUp([Uint8Array.of(1, 2), Uint8Array.of(3)]);
    expect(await reader.read(10)).toEqual(Uint8Array.of(1, 2));
    expect(await reader.read(10)).toEqual(Uint8Array.of(3));
    const late = reader.read(10);
    await settle();
    device.say(Uint8Array.of(4));
    expect(await late).toEqual(Uint8Array.of(4));
  });

  it('has deadlines of its own, and one read under way however many were waited for', async () => {
    const { reader, device, clock } = setUp();
    for (let n = 0; n < 3; n++) {
      const silent = reader.read(50);
      await clock.advance(60);
      expect(await silent).toBeNull();
    }
    expect(device.inReads).toBe(1);
    device.say(Uint8Array.of(9));
    await settle();
    expect(await reader.read(0)).toEqual(Uint8Array.of(9));
  });

  it('slows down after a few empty reads, to one in 10 ms', async () => {
    const { device, clock } = setUp(new Array<null>(10_000).fill(null));
    await clock.advance(0);
    expect(device.inReads).toBeLessThanOrEqual(6);
    await clock.advance(1_000);
    expect(device.inReads).toBeLessThan(120);
    expect(device.inReads).toBeGreaterThan(80);
  });

  it('is quick again after the first byte', async () => {
    const { device, clock, reader } = setUp([
      ...new Array<null>(20).fill(null),
      Uint8Array.of(1),
      null,
      null,
      null,
    ]);
    const first = reader.read(1_000);
    while (device.inReads < 21) await clock.advance(1);
    expect(await first).toEqual(Uint8Array.of(1));
    expect(device.inReads).toBe(25);
  });

  it('drains what an earlier owner left', async () => {
    const { reader, clock } = setUp([new Uint8Array(300), new Uint8Array(20)]);
    const dropped = reader.drain(20);
    await clock.advance(50);
    expect(await dropped).toBe(320);
  });

  it('does not drain for ever from a machine that never stops talking', async () => {
    const { device, reader, clock } = setUp();
    let done = false;
    void reader.drain(20).then(() => (done = true));
    for (let n = 0; n < 40 && !done; n++) {
      device.say(new Uint8Array(10));
      await clock.advance(10);
    }
    expect(done).toBe(true);
    expect(clock.now()).toBeLessThanOrEqual(210);
  });

  it('keeps a quarter of a megabyte at most, the newest', async () => {
    const { reader } = setUp(Array.from({ length: 100 }, (_, n) => new Uint8Array(16_384).fill(n)));
    await settle();
    expect((await reader.read(0))![0]).toBe(84);
  });

  it('clears a stall and goes on, but not for ever', async () => {
    const { device, reader } = setUp(['stall', Uint8Array.of(5)]);
    await settle();
    expect(await reader.read(0)).toEqual(Uint8Array.of(5));
    expect(device.log).toEqual(['clearHalt in 6']);

    const hopeless = setUp(new Array<'stall'>(1_000).fill('stall'));
    await hopeless.clock.advance(10_000);
    expect(hopeless.device.inReads).toBeLessThan(20);
  });

  it('falls silent when the device is closed', async () => {
    const { device, reader, clock } = setUp();
    const waiting = reader.read(1_000);
    await settle();
    await device.close();
    expect(await waiting).toBeNull();
    expect(await reader.read(1_000)).toBeNull();
    expect(clock.sleeping).toBe(0);
  });
});
