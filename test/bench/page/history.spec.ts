import type { Locator } from '@playwright/test';
import { DOCUMENTS, expect, test } from '../../browser/app/fixtures.ts';
import { AT_MOST_MS, longestTask } from './page-tasks.ts';

test('five thousand jobs in the history: the page stays quick', async ({ app, page, browser }) => {
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/rotation.pdf`);
  await app.print();
  await app.expectSent();
  // What is on the disk for one job, five thousand times.
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('platen');
      request.onsuccess = () => resolve(request.result);
    });
    const transaction = db.transaction(['jobs', 'ledger'], 'readwrite');
    const clone = (store: string, change: (one: never, number: number) => unknown) =>
      new Promise<void>((resolve) => {
        const jobs = transaction.objectStore(store);
        jobs.getAll().onsuccess = ({ target }) => {
          const [one] = (target as IDBRequest<never[]>).result;
          for (let number = 0; number < 5000; number++) jobs.put(change(one!, number));
          resolve();
        };
      });
    await clone('jobs', (one: { view: { createdAt: number; endedAt: number } }, number) => {
      const { createdAt, endedAt } = one.view;
      const view = { ...one.view, id: `copy ${number}`, title: `letter ${number}.pdf` };
      const ago = 60_000 * (number + 1);
      return { ...one, view: { ...view, createdAt: createdAt - ago, endedAt: endedAt - ago } };
    });
    await clone('ledger', (one: { at: number }, number) => ({
      ...one,
      jobId: `copy ${number}`,
      at: one.at - 60_000 * number,
      user: `user ${number % 40}`,
    }));
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    db.close();
  });
  /** Milliseconds of processor time. Nothing of the test looks at the page meanwhile. */
  const spent: Record<string, number> = {};
  const during = async (what: string, act: () => Promise<unknown>) => {
    spent[what] = await longestTask(browser, page, act);
  };
  const clickOn = async (locator: Locator) => {
    const box = (await locator.boundingBox())!;
    return () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  };
  await page.reload();
  await page.evaluate(() => window.platen.ready);
  // What the page does when it begins is not what is looked at here.
  await page.waitForTimeout(2_000);
  await during('history', () => page.evaluate(() => void (location.hash = '#/jobs/history')));
  const list = page.getByRole('list', { name: 'Jobs that have ended' });
  await expect(page.getByText('5,001 jobs')).toBeVisible();
  await expect(list.getByRole('article')).toHaveCount(50);
  await page.getByRole('button', { name: 'Older' }).scrollIntoViewIfNeeded();
  await during('next page', await clickOn(page.getByRole('button', { name: 'Older' })));
  await expect(page.getByText('51–100 of 5,001')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Title' }).focus();
  await during('search', () => page.keyboard.type('letter 4321'));
  await expect(page.getByText('1 job', { exact: true })).toBeVisible();
  await during('queue', () => page.evaluate(() => void (location.hash = '#/jobs')));
  await expect(page.getByRole('region', { name: 'Just ended' })).toBeVisible();
  await during('books', () => page.evaluate(() => void (location.hash = '#/jobs/accounting')));
  await page.getByRole('combobox', { name: 'Time' }).click();
  await during('all the books', await clickOn(page.getByRole('option', { name: 'Everything' })));
  await expect(page.getByRole('term').filter({ hasText: 'Jobs' }).locator('xpath=../dd')).toHaveText('5,001');
  console.log('history, most milliseconds of a task:', spent);
  expect(Math.max(...Object.values(spent)), JSON.stringify(spent)).toBeLessThan(AT_MOST_MS);
  expect(Math.max(...Object.values(spent)), 'processor time is in the trace').toBeGreaterThan(0);
});
