import type { BrowserContext, Page } from '@playwright/test';
import { App, DOCUMENTS, expect, test } from './fixtures.ts';

test.describe.configure({ timeout: 180_000 });

/** Another window of the same browser. */
async function openWindow(context: BrowserContext): Promise<App> {
  const page = await context.newPage();
  await page.goto('/');
  await page.evaluate(() => window.platen.ready);
  return new App(page);
}

/** One window with the simulated machine, which leads, and another. */
async function twoWindows(app: App, context: BrowserContext): Promise<App> {
  await app.useSimulator();
  return openWindow(context);
}

function locksHeld(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.map(({ name }) => name!);
  });
}

/** A job that cannot be over before somebody loads paper. */
async function printWithoutPaper(app: App): Promise<void> {
  await app.trouble('Out of paper', true);
  await app.drop(`${DOCUMENTS}/pdkids.pdf`);
  // More than the machine can hold in its memory, so that the pipe fills up.
  await app.page.evaluate(() => window.platen.setSettings({ halftone: 'BlueNoise' }));
  await app.print();
  await expect(app.job).toHaveAttribute('data-state', 'paused', { timeout: 60_000 });
}

test('a second window shows the same queue and machine, prints and cancels', async ({ app, context }) => {
  const second = await twoWindows(app, context);
  await expect(second.page.getByRole('banner')).toContainText('Ready');
  await second.drop(`${DOCUMENTS}/rotation.pdf`);
  await second.print();
  await second.expectSent();
  await app.expectSent();
  expect((await app.tray()).length).toBeGreaterThan(0);
  expect(await second.tray()).toEqual(await app.tray());
  await second.page.evaluate(() => window.platen.removeFiles());

  await printWithoutPaper(app);
  await expect(second.job).toContainText('pdkids.pdf');
  await second.job.getByRole('button', { name: /cancel/i }).click();
  await expect(second.job).toContainText(/cancelled/i, { timeout: 30_000 });
  await expect(app.job).toContainText(/cancelled/i);
  const engines = (await locksHeld(app.page)).filter((name) => name === 'platen-spooler');
  expect(engines).toHaveLength(1);
});

test('the window that prints is closed: the other takes over, and asks what came out', async ({
  app,
  page,
  context,
}) => {
  const second = await twoWindows(app, context);
  await printWithoutPaper(second);
  await page.close();
  // Back by itself: same machine, and the job waits for an answer instead of being called done or lost.
  await expect(second.job).toContainText('Interrupted');
  await expect(second.page.getByRole('banner')).toContainText('Ready');
  await expect(second.page.getByText('every sheet was handed to the machine')).toHaveCount(0);
  const came = (await second.tray()).length;
  await second.job.getByRole('link', { name: 'Answer' }).click();
  await second.page.getByRole('spinbutton', { name: 'Or another sheet, by number' }).fill(String(came));
  await second.page.keyboard.press('Tab');
  await second.page.getByRole('button', { name: /^Print sheets? / }).click();
  await second.goOnNow();
  await second.expectSent();
  expect(await second.tray()).toHaveLength(55);
});

test('a window that wanders off to another page does not take the machine along', async ({
  app,
  page,
  context,
}) => {
  const second = await twoWindows(app, context);
  // If the page were kept for going back, its worker would sit on the lock.
  await page.goto('about:blank');
  await second.drop(`${DOCUMENTS}/rotation.pdf`);
  await second.print();
  await second.expectSent();
  await page.goBack();
  await page.evaluate(() => window.platen.ready);
  await app.expectSent();
});

test('a leading page that the browser freezes goes on printing for the others', async ({
  app,
  page,
  context,
}) => {
  const second = await twoWindows(app, context);
  const session = await context.newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await second.drop(`${DOCUMENTS}/rotation.pdf`);
  await second.print();
  await second.expectSent();
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await app.expectSent();
});

test('closing is asked about only where it would stop the printing', async ({ app, page, context }) => {
  const asksBeforeClosing = (of: Page) =>
    of.evaluate(() => {
      const leaving = new Event('beforeunload', { cancelable: true });
      dispatchEvent(leaving);
      return leaving.defaultPrevented;
    });
  await app.useSimulator();
  expect(await asksBeforeClosing(page)).toBe(false);
  await printWithoutPaper(app);
  expect(await asksBeforeClosing(page)).toBe(true);
  const second = await openWindow(context);
  await expect.poll(() => asksBeforeClosing(page)).toBe(false);
  expect(await asksBeforeClosing(second.page)).toBe(false);
  await second.page.close();
  await expect.poll(() => asksBeforeClosing(page)).toBe(true);
});

test('no new version comes in while a job is on the wire, whichever window prints', async ({
  app,
  page,
  context,
}) => {
  const second = await twoWindows(app, context);
  await second.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  /** What the service worker says to a window that wants the new version. */
  const takesOver = () =>
    second.page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      const { port1, port2 } = new MessageChannel();
      active!.postMessage({ type: 'SKIP_WAITING' }, [port2]);
      return new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    });
  expect(await takesOver()).toBe(true);
  await printWithoutPaper(app);
  expect(await takesOver()).toBe(false);
  expect(await locksHeld(page)).toContain('platen-printing');
  await app.job.getByRole('button', { name: /cancel/i }).click();
  await expect(app.job).toContainText(/cancelled/i, { timeout: 30_000 });
  await expect.poll(takesOver).toBe(true);
});
