import { readFileSync } from 'node:fs';
import { DOCUMENTS, expect, test, type App } from './fixtures.ts';

const settingsOf = (app: App) => app.page.evaluate(() => window.platen.settings());

const panel = (app: App) => app.page.locator('platen-settings-panel');
const fold = (app: App, name: string) => panel(app).getByRole('button', { name });

async function startWith(app: App, ...documents: string[]): Promise<void> {
  await app.useSimulator();
  await app.drop(...documents.map((name) => `${DOCUMENTS}/${name}`));
  await expect(app.printButton).toBeEnabled();
}

test('settings that change nothing are not there, and come when they matter', async ({ app, page }) => {
  await app.useSimulator();
  await expect(page.getByRole('radio', { name: 'One page a side' })).toBeChecked();
  await expect(page.getByRole('spinbutton', { name: 'Poster, sheets across' })).toBeHidden();
  await page.getByRole('radio', { name: 'One page a side' }).focus();
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Poster' })).toBeChecked();
  const across = page.getByRole('spinbutton', { name: 'Poster, sheets across' });
  await across.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await fold(app, 'Layout').click();
  await expect(page.getByRole('spinbutton', { name: 'Overlap' })).toBeVisible();
  await expect(page.getByRole('spinbutton', { name: 'Creep' })).toBeHidden();
  expect(await settingsOf(app)).toMatchObject({ arrangement: 'poster', posterColumns: 3 });
});

test('a setting goes back to its default, and a fold says how many are not as at first', async ({
  app,
  page,
}) => {
  await app.useSimulator();
  await page.evaluate(() => window.platen.setSettings({ mirror: 'on', marginMm: '5', copies: '2' }));
  await expect(page.getByRole('button', { name: /^Layout.*2 not as at first/ })).toBeVisible();
  await page.getByRole('button', { name: 'Copies: back to 1' }).click();
  await fold(app, 'Layout').click();
  await page.getByRole('button', { name: 'Mirror: back to Off' }).click();
  await expect(page.getByRole('button', { name: /^Layout.*1 not as at first/ })).toBeVisible();
  expect(await settingsOf(app)).toMatchObject({ mirror: false, marginMm: 5, copies: 1 });
});

test('settings are found by name, choice and help', async ({ app, page }) => {
  await app.useSimulator();
  const search = page.getByRole('searchbox', { name: 'Find a setting' });
  await search.fill('toner');
  await expect(page.getByRole('combobox', { name: 'Toner saving', exact: true })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Toner saving by pattern' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Paper size' })).toBeHidden();
  await search.fill('overlap');
  await expect(page.getByRole('list', { name: 'Settings that change nothing now' })).toContainText(
    'For posters.',
  );
  await search.fill('');
  await expect(page.getByRole('combobox', { name: 'Paper size' })).toBeVisible();
});

test('a mistake in the pages is marked at its character, and Print says why it waits', async ({
  app,
  page,
}) => {
  await startWith(app, 'tracemonkey.pdf');
  const pages = page.getByRole('textbox', { name: 'Pages', exact: true });
  await pages.fill('1-3, 99');
  await expect(page.locator('platen-pages-field mark')).toHaveText('99');
  await expect(app.printButton).toBeDisabled();
  await expect(page.locator('platen-print-bar')).toContainText('There is no page 99.');
  await pages.fill('3-1, last');
  await expect(page.locator('platen-pages-field mark')).toBeHidden();
  await expect(page.locator('platen-print-bar')).toContainText('4 sheets');
});

test('undo and redo, by keys and buttons; what is being typed has its own', async ({ app, page }) => {
  await startWith(app, 'rotation.pdf');
  await page.getByRole('radio', { name: 'Both sides, long edge' }).check({ force: true });
  await page.evaluate(() => window.platen.setSettings({ mirror: 'on' }));
  await page.getByRole('radio', { name: 'Both sides, long edge' }).focus();
  await page.keyboard.press('Control+z');
  expect(await settingsOf(app)).toMatchObject({ duplex: 'long', mirror: false });
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await settingsOf(app)).toMatchObject({ duplex: 'off' });
  await page.keyboard.press('Control+Shift+z');
  await page.getByRole('button', { name: 'Redo' }).click();
  expect(await settingsOf(app)).toMatchObject({ duplex: 'long', mirror: true });
  await expect(page.getByRole('button', { name: 'Redo' })).toBeDisabled();
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('x');
  await page.keyboard.press('Control+z');
  expect(await settingsOf(app)).toMatchObject({ mirror: true });
});

test('what the duplex unit refuses can be turned by hand, with a click', async ({ app, page }) => {
  await startWith(app, 'rotation.pdf');
  await page.evaluate(() => window.platen.setSettings({ duplex: 'long', media: 'LABELS' }));
  await expect(app.printButton).toBeDisabled();
  await page.getByRole('button', { name: 'Turn the stack by hand' }).click();
  await expect(app.printButton).toBeEnabled();
  expect(await settingsOf(app)).toMatchObject({ duplex: 'long', media: 'LABELS', turnedBy: 'hand' });
  await expect(page.getByRole('status', { name: 'Notes' })).toContainText('how the stack goes back in');
});

test('presets: saved, pinned, taken, kept over a reload, sent as a file and read again', async ({
  app,
  page,
}) => {
  await app.useSimulator();
  await page.evaluate(() => window.platen.setSettings({ copies: '3', duplex: 'long' }));
  const open = async () => {
    await page.getByRole('button', { name: 'Presets' }).click();
    await page.getByRole('menuitem', { name: 'Save and manage…' }).click();
  };
  await open();
  const dialog = page.locator('platen-presets-dialog');
  await dialog.getByRole('textbox', { name: 'Save the present settings as' }).fill('Three sets');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Name of Three sets' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Pin Three sets' }).click();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save Three sets as a file' }).click();
  const path = await (await download).path();
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    format: 'platen-preset',
    name: 'Three sets',
    settings: { copies: 3, duplex: 'long' },
  });
  await dialog.locator('input[type=file]').setInputFiles(path);
  await expect(dialog.getByRole('textbox', { name: 'Name of Three sets 2' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete Three sets 2' }).click();
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'hostile.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"format":"platen-preset","version":1,"name":"x","settings":{"copies":"<b>"}}'),
  });
  await expect(page.getByText('This file was not taken as a preset.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.platen.setSettings({ copies: '1', duplex: 'off' }));
  await page.reload();
  await page.evaluate(() => window.platen.ready);
  await page.getByRole('button', { name: 'Three sets', exact: true }).click();
  expect(await settingsOf(app)).toMatchObject({ copies: 3, duplex: 'long' });
});

test('a preset can be the beginning for a kind of file; that is said, and can be taken back', async ({
  app,
  page,
}) => {
  await app.useSimulator();
  await page.evaluate(() => window.platen.setSettings({ halftone: 'ErrorDiffusion' }));
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: 'Save and manage…' }).click();
  await page.getByRole('textbox', { name: 'Save the present settings as' }).fill('For PDF');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page
    .getByRole('group', { name: 'For PDF is the beginning for' })
    .getByRole('button', { name: 'PDF' })
    .click();
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.platen.setSettings({ halftone: 'Gradation' }));
  await app.drop(`${DOCUMENTS}/rotation.pdf`);
  await expect(page.getByText('The preset “For PDF” was taken')).toBeVisible();
  await expect.poll(() => settingsOf(app)).toMatchObject({ halftone: 'ErrorDiffusion' });
  await page.locator('platen-preset-notice').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => settingsOf(app)).toMatchObject({ halftone: 'Gradation' });
});

test('a link asks before it changes anything; parameters of the address are taken, and mistakes are said', async ({
  app,
  page,
}) => {
  await app.useSimulator();
  await page.goto('/#set=copies:4,watermark:Draft%2C%20two,staples:2');
  const dialog = page.locator('platen-link-dialog');
  await expect(page.getByRole('row', { name: 'Watermark None “Draft, two”' })).toBeVisible();
  await expect(page.getByText('There is no setting called "staples".')).toBeVisible();
  expect(await settingsOf(app)).toMatchObject({ copies: 1, watermark: '' });
  await dialog.getByRole('button', { name: 'Use them' }).click();
  expect(await settingsOf(app)).toMatchObject({ copies: 4, watermark: 'Draft, two' });
  expect(page.url()).toMatch(/#\/print$/);
  // Preferences are written after a pause.
  await page.waitForTimeout(500);

  await page.goto('/?paper=A5&duplex=sideways');
  await page.evaluate(() => window.platen.ready);
  await expect(page.getByText('The setting "duplex" cannot be "sideways".')).toBeVisible();
  expect(await settingsOf(app)).toMatchObject({ paper: 'A5', copies: 4 });
});

test('everything by its name: the command palette, by keyboard alone', async ({ app, page }) => {
  await startWith(app, 'rotation.pdf');
  const field = page.getByRole('combobox', { name: 'Command' });
  const run = async (text: string) => {
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await expect(field).toBeHidden();
  };
  await run('letter paper');
  await expect.poll(() => settingsOf(app)).toMatchObject({ paper: 'Letter' });
  await run('purpose photo');
  await expect.poll(() => settingsOf(app)).toMatchObject({ halftone: 'ColorTone', sharpening: 50 });
  await run('mirror on');
  await expect.poll(() => settingsOf(app)).toMatchObject({ mirror: true });
  // A setting by its name brings it into sight and under the keys.
  await run('thinnest');
  const lines = page.getByRole('spinbutton', { name: 'Thinnest line' });
  await expect(lines).toBeFocused();
  await run('history');
  await expect(page).toHaveURL(/jobs\/history/);
  await page.keyboard.press('Control+k');
  await page.keyboard.press('ArrowDown');
  const active = await field.getAttribute('aria-activedescendant');
  await expect(page.locator(`#${active}`)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
});

test('the tone curve is moved by keys and drawn by hand', async ({ app, page }) => {
  await app.useSimulator();
  await fold(app, 'Quality').click();
  await page.getByRole('button', { name: 'Add a point' }).click();
  const point = page.getByRole('slider', { name: 'Point 1' });
  await point.focus();
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await expect(point).toHaveAttribute('aria-valuetext', 'gray 127 becomes 144');
  expect(await settingsOf(app)).toMatchObject({ toneCurve: '127:144' });
  await page.getByRole('textbox', { name: 'Tone curve' }).fill('96:200 97:100');
  await expect(page.locator('platen-tone-curve-field platen-explanation')).toBeVisible();
});

test('a letterhead stands apart from the documents and goes with the job', async ({ app, page }) => {
  await startWith(app, 'rotation.pdf');
  await fold(app, 'Watermark').click();
  const letterhead = page.locator('platen-attachment-field', { hasText: 'Letterhead' });
  await letterhead.locator('input[type=file]').setInputFiles(`${DOCUMENTS}/openoffice.pdf`);
  await expect(page.getByRole('combobox', { name: 'Letterhead lies' })).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(1);
  await letterhead.getByRole('button', { name: 'Remove openoffice.pdf' }).click();
  await expect(page.getByRole('combobox', { name: 'Letterhead lies' })).toBeHidden();
});

test('a remembered department comes back, and is on the disk only encrypted', async ({ app, page }) => {
  await app.useSimulator();
  await fold(app, 'Name and department').click();
  await page.getByLabel(/department id/i).fill('1234567');
  await page.getByRole('textbox', { name: 'Department password' }).fill('7654321');
  await page.getByRole('switch', { name: 'Remember the department' }).setChecked(true, { force: true });
  await page.waitForTimeout(500);
  await page.reload();
  await page.evaluate(() => window.platen.ready);
  await fold(app, 'Name and department').click();
  await expect(page.getByLabel(/department id/i)).toHaveValue('1234567');
  const stored = await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('platen');
      request.onsuccess = () => resolve(request.result);
    });
    const names = [...db.objectStoreNames].filter((name) => name !== 'keys');
    const all = await Promise.all(
      names.map(
        (name) =>
          new Promise((resolve) => {
            const request = db.transaction(name).objectStore(name).getAll();
            request.onsuccess = () => resolve(request.result);
          }),
      ),
    );
    db.close();
    const text = (value: unknown): string =>
      value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : JSON.stringify(value);
    return all
      .flat()
      .map((value) => `${text((value as { data?: unknown }).data ?? '')} ${text(value)}`)
      .join('\n');
  });
  expect(stored).not.toContain('7654321');
  expect(stored).not.toContain('1234567');
});

test('a calibration by eye: the page is printed, what was seen is kept, and goes with the next job', async ({
  app,
  page,
}) => {
  await startWith(app, 'rotation.pdf');
  await fold(app, 'Quality').click();
  await page.getByRole('button', { name: 'Calibrate…' }).click();
  await page.getByRole('button', { name: 'Print the page' }).click();
  await expect(page.getByText('It is in the queue.')).toBeVisible();
  await app.expectSent();
  expect(await app.tray()).toHaveLength(1);
  await page.getByRole('combobox', { name: 'Row 3' }).click();
  await page.getByRole('option', { name: 'G', exact: true }).click();
  await page.getByRole('button', { name: 'Keep this calibration' }).click();
  await expect(page.getByText(/Calibrated for Auto, Gradation/)).toBeVisible();
  await page.evaluate(() => window.platen.setSettings({ media: 'PlainPaper' }));
  await expect(page.getByText('Not calibrated yet for Plain paper, Gradation.')).toBeVisible();
});
