import type { Page } from '@playwright/test';
import { ACTUAL, expectShows, wrongCells } from '../../support/chart-on-paper.ts';
import { expect, test, type App } from './fixtures.ts';

const chart = (title: string) => ({ kind: 'chart', title }) as const;
const sheet = (front: string, back: string | null = null) => ({
  front: chart(front),
  back: back === null ? null : chart(back),
});

async function goCopying(app: App, page: Page): Promise<void> {
  // Whole pages at 300 dpi go from the glass to dots.
  test.setTimeout(180_000);
  await app.useSimulator();
  await app.show('Copy');
  await page.evaluate(() => window.platen.scanSimulator.setSpeed('instant'));
  await expect(copyButton(page)).toBeEnabled();
}

function copyButton(page: Page) {
  return page.getByRole('button', { name: 'Copy', exact: true });
}

async function choose(page: Page, group: string, choice: string): Promise<void> {
  const radio = page.getByRole('group', { name: group }).getByRole('radio', { name: choice, exact: true });
  await radio.setChecked(true, { force: true });
}

async function copies(page: Page, count: number): Promise<void> {
  const field = page.getByRole('spinbutton', { name: 'Copies' });
  await field.fill(String(count));
  await field.blur();
}

function feed(page: Page, ...sheets: ReturnType<typeof sheet>[]): Promise<void> {
  return page.evaluate((laid) => window.platen.scanSimulator.feed(laid), sheets);
}

async function expectCopied(page: Page): Promise<void> {
  await expect(page.getByText(/^Copied: /)).toBeVisible({ timeout: 80_000 });
}

test('three sheets with two sides are copied on two sides, and the first is there while the feeder feeds', async ({
  app,
  page,
}) => {
  await goCopying(app, page);
  await choose(page, 'Sides', '2 to 2 sides');
  await feed(
    page,
    sheet('ONE FRONT', 'ONE BACK'),
    sheet('TWO FRONT', 'TWO BACK'),
    sheet('SIX FRONT', 'SIX BACK'),
  );
  await page.evaluate(() => window.platen.scanSimulator.setSpeed('engine'));
  await copyButton(page).click();
  // How many sheets were still in the feeder when the first copy lay in the tray.
  const left = await page.evaluate(async () => {
    for (;;) {
      const [tray, scanner] = await Promise.all([
        window.platen.simulator.tray(),
        window.platen.scanSimulator.state(),
      ]);
      if (tray.length > 0 || scanner.feederSheets === 0) return tray.length > 0 ? scanner.feederSheets : 0;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  expect(left).toBeGreaterThan(0);
  await expectCopied(page);

  const tray = await app.tray();
  expect(tray.map(({ hasBack }) => hasBack)).toEqual([true, true, true]);
  expect(tray[0]!.jobTitle).toMatch(/^Copy .*, sheet 1$/);
  for (const [index, number] of ['ONE', 'TWO', 'SIX'].entries()) {
    const { id } = tray[index]!;
    expectShows(await app.traySide(id, 'front'), `${number} FRONT`);
    const back = await app.traySide(id, 'back');
    expectShows(back, `${number} BACK`);
    expect(wrongCells(back, `${number} FRONT`, ACTUAL).wrong).toBeGreaterThan(30);
  }
  await app.expectAccessible('the copier after a copy');
});

test('both sides of a card come out on one page, as large as they are', async ({ app, page }) => {
  await goCopying(app, page);
  await choose(page, 'On a sheet', 'ID card');
  await page.evaluate((laid) => window.platen.scanSimulator.layOnGlass(laid), chart('FRONT'));
  await copyButton(page).click();
  const back = page.getByRole('button', { name: 'Scan the back' });
  await expect(back).toBeVisible({ timeout: 40_000 });
  await page.evaluate((laid) => window.platen.scanSimulator.layOnGlass(laid), chart('BACK'));
  await back.click();
  await expectCopied(page);
  const tray = await app.tray();
  expect(tray).toHaveLength(1);
  const bits = await app.traySide(tray[0]!.id, 'front');
  // 140 × 100 mm in the middle of each half of what can be printed.
  const half = (297 - 10) / 2;
  const area = { width: 138, height: 98 };
  for (const [index, title] of ['FRONT', 'BACK'].entries()) {
    const [left, top] = [(210 - 140) / 2, 5 + index * half + (half - 100) / 2];
    expectShows(bits, title, { scale: 1, toCopy: (x, y) => [x + left, y + top] }, area);
  }
});

test('two sets come out as sets', async ({ app, page }) => {
  await goCopying(app, page);
  await copies(page, 2);
  await expect(page.getByRole('switch', { name: 'Complete sets' })).toBeChecked();
  await feed(page, sheet('FIRST'), sheet('SECOND'));
  await copyButton(page).click();
  await expectCopied(page);
  const tray = await app.tray();
  expect(tray).toHaveLength(4);
  for (const [index, title] of ['FIRST', 'SECOND', 'FIRST', 'SECOND'].entries()) {
    expectShows(await app.traySide(tray[index]!.id, 'front'), title);
  }
  const titles = tray.map(({ jobTitle }) => jobTitle.replace(/^Copy [^,]*, /, ''));
  expect(titles).toEqual(['sheet 1', 'sheet 2', 'set 2', 'set 2']);
});

test('two originals share a side', async ({ app, page }) => {
  await goCopying(app, page);
  await choose(page, 'On a sheet', '2 on a side');
  await feed(page, sheet('LEFT'), sheet('RIGHT'));
  await copyButton(page).click();
  await expectCopied(page);
  const tray = await app.tray();
  expect(tray).toHaveLength(1);
  const bits = await app.traySide(tray[0]!.id, 'front');
  // The sheet lies on its side: halves of 143.5 × 200 mm, in which the pages are as large as fits.
  const [width, height] = [210, (868 / 75) * 25.4];
  const scale = Math.min(143.5 / width, 200 / height);
  for (const [index, title] of ['LEFT', 'RIGHT'].entries()) {
    const left = 5 + index * 143.5 + (143.5 - width * scale) / 2;
    const top = 5 + (200 - height * scale) / 2;
    const toCopy = (x: number, y: number) => [top + y * scale, 297 - (left + x * scale)] as const;
    expectShows(bits, title, { scale, toCopy });
  }
  // Nothing of it stays among the scans.
  await app.show('Scan');
  await expect(page.getByRole('heading', { name: 'Nothing is scanned yet' })).toBeVisible();
  await expect(page.getByRole('main').getByText(/^Copy \d/)).toHaveCount(0);
});

test('a jam keeps what was copied, and the copy goes on with the sheet that jammed', async ({
  app,
  page,
}) => {
  await goCopying(app, page);
  await page.evaluate(() => window.platen.scanSimulator.setSpeed('engine'));
  const titles = ['FIRST', 'SECOND', 'THIRD', 'FOURTH', 'FIFTH'];
  await feed(page, ...titles.map((title) => sheet(title)));
  await copyButton(page).click();
  await page.evaluate(async () => {
    while ((await window.platen.simulator.tray()).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await window.platen.scanSimulator.setTrouble('stop', true);
  });
  await expect(page.getByText('The machine broke off the scan.')).toBeVisible({ timeout: 40_000 });
  await app.expectAccessible('a copy that stopped');
  const stopped = (await page.getByText(/^Stopped at original/).textContent())!;
  const jammed = Number(/original (\d)/.exec(stopped)![1]);
  expect(jammed).toBeGreaterThan(1);

  // Whatever the machine has drawn in is put back on top of the rest.
  await page.evaluate(() => window.platen.scanSimulator.emptyFeeder());
  await feed(page, ...titles.slice(jammed - 1).map((title) => sheet(title)));
  await page.getByRole('button', { name: 'Go on' }).click();
  await expectCopied(page);
  const tray = await app.tray();
  expect(tray).toHaveLength(titles.length);
  for (const [index, title] of titles.entries()) {
    expectShows(await app.traySide(tray[index]!.id, 'front'), title);
  }
});

test('a printer without paper holds the feeder, and Cancel ends both', async ({ app, page }) => {
  await goCopying(app, page);
  await feed(page, ...Array.from({ length: 10 }, (_, index) => sheet(`SHEET ${index}`)));
  await page.evaluate(() => window.platen.simulator.setTrouble('out-of-paper', true));
  await copyButton(page).click();
  await expect(page.getByText(/Scanning waits/)).toBeVisible({ timeout: 90_000 });
  expect((await page.evaluate(() => window.platen.scanSimulator.state())).feederSheets).toBeGreaterThan(0);
  await app.expectAccessible('a copy that waits');
  const progress = page.getByRole('region', { name: 'Copy', exact: true });
  await progress.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText('The copy was cancelled.')).toBeVisible({ timeout: 40_000 });
  // None of its jobs waits or prints any more.
  await app.show('Jobs');
  await expect(page.getByRole('navigation', { name: 'Views' }).getByText('not ended')).toHaveCount(0, {
    timeout: 40_000,
  });
});
