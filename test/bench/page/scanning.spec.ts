import { expect, test } from '../../browser/app/fixtures.ts';
import { AT_MOST_MS, longestTask } from './page-tasks.ts';

test('the page stays quick while a page comes and a hundred pages are in the strip', async ({
  app,
  page,
  browser,
}) => {
  await app.useSimulator();
  await app.show('Scan');
  await page.evaluate(async () => {
    await window.platen.scanSimulator.setSpeed('instant');
    await window.platen.scanSimulator.feed([{ front: { kind: 'chart', title: 'A' }, back: null }]);
  });
  await page.getByRole('combobox', { name: 'Resolution' }).click();
  await page.getByRole('option', { name: '75 dpi', exact: true }).click();
  await page.getByRole('radio', { name: 'Feeder', exact: true }).check();
  const scanning = await longestTask(browser, page, async () => {
    await page.getByRole('button', { name: 'Scan', exact: true }).click();
    await expect(page.getByText('The feeder is empty: 1 page scanned.')).toBeVisible({ timeout: 60_000 });
  });
  await page.getByRole('listbox', { name: 'Scanned pages' }).focus();
  for (let doublings = 0; doublings < 7; doublings++) {
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Duplicate', exact: true }).click();
    await expect(page.getByRole('radio', { name: `All ${2 ** (doublings + 1)}` })).toBeAttached();
    await page.getByRole('listbox', { name: 'Scanned pages' }).focus();
  }
  const strip = await longestTask(browser, page, async () => {
    for (const key of ['End', 'Home', 'PageDown', 'ArrowRight', 'r', 'Alt+ArrowRight', 'Delete']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(150);
    }
  });
  console.log('scanning, most milliseconds of a task:', { scanning, strip });
  expect(Math.max(scanning, strip)).toBeLessThan(AT_MOST_MS);
});
