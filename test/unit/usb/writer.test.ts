import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorRecord } from '../../../src/errors/platen-error.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { BulkWriter, type TransferTuning } from '../../../src/usb/writer.ts';
import { FakeClock, settle } from './fake-clock.ts';
import { FakePrinter, READY, type Fate } from './fake-printer.ts';

const PAPER_EMPTY = READY | 0x20;
const ERROR = READY & ~0x08;
const OFF_LINE = READY & ~0x10;

function setUp(tuning: Partial<TransferTuning> = {}, status: FakePrinter['status'] = [READY]) {
  const device = new FakePrinter();
  const clock = new FakeClock();
  const holds: (ErrorRecord | null)[] = [];
  const failures: PlatenError[] = [];
  const progress: number[] = [];
  const answers = [...status];
  const host = {
    clock,
    portStatus: async () => {
      const bits = answers.length > 1 ? answers.shift()! : answers[0]!;
      if (bits === 'hang') return new Promise<null>(() => undefined);
      if (bits === null) return null;
      return { paperEmpty: (bits & 32) !== 0, selected: (bits & 16) !== 0, notError: (bits & 8) !== 0 };
    },
    patienceMs: () => 30_000,
    onHold: (reason: ErrorRecord | null) => holds.push(reason),
    onProgress: (bytes: number) => progress.push(bytes),
    explain: async (thrown: unknown) => new PlatenError('usb.vanished', {}, { cause: thrown }),
    onFailed: (error: PlatenError) => failures.push(error),
  };
  const writer = new BulkWriter(device, 5, host, { chunkBytes: 100, depth: 4, gapMs: 0, ...tuning });
  return { device, clock, writer, holds, failures, progress };
}

const bytesOf = (length: number, from = 0) => Uint8Array.from({ length }, (_, i) => (from + i) % 251);
const code = (thrown: unknown) => (thrown instanceof PlatenError ? thrown.code : String(thrown));
const outcome = (work: Promise<unknown>) => work.then(() => 'ok', code);

describe('order and back-pressure', () => {
  it('sends everything in order, never more than the depth under way', async () => {
    const { device, writer, progress } = setUp();
    const job = bytesOf(2_345);
    await writer.write(job);
    await writer.flush();
    expect(device.received).toEqual([...job]);
    expect(device.maxInFlight).toBe(4);
    expect(device.asked.every((length) => length <= 100)).toBe(true);
    expect(writer.bytesAccepted).toBe(2_345);
    expect(progress.at(-1)).toBe(2_345);
  });

  it('does not take more than the pipeline and one chunk while the machine takes nothing', async () => {
    const { device, writer } = setUp();
    device.fates.push('hang');
    let taken = 0;
    void (async () => {
      for (let n = 0; n < 100; n++) {
        await writer.write(bytesOf(50));
        taken += 50;
      }
    })();
    await settle();
    expect(taken).toBeGreaterThanOrEqual(300);
    expect(taken).toBeLessThanOrEqual(500);
    expect(device.maxBytesInFlight).toBeLessThanOrEqual(400);
    device.resume();
    await settle();
    expect(taken).toBeGreaterThan(500);
  });

  it('sends the first bytes at once and gathers the next while the pipe is busy', async () => {
    const { device, writer } = setUp();
    await writer.write(bytesOf(3));
    for (let n = 0; n < 40; n++) await writer.write(bytesOf(7));
    await writer.flush();
    expect(device.asked[0]).toBe(3);
    expect(device.asked.length).toBeLessThan(10);
    expect(device.received).toHaveLength(3 + 40 * 7);
  });

  it('does not keep bytes back: a small write arrives without a flush', async () => {
    const { device, writer } = setUp();
    await writer.write(bytesOf(3));
    await writer.write(bytesOf(4));
    await settle();
    await settle();
    expect(device.received).toHaveLength(7);
  });

  it('keeps writes apart that were not awaited', async () => {
    const { device, writer } = setUp();
    const first = bytesOf(950);
    const second = bytesOf(950, 77);
    await Promise.all([writer.write(first), writer.write(second), writer.flush()]);
    expect(device.received).toEqual([...first, ...second]);
  });

  it('copies: shared memory is welcome, and the caller may reuse its buffer at once', async () => {
    const { device, writer } = setUp();
    const shared = new Uint8Array(new SharedArrayBuffer(30)).fill(7);
    await writer.write(shared);
    const mine = new Uint8Array(30).fill(8);
    await writer.write(mine);
    mine.fill(0);
    shared.fill(0);
    await writer.flush();
    expect(device.received).toEqual([...new Array(30).fill(7), ...new Array(30).fill(8)]);
  });

  it('pauses between transfers, one at a time, where a machine needs it', async () => {
    const { device, writer, clock } = setUp({ gapMs: 10 });
    const done = writer.write(bytesOf(300)).then(() => writer.flush());
    await clock.advance(15);
    expect(device.received).toHaveLength(200);
    await clock.advance(30);
    await done;
    expect(device.received).toHaveLength(300);
    expect(device.maxInFlight).toBe(1);
  });

  it('delivers any writes under any recoverable trouble, byte for byte', async () => {
    const trouble: fc.Arbitrary<Fate> = fc.oneof(
      { weight: 4, arbitrary: fc.constant<Fate>('ok') },
      fc.constant<Fate>({ kind: 'stall' }),
      fc.integer({ min: 1, max: 15 }).map((taken): Fate => ({ kind: 'stall', taken, honest: true })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 12 }),
        fc.array(trouble, { maxLength: 8 }),
        fc.integer({ min: 1, max: 5 }),
        async (lengths, fates, depth) => {
          // Two stalls of one chunk are fatal, so each is followed by a transfer that goes well.
          const { device, writer } = setUp({ chunkBytes: 16, depth });
          for (const fate of fates) device.fates.push(fate, ...(fate === 'ok' ? [] : (['ok'] as const)));
          const sent: number[] = [];
          for (const [index, length] of lengths.entries()) {
            const piece = bytesOf(length, index * 31);
            sent.push(...piece);
            await writer.write(piece);
          }
          await writer.flush();
          expect(device.received).toEqual(sent);
          expect(writer.bytesAccepted).toBe(sent.length);
          expect(device.maxInFlight).toBeLessThanOrEqual(depth);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('stalls', () => {
  it('clears one, waits for all that were under way, and sends again in order', async () => {
    const { device, writer } = setUp();
    device.fates.push('ok', { kind: 'stall' });
    const job = bytesOf(900);
    await writer.write(job);
    await writer.flush();
    expect(device.received).toEqual([...job]);
    expect(device.log).toEqual(['clearHalt out 5']);
    expect(writer.bytesAccepted).toBe(900);
  });

  it('lets nothing overtake while a stall is being cleared, and sends nothing twice', async () => {
    const { device, writer } = setUp();
    device.fates.push({ kind: 'stall' });
    let cleared!: () => void;
    const clearHalt = device.clearHalt.bind(device);
    device.clearHalt = async (direction, endpoint) => {
      await clearHalt(direction, endpoint);
      // The pipe is open again, and the browser has not said so yet.
      await new Promise<void>((resolve) => (cleared = resolve));
    };
    await writer.write(bytesOf(100));
    await settle();
    const rest = writer.write(bytesOf(230, 100)).then(() => writer.flush());
    await settle();
    expect(device.received).toEqual([]);
    cleared();
    await rest;
    expect(device.received).toEqual([...bytesOf(330)]);
    expect(writer.bytesAccepted).toBe(330);
  });

  it('gives up when the same chunk stalls twice, and says so to everyone', async () => {
    const { device, writer, failures } = setUp();
    device.fates.push({ kind: 'stall' });
    await writer.write(bytesOf(50));
    device.fates.push({ kind: 'stall' });
    expect(await outcome(writer.flush())).toBe('usb.stalled');
    expect(await outcome(writer.write(bytesOf(1)))).toBe('usb.stalled');
    expect(failures.map(code)).toEqual(['usb.stalled']);
    expect(writer.bytesAccepted).toBe(0);
  });

  it('goes on where an honest count says it stopped', async () => {
    const { device, writer } = setUp();
    device.fates.push({ kind: 'stall', taken: 30, honest: true });
    const job = bytesOf(250);
    await writer.write(job);
    await writer.flush();
    expect(device.received).toEqual([...job]);
  });

  it('survives a stall in one chunk and another in a later one', async () => {
    const { device, writer } = setUp({ depth: 1 });
    device.fates.push({ kind: 'stall' }, 'ok', { kind: 'stall' }, 'ok');
    const job = bytesOf(200);
    await writer.write(job);
    await writer.flush();
    expect(device.received).toEqual([...job]);
  });
});

describe('short counts', () => {
  it('goes on where the count says', async () => {
    const { device, writer } = setUp({ depth: 1 });
    device.fates.push({ kind: 'short', taken: 60 }, { kind: 'short', taken: 1 });
    const job = bytesOf(250);
    await writer.write(job);
    await writer.flush();
    expect(device.received).toEqual([...job]);
    expect(writer.bytesAccepted).toBe(250);
  });

  it('takes no progress at all for a refusal', async () => {
    const { device, writer, failures } = setUp();
    device.fates.push({ kind: 'short', taken: 0 });
    await writer.write(bytesOf(20));
    expect(await outcome(writer.flush())).toBe('usb.refused');
    expect(failures).toHaveLength(1);
  });

  it('never sends on over a hole: bytes taken after a short transfer end the job', async () => {
    const { device, writer } = setUp();
    device.fates.push({ kind: 'short', taken: 60 });
    await outcome(writer.write(bytesOf(400)));
    expect(await outcome(writer.flush())).toBe('usb.bytes-lost');
  });

  it('sends what was under way behind it again, one by one, when the machine took none of that', async () => {
    const { device, writer } = setUp();
    device.fates.push({ kind: 'short', taken: 60 }, { kind: 'stall' });
    const job = bytesOf(350);
    const writing = writer.write(job).then(() => writer.flush());
    await settle();
    device.maxInFlight = 0;
    await writing;
    expect(device.received).toEqual([...job]);
    expect(device.maxInFlight).toBe(1);
  });

  it('after the first, sends one transfer at a time', async () => {
    const { device, writer } = setUp();
    device.fates.push({ kind: 'short', taken: 2 });
    await writer.write(bytesOf(10));
    await writer.flush();
    device.maxInFlight = 0;
    await writer.write(bytesOf(1_000));
    await writer.flush();
    expect(device.maxInFlight).toBe(1);
    expect(device.received).toHaveLength(1_010);
  });
});

describe('failures', () => {
  it.each(['NetworkError', 'AbortError', 'NotFoundError'])(
    'passes a %s on, explained, once',
    async (name) => {
      const { device, writer, failures } = setUp();
      device.fates.push('ok', { kind: 'throw', error: new DOMException('gone', name) });
      await outcome(writer.write(bytesOf(350)));
      expect(await outcome(writer.flush())).toBe('usb.vanished');
      expect(failures).toHaveLength(1);
      expect(writer.bytesAccepted).toBe(100);
    },
  );

  it('ends a write that waits when the writer is closed', async () => {
    const { device, writer } = setUp();
    device.fates.push('hang');
    const write = outcome(writer.write(bytesOf(2_000)));
    await settle();
    writer.close(new PlatenError('usb.closed'));
    expect(await write).toBe('usb.closed');
  });
});

describe('a transfer that does not end', () => {
  it('waits for ever while the machine says that it has no paper, and tells so once', async () => {
    const { device, writer, clock, holds, failures } = setUp({}, [PAPER_EMPTY]);
    device.fates.push('hang');
    const flush = writer.write(bytesOf(50)).then(() => writer.flush());
    await clock.advance(3_600_000);
    expect(holds).toEqual([{ code: 'usb.hold.paper-empty', params: {} }]);
    expect(failures).toEqual([]);
    device.resume();
    await flush;
    await settle();
    expect(holds.at(-1)).toBeNull();
    expect(device.received).toHaveLength(50);
    expect(clock.sleeping).toBe(0);
  });

  it('follows the reason as it changes', async () => {
    const { device, writer, clock, holds } = setUp({}, [READY, ERROR, OFF_LINE, READY]);
    device.fates.push('hang');
    void writer.write(bytesOf(50));
    await clock.advance(12_500);
    expect(holds.map((hold) => hold?.code ?? null)).toEqual(['usb.hold.error', 'usb.hold.off-line', null]);
  });

  it.each([
    ['says that all is well', [READY]],
    ['does not answer the status request', [null]],
    ['leaves the status request hanging', ['hang' as const]],
  ])('gives up after its patience when the machine %s', async (_, status) => {
    const { device, writer, clock, failures } = setUp({}, status);
    device.fates.push('hang');
    const flush = outcome(writer.write(bytesOf(50)).then(() => writer.flush()));
    await clock.advance(29_000);
    expect(failures).toEqual([]);
    await clock.advance(10_000);
    expect(failures.map(code)).toEqual(['usb.not-answering']);
    expect(await flush).toBe('usb.not-answering');
  });

  it('counts the silence anew after every reason', async () => {
    const { device, writer, clock, failures } = setUp({}, [READY, READY, READY, PAPER_EMPTY, READY]);
    device.fates.push('hang');
    void writer.write(bytesOf(50));
    await clock.advance(38_000);
    expect(failures).toEqual([]);
    await clock.advance(6_000);
    expect(failures).toHaveLength(1);
  });

  it('does not ask a machine that keeps its pace', async () => {
    const { device, writer, clock, holds } = setUp({}, [PAPER_EMPTY]);
    for (let n = 0; n < 5; n++) {
      device.fates.push('hang');
      const done = writer.write(bytesOf(50)).then(() => writer.flush());
      await clock.advance(2_500);
      device.resume();
      await done;
    }
    expect(holds).toEqual([]);
  });
});

describe('cancel', () => {
  it('before any byte was taken leaves the pipe as it was', async () => {
    const { device, writer } = setUp();
    expect(await outcome(writer.write(bytesOf(10), AbortSignal.abort()))).toBe('usb.cancelled');
    await writer.write(bytesOf(5));
    await writer.flush();
    expect(device.received).toHaveLength(5);
  });

  it('half way refuses whatever follows until a reset', async () => {
    const { device, writer } = setUp();
    device.fates.push('hang');
    const cancel = new AbortController();
    const write = outcome(writer.write(bytesOf(2_000), cancel.signal));
    await settle();
    cancel.abort();
    expect(await write).toBe('usb.cancelled');
    expect(await outcome(writer.write(bytesOf(5)))).toBe('usb.torn');
    device.resume();
    writer.reset();
    await writer.idle();
    const before = device.received.length;
    await writer.write(bytesOf(5));
    await writer.flush();
    expect(device.received).toHaveLength(before + 5);
  });

  it('ends a flush that waits, and the bytes still go', async () => {
    const { device, writer } = setUp();
    device.fates.push('hang');
    await writer.write(bytesOf(50));
    const cancel = new AbortController();
    const flush = outcome(writer.flush(cancel.signal));
    await settle();
    cancel.abort();
    expect(await flush).toBe('usb.cancelled');
    device.resume();
    await writer.flush();
    expect(device.received).toHaveLength(50);
  });
});
