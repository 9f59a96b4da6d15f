import { DOCUMENTS, expect, test } from './fixtures.ts';

test('after the first visit it loads and prints with the network off', async ({ app, page, context }) => {
  await app.useSimulator();
  // Everything is stored once the service worker is active and in charge of the page.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await context.setOffline(true);
  await page.reload();
  await page.evaluate(() => window.platen.ready);
  await expect(page.getByRole('heading', { name: 'Drop documents here' })).toBeVisible();
  await page.evaluate(() => window.platen.simulator.setSpeed('instant'));
  await app.capture();
  // Needs cMaps, standard fonts and colour profiles: all from the store.
  await app.drop(
    `${DOCUMENTS}/90ms_rksj_h_sample.pdf`,
    `${DOCUMENTS}/standard_fonts.pdf`,
    `${DOCUMENTS}/cmykjpeg.pdf`,
  );
  await app.print();
  await app.expectSent();
  const { sides } = await app.receivedJob();
  expect(sides.length).toBeGreaterThanOrEqual(3);
  expect(sides.every(({ bits }) => bits.some((byte) => byte !== 0))).toBe(true);
});

test('it can be installed: a manifest with a name and icons, all from this origin', async ({ app, page }) => {
  await expect(app.page).toHaveTitle(/Platen/);
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!;
    const manifest = await (await fetch(link.href)).json();
    const icons = await Promise.all(
      (manifest.icons as { src: string; sizes: string; purpose?: string }[]).map(
        async ({ src, sizes, purpose }) => ({
          ok: (await fetch(new URL(src, link.href))).ok,
          sizes,
          purpose,
        }),
      ),
    );
    return { name: manifest.name, display: manifest.display, icons };
  });
  expect(manifest).toMatchObject({ name: expect.stringContaining('Platen'), display: 'standalone' });
  expect(manifest.icons.every(({ ok }) => ok)).toBe(true);
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(manifest.icons.some(({ purpose }) => purpose?.includes('maskable'))).toBe(true);
});

test('the page may load and connect to nothing but its own origin', async ({ page }) => {
  const response = (await page.goto('/'))!;
  const headers = response.headers();
  expect(headers['content-security-policy']).toContain("connect-src 'self'");
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
  // A static host that sends no headers serves the same policy inside the page.
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute(
    'content',
    /connect-src 'self'/,
  );
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const outcome = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(outcome).toBe('refused');
});
