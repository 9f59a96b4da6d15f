import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { DOCUMENTS, expect, test } from './fixtures.ts';

const APP = 'platen-app';
/** Through the shadow roots. */
const PREVIEW: [string, string, string] = ['platen-app', 'platen-print-view', 'platen-preview'];

/** As much of the app's element as these tests look into. */
type AppElement = HTMLElement & {
  readonly platen: {
    readonly preview: {
      readonly shown: readonly {
        readonly isStale: boolean;
        readonly dots: { readonly bits: Uint8Array } | null;
      }[];
      go(index: number, face: 'front' | 'back'): void;
      showBoth(both: boolean): void;
    };
    readonly preferences: { readonly current: { readonly screenPxPerMm: number | null } };
  };
};

/** The dots of what is on the stage, once it is not another side's. */
async function stageDots(page: Page): Promise<Buffer> {
  const handle = await page.waitForFunction((selector) => {
    const { preview } = document.querySelector<AppElement>(selector)!.platen;
    const [side] = preview.shown;
    return side && !side.isStale && side.dots ? side.dots.bits.toBase64() : null;
  }, APP);
  return Buffer.from((await handle.jsonValue())!, 'base64');
}

const show = (page: Page, index: number, face: 'front' | 'back') =>
  page.evaluate(
    ([selector, at, name]) => document.querySelector<AppElement>(selector)!.platen.preview.go(at, name),
    [APP, index, face] as const,
  );

const stage = (page: Page) => page.getByRole('application', { name: /^Sheet/ });

test('the preview shows the very dots that lie in the tray after printing', async ({ app, page }) => {
  await page.setViewportSize({ width: 900, height: 800 });
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/rotation.pdf`, `${DOCUMENTS}/blendmode.pdf`);
  await page.evaluate(() =>
    window.platen.setSettings({
      duplex: 'long',
      density: '15',
      watermark: 'DRAFT',
      footer: '| {page} of {pages} |',
    }),
  );
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText(/Sheet 1 of \d+/);
  await page.evaluate(
    (selector) => document.querySelector<AppElement>(selector)!.platen.preview.showBoth(false),
    APP,
  );
  await app.print();
  await app.expectSent();
  const tray = await app.tray();
  expect(tray.length).toBeGreaterThan(1);
  for (const [index, { id, hasBack }] of tray.entries()) {
    for (const face of hasBack ? (['front', 'back'] as const) : (['front'] as const)) {
      await show(page, index, face);
      const shown = await stageDots(page);
      const printed = await app.traySide(id, face);
      expect(shown.equals(printed), `sheet ${index + 1}, ${face}`).toBe(true);
      expect(shown.some((byte) => byte !== 0)).toBe(true);
    }
  }
});

test('everything in the preview by keyboard', async ({ app, page }) => {
  await page.setViewportSize({ width: 900, height: 800 });
  await app.useSimulator();
  await page.evaluate(() => window.platen.setSettings({ duplex: 'long' }));
  await app.drop(`${DOCUMENTS}/tracemonkey.pdf`);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('Sheet 1 of 7');
  await stage(page).focus();
  await expect(preview).toContainText('Front: Page 1 · Back: Page 2');
  await page.keyboard.press('b');
  await expect(preview).not.toContainText('Back: Page 2');
  await page.keyboard.press('f');
  await expect(preview).toContainText('Back: Page 2');
  await page.keyboard.press('ArrowRight');
  await expect(preview).toContainText('Sheet 2 of 7');
  await expect(preview).toContainText('Front: Page 3');
  await page.keyboard.press('End');
  await expect(preview).toContainText('Sheet 7 of 7');
  await page.keyboard.press('PageUp');
  await expect(preview).toContainText('Sheet 6 of 7');
  await page.keyboard.press('Home');
  await expect(preview).toContainText('Sheet 1 of 7');
  // As large as paper is 100 %; a dot on one pixel of this screen is 625 %.
  const scale = page.getByRole('group', { name: 'Zoom' }).locator('.scale');
  const whole = await scale.textContent();
  expect(whole).toMatch(/^[1-9]\d? %$/);
  for (let step = 0; step < 12; step++) await page.keyboard.press('+');
  await expect(scale).toHaveText('10000 %');
  await page.keyboard.press('1');
  await expect(scale).toHaveText('100 %');
  await page.keyboard.press('0');
  await expect(scale).toHaveText(whole!);
  // What a screen reader hears is where one arrived.
  await expect(preview.getByRole('status')).toHaveText('Sheet 1 of 7, Front: Page 1');
  // The row of sheets has one tab stop and arrow keys of its own.
  await page.getByRole('listbox', { name: 'Sheets' }).focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('option', { name: /^Sheet 7/ })).toHaveAttribute('aria-selected', 'true');
});

test('thousands of sheets cost no more than those in sight', async ({ app, page }) => {
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/rotation.pdf`);
  await page.evaluate(() => window.platen.setSettings({ pages: '1*2500, 2*2500' }));
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('of 5,000');
  await stageDots(page);
  expect(await page.getByRole('option', { name: /^Sheet/ }).count()).toBeLessThan(40);
  await stage(page).focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('option', { name: 'Sheet 5000, Page 2' })).toBeVisible();
  expect(await page.getByRole('option', { name: /^Sheet/ }).count()).toBeLessThan(40);
  await stageDots(page);
});

test('a measured screen shows paper as large as it is, and remembers', async ({ app, page }) => {
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/rotation.pdf`);
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByRole('button', { name: 'What is shown' }).click();
  await page.getByRole('menuitem', { name: /^True size/ }).click();
  const slider = page.getByRole('slider', { name: 'Size' });
  await slider.focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'They are equal' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await preview.getByRole('button', { name: 'As large as paper (1)' }).click();
  const zoom = () =>
    page.evaluate(
      (selector) => document.querySelector<AppElement>(selector)!.platen.preferences.current.screenPxPerMm,
      APP,
    );
  expect(await zoom()).toBeCloseTo(1.5, 6);
  await page.waitForTimeout(500);
  await page.reload();
  await page.evaluate(() => window.platen.ready);
  expect(await zoom()).toBeCloseTo(1.5, 6);
});

test('the sheet map follows what one types, and leads to the sheet', async ({ app, page }) => {
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/tracemonkey.pdf`);
  const map = page.getByRole('img', { name: /^Pages on sheets/ });
  await page.getByRole('textbox', { name: 'Pages' }).fill('3-1, last');
  await expect(map).toHaveAccessibleName('Pages on sheets. sheet 1: 3; sheet 2: 2; sheet 3: 1; sheet 4: 14');
  await map.getByText('14').click();
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('Sheet 4 of 4');
  await page.getByRole('textbox', { name: 'Pages' }).fill('3-1, l');
  await expect(page.getByText('as before the mistake')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('Sheet 4 of 4');
});

test('the preview and its calibration are accessible at 390 px, dark', async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 390, height: 844 });
  await app.useSimulator();
  await page.evaluate(() => window.platen.setSettings({ duplex: 'long', frontCover: 'blank' }));
  await app.drop(`${DOCUMENTS}/tracemonkey.pdf`);
  await stageDots(page);
  const violations = async () =>
    (await new AxeBuilder({ page }).include({ fromShadowDom: PREVIEW }).analyze()).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
  expect(await violations()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole('button', { name: 'What is shown' }).click();
  await page.getByRole('menuitem', { name: /^True size/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await violations()).toEqual([]);
});
