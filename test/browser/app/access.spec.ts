import type { Page } from '@playwright/test';
import { DOCUMENTS, expect, test } from './fixtures.ts';

const PANEL = ['platen-app', 'platen-print-view', 'platen-settings-panel'];

/** Either theme and either width; what one breaks, the other combination would break as well. */
const LOOKS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 390 },
] as const;

for (const { colorScheme, width } of LOOKS) {
  test(`every view is accessible, ${colorScheme}, ${width} px wide`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await app.expectAccessible('welcome');
    await app.useSimulator();
    await app.expectAccessible('print, empty');
    await app.drop(`${DOCUMENTS}/rotation.pdf`, `${DOCUMENTS}/PDFBOX-4352-0.pdf`);
    await expect(app.printButton).toBeEnabled();
    await page.evaluate(() => window.platen.setSettings({ duplex: 'long', media: 'LABELS' }));
    await app.expectAccessible('print, with documents, settings and a conflict');
    await page.evaluate(() => window.platen.setSettings({ duplex: 'off', media: 'Auto' }));
    await app.print();
    await app.expectSent();
    await app.expectAccessible('print, with a job');
    await page.getByRole('button', { name: 'Other ways to print' }).click();
    await app.expectAccessible('other ways to print');
    await page.getByRole('menuitem', { name: /^Hold this job/ }).click();
    await app.show('Jobs');
    await expect(page.getByRole('region', { name: 'Next' })).toBeVisible();
    await page
      .getByRole('button', { name: /^More for/ })
      .first()
      .click();
    await app.expectAccessible('queue, with a menu');
    await page.getByRole('menuitem', { name: /^Change the settings/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await app.expectAccessible('settings of a job');
    await page.keyboard.press('Escape');
    for (const part of ['History', 'Accounting', 'Print files', 'Rules']) {
      await page.getByRole('navigation', { name: 'Parts of Jobs' }).getByRole('link', { name: part }).click();
      await page.waitForTimeout(1_000);
      await app.expectAccessible(part);
    }
    await app.show('Output tray');
    await app.expectAccessible('output tray');
    await page.getByRole('button', { name: /^Sheet 1 / }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await app.expectAccessible('a sheet');
    await page.keyboard.press('Escape');
    await app.show('Machine');
    await app.expectAccessible('machine');
  });

  test(`every part of scanning is accessible, ${colorScheme}, ${width} px wide`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await app.useSimulator();
    await app.show('Scan');
    const scan = page.getByRole('button', { name: 'Scan', exact: true });
    await expect(scan).toBeEnabled();
    await app.expectAccessible('scan, nothing yet');
    await page.getByText('Simulated scanner').click();
    await page.getByRole('radio', { name: 'As fast as it can be made' }).check();
    for (const sheets of ['3 charts', 'Blank sheet']) {
      await page.getByRole('button', { name: sheets }).click();
    }
    await expect(page.getByText('4 sheets in the feeder')).toBeVisible();
    await app.expectAccessible('the simulated scanner');
    await page.getByRole('radio', { name: 'Feeder', exact: true }).check();
    await scan.click();
    await expect(page.getByRole('region', { name: 'More sheets, or finish' })).toBeVisible({
      timeout: 60_000,
    });
    await page.getByRole('button', { name: 'Page after' }).click();
    await page.getByRole('button', { name: 'A document begins here' }).click();
    await page.waitForTimeout(1_000);
    await app.expectAccessible('scan, with pages');
    for (const mode of ['Before and after', 'Crop by hand', 'Loupe']) {
      await page.getByRole('button', { name: mode }).click();
      await page.waitForTimeout(500);
      await app.expectAccessible(mode, ['platen-app', 'platen-scan-view', 'platen-scan-stage']);
    }
    await page.getByRole('button', { name: 'Set aside the blank page' }).click();
    await page.getByText('1 page set aside', { exact: true }).click();
    await app.expectAccessible('a page set aside');
    await page.evaluate(() => window.platen.scanSimulator.setTrouble('busy', true));
    await page.getByRole('button', { name: 'Scan more', exact: true }).click();
    await expect(page.getByText('There is no paper in the feeder.')).toBeVisible();
    await page.getByRole('button', { name: 'New scan' }).click();
    await expect(page.getByRole('heading', { name: 'Earlier scans' })).toBeVisible();
    await app.expectAccessible('earlier scans');
  });

  test(`every part of the settings is accessible, ${colorScheme}, ${width} px wide`, async ({
    app,
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await app.useSimulator();
    await page.evaluate(() =>
      window.platen.setSettings({
        arrangement: 'nup',
        halftone: 'Custom',
        watermark: 'DRAFT',
        copies: '2',
      }),
    );
    for (const group of [
      'Pages and copies',
      'Two sides and binding',
      'Layout',
      'Watermark, header, letterhead',
      'Quality',
      'Name and department',
    ]) {
      await page.getByRole('button', { name: group }).click();
      await page.waitForTimeout(1_000);
      await app.expectAccessible(group, PANEL);
    }
    await page.getByRole('searchbox', { name: 'Find a setting' }).fill('poster');
    await app.expectAccessible('settings found', PANEL);
    await page.getByRole('searchbox', { name: 'Find a setting' }).fill('');
    await page.evaluate(() =>
      window.platen.setSettings({
        arrangement: 'single',
        halftone: 'Gradation',
        watermark: '',
        copies: '1',
      }),
    );
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused();
    await app.expectAccessible('command palette');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox', { name: 'Command' })).toBeHidden();
    await page.getByRole('button', { name: 'Presets' }).click();
    await app.expectAccessible('presets');
    await page.getByRole('menuitem', { name: 'Save and manage…' }).click();
    await page.getByRole('textbox', { name: 'Save the present settings as' }).fill('Mine');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name of Mine' })).toBeVisible();
    await app.expectAccessible('presets to be managed');
  });
}

/** Presses Tab until an element of that name, perhaps of that kind, has the keyboard. */
async function tabTo(page: Page, name: RegExp, role?: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const host = (element?.getRootNode() as ShadowRoot | Document | undefined) ?? document;
      const label = [
        element?.getAttribute('aria-label'),
        (element as HTMLInputElement | null)?.labels?.[0]?.textContent,
        element?.textContent,
        host instanceof ShadowRoot ? host.host.textContent : '',
        host instanceof ShadowRoot ? host.host.getAttribute('label') : '',
      ];
      return {
        label: label.filter(Boolean).join(' ').replace(/\s+/g, ' ').trim(),
        tag: element?.tagName ?? '',
      };
    });
    if (name.test(focus.label) && (!role || focus.tag.toLowerCase() === role)) return;
  }
  throw new Error(`Tab never reaches ${name}`);
}

test('scanning by keyboard: what, Scan, turn a page, finish', async ({ app, page }) => {
  await tabTo(page, /simulated/i);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Drop documents here' })).toBeVisible();
  await tabTo(page, /^Scan$/, 'a');
  await page.keyboard.press('Enter');
  await page.evaluate(() => window.platen.scanSimulator.setSpeed('instant'));
  await page.evaluate(() =>
    window.platen.scanSimulator.feed([{ front: { kind: 'chart', title: 'A' }, back: null }]),
  );
  await tabTo(page, /Glass/, 'input');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Feeder', exact: true })).toBeChecked();
  await expect(page.getByRole('button', { name: 'Scan', exact: true })).toBeEnabled();
  await tabTo(page, /^Scan$/, 'button');
  await page.keyboard.press('Enter');
  const pause = page.getByRole('region', { name: 'More sheets, or finish' });
  await expect(pause).toBeVisible({ timeout: 60_000 });
  await tabTo(page, /^Finish/, 'button');
  await page.keyboard.press('Enter');
  await expect(pause).toBeHidden();
  await tabTo(page, /Scanned pages/);
  await page.keyboard.press('r');
  await expect(page.getByRole('status').filter({ hasText: '1 page turned right.' })).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('status').filter({ hasText: 'Taken back: turn 1 page.' })).toBeAttached();
  await app.expectAccessible('scan, with a page');
});

test('everything by keyboard: choose the machine, set copies, print, look at the sheet', async ({
  app,
  page,
}) => {
  await tabTo(page, /simulated/i);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Drop documents here' })).toBeVisible();
  await page.evaluate(() => window.platen.simulator.setSpeed('instant'));
  await tabTo(page, /sample page/i);
  await page.keyboard.press('Enter');
  await expect(app.printButton).toBeEnabled();
  await tabTo(page, /Copies/, 'input');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('spinbutton', { name: 'Copies' })).toHaveValue('2');
  await page.keyboard.press('Control+p');
  await app.expectSent();
  expect(await app.tray()).toHaveLength(2);
  await tabTo(page, /Output tray/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Sheet 1/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a screen reader hears that the job was sent', async ({ app, page }) => {
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/rotation.pdf`);
  await app.print();
  await expect(page.getByRole('status').filter({ hasText: 'rotation.pdf: Sent' })).toBeAttached();
});
