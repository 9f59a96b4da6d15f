import { test as base, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { OriginalChoice } from '../../../src/scan/session/scanner-api.ts';
import { sideGeometry } from '../../../src/languages/ufr2lt/geometry.ts';
import { LineMaker } from '../../../src/simulator/scanner/line-maker.ts';
import type { Original } from '../../../src/simulator/scanner/originals.ts';
import { printedOriginal } from '../../../src/simulator/scanner/pixel-originals.ts';
import { testChart } from '../../../src/simulator/scanner/test-chart.ts';
import { loadVector } from '../../support/vectors.ts';
import { startHarness, type HarnessServer } from '../raster/harness-server.ts';
import type {} from './harness/harness.ts';

const test = base.extend<{ open: () => Promise<Page> }, { server: HarnessServer }>({
  server: [
    async ({ browserName: _ }, use, { workerIndex }) => {
      const root = resolve(import.meta.dirname, 'harness');
      const server = await startHarness(resolve('test-results', `scanner-harness-${workerIndex}`), root, []);
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  open: async ({ context, server }, use) => {
    const complaints: string[] = [];
    await use(async () => {
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
      });
      await page.goto(server.url);
      return page;
    });
    test.expect(complaints).toEqual([]);
  },
});
const { expect } = test;

/** What can travel to the page as it is. */
type Choice = Exclude<OriginalChoice, { kind: 'picture' }>;
interface Sheet {
  readonly front: Choice;
  readonly back: Choice | null;
}

function digest(
  original: Original,
  shape: { widthPx: number; heightPx: number; dpi: number; mode: 'gray' | 'colour' },
): string {
  const maker = new LineMaker(original, { ...shape, x: 0, width: shape.widthPx });
  const hash = createHash('sha256');
  for (let y = 0; y < shape.heightPx; y += 1) hash.update(maker.line(y));
  return hash.digest('hex');
}

/** Scans and finds every page as the originals are. */
async function expectPages(page: Page, originals: readonly Original[]): Promise<void> {
  const pages = await page.evaluate(() => window.scanner.pages());
  expect(pages).toHaveLength(originals.length);
  for (const [index, { id, shape }] of pages.entries()) {
    const found = await page.evaluate((pageId) => window.scanner.digest(pageId), id);
    expect(found).toBe(digest(originals[index]!, shape));
  }
}

test('600 dpi in colour, through USB, packed and onto the disk', async ({ open }) => {
  const page = await open();
  await page.evaluate(() => window.scanner.connect());
  await page.evaluate(() => window.scanner.lay({ kind: 'chart', title: 'FINE' }));
  const started = Date.now();
  const end = await page.evaluate(() => window.scanner.scan({ mode: 'colour', dpi: 600 }));
  const seconds = (Date.now() - started) / 1_000;
  expect(end).toMatchObject({ reason: 'done', error: null });
  await expectPages(page, [testChart('FINE')]);
  const [[, bytes]] = (await page.evaluate(() => window.scanner.sizes())) as [[string, number]];
  const heard = await page.evaluate(() => window.scanner.heard());
  test.info().annotations.push({ type: 'measured', description: `${seconds} s, ${bytes} bytes kept` });
  console.log(`600 dpi colour A4: ${seconds} s, ${(bytes / 1e6).toFixed(1)} MB kept`);
  expect(bytes).toBeLessThan(10e6);
  // 827 × 1157 pixels in colour, told in far fewer pieces than there are rows.
  expect(heard.bytes).toBe(827 * 1157 * 3);
  expect(heard.pieces).toBeLessThan(400);
});

test('both sides of the feeder, and what lies in the output tray, dot by dot', async ({ open }) => {
  const page = await open();
  await page.evaluate(() => window.scanner.connect());
  const job = loadVector('noise_A4');
  const sheetId = await page.evaluate(
    (base64) => window.scanner.print(base64),
    Buffer.from(job.stream).toString('base64'),
  );
  const sheets: Sheet[] = [
    { front: { kind: 'chart', title: 'FRONT' }, back: { kind: 'chart', title: 'BACK' } },
    { front: { kind: 'tray', sheetId, side: 'front' }, back: { kind: 'chart', title: 'LAST' } },
  ];
  await page.evaluate((laid) => window.scanner.feed(laid), sheets);
  await expect.poll(() => page.evaluate(() => window.scanner.state()?.hasDocuments)).toBe(true);
  const area = { leftMm: 0, topMm: 0, widthMm: 210, heightMm: 80 };
  await page.evaluate(
    (where) => window.scanner.scan({ source: 'feeder-duplex', dpi: 600, area: where }),
    area,
  );
  const { sheetWidthPx: widthPx, heightPx, lineBytes: stride } = sideGeometry(job.attributes.paper);
  const printed = printedOriginal({ widthPx, heightPx, stride, dpi: 600, bits: job.sides()[0]! });
  await expectPages(page, [testChart('FRONT'), testChart('BACK'), printed, testChart('LAST')]);
  expect(await page.evaluate(() => window.scanner.simulator())).toMatchObject({ feederSheets: 0 });
});

test('a picture on the glass', async ({ open }) => {
  const page = await open();
  await page.evaluate(() => window.scanner.connect());
  // Two pixels, black and red, of an inch each.
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2, 1);
    const context = canvas.getContext('2d')!;
    context.fillRect(0, 0, 1, 1);
    context.fillStyle = '#f00';
    context.fillRect(1, 0, 1, 1);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    await window.scanner.lay({ kind: 'picture', blob, dpi: 1 });
  });
  const area = { leftMm: 0, topMm: 0, widthMm: 25.4 * 3, heightMm: 25.4 * 2 };
  await page.evaluate((where) => window.scanner.scan({ mode: 'colour', area: where }), area);
  const colours = [0x00_00_00, 0xff_00_00];
  const original = {
    widthMm: 50.8,
    heightMm: 25.4,
    colourAt: (x: number) => colours[Math.floor(x / 25.4)]!,
  };
  await expectPages(page, [original]);
  const refused = await page.evaluate(async () => {
    const blob = new Blob(['no picture']);
    return window.scanner.lay({ kind: 'picture', blob, dpi: 100 }).catch((thrown: Error) => thrown.message);
  });
  expect(refused).toContain('scan.picture-unreadable');
});

test('a crash in the middle of a batch loses no finished page and leaves nothing of the other', async ({
  open,
}) => {
  const page = await open();
  await page.evaluate(() => window.scanner.connect());
  const charts = ['ONE', 'TWO', 'THREE'];
  const sheets = charts.map((title): Sheet => ({ front: { kind: 'chart', title }, back: null }));
  await page.evaluate((laid) => window.scanner.feed(laid), sheets);
  await page.evaluate(() => void window.scanner.scan({ source: 'feeder', mode: 'colour', dpi: 300 }));
  const stripsOfOne = 13;
  await expect.poll(() => page.evaluate(() => window.scanner.stripCount())).toBeGreaterThan(stripsOfOne);
  await page.evaluate(() => window.scanner.crash());
  expect(await page.evaluate(() => window.scanner.stripCount())).toBeGreaterThan(0);
  await page.evaluate(() => window.scanner.connect());
  const kept = await page.evaluate(() => window.scanner.pages());
  expect(kept.length).toBeGreaterThan(0);
  await expectPages(page, charts.slice(0, kept.length).map(testChart));
  expect(await page.evaluate(() => window.scanner.stripCount())).toBe(kept.length * stripsOfOne);
});

test('two windows take turns, and a machine as slow as a real one can be stopped', async ({ open }) => {
  const [one, other] = [await open(), await open()];
  await one.evaluate(() => window.scanner.connect('engine'));
  await other.evaluate(() => window.scanner.connect('engine'));
  await one.evaluate(() => {
    const scan = window.scanner.scan({ mode: 'colour', dpi: 600 });
    Object.assign(window, { scan });
  });
  await expect
    .poll(() => one.evaluate(() => window.scanner.state()?.progress?.linesDone ?? 0))
    .toBeGreaterThan(0);
  expect(await other.evaluate(() => window.scanner.scan({}))).toEqual({
    thrown: { code: 'scan.other-window', params: {} },
  });
  await one.evaluate(() => window.scanner.cancel());
  const end = await one.evaluate(() => (window as unknown as { scan: Promise<unknown> }).scan);
  expect(end).toEqual({ pageIds: [], reason: 'cancelled', error: null });
  await one.close();
  expect(await other.evaluate(() => window.scanner.scan({}))).toMatchObject({ reason: 'done' });
});

test('keys of the machine are heard', async ({ open }) => {
  const page = await open();
  await page.evaluate(() => window.scanner.connect());
  await page.waitForTimeout(600);
  await page.evaluate(() => window.scanner.press('colour'));
  await expect
    .poll(() => page.evaluate(() => window.scanner.state()?.keys))
    .toEqual({ blackAndWhite: 0, colour: 1 });
});
