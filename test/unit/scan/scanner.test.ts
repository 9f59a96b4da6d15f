import { describe, expect, test, vi } from 'vitest';
import { TESTED_SCANNER } from '../../../src/machine/scanner-quirks.ts';
import { scanLine, type Original } from '../../../src/simulator/scanner/originals.ts';
import { testChart, testSheets } from '../../../src/simulator/scanner/test-chart.ts';
import { settle, FakeClock } from '../usb/fake-clock.ts';
import {
  GLASS,
  NOT_CANCELLED,
  scanWhole,
  simulatedScanner,
  type ScannedPage,
} from '../../support/simulated-scanner.ts';

/** What the page must be, pixel by pixel. */
function expected(original: Original, { widthPx, heightPx, dpi, mode }: ScannedPage): Buffer {
  const view = { dpi, mode, x: 0, width: widthPx };
  return Buffer.concat(Array.from({ length: heightPx }, (_, y) => scanLine(original, y, view)));
}

describe('scanning the simulated machine', () => {
  test.each([
    ['gray', 75],
    ['colour', 75],
    ['gray', 300],
    ['colour', 150],
  ] as const)('the glass in %s at %i dpi, every pixel', async (mode, dpi) => {
    const { scanner, unit } = await simulatedScanner();
    unit.glass = testChart('GLASS');
    const page = await scanWhole(scanner, { ...GLASS, mode, dpi });
    expect(page.bytes.equals(expected(unit.glass, page))).toBe(true);
    expect(page.hasMore).toBe(false);
  });

  test('a width that is no multiple of four is cut to what was asked for', async () => {
    const { scanner, unit } = await simulatedScanner();
    unit.glass = testChart('GLASS');
    const area = { leftMm: 0, topMm: 0, widthMm: (77 * 25.4) / 75, heightMm: 40 };
    const page = await scanWhole(scanner, { ...GLASS, area, mode: 'colour' });
    expect(page.widthPx).toBe(77);
    expect(page.bytes.equals(expected(unit.glass, page))).toBe(true);
  });

  test('the feeder, sheet after sheet, until it is empty', async () => {
    const { scanner, unit } = await simulatedScanner();
    const sheets = testSheets(3);
    unit.feeder.push(...sheets);
    const more: boolean[] = [];
    for (const { front } of sheets) {
      const page = await scanWhole(scanner, { ...GLASS, source: 'feeder' });
      expect(page.bytes.equals(expected(front, page))).toBe(true);
      more.push(page.hasMore);
    }
    expect(more).toEqual([true, true, false]);
    await expect(scanWhole(scanner, { ...GLASS, source: 'feeder' })).rejects.toMatchObject({
      code: 'scan.feeder-empty',
    });
  });

  test('both sides: front, back, front, back', async () => {
    const { scanner, unit } = await simulatedScanner();
    const sheets = testSheets(2);
    unit.feeder.push(...sheets);
    const more: boolean[] = [];
    for (const side of sheets.flatMap(({ front, back }) => [front, back!])) {
      const page = await scanWhole(scanner, { ...GLASS, source: 'feeder-duplex' });
      expect(page.bytes.equals(expected(side, page))).toBe(true);
      more.push(page.hasMore);
    }
    expect(more).toEqual([true, true, true, false]);
  });

  test('a sheet that is shorter than was asked for ends early', async () => {
    const { scanner, unit } = await simulatedScanner();
    const short = { ...testChart('SHORT'), heightMm: 100 };
    unit.feeder.push({ front: short, back: null });
    const page = await scanWhole(scanner, { ...GLASS, source: 'feeder' });
    const lines = page.bytes.length / page.widthPx;
    expect(page.heightPx).toBe(868);
    expect(lines).toBe(Math.ceil((100 * 75) / 25.4));
    expect(page.bytes.equals(expected(short, page).subarray(0, page.bytes.length))).toBe(true);
  });

  test('the carriage may take its time', async () => {
    const clock = new FakeClock();
    const { scanner, unit } = await simulatedScanner({ clock });
    unit.carriageWaits = 50;
    const scanning = scanWhole(scanner, GLASS);
    await clock.advance(60_000);
    expect((await scanning).bytes.every((value) => value === 255)).toBe(true);
  });

  test('the next block is asked for when the last one was taken, so nothing piles up', async () => {
    const { scanner, unit } = await simulatedScanner();
    const asked = vi.spyOn(unit, 'answer');
    let take = (): void => undefined;
    const sink = {
      begin: () => undefined,
      lines: () => new Promise<void>((resolve) => (take = resolve)),
    };
    const scanning = scanner.scan({ ...GLASS, dpi: 300 }, sink, NOT_CANCELLED);
    await settle();
    const before = asked.mock.calls.length;
    await settle();
    expect(asked.mock.calls.length).toBe(before);
    take();
    await settle();
    expect(asked.mock.calls.length).toBe(before + 1);
    unit.setTrouble('stop', true);
    take();
    await expect(scanning).rejects.toMatchObject({ code: 'scan.stopped' });
  });

  test('the order of commands is the one that SANE uses, with the session ended after every page', async () => {
    const { scanner, unit } = await simulatedScanner();
    const asked = vi.spyOn(unit, 'answer');
    await scanWhole(scanner, { ...GLASS, area: { ...GLASS.area, heightMm: 10 } });
    const codes = asked.mock.calls.map(([code]) => code.toString(16));
    expect(codes).toEqual([
      'f320',
      'cf60',
      'cf60',
      'db20',
      'dd20',
      'de20',
      'd420',
      'f320',
      'f320',
      'cf60',
      'ef20',
    ]);
  });

  test('where it is not ended after every page, it is in the feeder while more paper waits', async () => {
    const { scanner, unit } = await simulatedScanner({ quirks: { ...TESTED_SCANNER, endsEveryPage: false } });
    unit.feeder.push(...testSheets(2));
    const asked = vi.spyOn(unit, 'answer');
    const ends = () => asked.mock.calls.filter(([code]) => code === 0xef20).length;
    await scanWhole(scanner, { ...GLASS, source: 'feeder' });
    expect(ends()).toBe(1);
    await scanWhole(scanner, { ...GLASS, source: 'feeder' });
    await scanWhole(scanner, GLASS);
    expect(ends()).toBe(1);
  });

  test('keys and paper are told, and the time is given when it is wanted, in the middle of a page too', async () => {
    const events: unknown[] = [];
    const { scanner, machine, unit } = await simulatedScanner({
      onEvent: (event) => events.push(event),
      now: () => new Date(2026, 10, 22, 11, 13),
    });
    const scanning = scanWhole(scanner, GLASS);
    machine.scanner.say({ wantsTime: true });
    machine.scanner.say({ key: 'colour' });
    machine.scanner.say({ statusChanged: true });
    await scanning;
    await settle();
    expect(unit.clock).toBe('26/11/22 11:13');
    expect(events).toEqual([
      { wantsTime: true, statusChanged: false, key: null },
      { wantsTime: false, statusChanged: false, key: 'colour' },
      { wantsTime: false, statusChanged: true, key: null },
    ]);
  });
});

/** Scan notes §8.5: what can happen at the machine. */
describe('trouble at the machine', () => {
  test('its Stop key, a jam or a cover breaks off the page; the next one works', async () => {
    const { scanner, unit } = await simulatedScanner();
    unit.setTrouble('stop', true);
    await expect(scanWhole(scanner, GLASS)).rejects.toMatchObject({ code: 'scan.stopped' });
    expect(scanner.failure).toBeNull();
    expect((await scanWhole(scanner, GLASS)).heightPx).toBe(868);
  });

  test('busy: said so, and nothing is broken', async () => {
    const { scanner, unit } = await simulatedScanner();
    unit.setTrouble('busy', true);
    await expect(scanWhole(scanner, GLASS)).rejects.toMatchObject({ code: 'scan.busy' });
    unit.setTrouble('busy', false);
    expect((await scanWhole(scanner, GLASS)).heightPx).toBe(868);
  });

  test('no answer: after eight seconds, and then the pipe is dead', async () => {
    const clock = new FakeClock();
    const { scanner, unit } = await simulatedScanner({ clock });
    unit.setTrouble('silent', true);
    const scanning = scanWhole(scanner, GLASS);
    const outcome = expect(scanning).rejects.toMatchObject({ code: 'scan.no-answer' });
    await clock.advance(7_900);
    expect(scanner.failure).toBeNull();
    await clock.advance(200);
    await outcome;
    await expect(scanWhole(scanner, GLASS)).rejects.toMatchObject({ code: 'scan.no-answer' });
  });

  test('an order that is taken and never carried out ends after a minute', async () => {
    const clock = new FakeClock();
    const { scanner, unit } = await simulatedScanner({ clock });
    unit.setTrouble('never-ready', true);
    const outcome = expect(scanWhole(scanner, GLASS)).rejects.toMatchObject({ code: 'scan.stuck' });
    await clock.advance(62_000);
    await outcome;
    expect(scanner.failure).toBeNull();
  });

  test('nonsense ends at once', async () => {
    const { scanner, unit } = await simulatedScanner();
    unit.setTrouble('garbage', true);
    await expect(scanWhole(scanner, GLASS)).rejects.toMatchObject({ code: 'scan.garbled' });
  });

  test('a pulled cable ends the page', async () => {
    const { scanner, machine } = await simulatedScanner();
    const scanning = scanner.scan(
      { ...GLASS, dpi: 600 },
      { begin: () => undefined, lines: () => machine.setTrouble('unplugged', true) },
      NOT_CANCELLED,
    );
    await expect(scanning).rejects.toMatchObject({ code: expect.stringMatching(/^usb\./) as string });
  });

  test('cancel stops between two blocks and leaves the machine ready', async () => {
    const { scanner, unit } = await simulatedScanner();
    const cancel = new AbortController();
    const sink = { begin: () => undefined, lines: () => cancel.abort() };
    await expect(scanner.scan({ ...GLASS, dpi: 600 }, sink, cancel.signal)).rejects.toMatchObject({
      code: 'scan.cancelled',
    });
    unit.glass = testChart('NEXT');
    const page = await scanWhole(scanner, GLASS);
    expect(page.bytes.equals(expected(unit.glass, page))).toBe(true);
  });

  test('two scans at a time are one too many', async () => {
    const { scanner } = await simulatedScanner();
    const first = scanWhole(scanner, GLASS);
    await expect(scanWhole(scanner, GLASS)).rejects.toMatchObject({ code: 'scan.busy' });
    await first;
  });

  test('letting go of the scanner leaves the printer alone', async () => {
    const { scanner, device } = await simulatedScanner();
    await device.claimInterface(1);
    await scanner.close();
    expect(device.opened).toBe(true);
    expect((await device.transferOut(1, Uint8Array.of(0))).status).toBe('ok');
    await expect(scanWhole(scanner, GLASS)).rejects.toMatchObject({ code: 'usb.closed' });
  });
});
