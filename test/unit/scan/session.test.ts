import { describe, expect, test, vi } from 'vitest';
import { TESTED_SCANNER } from '../../../src/machine/scanner-quirks.ts';
import { testChart, testSheets } from '../../../src/simulator/scanner/test-chart.ts';
import { FakeClock, settle } from '../usb/fake-clock.ts';
import { expectedPixels, ORDER, pixelsOf, scannerBench } from './session-bench.ts';

const FEEDER = { ...ORDER, source: 'feeder' } as const;
const BOTH_SIDES = { ...ORDER, source: 'feeder-duplex' } as const;

/** Lets time pass until something is done; work that takes no time of this clock gets some of ours. */
async function passing<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = () => (isDone = true);
  work.then(done, done);
  while (!isDone) await clock.advance(250);
  return work;
}

describe('an order', () => {
  test.each([
    ['gray', 75],
    ['colour', 150],
  ] as const)('puts the glass on the shelf, every pixel: %s, %i dpi', async (mode, dpi) => {
    const { service, shelf, unit, connect, rows } = scannerBench();
    unit.glass = testChart('GLASS');
    await connect();
    const end = await service.scan({ ...ORDER, mode, dpi });
    expect(end).toEqual({ pageIds: ['page-1'], reason: 'done', error: null });
    const [page] = await shelf.pages('batch');
    expect(page).toMatchObject({
      place: 1,
      origin: { source: 'glass', sheet: 1, side: 'front' },
      scannedAt: 1_000,
    });
    const pixels = await pixelsOf(shelf, page!);
    expect(pixels.equals(expectedPixels(unit.glass, page!.shape))).toBe(true);
    const overview = shelf.overviews.get('page-1')!;
    expect(overview.shape.widthPx).toBe(rows[0]!.widthPx);
    expect(rows.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(
      overview.shape.widthPx * overview.shape.heightPx * (mode === 'gray' ? 1 : 3),
    );
  });

  test('for a resolution that the machine lacks is scanned higher and made smaller', async () => {
    const { service, shelf, unit, connect } = scannerBench();
    unit.glass = testChart('SMALLER');
    const asked = vi.spyOn(unit, 'answer');
    await connect();
    await service.scan({ ...ORDER, dpi: 200 });
    const [page] = await shelf.pages('batch');
    expect(page!.shape).toEqual({ widthPx: 1653, heightPx: 2315, dpi: 200, mode: 'gray' });
    const parameters = asked.mock.calls.find(([code]) => code === 0xde20)![1];
    expect((parameters[4]! << 8) | parameters[5]!).toBe(300 | 0x1000);
    const pixels = await pixelsOf(shelf, page!);
    expect(pixels.length).toBe(1653 * 2315);
    // The black corner is black, and paper is white.
    expect([pixels.at(-1), pixels[10]]).toEqual([0, 255]);
  });

  test('empties the feeder, and goes behind what is there', async () => {
    const { service, shelf, unit, connect } = scannerBench();
    unit.feeder.push(...testSheets(3));
    await connect();
    expect((await service.scan(FEEDER)).pageIds).toHaveLength(3);
    unit.feeder.push(...testSheets(1));
    await service.scan(FEEDER);
    const pages = await shelf.pages('batch');
    expect(pages.map(({ place }) => place)).toEqual([1, 2, 3, 4]);
    expect(pages.map(({ origin }) => origin.sheet)).toEqual([1, 2, 3, 1]);
    expect(
      (await pixelsOf(shelf, pages[2]!)).equals(expectedPixels(testSheets(3)[2]!.front, pages[2]!.shape)),
    ).toBe(true);
  });

  test('behind a page goes before the next one, however many come', async () => {
    const { service, shelf, unit, connect } = scannerBench();
    unit.feeder.push(...testSheets(2));
    await connect();
    await service.scan(FEEDER);
    unit.feeder.push(...testSheets(9));
    const { pageIds } = await service.scan({ ...FEEDER, afterPlace: 1 });
    const order = (await shelf.pages('batch')).map(({ id }) => id);
    expect(order).toEqual(['page-1', ...pageIds, 'page-2']);
  });

  test('of some pages leaves the other sheets in the feeder', async () => {
    const { service, unit, connect } = scannerBench();
    unit.feeder.push(...testSheets(3));
    await connect();
    const end = await service.scan({ ...BOTH_SIDES, maxPages: 2 });
    expect([end.pageIds.length, end.reason, unit.feeder.length]).toEqual([2, 'done', 2]);
    expect((await service.scan(BOTH_SIDES)).pageIds).toHaveLength(4);
  });

  test('both sides come front, back; what the machine does otherwise is put right', async () => {
    const { service, shelf, unit, connect } = scannerBench();
    await connect();
    unit.feeder.push(...testSheets(2));
    await service.scan(BOTH_SIDES);
    await service.setQuirks({ ...TESTED_SCANNER, backsFirst: true, backsTurned: true });
    unit.feeder.push(...testSheets(2));
    await service.scan({ ...BOTH_SIDES, corrections: { ...ORDER.corrections, turn: 270 } });
    const pages = await shelf.pages('batch');
    expect(
      pages.map(({ id, place, origin, corrections }) => [
        id,
        place,
        origin.sheet,
        origin.side,
        corrections.turn,
      ]),
    ).toEqual([
      ['page-1', 1, 1, 'front', 0],
      ['page-2', 2, 1, 'back', 0],
      ['page-3', 3, 2, 'front', 0],
      ['page-4', 4, 2, 'back', 0],
      // Of each sheet the back has come first.
      ['page-7', 5, 1, 'front', 270],
      ['page-6', 6, 1, 'back', 90],
      ['page-9', 7, 2, 'front', 270],
      ['page-8', 8, 2, 'back', 90],
    ]);
  });

  test('for a batch that is gone is refused before anything moves', async () => {
    const { service, unit, connect } = scannerBench();
    unit.feeder.push(...testSheets(1));
    await connect();
    await expect(service.scan({ ...FEEDER, batchId: 'erased' })).rejects.toMatchObject({ code: 'scan.gone' });
    expect(unit.feeder).toHaveLength(1);
  });

  test('one at a time', async () => {
    const { service, connect } = scannerBench();
    await connect();
    const scanning = service.scan(ORDER);
    await expect(service.scan(ORDER)).rejects.toMatchObject({ code: 'scan.busy' });
    expect((await scanning).reason).toBe('done');
  });
});

describe('cancelling', () => {
  test('in the middle of a page drops it and keeps those before it', async () => {
    const { service, shelf, unit, connect, states } = scannerBench();
    unit.feeder.push(...testSheets(3));
    await connect();
    const lastPage = vi.fn();
    shelf.delay = async () => {
      if (service.state.progress?.page !== 2) return;
      lastPage();
      await service.cancel();
    };
    const end = await service.scan({ ...FEEDER, mode: 'colour', dpi: 300 });
    expect(lastPage).toHaveBeenCalled();
    expect(end).toEqual({ pageIds: ['page-1'], reason: 'cancelled', error: null });
    expect([...shelf.strips.keys()].every((key) => key.startsWith('page-1 '))).toBe(true);
    expect([...shelf.overviews.keys()]).toEqual(['page-1']);
    expect(states.some(({ progress }) => progress?.isCancelling)).toBe(true);
    expect(service.state).toMatchObject({ status: 'ready', progress: null });
    // The sheet in the middle counts as fed; the scanner works on.
    expect((await service.scan(FEEDER)).pageIds).toHaveLength(1);
  });

  test('before anything has come ends it, too', async () => {
    const { service, unit, connect } = scannerBench();
    unit.setTrouble('never-ready', true);
    await connect();
    const scanning = service.scan(ORDER);
    await settle();
    await service.cancel();
    expect(await scanning).toEqual({ pageIds: [], reason: 'cancelled', error: null });
  });
});

describe('back-pressure', () => {
  test('a slow disk slows the scanner down: never more than one strip is on its way', async () => {
    const { service, shelf, unit, connect } = scannerBench();
    const read = vi.spyOn(unit, 'answer');
    let release = (): void => undefined;
    let waiting = 0;
    shelf.delay = () => {
      waiting += 1;
      return new Promise((resolve) => (release = resolve));
    };
    await connect();
    const scanning = service.scan({ ...ORDER, mode: 'colour', dpi: 300 });
    await vi.waitFor(() => expect(waiting).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = read.mock.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    // It has filled the second strip and waits.
    expect(read.mock.calls.length).toBe(before);
    shelf.delay = () => Promise.resolve();
    release();
    expect((await scanning).reason).toBe('done');
    expect(shelf.mostInFlight).toBe(1);
  });

  test('fifty sheets, both sides: no more is in flight at the end than at the beginning', async () => {
    const { service, shelf, unit, connect } = scannerBench();
    unit.feeder.push(...testSheets(50));
    await connect();
    const end = await service.scan({ ...BOTH_SIDES, area: { ...ORDER.area, heightMm: 40 } });
    expect([end.pageIds.length, end.reason, unit.feeder.length]).toEqual([100, 'done', 0]);
    expect(shelf.mostInFlight).toBe(1);
    expect((await shelf.pages('batch')).map(({ place }) => place)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
  });

  test('a full disk ends the run; finished pages are kept, and nothing is left of the last one', async () => {
    const { service, shelf, unit, connect } = scannerBench();
    unit.feeder.push(...testSheets(3));
    await connect();
    shelf.room = 7;
    const end = await service.scan({ ...FEEDER, dpi: 300 });
    expect(end).toMatchObject({ pageIds: ['page-1'], reason: 'stopped', error: { code: 'scan.no-room' } });
    expect([...shelf.strips.keys()].every((key) => key.startsWith('page-1 '))).toBe(true);
    shelf.room = Infinity;
    expect((await service.scan(FEEDER)).reason).toBe('done');
  });
});

/** Scan notes §8.5: what can happen at the machine. */
describe('trouble at the machine', () => {
  test('its Stop key, a jam or a cover: what came before is kept', async () => {
    const { service, shelf, unit, connect } = scannerBench();
    unit.feeder.push(...testSheets(3));
    await connect();
    shelf.delay = async () => {
      if (service.state.progress?.page !== 2) return;
      unit.setTrouble('stop', true);
      shelf.delay = () => Promise.resolve();
    };
    const end = await service.scan({ ...FEEDER, mode: 'colour', dpi: 300 });
    expect(end).toMatchObject({ pageIds: ['page-1'], reason: 'stopped', error: { code: 'scan.stopped' } });
    expect((await service.scan(FEEDER)).reason).toBe('done');
  });

  test('before the first line it is an error', async () => {
    const { service, unit, connect } = scannerBench();
    await connect();
    unit.setTrouble('stop', true);
    await expect(service.scan(ORDER)).rejects.toMatchObject({ code: 'scan.stopped' });
    expect(service.state.status).toBe('ready');
  });

  test('busy: asked again until it is not', async () => {
    const clock = new FakeClock();
    const { service, unit, connect, states } = scannerBench({ clock });
    await passing(clock, connect());
    unit.setTrouble('busy', true);
    const scanning = service.scan(ORDER);
    await clock.advance(9_000);
    expect(service.state.progress).toMatchObject({ page: 1, isWaiting: true });
    unit.setTrouble('busy', false);
    expect((await passing(clock, scanning)).reason).toBe('done');
    expect(states.at(-1)!.progress).toBeNull();
  });

  test('busy for longer than half a minute: said so; cancelled before: no error', async () => {
    const clock = new FakeClock();
    const { service, unit, connect } = scannerBench({ clock });
    await passing(clock, connect());
    unit.setTrouble('busy', true);
    const outcome = expect(service.scan(ORDER)).rejects.toMatchObject({ code: 'scan.busy' });
    await clock.advance(33_000);
    await outcome;
    const scanning = service.scan(ORDER);
    await clock.advance(1_000);
    await service.cancel();
    expect(await scanning).toMatchObject({ reason: 'cancelled' });
  });

  test('an empty feeder is an error only when nothing came from it', async () => {
    const { service, connect } = scannerBench();
    await connect();
    await expect(service.scan(FEEDER)).rejects.toMatchObject({ code: 'scan.feeder-empty' });
  });

  test('a sheet that ends early is a shorter page', async () => {
    const { service, shelf, unit, connect } = scannerBench();
    const short = { ...testChart('SHORT'), heightMm: 100 };
    unit.feeder.push({ front: short, back: null });
    await connect();
    await service.scan(FEEDER);
    const [page] = await shelf.pages('batch');
    expect(page!.shape.heightPx).toBe(Math.ceil((100 * 75) / 25.4));
    expect((await pixelsOf(shelf, page!)).equals(expectedPixels(short, page!.shape))).toBe(true);
    expect(shelf.overviews.get('page-1')!.shape.heightPx).toBe(page!.shape.heightPx);
  });

  test('dead in the middle of a page: said so after eight seconds, and the next scan begins afresh', async () => {
    const clock = new FakeClock();
    const { service, shelf, unit, connect } = scannerBench({ clock });
    unit.feeder.push(...testSheets(3));
    await passing(clock, connect());
    shelf.delay = async () => {
      if (service.state.progress?.page === 2) unit.setTrouble('silent', true);
    };
    const begun = clock.now();
    expect(await passing(clock, service.scan({ ...FEEDER, mode: 'colour', dpi: 150 }))).toMatchObject({
      pageIds: ['page-1'],
      reason: 'stopped',
      error: { code: 'scan.no-answer' },
    });
    expect(clock.now() - begun).toBeGreaterThanOrEqual(8_000);
    shelf.delay = () => Promise.resolve();
    unit.setTrouble('silent', false);
    expect((await passing(clock, service.scan(ORDER))).reason).toBe('done');
  });

  test('nonsense ends the run, and what is left of it in the pipe does not confuse the next', async () => {
    const { service, machine, unit, connect } = scannerBench();
    await connect();
    unit.setTrouble('garbage', true);
    await expect(service.scan(ORDER)).rejects.toMatchObject({ code: 'scan.garbled' });
    machine.scanner.answers.send(Uint8Array.of(6, 6));
    expect((await service.scan(ORDER)).reason).toBe('done');
  });
});
