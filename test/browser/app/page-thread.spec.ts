import type { Browser, Page } from '@playwright/test';
import { DOCUMENTS, expect, test } from './fixtures.ts';

const PAPER = `${DOCUMENTS}/tracemonkey.pdf`;
/** The page answers within a twentieth of a second, whatever it is about to do. */
const AT_MOST_MS = 50;

/** As much of Chromium's trace as is read here. `tdur`: microseconds of processor time. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * The most milliseconds of processor time that the page's thread spent on one task while something was done. Time
 * on the clock would count what else this computer does.
 */
async function longestTask(browser: Browser, page: Page, act: () => Promise<unknown>): Promise<number> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', '__metadata'] });
  await act();
  await page.waitForTimeout(1_500);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const threads = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) =>
      name === 'RunTask' && threads.some((thread) => thread.pid === pid && thread.tid === tid),
  );
  expect(tasks.length, 'tasks in the trace').toBeGreaterThan(10);
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

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
