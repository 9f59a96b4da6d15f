import { DOCUMENTS, expect, test, type App } from './fixtures.ts';

const ROTATION = `${DOCUMENTS}/rotation.pdf`;

/** Opens the menu of the only job with the keyboard alone, and chooses from it. */
async function chooseByKeyboard({ page }: App, item: RegExp): Promise<void> {
  const menu = page.getByRole('button', { name: /^More for/ }).first();
  await menu.focus();
  await page.keyboard.press('Enter');
  const wanted = page.getByRole('menuitem', { name: item });
  await expect(wanted).toBeVisible();
  const focused = page.locator('wa-dropdown-item:focus');
  for (let presses = 0; presses < 12; presses++) {
    if ((await focused.count()) > 0 && item.test((await focused.first().innerText()).trim())) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function closeByKeyboard({ page }: App): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a job's dialogs are accessible and need no mouse, ${colorScheme}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await app.useSimulator();
    await app.drop(ROTATION);
    await expect(app.printButton).toBeEnabled();

    const ways = page.getByRole('button', { name: 'Other ways to print' });
    await ways.click();
    await page.getByRole('menuitem', { name: /^Hold with a PIN/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await app.expectAccessible('a new PIN');
    await page.keyboard.type('1234');
    // Past the button that shows what was typed.
    await page.getByRole('textbox', { name: /^The same PIN again/ }).focus();
    await page.keyboard.type('4321');
    await page.keyboard.press('Enter');
    await expect(page.getByText('The two PINs are not the same.')).toBeVisible();
    await app.expectAccessible('two PINs that differ');
    await closeByKeyboard(app);

    await ways.click();
    await page.getByRole('menuitem', { name: /^Hold this job/ }).click();
    await app.show('Jobs');
    await chooseByKeyboard(app, /^Move to another machine/);
    await app.expectAccessible('move');
    await closeByKeyboard(app);
    await chooseByKeyboard(app, /^What happened/);
    await expect(page.getByText('Printed from here; it waits for its turn')).toBeVisible();
    await app.expectAccessible('what happened');
    await closeByKeyboard(app);

    await page.getByRole('button', { name: /^Let go/ }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Just ended' })).toBeVisible();
    await chooseByKeyboard(app, /^Print some sheets again/);
    await app.expectAccessible('sheets');
    await page.getByRole('checkbox', { name: 'Sheet 2' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Print 1 sheet' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect.poll(async () => (await app.tray()).length, { timeout: 30_000 }).toBe(3);
  });
}

test('the question after an interruption is accessible, and answered with the keyboard', async ({
  app,
  page,
}) => {
  await app.useSimulator('engine');
  await app.trouble('Out of paper', true);
  await app.drop(`${DOCUMENTS}/pdkids.pdf`);
  await app.print();
  await expect(app.job).toHaveAttribute('data-state', /sending|paused/);
  await app.trouble('Cable unplugged', true);
  await expect(app.job).toContainText('Answer', { timeout: 20_000 });
  await app.show('Jobs');
  await expect(page.getByRole('heading', { name: 'Which was the last good sheet?' })).toBeVisible();
  await app.expectAccessible('the question');
  await page.getByRole('radio', { name: 'None' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  const rest = page.getByRole('button', { name: 'Print sheets 1 to 55' });
  await expect(rest).toBeEnabled();
  await rest.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Which was the last good sheet?' })).toBeHidden();
  await app.expectAccessible('the job waits for the machine');
});

test('the viewer of print files is accessible, and needs no mouse', async ({ app, page }) => {
  await app.useSimulator();
  await app.capture();
  await app.drop(ROTATION);
  await app.print();
  await app.expectSent();
  const file = Buffer.from(await app.received());
  await page.goto('/#/jobs/files');
  const open = (name: string, buffer: Buffer) =>
    page.getByLabel('Print file', { exact: true }).setInputFiles({ name, mimeType: '', buffer });
  await open('cut.prn', file.subarray(0, file.length - 60));
  await expect(page.getByRole('region', { name: 'cut.prn' })).toContainText(/At byte/);
  await app.expectAccessible('a file with a mistake');
  await open('whole.prn', file);
  const side = page.getByRole('button', { name: /^Side 1\b/ });
  await expect(side).toBeVisible();
  await app.expectAccessible('a file');
  await side.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/dots at 600 dpi/)).toBeVisible();
  await app.expectAccessible('a side');
  await closeByKeyboard(app);
  await page.getByRole('button', { name: 'Send to the machine' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Just ended' }).getByRole('listitem').first()).toContainText(
    'whole.prn',
  );
});
