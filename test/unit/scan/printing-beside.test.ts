import { describe, expect, test, vi } from 'vitest';
import { decodeSide } from '../../../src/languages/ufr2lt/decode-job.ts';
import type { PrintedSheet } from '../../../src/simulator/print-engine.ts';
import { SimulatedMachine } from '../../../src/simulator/simulated-machine.ts';
import { testSheets } from '../../../src/simulator/scanner/test-chart.ts';
import { SimulatedUsb } from '../../../src/simulator/webusb.ts';
import { openPrinter } from '../../../src/usb/open.ts';
import { loadVector } from '../../support/vectors.ts';
import { expectedPixels, ORDER, pixelsOf, scannerBench } from './session-bench.ts';

const JOB = loadVector('noise_A4');
/** Small enough that a page of a scan falls between any two. */
const CHUNK_BYTES = 8_192;
const FEEDER = { ...ORDER, source: 'feeder', mode: 'colour', dpi: 150 } as const;

/** One machine, printed on by one window's worker and scanned with by another. */
async function machineInUse() {
  const sheets: PrintedSheet[] = [];
  const machine = new SimulatedMachine({
    tray: { deliver: (sheet) => sheets.push(sheet) },
    speed: 'instant',
  });
  const bench = scannerBench({ machine });
  bench.unit.feeder.push(...testSheets(3));
  await bench.connect();
  const printer = await openPrinter(
    new SimulatedUsb(machine.port, { granted: true }),
    bench.location.usbTarget,
    {
      os: 'linux',
    },
  );
  const print = async (between: (share: number) => Promise<void> | void = () => undefined) => {
    for (let at = 0; at < JOB.stream.length; at += CHUNK_BYTES) {
      await printer.write(JOB.stream.slice(at, at + CHUNK_BYTES));
      await printer.flush();
      await between(at / JOB.stream.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const expectPrinted = () => {
    expect(sheets.map(({ isErrorSheet }) => isErrorSheet)).toEqual(JOB.sides().map(() => false));
    expect(Buffer.from(decodeSide(sheets[0]!.front).bits).equals(JOB.sides()[0]!)).toBe(true);
  };
  return { ...bench, print, expectPrinted, sheets };
}

describe('printing and scanning at once', () => {
  test('the job and every page are whole', async () => {
    const { service, shelf, print, expectPrinted } = await machineInUse();
    const scanned = new Set<number>();
    const watch = () => void scanned.add(service.state.progress?.linesDone ?? 0);
    const [end] = await Promise.all([service.scan(FEEDER), print(watch)]);
    expectPrinted();
    // Lines came between the pieces of the job.
    expect(scanned.size).toBeGreaterThan(3);
    expect(end).toMatchObject({ reason: 'done', error: null });
    for (const [index, page] of (await shelf.pages('batch')).entries()) {
      const pixels = await pixelsOf(shelf, page);
      expect(pixels.equals(expectedPixels(testSheets(3)[index]!.front, page.shape))).toBe(true);
    }
  });

  test.each([
    ['cancelled', (bench: Bench) => bench.service.cancel()],
    ['broken off at the machine', (bench: Bench) => bench.unit.setTrouble('stop', true)],
    ['garbled', (bench: Bench) => bench.unit.setTrouble('garbage', true)],
    ['given up with its window', (bench: Bench) => bench.service.disconnect()],
  ] as const)('a scan that is %s leaves the job whole', async (_, breakOff) => {
    const bench = await machineInUse();
    const scanning = bench.service.scan(FEEDER);
    const outcome = scanning.catch((thrown: unknown) => thrown);
    let isBroken = false;
    await bench.print(async () => {
      if (isBroken || (bench.service.state.progress?.linesDone ?? 0) === 0) return;
      isBroken = true;
      void breakOff(bench);
    });
    await vi.waitFor(() => expect(isBroken).toBe(true));
    expect(await outcome).not.toMatchObject({ reason: 'done' });
    bench.expectPrinted();
  });

  test('a page that comes in the middle of a torn job is whole, and the job goes on behind it', async () => {
    const { service, shelf, unit, print, expectPrinted } = await machineInUse();
    let isScanned = false;
    await print(async (share) => {
      if (isScanned || share < 0.5) return;
      isScanned = true;
      expect((await service.scan(FEEDER)).pageIds).toHaveLength(3);
    });
    expect([isScanned, unit.feeder.length, shelf.kept.size]).toEqual([true, 0, 3]);
    expectPrinted();
  });
});

type Bench = Awaited<ReturnType<typeof machineInUse>>;
