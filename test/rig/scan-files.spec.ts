import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type {} from '../../src/app/automation-api.ts';
import { pictureOriginal } from '../../src/simulator/scanner/pixel-originals.ts';
import type { Original } from '../../src/simulator/scanner/originals.ts';
import { testChart, testSheets } from '../../src/simulator/scanner/test-chart.ts';
import { ACTUAL, expectShows } from '../support/chart-on-paper.ts';
import { ensureValidators, validate, validateInto } from '../support/validators.ts';
import { expect, test, type Rig } from './fixtures.ts';

test.beforeAll(() => ensureValidators());
test.setTimeout(240_000);

/** The app with a machine that the browser was granted on an earlier day, in one of its views. */
async function open(rig: Rig, url: string, view: 'Scan' | 'Copy'): Promise<Page> {
  rig.device.scanner.unit.carriageWaits = 1;
  const { page } = await rig.launch({ permission: 'seeded', url });
  await page.evaluate(() => window.platen.ready);
  await expect(page.getByRole('banner')).toContainText('Ready');
  await page.getByRole('link', { name: view }).first().click();
  return page;
}

/** The file that a click puts into the person's downloads. */
async function saved(page: Page, press: () => Promise<void>): Promise<Buffer> {
  // Chromium has a dialog of the system's for this, which no test can answer; without it the file is downloaded.
  await page.evaluate(() => delete (window as { showSaveFilePicker?: unknown }).showSaveFilePicker);
  const coming = page.waitForEvent('download', { timeout: 200_000 });
  await press();
  return readFileSync(await (await coming).path());
}

/** A page of a document as paper, 150 dots an inch. */
function printed(document: string, page: number): Original {
  const args = ['-r', '150', '-f', String(page), '-l', String(page), '-singlefile', '-scale-to-x', '1240'];
  const ppm = validateInto(
    'pdftoppm',
    'page.ppm',
    readFileSync(document),
    ...args,
    '-scale-to-y',
    '1754',
    'FILE',
    'page',
  );
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.toString('latin1', 0, 40))!;
  const [widthPx, heightPx] = [Number(header[1]), Number(header[2])];
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  for (let px = 0, at = header[0].length; px < widthPx * heightPx; px += 1, at += 3) {
    rgba.set(ppm.subarray(at, at + 3), 4 * px);
  }
  return pictureOriginal({ widthPx, heightPx, dpi: 150, rgba });
}

test('the glass into a PDF', async ({ rig, baseURL }) => {
  rig.device.scanner.unit.glass = testChart('RIG');
  const page = await open(rig, `${baseURL}/`, 'Scan');
  await page.getByRole('button', { name: 'Scan', exact: true }).click();
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await expect(save).toBeEnabled({ timeout: 60_000 });
  const pdf = await saved(page, () => save.click());
  expect(validate('qpdf', pdf, '--check', 'FILE')).toContain('No syntax or stream encoding errors');
  const info = validate('pdfinfo', pdf);
  expect(info).toMatch(/Pages:\s+1\b/);
  // 2480 × 3472 pixels at 300 dots an inch: all of A4 that is known to be taken.
  expect(info).toMatch(/Page size:\s+595\.2\d* x 833\.2\d* pts/);
});

test('both sides from the feeder, with one tap, into a PDF whose text is what was on the pages', async ({
  rig,
  baseURL,
}) => {
  const source = 'test/documents/tracemonkey.pdf';
  rig.device.scanner.unit.feeder.push({ front: printed(source, 1), back: printed(source, 2) });
  const page = await open(rig, `${baseURL}/`, 'Scan');
  const pdf = await saved(page, () => page.getByRole('button', { name: /^Document/ }).click());
  expect(validate('qpdf', pdf, '--check', 'FILE')).toContain('No syntax or stream encoding errors');
  expect(validate('pdfinfo', pdf)).toMatch(/Pages:\s+2\b/);
  for (const number of ['1', '2']) {
    const args = ['-f', number, '-l', number, 'FILE', '-'];
    const words = (file: Buffer) =>
      new Set(validate('pdftotext', file, ...args).match(/[A-Za-z]{6,}/g) ?? []);
    const [read, original] = [words(pdf), words(readFileSync(source))];
    const found = [...original].filter((word) => read.has(word)).length;
    expect(found / original.size, `words of page ${number} that were read`).toBeGreaterThan(0.9);
  }
});

test('from the feeder onto paper: the sheets that come out are copies of those that went in', async ({
  rig,
  baseURL,
}) => {
  rig.device.scanner.unit.feeder.push(...testSheets(2));
  const page = await open(rig, `${baseURL}/`, 'Copy');
  const sides = page.getByRole('group', { name: 'Sides' });
  await sides.getByRole('radio', { name: '2 to 2 sides', exact: true }).setChecked(true, { force: true });
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByText(/^Copied: /)).toBeVisible({ timeout: 120_000 });
  expect(rig.tray.map(({ back }) => back !== null)).toEqual([true, true]);
  const titles = ['SHEET 1 FRONT', 'SHEET 1 BACK', 'SHEET 2 FRONT', 'SHEET 2 BACK'];
  for (const [index, { bits }] of rig.sides().entries()) {
    expectShows(Buffer.from(bits), titles[index]!, ACTUAL);
  }
});
