import { DOCUMENTS, expect, test } from './fixtures.ts';

test('out of paper: the job says so and waits, and goes on by itself when there is paper', async ({
  app,
  page,
}) => {
  await app.useSimulator();
  await app.trouble('Out of paper', true);
  await app.drop(`${DOCUMENTS}/pdkids.pdf`);
  // More than the machine can hold in its memory, so that the pipe fills up.
  await page.evaluate(() => window.platen.setSettings({ halftone: 'BlueNoise' }));
  await app.print();
  await expect(app.job).toContainText(/paper/i, { timeout: 40_000 });
  await expect(app.job).not.toContainText('every sheet');
  await app.trouble('Out of paper', false);
  await app.expectSent();
});

test('unplugged in mid-job: the job asks which sheets came out, and the next one prints after replugging', async ({
  app,
  page,
}) => {
  await app.useSimulator('engine');
  await app.trouble('Out of paper', true);
  await app.drop(`${DOCUMENTS}/pdkids.pdf`);
  await app.print();
  await expect
    .poll(() => page.evaluate(() => window.platen.simulator.tray()).then((tray) => tray.length))
    .toBe(0);
  await expect(app.job).toHaveAttribute('data-state', /sending|paused/);
  await app.trouble('Cable unplugged', true);
  await expect(app.job).toContainText(/unplugged|connection|vanished|gone/i, { timeout: 20_000 });
  await expect(app.job).toContainText('Answer');
  await app.trouble('Out of paper', false);
  await app.trouble('Cable unplugged', false);
  await page.evaluate(() => window.platen.simulator.setSpeed('instant'));
  await expect(page.getByRole('banner')).toContainText('Ready', { timeout: 20_000 });
  await app.print();
  await expect(app.job).toContainText('The machine first prints what it has');
  await app.goOnNow();
  await app.expectSent();
});

test('one stall does no harm: every dot arrives', async ({ app }) => {
  await app.useSimulator();
  await app.capture();
  await app.drop(`${DOCUMENTS}/tracemonkey.pdf`);
  await app.trouble('Stall once', true);
  await app.print();
  await app.expectSent();
  const { sides } = await app.receivedJob();
  expect(sides).toHaveLength(14);
  expect((await app.tray()).some((sheet) => sheet.isErrorSheet)).toBe(false);
});

test('cancel in mid-job ends the sheet and the job legally, and the machine takes the next job', async ({
  app,
  page,
}) => {
  await app.useSimulator();
  await app.capture();
  await app.drop(`${DOCUMENTS}/tracemonkey.pdf`);
  await app.print();
  await expect
    .poll(() => page.evaluate(async () => (await window.platen.simulator.tray()).length))
    .toBeGreaterThan(1);
  await app.job.getByRole('button', { name: /cancel/i }).click();
  await expect(app.job).toContainText(/cancelled/i);
  const { sides } = await app.receivedJob();
  expect(sides.length).toBeLessThan(14);
  expect(sides.length).toBeGreaterThan(1);
  expect((await app.tray()).every((sheet) => !sheet.isErrorSheet)).toBe(true);
  await app.print();
  await app.expectSent();
});

test('a machine that takes no more data: cancel breaks the connection off and says so', async ({ app }) => {
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/tracemonkey.pdf`);
  await app.trouble('Stops taking data', true);
  await app.print();
  await app.job.getByRole('button', { name: /cancel/i }).click();
  await expect(app.job).toContainText(/cancelled/i, { timeout: 30_000 });
  await app.trouble('Stops taking data', false);
  await app.print();
  await app.expectSent();
});

test('a machine of another kind is refused by name', async ({ app, page }) => {
  await app.useSimulator();
  await app.trouble('Another machine', true);
  await expect(page.getByRole('banner')).not.toContainText('Ready');
  await app.show('Machine');
  await expect(page.getByRole('main')).toContainText(/not connected|is not|another/i);
});

test('a job that is nonsense makes the machine print what was wrong with it', async ({ app, page }) => {
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/tracemonkey.pdf`);
  // Short writes lose bytes without a word: the worst a cable can do.
  await app.trouble('Short writes', true);
  await app.print();
  await expect(app.job).toContainText(/every sheet was handed|failed|could not/i, { timeout: 60_000 });
  await expect
    .poll(() => page.evaluate(async () => (await window.platen.simulator.tray()).some((s) => s.isErrorSheet)))
    .toBe(true);
});
