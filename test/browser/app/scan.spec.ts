import type { Page } from '@playwright/test';
import { expect, test, type App } from './fixtures.ts';

const chart = (title: string) => ({ kind: 'chart', title }) as const;
const sheet = (front: string, back: string | null = null) => ({
  front: chart(front),
  back: back === null ? null : chart(back),
});

/** A person's way to the scan view, with a scanner that does not make tests wait. */
async function goScanning(app: App, page: Page, speed: 'instant' | 'engine' = 'instant'): Promise<void> {
  await app.useSimulator();
  await app.show('Scan');
  await page.evaluate((chosen) => window.platen.scanSimulator.setSpeed(chosen), speed);
  // Small pages: what is tried here does not depend on how many pixels there are.
  await choose(page, 'Resolution', '75 dpi');
  await expect(scanButton(page)).toBeEnabled();
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

function scanButton(page: Page) {
  return page.getByRole('button', { name: 'Scan', exact: true });
}

function pages(page: Page) {
  return page.getByRole('listbox', { name: 'Scanned pages' }).getByRole('option');
}

/** What is said between two loads. */
function pause(page: Page) {
  return page.getByRole('region', { name: 'More sheets, or finish' });
}

async function expectEnd(page: Page, words: string): Promise<void> {
  await expect(pause(page).getByText(words)).toBeVisible({ timeout: 60_000 });
}

/** What the strip says of its pages. */
function labels(page: Page): Promise<(string | null)[]> {
  return pages(page).evaluateAll((options) =>
    options.map((option) => option.querySelector('.only-heard')!.textContent),
  );
}

function feed(page: Page, ...sheets: ReturnType<typeof sheet>[]): Promise<void> {
  return page.evaluate((laid) => window.platen.scanSimulator.feed(laid), sheets);
}

async function feedBlank(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(620, 877);
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    await window.platen.scanSimulator.feed([{ front: { kind: 'picture', blob, dpi: 75 }, back: null }]);
  });
}

/** The titles of the charts on the pages, as far as a hash of their pictures tells them apart. */
function pictures(page: Page): Promise<string[]> {
  return page.locator('platen-scan-strip platen-page-picture').evaluateAll((elements) =>
    elements.map((element) => {
      const source = element.shadowRoot!.querySelector('canvas')!;
      // What was transferred cannot be read; what is drawn from it can.
      const copy = new OffscreenCanvas(source.width, source.height);
      const context = copy.getContext('2d')!;
      context.drawImage(source, 0, 0);
      let hash = source.width * 31 + source.height;
      for (const byte of context.getImageData(0, 0, copy.width, copy.height).data) {
        hash = (Math.imul(hash, 31) + byte) | 0;
      }
      return String(hash);
    }),
  );
}

test('a page from the glass grows on the screen, and is there', async ({ app, page }) => {
  await goScanning(app, page, 'engine');
  await page.evaluate(() => window.platen.scanSimulator.layOnGlass({ kind: 'chart', title: 'Letter' }));
  await scanButton(page).click();
  const live = page.locator('platen-live-page canvas');
  await expect(live).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Page in progress' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Page 1 is being scanned.' })).toBeAttached();
  const inkAbove = () =>
    live.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const dark = data.filter((value, at) => at % 4 === 0 && value < 128);
      return dark.length;
    });
  await expect.poll(inkAbove).toBeGreaterThan(0);
  await expectEnd(page, '1 page scanned.');
  expect(await labels(page)).toEqual(['Page 1']);
  await expect(page.getByRole('status').filter({ hasText: '1 page scanned.' })).toBeAttached();
});

test('three sheets from the feeder, both sides; more sheets come behind them', async ({ app, page }) => {
  await goScanning(app, page);
  await feed(page, sheet('A', 'B'), sheet('C', 'D'), sheet('E', 'F'));
  await expect(page.getByText('There is paper in the feeder')).toBeVisible();
  await page.getByRole('radio', { name: 'Feeder, both sides' }).check();
  await scanButton(page).click();
  await expectEnd(page, 'The feeder is empty: 6 pages scanned.');
  await expect(pages(page)).toHaveCount(6);
  await feed(page, sheet('G', 'H'));
  await page.getByRole('button', { name: 'Scan more', exact: true }).click();
  await expectEnd(page, 'The feeder is empty: 2 pages scanned.');
  expect(await labels(page)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `Page ${number}`));
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(pause(page)).toBeHidden();
  await expect(pages(page)).toHaveCount(8);
});

test('the other sides of a stack that was turned over lie between the first', async ({ app, page }) => {
  await goScanning(app, page);
  await feed(page, sheet('A'), sheet('C'), sheet('E'));
  await page.getByRole('radio', { name: 'Feeder', exact: true }).check();
  await scanButton(page).click();
  await expectEnd(page, 'The feeder is empty: 3 pages scanned.');
  await expect.poll(async () => new Set(await pictures(page)).size).toBe(3);
  const [a, c, e] = await pictures(page);
  // The same charts again tell what has come to lie where: the last sheet's back first.
  await feed(page, sheet('E'), sheet('C'), sheet('A'));
  await page.getByRole('button', { name: 'The other sides now' }).click();
  await page.getByRole('menuitem', { name: 'The stack was turned over whole' }).click();
  await expect(pages(page)).toHaveCount(6);
  await expect.poll(() => pictures(page), { timeout: 30_000 }).toEqual([a, a, c, c, e, e]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => pictures(page), { timeout: 30_000 }).toEqual([a, c, e, e, c, a]);
});

test('Cancel in the middle of a page keeps those before it', async ({ app, page }) => {
  await goScanning(app, page);
  await feed(page, sheet('A'), sheet('B'));
  await page.getByRole('radio', { name: 'Feeder', exact: true }).check();
  await scanButton(page).click();
  await expectEnd(page, 'The feeder is empty: 2 pages scanned.');
  await page.evaluate(() => window.platen.scanSimulator.setSpeed('engine'));
  await feed(page, sheet('C'), sheet('D'));
  await page.getByRole('button', { name: 'Scan more', exact: true }).click();
  await expect(page.getByText(/^Page 1: [1-9]/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expectEnd(page, 'Cancelled. 0 pages are kept.');
  await expect(pages(page)).toHaveCount(2);
  await expect(scanButton(page)).toBeEnabled();
});

test('a machine that stops says why and what is next, and the pages before are there', async ({
  app,
  page,
}) => {
  await goScanning(app, page);
  await page.getByRole('radio', { name: 'Feeder', exact: true }).check();
  await scanButton(page).click();
  await expect(page.getByText('There is no paper in the feeder.')).toBeVisible();
  await expect(page.getByText(/^Put the sheets into the feeder/)).toBeVisible();
  await feed(page, sheet('A'));
  await scanButton(page).click();
  await expectEnd(page, 'The feeder is empty: 1 page scanned.');
  await feed(page, sheet('B'));
  await page.evaluate(() => window.platen.scanSimulator.setTrouble('stop', true));
  await page.getByRole('button', { name: 'Scan more', exact: true }).click();
  await expect(page.getByText('The machine broke off the scan.').first()).toBeVisible({ timeout: 60_000 });
  await expect(pages(page)).toHaveCount(1);
});

test('pages are chosen, moved, turned, set aside and brought back by keyboard', async ({ app, page }) => {
  await goScanning(app, page);
  await feed(page, sheet('A'), sheet('B'), sheet('C'), sheet('D'));
  await page.getByRole('radio', { name: 'Feeder', exact: true }).check();
  await scanButton(page).click();
  await expectEnd(page, 'The feeder is empty: 4 pages scanned.');
  await expect.poll(async () => new Set(await pictures(page)).size).toBe(4);
  const [a, b, c, d] = await pictures(page);
  await page.getByRole('listbox', { name: 'Scanned pages' }).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('status').filter({ hasText: 'Now page 3 of 4.' })).toBeAttached();
  await expect.poll(() => pictures(page)).toEqual([a, b, d, c]);
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Delete');
  await expect.poll(() => pictures(page)).toEqual([d, c]);
  await expect(page.getByText('2 pages set aside', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect.poll(() => pictures(page)).toEqual([a, b, d, c]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => pictures(page)).toEqual([a, b, c, d]);
  await page.keyboard.press('Control+y');
  await expect.poll(() => pictures(page)).toEqual([a, b, d, c]);
  await page.keyboard.press('End');
  await page.keyboard.press('r');
  await expect
    .poll(() =>
      page
        .locator('platen-scan-strip platen-page-picture')
        .last()
        .evaluate((element) => {
          const { width, height } = element.shadowRoot!.querySelector('canvas')!;
          return width > height;
        }),
    )
    .toBe(true);
});

test('pages are dragged', async ({ app, page }) => {
  await goScanning(app, page);
  await feed(page, sheet('A'), sheet('B'), sheet('C'));
  await page.getByRole('radio', { name: 'Feeder', exact: true }).check();
  await scanButton(page).click();
  await expectEnd(page, 'The feeder is empty: 3 pages scanned.');
  await expect.poll(async () => new Set(await pictures(page)).size).toBe(3);
  const [a, b, c] = await pictures(page);
  await pages(page)
    .nth(0)
    .dragTo(pages(page).nth(2), { targetPosition: { x: 90, y: 60 } });
  await expect.poll(() => pictures(page)).toEqual([b, c, a]);
});

test('blank pages are marked, and set aside only when somebody says so', async ({ app, page }) => {
  await goScanning(app, page);
  await feed(page, sheet('A'));
  await feedBlank(page);
  await feed(page, sheet('B'));
  await page.getByRole('radio', { name: 'Feeder', exact: true }).check();
  await scanButton(page).click();
  await expectEnd(page, 'The feeder is empty: 3 pages scanned.');
  expect(await labels(page)).toEqual(['Page 1', 'Page 2, blank', 'Page 3']);
  await page.getByRole('button', { name: 'All pages' }).click();
  await page.getByRole('menuitem', { name: 'New document behind each blank sheet' }).click();
  await expect.poll(() => labels(page)).toEqual(['Page 1, Document 1 begins', 'Page 2, Document 2 begins']);
  await page.keyboard.press('Control+z');
  await expect(pages(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Set aside the blank page' }).click();
  await expect(pages(page)).toHaveCount(2);
  await page.getByText('1 page set aside', { exact: true }).click();
  await page.getByRole('button', { name: /^Put back/ }).click();
  await expect.poll(() => labels(page)).toEqual(['Page 1', 'Page 2, blank', 'Page 3']);
});

test('a page that is closed in the middle of a batch finds every finished page again', async ({
  app,
  page,
}) => {
  await goScanning(app, page);
  await feed(page, sheet('A'), sheet('B'));
  await page.getByRole('radio', { name: 'Feeder', exact: true }).check();
  await scanButton(page).click();
  await expectEnd(page, 'The feeder is empty: 2 pages scanned.');
  await page.evaluate(() => window.platen.scanSimulator.setSpeed('engine'));
  await feed(page, sheet('C'), sheet('D'));
  await page.getByRole('button', { name: 'Scan more', exact: true }).click();
  await expect(page.getByText(/^Page 1: [1-9]/)).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(pages(page)).toHaveCount(2, { timeout: 30_000 });
  await page.getByRole('button', { name: 'New scan' }).click();
  await expect(page.getByRole('heading', { name: 'Earlier scans' })).toBeVisible();
  await page.getByRole('button', { name: /^Open Scan of/ }).click();
  await expect(pages(page)).toHaveCount(2);
});

test('corrections are seen at once, for one page and for all', async ({ app, page }) => {
  await goScanning(app, page);
  await feed(page, sheet('A'), sheet('B'));
  await page.getByRole('radio', { name: 'Feeder', exact: true }).check();
  await scanButton(page).click();
  await expectEnd(page, 'The feeder is empty: 2 pages scanned.');
  await expect.poll(async () => new Set(await pictures(page)).size).toBe(2);
  const before = await pictures(page);
  await page.getByRole('button', { name: 'Crop by hand' }).click();
  await page.getByRole('slider', { name: 'left edge of the crop' }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('slider', { name: 'left edge of the crop' })).toHaveAttribute(
    'aria-valuenow',
    '20',
  );
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(async () => (await pictures(page))[0]).not.toBe(before[0]);
  expect((await pictures(page))[1]).toBe(before[1]);
  await page.getByRole('radio', { name: 'All 2' }).click();
  await choose(page, 'Ink', 'Black and white');
  await expect.poll(async () => (await pictures(page))[1]).not.toBe(before[1]);
  await page.getByRole('button', { name: 'As scanned' }).click();
  await expect.poll(() => pictures(page)).toEqual(before);
});
