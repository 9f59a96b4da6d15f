import type { Page } from '@playwright/test';
import type {} from '../../src/app/automation-api.ts';
import { decodeJob } from '../../src/languages/ufr2lt/decode-job.ts';
import type { StoredStrip } from '../../src/scan/pages/scan-shelf.ts';
import type { ScannedPage } from '../../src/scan/pages/scanned-page.ts';
import { unpackStrip } from '../../src/scan/pages/strip-codec.ts';
import { LineMaker } from '../../src/simulator/scanner/line-maker.ts';
import type { Original } from '../../src/simulator/scanner/originals.ts';
import { testChart, testSheets } from '../../src/simulator/scanner/test-chart.ts';
import { expect, test, type Rig } from './fixtures.ts';

/** The app in its scan view, with a machine that the browser was granted on an earlier day. */
async function openScanning(rig: Rig, url: string): Promise<Page> {
  rig.device.scanner.unit.carriageWaits = 1;
  const { page } = await rig.launch({ permission: 'seeded', url });
  await page.evaluate(() => window.platen.ready);
  await expect(page.getByRole('banner')).toContainText('Ready');
  await page.getByRole('link', { name: 'Scan' }).first().click();
  await expect(scanButton(page)).toBeEnabled();
  return page;
}

const scanButton = (page: Page) => page.getByRole('button', { name: 'Scan', exact: true });
const strip = (page: Page) => page.getByRole('listbox', { name: 'Scanned pages' }).getByRole('option');

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Everything in one of the app's stores, with its keys. */
function stored<T>(page: Page, name: string): Promise<{ keys: unknown[]; values: T[] }> {
  return page.evaluate(async (store) => {
    const settled = (request: IDBRequest) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(String(request.error)));
      });
    const database = (await settled(indexedDB.open('platen'))) as IDBDatabase;
    const objects = database.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([settled(objects.getAllKeys()), settled(objects.getAll())]);
    database.close();
    const plain = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value, (_, inner) => (inner instanceof Uint8Array ? inner.toBase64() : inner)),
      );
    return { keys: plain(keys), values: plain(values) };
  }, name);
}

/** Every page on the shelf is, pixel by pixel, what was scanned. */
async function expectPages(page: Page, originals: readonly Original[]): Promise<void> {
  const { values } = await stored<ScannedPage>(page, 'scannedPages');
  const pages = values.toSorted((a, b) => a.place - b.place);
  expect(pages).toHaveLength(originals.length);
  const strips = await stored<{ lines: number; packed: string }>(page, 'scanStrips');
  for (const [index, { pixelsId, shape }] of pages.entries()) {
    const maker = new LineMaker(originals[index]!, { ...shape, x: 0, width: shape.widthPx });
    let y = 0;
    for (const [at, key] of (strips.keys as [string, number][]).entries()) {
      if (key[0] !== pixelsId) continue;
      const { lines, packed } = strips.values[at]!;
      const whole: StoredStrip = { lines, packed: Uint8Array.from(Buffer.from(packed, 'base64')) };
      const pixels = Buffer.from(await unpackStrip(whole, shape));
      const expected = Buffer.concat(Array.from({ length: lines }, () => maker.line(y++)));
      expect(pixels.equals(expected)).toBe(true);
    }
    expect(y).toBe(shape.heightPx);
  }
}

test('scans the glass while a job is printed: both arrive whole', async ({ rig, baseURL }) => {
  rig.device.scanner.unit.glass = testChart('RIG');
  const page = await openScanning(rig, `${baseURL}/`);
  await page.getByRole('link', { name: 'Print' }).first().click();
  await page.locator('input[type=file]').first().setInputFiles('test/documents/tracemonkey.pdf');
  await page.evaluate(() => window.platen.settled(1));
  const job = page.evaluate(async () => window.platen.jobEnded(await window.platen.print()));
  await page.getByRole('link', { name: 'Scan' }).first().click();
  await scanButton(page).click();
  await expect(strip(page)).toHaveCount(1, { timeout: 60_000 });
  expect((await job).state).toBe('sent');
  await expectPages(page, [testChart('RIG')]);
  const { sides, warnings } = decodeJob(rig.received());
  expect(warnings).toEqual([]);
  expect(rig.sides().map(({ bits }, at) => Buffer.compare(bits, sides[at]!.bits))).toEqual(
    sides.map(() => 0),
  );
  expect(sides).toHaveLength(14);
});

test('scans both sides of what is in the feeder; the cable may be pulled and put back', async ({
  rig,
  baseURL,
}) => {
  const sheets = testSheets(3);
  rig.device.scanner.unit.feeder.push(...sheets.slice(0, 2));
  const page = await openScanning(rig, `${baseURL}/`);
  await choose(page, 'Resolution', '75 dpi');
  await page.getByRole('radio', { name: 'Feeder, both sides' }).check();
  await scanButton(page).click();
  await expect(strip(page)).toHaveCount(4, { timeout: 60_000 });
  const first = sheets.slice(0, 2).flatMap(({ front, back }) => [front, back!]);
  await expectPages(page, first);

  rig.device.setTrouble('unplugged', true);
  await expect(page.getByRole('banner')).not.toContainText('Ready');
  rig.device.setTrouble('unplugged', false);
  await expect(page.getByRole('banner')).toContainText('Ready', { timeout: 30_000 });
  rig.device.scanner.unit.feeder.push(sheets[2]!);
  rig.device.scanner.say({ statusChanged: true });
  await page.getByRole('button', { name: 'Scan more', exact: true }).click();
  await expect(strip(page)).toHaveCount(6, { timeout: 60_000 });
  await expectPages(page, [...first, sheets[2]!.front, sheets[2]!.back!]);
});
