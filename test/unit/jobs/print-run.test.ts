import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import {
  printRun,
  type JobFramer,
  type PrinterOutput,
  type RunProgress,
} from '../../../src/jobs/print-run.ts';
import { DOC, fakePool, numberedSide, type FakeRasterOptions } from '../../support/fake-raster.ts';

const BEGIN = 0xb0;
const END = 0xe0;
const BLANK = 0xbb;

/** Frames in blocks of `blockBytes`, like the real one, and keeps a ledger. */
class LedgerFramer implements JobFramer {
  readonly ledger: string[] = [];
  #pending = 0;

  constructor(readonly blockBytes: number) {}

  begin() {
    this.ledger.push('begin');
    return Uint8Array.of(BEGIN);
  }
  write(pageData: Uint8Array<ArrayBuffer>) {
    this.ledger.push(pageData[0] === BLANK ? `blank after ${pageData[1]}` : `${pageData[0]}.${pageData[1]}`);
    this.#pending += pageData.length;
    const blocks = [];
    for (; this.#pending >= this.blockBytes; this.#pending -= this.blockBytes) {
      blocks.push(new Uint8Array(this.blockBytes));
    }
    return blocks;
  }
  end() {
    this.ledger.push('end');
    return [new Uint8Array(this.#pending), Uint8Array.of(END)];
  }
  blankRest(linesDone: number) {
    return [Uint8Array.of(BLANK, linesDone / 256)];
  }
}

class FakeOutput implements PrinterOutput {
  bytesAccepted = 1000;
  readonly events: string[] = [];
  failAfter = Infinity;

  async write(bytes: Uint8Array) {
    if (this.bytesAccepted - 1000 + bytes.length > this.failAfter) throw new PlatenError('usb.vanished');
    this.bytesAccepted += bytes.length;
    this.events.push('write');
  }
  async flush() {
    this.events.push('flush');
  }
}

function setUp(count: number, blockBytes = 250, raster: FakeRasterOptions = {}) {
  const framer = new LedgerFramer(blockBytes);
  const output = new FakeOutput();
  const cancel = new AbortController();
  const progress: RunProgress[] = [];
  const announced: { sides: number; bytes: number }[] = [];
  const pool = fakePool(2, raster);
  pool.prepare([DOC]);
  const run = () =>
    printRun({
      sides: Array.from({ length: count }, (_, index) => numberedSide(index)),
      framer,
      output,
      raster: (sides) => pool.raster(sides),
      cancelled: cancel.signal,
      beforeSides: async (sides) => {
        await Promise.resolve();
        announced.push({ sides, bytes: output.bytesAccepted - 1000 });
      },
      onProgress: (now) => progress.push(now),
    });
  return { framer, output, cancel, progress, announced, run };
}

describe('printRun', () => {
  test('sends begin, every side in order, end, and waits until all is accepted', async () => {
    const { framer, output, run, progress } = setUp(3);
    expect(await run()).toBe('sent');
    expect(framer.ledger).toEqual([
      'begin',
      '0.0',
      '0.1',
      '0.2',
      '1.0',
      '1.1',
      '1.2',
      '2.0',
      '2.1',
      '2.2',
      'end',
    ]);
    expect(output.events.at(-1)).toBe('flush');
    expect(progress.at(-1)).toEqual({ sidesSent: 3, bytesSent: 1 + 900 + 1, blackDots: 100 + 200 + 300 });
  });

  test('never reports a side whose bytes were not all accepted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 1500 }),
        async (count, block) => {
          const { run, progress } = setUp(count, block);
          await run();
          for (const { sidesSent, bytesSent } of progress)
            expect(bytesSent).toBeGreaterThanOrEqual(sidesSent * 300);
          expect(progress.at(-1)!.sidesSent).toBe(count);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('announces every side before its last byte leaves, and not before the block that holds it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        // Blocks that end where sides do are the hard case.
        fc.oneof(fc.integer({ min: 1, max: 1500 }), fc.constantFrom(50, 100, 150, 300, 600)),
        async (count, block) => {
          const { run, announced } = setUp(count, block);
          await run();
          expect(announced.at(-1)!.sides).toBe(count);
          for (let side = 1; side <= count; side++) {
            // One byte begins the job, then 300 for each side.
            const { bytes } = announced.find(({ sides }) => sides >= side)!;
            expect(bytes).toBeLessThan(1 + side * 300);
            expect(bytes).toBeGreaterThanOrEqual(1 + side * 300 - 2 * block);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test('cancelled in the middle of a side: fills it with white and ends the job', async () => {
    const { framer, cancel, run } = setUp(3);
    const write = framer.write.bind(framer);
    framer.write = (bytes) => {
      if (bytes[0] === 1 && bytes[1] === 1) cancel.abort();
      return write(bytes);
    };
    expect(await run()).toBe('cancelled');
    expect(framer.ledger).toEqual(['begin', '0.0', '0.1', '0.2', '1.0', '1.1', 'blank after 2', 'end']);
  });

  test('cancelled before anything was sent: the machine hears nothing', async () => {
    const { framer, output, cancel, run } = setUp(2);
    cancel.abort();
    expect(await run()).toBe('cancelled');
    expect(framer.ledger).toEqual([]);
    expect(output.events).toEqual([]);
  });

  test('a page that fails in mid-job: the job is ended legally, then the failure is thrown', async () => {
    const { framer, output, run } = setUp(4, 250, {
      beforeSide: (page) => {
        if (page === 1) throw new PlatenError('document.page-failed', { page: 2 });
      },
    });
    await expect(run()).rejects.toMatchObject({ code: 'document.page-failed' });
    expect(framer.ledger).toEqual(['begin', '0.0', '0.1', '0.2', 'end']);
    expect(output.events.at(-1)).toBe('flush');
  });

  test('a first page that fails: the machine hears nothing', async () => {
    const { output, run } = setUp(2, 250, {
      beforeSide: () => {
        throw new PlatenError('document.page-failed', { page: 1 });
      },
    });
    await expect(run()).rejects.toMatchObject({ code: 'document.page-failed' });
    expect(output.events).toEqual([]);
  });

  test('a cable that fails: nothing more is written', async () => {
    const { framer, output, run, progress } = setUp(4);
    output.failAfter = 400;
    await expect(run()).rejects.toMatchObject({ code: 'usb.vanished' });
    expect(framer.ledger).not.toContain('end');
    expect(output.events).not.toContain('flush');
    expect(progress.at(-1)!.sidesSent).toBeLessThanOrEqual(1);
  });
});
