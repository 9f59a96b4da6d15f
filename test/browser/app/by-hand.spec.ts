import type { Page } from '@playwright/test';
import { DOCUMENTS, expect, test, type App } from './fixtures.ts';

const FIRST_SIDES = /First sides are printed/;

/** Six pages on three sheets of a paper that the machine does not turn. */
async function printByHand(app: App): Promise<void> {
  await app.drop(`${DOCUMENTS}/TAMReview.pdf`);
  await app.page.evaluate(() =>
    window.platen.setSettings({
      pages: '1-6',
      media: 'LABELS',
      source: 'Manual',
      duplex: 'long',
      turnedBy: 'hand',
    }),
  );
  await app.print();
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name }).first();
  await expect(button).toBeEnabled();
  await button.focus();
  await page.keyboard.press('Enter');
}

test('a test of the stack that is reloaded halfway still asks what it showed', async ({ app, page }) => {
  await app.useSimulator();
  await app.show('Machine');
  await press(page, 'Test it with two sheets…');
  await press(page, 'Print the test');
  await expect(page.getByText(/Put both sheets into the bypass/)).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await page.evaluate(() => window.platen.ready);
  await page.evaluate(() => window.platen.simulator.setSpeed('instant'));
  await press(page, 'Go on with the test…');
  await press(page, 'They are in');
  await expect(page.getByText('Where did the letter come out?')).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(page.getByText('what it shows is still to be told')).toBeVisible();
  await press(page, 'Go on with the test…');
  // One tab stop a question; the arrow keys choose.
  await page.getByRole('radio', { name: 'On the back of the number' }).focus();
  await page.keyboard.press('Space');
  for (const name of ['B', 'Opposite ways']) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name, exact: true })).toBeChecked();
  }
  await press(page, 'Remember this');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('A test has shown')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Test it again…' })).toBeVisible();
});

/** The test of the stack from its first button to its last, with the keyboard alone. */
async function testStack(app: App, answers: readonly string[]): Promise<void> {
  const { page } = app;
  await app.expectAccessible('the test before it begins');
  await press(page, 'Print the test');
  await expect(page.getByText(/Put both sheets into the bypass/)).toBeVisible({ timeout: 30_000 });
  await app.expectAccessible('the test waits for its sheets');
  await press(page, 'They are in');
  await expect(page.getByText('Where did the letter come out?')).toBeVisible({ timeout: 30_000 });
  await app.expectAccessible('the questions');
  await expect(page.getByRole('button', { name: 'Remember this' })).toBeDisabled();
  for (const name of answers) {
    await page.getByRole('radio', { name, exact: true }).focus();
    await page.keyboard.press('Space');
  }
  await press(page, 'Remember this');
  await expect(page.getByRole('dialog')).toBeHidden();
}

const pagesInTray = async (app: App, title: string) =>
  (await app.tray()).filter(({ jobTitle }) => jobTitle === title).map(({ id }) => id);

test('sheets are turned by hand, and what the test shows counts for the stack that waits, dark', async ({
  app,
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await app.useSimulator();
  await printByHand(app);
  await expect(app.job).toContainText(FIRST_SIDES, { timeout: 30_000 });
  await expect(app.job).toContainText('3 sheets');
  await app.show('Jobs');
  const row = page.getByRole('article', { name: 'TAMReview.pdf' });
  await expect(row).toContainText('3 sheets · A4 · two-sided by hand');

  await press(page, /^Put the stack back/);
  await expect(page.getByText('Take all 3 sheets from the output tray')).toBeVisible();
  await app.expectAccessible('how the stack goes back');
  await press(page, 'Test it with two sheets…');
  await testStack(app, ['On the back of the number', 'A', 'The same way']);

  await press(page, /^Put the stack back/);
  await expect(page.getByText('Nobody has told Platen yet')).toBeHidden();
  await press(page, 'The stack is in: print the second sides');
  await expect(page.getByRole('region', { name: 'Just ended' }).getByText('TAMReview.pdf')).toBeVisible({
    timeout: 30_000,
  });

  // Sheets 1, 3, 5, and in the order that the test showed 2, 4, 6: the same as one after the other.
  const passes = await pagesInTray(app, 'TAMReview.pdf');
  expect(passes).toHaveLength(6);
  await app.show('Print');
  await page.evaluate(() =>
    window.platen.setSettings({ pages: '1,3,5,2,4,6', duplex: 'off', turnedBy: 'machine' }),
  );
  await app.print();
  await expect
    .poll(async () => (await pagesInTray(app, 'TAMReview.pdf')).length, { timeout: 30_000 })
    .toBe(12);
  const straight = (await pagesInTray(app, 'TAMReview.pdf')).slice(6);
  for (const [index, id] of passes.entries()) {
    const [one, other] = [await app.traySide(id, 'front'), await app.traySide(straight[index]!, 'front')];
    expect(one.equals(other), `side ${index + 1}`).toBe(true);
  }
});
