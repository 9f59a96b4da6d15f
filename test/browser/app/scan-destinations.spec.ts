import { readFileSync } from 'node:fs';
import type { Download, Locator, Page } from '@playwright/test';
import { ensureValidators, validate } from '../../support/validators.ts';
import { expect, test, type App } from './fixtures.ts';

test.beforeAll(ensureValidators);

/** Two sides with text on them or nothing, or a sheet from the simulated output tray. */
type Sheet = readonly [front: string | null, back?: string | null] | { readonly tray: number };

async function goScanning(app: App, page: Page): Promise<void> {
  await app.useSimulator();
  await app.show('Scan');
  await page.evaluate(() => window.platen.scanSimulator.setSpeed('instant'));
  await expect(profile(page, 'Document')).toBeEnabled();
}

function profile(page: Page, name: string) {
  return page.getByRole('group', { name: 'Scan with a profile' }).getByRole('button', { name });
}

/** What is said about the profile that runs, or ran. */
function told(page: Page) {
  return page.locator('platen-profile-run').getByRole('status');
}

function feed(page: Page, ...sheets: Sheet[]): Promise<void> {
  return page.evaluate(async (laid) => {
    for (const sheet of laid) {
      if ('tray' in sheet) {
        const front = { kind: 'tray', sheetId: sheet.tray, side: 'front' } as const;
        await window.platen.scanSimulator.feed([{ front, back: null }]);
        continue;
      }
      const sides = [];
      for (const text of [sheet[0], sheet[1] ?? null]) {
        const canvas = new OffscreenCanvas(1240, 1754);
        const context = canvas.getContext('2d')!;
        context.fillStyle = 'white';
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.fillStyle = 'black';
        context.font = '44px sans-serif';
        for (const [row, line] of (text ?? '').split('\n').entries())
          context.fillText(line, 150, 250 + 80 * row);
        const blob = await canvas.convertToBlob({ type: 'image/png' });
        sides.push({ kind: 'picture', blob, dpi: 150 } as const);
      }
      await window.platen.scanSimulator.feed([{ front: sides[0]!, back: sides[1]! }]);
    }
  }, sheets);
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

/** In the dialog, or in a part of the page. */
async function choose(place: Locator, label: string, option: string): Promise<void> {
  await place.getByRole('combobox', { name: label, exact: true }).click();
  await place.getByRole('option', { name: option, exact: true }).click();
}

/** The one folder this browser has, where a person would choose one of theirs. */
async function withFolder(page: Page): Promise<void> {
  await page.evaluate(() => {
    const picker = async () => {
      const root = await navigator.storage.getDirectory();
      return root.getDirectoryHandle('Letters', { create: true });
    };
    Object.assign(window, { showDirectoryPicker: picker });
  });
}

/** What lies in it, with the size of each. */
function filesInFolder(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('Letters', { create: true });
    const files: Record<string, number> = {};
    for await (const [name, handle] of folder as unknown as AsyncIterable<[string, FileSystemFileHandle]>) {
      files[name] = (await handle.getFile()).size;
    }
    return files;
  });
}

/** A profile made in the dialog: gray, small, into a folder, every sheet a document. */
async function makeFolderProfile(page: Page, name: string, key?: string): Promise<void> {
  await page.getByRole('button', { name: 'Profiles', exact: true }).click();
  await page.getByRole('button', { name: 'New profile' }).click();
  const dialog = page.locator('platen-scan-profiles-dialog');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await choose(dialog, 'From', 'Feeder');
  await choose(dialog, 'As', 'Gray');
  await choose(dialog, 'Resolution', '75 dpi');
  await choose(dialog, 'New document', 'With every sheet');
  await dialog.getByRole('textbox', { name: 'File name' }).fill('{profile} {counter:3}');
  await choose(dialog, 'Then', 'Into a folder');
  await dialog.getByRole('button', { name: 'Another folder…' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Folder', exact: true })).toHaveValue(/Letters/);
  if (key) await choose(dialog, 'Key of the machine that starts it', key);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(`“${name}” is saved.`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('one tap: both sides of a stack are a PDF whose text is found, blank backs left out', async ({
  app,
  page,
}) => {
  test.slow();
  await goScanning(app, page);
  await feed(
    page,
    ['Invoice 4711\nfor seven umbrellas', null],
    ['Terms of delivery', 'Umbrellas open outwards'],
  );
  const downloading = page.waitForEvent('download');
  await profile(page, 'Document').click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^Document \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.pdf$/);
  await expect(told(page)).toContainText('Document: done.');
  const pdf = await bytesOf(file);
  expect(validate('pdfinfo', pdf, 'FILE')).toMatch(/Pages: +3\n/);
  validate('qpdf', pdf, '--check', 'FILE');
  const text = validate('pdftotext', pdf, 'FILE', '-');
  for (const words of ['Invoice 4711', 'seven umbrellas', 'Terms of delivery', 'open outwards']) {
    expect(text).toContain(words);
  }
  await expect(page.getByText('1 page set aside')).toBeVisible();
});

test('sheets go into a folder one by one, which goes on filling after a reload; nothing is overwritten', async ({
  app,
  page,
}) => {
  await goScanning(app, page);
  await withFolder(page);
  await makeFolderProfile(page, 'Post');
  await feed(page, ['one'], ['two']);
  await profile(page, 'Post').click();
  await expect(told(page)).toContainText('“Post 002.pdf” is in the folder “Letters”');
  expect(Object.keys(await filesInFolder(page)).sort()).toEqual(['Post 001.pdf', 'Post 002.pdf']);

  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('Letters');
    await folder.getFileHandle('Post 003.pdf', { create: true });
  });
  await page.reload();
  await page.evaluate(() => window.platen.ready);
  await page.evaluate(() => window.platen.scanSimulator.setSpeed('instant'));
  await feed(page, ['three'], ['four']);
  await profile(page, 'Post').click();
  await expect(told(page)).toContainText('Post: done.');
  const files = await filesInFolder(page);
  expect(Object.keys(files).sort()).toEqual([
    'Post 001.pdf',
    'Post 002.pdf',
    'Post 003 (2).pdf',
    'Post 003.pdf',
    'Post 004.pdf',
  ]);
  expect(files['Post 003.pdf']).toBe(0);
});

test('patch sheets that were printed part a stack into documents', async ({ app, page }) => {
  await goScanning(app, page);
  await withFolder(page);
  await makeFolderProfile(page, 'Post');
  await page.getByRole('button', { name: 'Profiles', exact: true }).click();
  await page.getByRole('button', { name: 'Change: Post' }).click();
  const dialog = page.locator('platen-scan-profiles-dialog');
  await choose(dialog, 'New document', 'At patch sheets');
  await dialog.getByRole('button', { name: 'Print patch sheets…' }).click();
  await app.print();
  await app.expectSent();
  const [separator] = await app.tray();
  await app.show('Scan');
  await feed(page, ['one'], ['and its second page'], { tray: separator!.id }, ['three']);
  await profile(page, 'Post').click();
  await expect(told(page)).toContainText('Post: done.');
  const files = await filesInFolder(page);
  expect(Object.keys(files).sort()).toEqual(['Post 001.pdf', 'Post 002.pdf']);
  expect(files['Post 001.pdf']).toBeGreaterThan(1.3 * files['Post 002.pdf']!);
  await expect(page.getByText('1 page set aside')).toBeVisible();
});

test('a folder that has gone: the file waits, and goes into another', async ({ app, page }) => {
  await goScanning(app, page);
  await withFolder(page);
  await makeFolderProfile(page, 'Post');
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry('Letters', { recursive: true });
  });
  await feed(page, ['one']);
  await profile(page, 'Post').click();
  await expect(page.getByText('The folder “Letters” is not there.')).toBeVisible();
  await expect(told(page)).toContainText('the files are finished and wait for you');
  await app.expectAccessible('a file that waits', [
    'platen-app',
    'platen-scan-view',
    'platen-scan-destinations',
  ]);
  await page.getByRole('button', { name: 'Another folder…' }).click();
  await expect(page.getByText('The folder “Letters” is not there.')).toBeHidden();
  expect(Object.keys(await filesInFolder(page))).toEqual(['Post 001.pdf']);
});

test('a key of the machine starts its profile, and nobody needs to be there', async ({ app, page }) => {
  await goScanning(app, page);
  await withFolder(page);
  await makeFolderProfile(page, 'Post', 'The colour key');
  await feed(page, ['one']);
  await page.evaluate(() => window.platen.scanSimulator.pressKey('colour'));
  await expect(told(page)).toContainText('The colour key was pressed on the machine: Post begins.');
  await expect(told(page)).toContainText('“Post 001.pdf” is in the folder “Letters”');

  // What would have to ask waits on the screen, whatever that shows.
  await feed(page, ['two']);
  await page.getByRole('button', { name: 'OK', exact: true }).click();
  await app.show('Jobs');
  await page.evaluate(() => window.platen.scanSimulator.pressKey('black-and-white'));
  await expect(page.getByText('The pages wait for you.')).toBeVisible({ timeout: 30_000 });
  await app.expectAccessible('pages that wait');
  await page.getByRole('link', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('listbox', { name: 'Scanned pages' }).getByRole('option')).toHaveCount(1);
  expect(Object.keys(await filesInFolder(page))).toEqual(['Post 001.pdf']);
});

test('a scan becomes a document to print, and paper', async ({ app, page }) => {
  await goScanning(app, page);
  await feed(page, ['Please copy me']);
  await profile(page, 'Copy to print').click();
  await expect(page).toHaveURL(/#\/print$/, { timeout: 30_000 });
  await app.print();
  await app.expectSent();
  const tray = await app.tray();
  expect(tray).toHaveLength(1);
  const bits = await app.traySide(tray[0]!.id, 'front');
  expect(bits.some((byte) => byte !== 0)).toBe(true);
});

test('a batch by hand: named, saved, copied and mailed', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await goScanning(app, page);
  // As in a browser that only knows downloads: its dialog cannot be answered here.
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
  await choose(page.locator('platen-scan-panel'), 'Resolution', '75 dpi');
  await page.getByRole('button', { name: 'Scan', exact: true }).click();
  const panel = page.locator('platen-scan-destinations');
  await expect(panel.getByRole('heading', { name: 'Document of 1 page' })).toBeVisible();

  await panel.locator('summary').filter({ hasText: 'PDF, “{title}”' }).click();
  const name = panel.getByRole('textbox', { name: 'File name' });
  await name.fill('Glass {nothing}');
  await expect(panel.getByText('There is no field “nothing”.')).toBeVisible();
  await expect(panel.locator('mark')).toHaveText('{nothing}');
  await app.expectAccessible('a name with a mistake', [
    'platen-app',
    'platen-scan-view',
    'platen-scan-destinations',
  ]);
  await name.fill('Glass/{counter:2}');
  await expect(panel.getByText('For example: Glass_01.pdf')).toBeVisible();
  await choose(panel, 'File format', 'TIFF');
  await expect(panel.getByText('For example: Glass_01.tif')).toBeVisible();

  const saving = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe('Glass_01.tif');
  expect(validate('tiffinfo', await bytesOf(file), 'FILE')).toContain('Resolution: 75, 75');
  await expect(panel.getByText('“Glass_01.tif” is among your downloads.')).toBeVisible();
  await expect(panel.getByText('For example: Glass_02.tif')).toBeVisible();

  await panel.getByRole('button', { name: 'Copy page' }).click();
  await expect(panel.getByText('The page is on the clipboard.')).toBeVisible();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const bitmap = await createImageBitmap(await item!.getType('image/png'));
    return [bitmap.width, bitmap.height];
  });
  // A4 at 75 dpi, as far as the scanner sees it.
  expect(copied).toEqual([620, 868]);

  await panel.getByRole('button', { name: 'E-mail' }).click();
  const to = page.getByRole('textbox', { name: 'To', exact: true });
  await to.fill('office@mail.example, no address');
  await expect(page.getByText('“no” is not a mail address.')).toBeVisible();
  await to.fill('office@mail.example');
  await app.expectAccessible('to whom');
  const mailing = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Make the letter' }).click();
  const letter = (await bytesOf(await mailing)).toString();
  expect(letter).toContain('To: office@mail.example\r\n');
  expect(letter).toContain('Glass_02.tif');
  await panel.getByRole('button', { name: 'E-mail' }).click();
  const known = page.getByRole('list', { name: 'Addresses used before' });
  await expect(known.getByRole('button', { name: 'office@mail.example', exact: true })).toBeVisible();
  await known.getByRole('button', { name: 'Forget office@mail.example' }).click();
  await expect(known).toBeHidden();
});

test('a jam in the middle: nothing goes out half, and the rest follows', async ({ app, page }) => {
  await goScanning(app, page);
  await withFolder(page);
  await makeFolderProfile(page, 'Post');
  await page.evaluate(() => window.platen.scanSimulator.setSpeed('engine'));
  await feed(page, ['one'], ['two']);
  await profile(page, 'Post').click();
  await expect(page.getByRole('listbox', { name: 'Scanned pages' }).getByRole('option')).toHaveCount(1);
  await page.evaluate(() => window.platen.scanSimulator.setTrouble('stop', true));
  await expect(page.getByText('The machine broke off the scan.').first()).toBeVisible();
  await app.expectAccessible('more sheets', ['platen-app', 'platen-scan-view', 'platen-scan-profiles']);
  await page.evaluate(() => window.platen.scanSimulator.emptyFeeder());
  await feed(page, ['two']);
  await page.getByRole('button', { name: 'Scan more sheets' }).click();
  await expect(told(page)).toContainText('Post: done.');
  const files = await filesInFolder(page);
  expect(Object.keys(files).sort()).toEqual(['Post 001.pdf', 'Post 002.pdf']);
  expect(Object.values(files).every((size) => size > 0)).toBe(true);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`profiles are accessible, and made, ordered and deleted with the keyboard, ${colorScheme}`, async ({
    app,
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await goScanning(app, page);
    await app.expectAccessible('profiles', ['platen-app', 'platen-scan-view', 'platen-scan-profiles']);
    await page.getByRole('button', { name: 'Profiles', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await app.expectAccessible('the list of profiles');
    await page.getByRole('button', { name: 'Later: Document' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Document is number 2 now.')).toBeVisible();
    await page.getByRole('button', { name: 'Delete: Photo' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Bring “Photo” back' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Change: Photo' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Key of the machine that starts it' })).toBeVisible();
    await app.expectAccessible('a profile');
    await page.getByRole('textbox', { name: 'Name', exact: true }).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Pictures');
    await page.getByRole('button', { name: 'Save', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    const names = page.getByRole('group', { name: 'Scan with a profile' }).locator('.name');
    await expect(names).toHaveText([
      'Pictures',
      'Document',
      'Receipt or card',
      'Black-and-white archive',
      'Copy to print',
    ]);
  });
}
