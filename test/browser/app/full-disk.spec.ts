import { DOCUMENTS, expect, test } from './fixtures.ts';

const ROOM_REMEMBERED_MS = 31_000;

test('a full disk: the job is refused with its choices, nothing is lost, and it prints without being kept', async ({
  app,
  page,
  context,
}) => {
  await app.useSimulator();
  // A job that is on disk already.
  await app.drop(`${DOCUMENTS}/rotation.pdf`);
  await expect(app.printButton).toBeEnabled();
  await page.getByRole('button', { name: 'Other ways to print' }).click();
  await page.getByRole('menuitem', { name: /^Hold this job/ }).click();
  await expect(app.job).toContainText('rotation.pdf');
  await page.evaluate(() => window.platen.removeFiles());

  const session = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  // Room for records, not for a document of a megabyte.
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 300_000 });
  // Chromium tells pages of 10 GiB more than they use, whatever there is, and IndexedDB remembers for half a minute
  // how much it may take.
  await page.waitForTimeout(ROOM_REMEMBERED_MS);
  await app.drop(`${DOCUMENTS}/tracemonkey.pdf`);
  await app.print();
  await expect(page.getByText('There is no room to keep this job.')).toBeVisible();
  await app.expectAccessible('the refusal');
  // The document is still there, and so is what was kept before.
  await expect(page.getByRole('article', { name: 'tracemonkey.pdf' })).toContainText('14 pages');
  await expect(app.job).toContainText('rotation.pdf');

  await page.getByRole('button', { name: 'Print without keeping it' }).click();
  await expect(app.job).toContainText('tracemonkey.pdf');
  await app.expectSent();

  await page.reload();
  await page.evaluate(() => window.platen.ready);
  await app.show('Jobs');
  const held = page.getByRole('region', { name: 'Next' }).getByRole('listitem').first();
  await expect(held).toContainText('rotation.pdf');
});
