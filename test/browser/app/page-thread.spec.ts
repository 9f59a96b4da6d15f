import { DOCUMENTS, expect, test } from './fixtures.ts';
import { longestTask } from './page-tasks.ts';

const PAPER = `${DOCUMENTS}/tracemonkey.pdf`;
/** The page answers within a twentieth of a second, whatever it is about to do. */
const AT_MOST_MS = 50;

test('a document comes, settings change, folds and the palette open: the page stays quick', async ({
  app,
  page,
  browser,
}) => {
  await app.useSimulator();
  const spent: Record<string, number> = {};
  const during = async (what: string, act: () => Promise<unknown>) => {
    spent[what] = await longestTask(browser, page, act);
  };
  const stage = page.locator('platen-preview .stage[aria-busy=false]');
  await during('a document', async () => {
    await app.drop(PAPER);
    await stage.waitFor({ timeout: 30_000 });
  });
  await during('a setting', () => page.evaluate(() => void window.platen.setSettings({ brightness: '7' })));
  const folds = page.locator('platen-settings-panel wa-details');
  const count = await folds.count();
  expect(count).toBeGreaterThan(3);
  for (let fold = 0; fold < count; fold++) {
    await during(`fold ${fold}`, () =>
      folds.nth(fold).evaluate((details) => void Object.assign(details, { open: true })),
    );
  }
  await during('the palette', () => page.keyboard.press('Control+k'));
  await expect(page.getByRole('dialog', { name: /Find a setting/ })).toBeVisible();
  await during('a search', () => page.keyboard.type('duplex'));
  expect(Math.max(...Object.values(spent)), JSON.stringify(spent)).toBeLessThan(AT_MOST_MS);
  expect(Math.max(...Object.values(spent)), 'processor time is in the trace').toBeGreaterThan(0);
});
