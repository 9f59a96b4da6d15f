import { readFileSync } from 'node:fs';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import { decodeJob } from '../../../src/languages/ufr2lt/decode-job.ts';
import { DOCUMENTS, expect, test, type App } from './fixtures.ts';

const ROTATION = `${DOCUMENTS}/rotation.pdf`;
const TEXT_14 = `${DOCUMENTS}/tracemonkey.pdf`;

async function other(app: App, way: RegExp): Promise<void> {
  await expect(app.printButton).toBeEnabled({ timeout: 30_000 });
  await app.page.getByRole('button', { name: 'Other ways to print' }).click();
  await app.page.getByRole('menuitem', { name: way }).click();
}

/** A job's row in the Jobs view, wherever it is shown. */
const row = (app: App, title: string) => app.page.getByRole('article', { name: title });

async function choose(app: App, title: string, item: RegExp): Promise<void> {
  await app.page
    .getByRole('button', { name: `More for ${title}` })
    .first()
    .click();
  await app.page.getByRole('menuitem', { name: item }).click();
}

const settled = (app: App) =>
  expect(app.page.getByRole('region', { name: 'Just ended' }).getByRole('article').first()).toContainText(
    'Sent',
    {
      timeout: 90_000,
    },
  );

test('a held job waits through a reload, and prints when it is let go', async ({ app, page }) => {
  await app.useSimulator();
  await app.drop(ROTATION);
  await other(app, /^Hold this job/);
  await app.show('Jobs');
  await expect(row(app, 'rotation.pdf')).toContainText('On hold');
  await page.reload();
  await expect(row(app, 'rotation.pdf')).toContainText('On hold');
  await page.evaluate(() => window.platen.simulator.setSpeed('instant'));
  expect(await app.tray()).toHaveLength(0);
  await row(app, 'rotation.pdf')
    .getByRole('button', { name: /^Let go/ })
    .click();
  await settled(app);
  expect((await app.tray()).length).toBeGreaterThan(0);
});

test('the order is changed by buttons, by keyboard and by dragging, and kept', async ({ app, page }) => {
  await app.useSimulator();
  for (const name of ['one.txt', 'two.txt', 'three.txt']) {
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(name) });
    await other(app, /^Hold this job/);
    await page
      .getByRole('article', { name })
      .getByRole('button', { name: /^Remove/ })
      .click();
  }
  await app.show('Jobs');
  const order = () =>
    page
      .getByRole('region', { name: 'Next' })
      .getByRole('article')
      .evaluateAll((rows) => rows.map((each) => each.getAttribute('aria-label')));
  await expect.poll(order).toEqual(['one.txt', 'two.txt', 'three.txt']);
  await page.getByRole('button', { name: 'Move up three.txt' }).click();
  await expect.poll(order).toEqual(['one.txt', 'three.txt', 'two.txt']);
  await expect(page.getByText('three.txt is now number 2 of 3.')).toBeAttached();
  await page.getByRole('button', { name: 'More for one.txt' }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(order).toEqual(['three.txt', 'one.txt', 'two.txt']);
  await row(app, 'two.txt').locator('.grip').dragTo(row(app, 'three.txt'));
  await expect.poll(order).toEqual(['two.txt', 'three.txt', 'one.txt']);
  await choose(app, 'one.txt', /^Urgent/);
  await expect.poll(order).toEqual(['one.txt', 'two.txt', 'three.txt']);
  await page.reload();
  await expect.poll(order).toEqual(['one.txt', 'two.txt', 'three.txt']);
});

test('with a PIN nothing of a job can be read from the disk, and only the PIN prints it', async ({
  app,
  page,
}) => {
  await app.useSimulator();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'dismissal.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('SECRETWORD for nobody else'),
    });
  await other(app, /^Hold with a PIN/);
  await page.getByRole('textbox', { name: /^PIN/ }).fill('481516');
  const again = page.getByRole('textbox', { name: /^The same PIN again/ });
  await again.fill('481561');
  await again.press('Enter');
  await expect(page.getByText('The two PINs are not the same.')).toBeVisible();
  await again.fill('481516');
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: /^Remove dismissal/ }).click();
  await app.show('Jobs');
  const locked = row(app, 'A job with a PIN');
  await expect(locked).toContainText('PIN');
  const stored = await page.evaluate(async () => {
    const texts: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name!);
        request.onsuccess = () => resolve(request.result);
      });
      for (const store of db.objectStoreNames) {
        const values = await new Promise<unknown[]>((resolve) => {
          const request = db.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result as unknown[]);
        });
        const read = async (value: unknown): Promise<void> => {
          if (value instanceof Blob) texts.push(await value.text());
          else if (value instanceof ArrayBuffer) texts.push(new TextDecoder().decode(value));
          else if (ArrayBuffer.isView(value)) texts.push(new TextDecoder().decode(value as Uint8Array));
          else if (typeof value === 'object' && value)
            for (const part of Object.values(value)) await read(part);
          else texts.push(String(value));
        };
        for (const value of values) await read(value);
      }
      db.close();
    }
    return texts.join('\n');
  });
  expect(stored).not.toContain('SECRETWORD');
  expect(stored).not.toContain('dismissal');
  expect(stored).not.toContain('481516');
  await locked.getByRole('button', { name: /^Enter the PIN/ }).click();
  await page.getByRole('textbox', { name: /^PIN/ }).fill('000000');
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await expect(page.getByText('That is not the PIN of this job.')).toBeVisible();
  // Wrong PINs cost time.
  await page.waitForTimeout(2_500);
  await page.getByRole('textbox', { name: /^PIN/ }).fill('481516');
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await settled(app);
});

test('the settings of a job that waits can be changed', async ({ app, page }) => {
  await app.useSimulator();
  await app.drop(TEXT_14);
  await other(app, /^Hold this job/);
  await app.show('Jobs');
  await expect(row(app, 'tracemonkey.pdf')).toContainText('14 sheets');
  await choose(app, 'tracemonkey.pdf', /^Change the settings/);
  await page.getByRole('radio', { name: /long edge/ }).check();
  await page.getByRole('button', { name: 'Use these settings' }).click();
  await expect(row(app, 'tracemonkey.pdf')).toContainText('7 sheets');
  await app.capture();
  await row(app, 'tracemonkey.pdf')
    .getByRole('button', { name: /^Let go/ })
    .click();
  await settled(app);
  const { attributes, sides } = await app.receivedJob();
  expect(attributes.duplex).toBe('long');
  expect(sides).toHaveLength(14);
});

test('some sheets are printed again from the history, dot for dot the same', async ({ app, page }) => {
  await app.useSimulator();
  await app.drop(TEXT_14);
  await page.evaluate(() => window.platen.setSettings({ duplex: 'long' }));
  await app.print();
  await app.expectSent();
  const first = await Promise.all((await app.tray()).map(({ id }) => app.traySide(id, 'back')));
  await page.goto('/#/jobs/history');
  await choose(app, 'tracemonkey.pdf', /^Print some sheets again/);
  const dialog = page.getByRole('dialog', { name: 'Print sheets again' });
  await expect(dialog).toBeVisible();
  await page.getByRole('textbox', { name: 'Sheets' }).fill('2, 9');
  await page.keyboard.press('Tab');
  await expect(page.getByText(/from 1 to 7/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Sheets' }).fill('2, 6-');
  await page.keyboard.press('Tab');
  await page.getByRole('checkbox', { name: 'Sheet 7' }).uncheck();
  await page.getByRole('button', { name: 'Print 2 sheets' }).click();
  await expect.poll(async () => (await app.tray()).length, { timeout: 30_000 }).toBe(9);
  const again = (await app.tray()).slice(7);
  for (const [index, sheet] of [2, 6].entries()) {
    const bits = await app.traySide(again[index]!.id, 'back');
    expect(bits.equals(first[sheet - 1]!), `sheet ${sheet}`).toBe(true);
  }
});

test('after an unplug it asks for the last good sheet, and prints exactly the rest', async ({
  app,
  page,
}) => {
  // It takes a long document to fill the machine's memory, and that is printed nearly twice.
  test.setTimeout(180_000);
  await app.useSimulator();
  await app.trouble('Out of paper', true);
  await app.drop(`${DOCUMENTS}/pdkids.pdf`);
  await page.evaluate(() => window.platen.setSettings({ halftone: 'BlueNoise' }));
  await app.print();
  await expect(app.job).toContainText(/paused/i, { timeout: 40_000 });
  await app.trouble('Cable unplugged', true);
  await app.show('Jobs');
  const question = page.getByRole('region', { name: 'Which was the last good sheet?' });
  await expect(question).toBeVisible({ timeout: 30_000 });
  await expect(question.locator('canvas').first()).toBeAttached({ timeout: 30_000 });
  const rest = question.getByRole('button', { name: /^Print/ });
  await expect(rest).toBeDisabled();
  await expect(page.getByRole('status').filter({ hasText: 'Platen asks' })).toBeAttached();
  await app.trouble('Cable unplugged', false);
  await app.trouble('Out of paper', false);
  // The machine may still print what it had in memory; somebody looks at the stack after that.
  await expect(page.getByRole('banner')).toContainText('Ready', { timeout: 30_000 });
  await app.show('Jobs');
  const total = Number(/of\s+(\d+) sheets/.exec((await question.textContent())!)![1]);
  await question.getByRole('spinbutton', { name: /by number/ }).fill('1');
  await page.keyboard.press('Tab');
  const before = (await app.tray()).length;
  await question.getByRole('button', { name: `Print sheets 2 to ${total}` }).click();
  // Somebody has looked: nothing more comes of what the machine had.
  await page.getByRole('button', { name: 'Go on now' }).click();
  await settled(app);
  await expect.poll(async () => (await app.tray()).length, { timeout: 30_000 }).toBe(before + total - 1);
  expect((await app.tray()).some(({ isErrorSheet }) => isErrorSheet)).toBe(false);
});

test('the history is searched and narrowed, and erased for good', async ({ app, page }) => {
  await app.useSimulator();
  await app.drop(ROTATION);
  await app.print();
  await app.expectSent();
  await app.drop(`${DOCUMENTS}/openoffice.pdf`);
  await app.print();
  await app.expectSent();
  await page.goto('/#/jobs/history');
  const list = page.getByRole('list', { name: 'Jobs that have ended' });
  await expect(list.getByRole('article')).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Title' }).fill('more');
  await expect(list.getByRole('article')).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Title' }).fill('');
  await expect(list.getByRole('article')).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Ending' }).click();
  await page.getByRole('option', { name: 'Failed' }).click();
  await expect(page.getByText('No job matches.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Ending' }).click();
  await page.getByRole('option', { name: 'However it ended' }).click();
  await choose(app, 'rotation.pdf', /^Erase/);
  await expect(page.getByRole('dialog', { name: 'Erase this job?' })).toBeVisible();
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(list.getByRole('article')).toHaveCount(2);
  await page.getByRole('button', { name: /^Erase the history/ }).click();
  await page.getByRole('button', { name: 'Erase everything' }).click();
  await expect(page.getByText('No job matches.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('No job matches.')).toBeVisible();
});

test('a list that is opened again while it still closes is seen', async ({ app, page }) => {
  await app.useSimulator();
  await page.goto('/#/jobs/history');
  const ending = page.getByRole('combobox', { name: 'Ending' });
  await ending.click();
  const failed = page.getByRole('option', { name: 'Failed' });
  await failed.click();
  // Quicker than any animation, however busy this computer is.
  await page.locator('platen-history-panel wa-select[label=Ending]').evaluate(async (select: WaSelect) => {
    select.open = true;
    await select.updateComplete;
    select.open = false;
    await select.updateComplete;
    const closed = new Promise((resolve) =>
      select.addEventListener('wa-after-hide', resolve, { once: true }),
    );
    select.open = true;
    await closed;
  });
  await expect(failed).toBeVisible();
  await page.getByRole('option', { name: 'Cancelled' }).click();
  await expect(failed).toBeHidden();
});

test('the books count sheets, sides and copies, and the file says the same', async ({ app, page }) => {
  await app.useSimulator();
  await app.drop(TEXT_14);
  await page.evaluate(() => window.platen.setSettings({ duplex: 'long', copies: '2' }));
  await app.print();
  await app.expectSent();
  await page.goto('/#/jobs/accounting');
  const sum = (name: string) => page.getByRole('term').filter({ hasText: name }).locator('xpath=../dd');
  await expect(sum('Sheets')).toHaveText('14');
  await expect(sum('Sides')).toHaveText('28');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  const [headings, entry] = csv
    .replace('\ufeff', '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  const told = Object.fromEntries(headings!.map((heading, column) => [heading, entry![column]]));
  expect(told).toMatchObject({ title: 'tracemonkey.pdf', paper: 'A4', sheets: '14', sides: '28' });
  expect(Number(told['coverage percent'])).toBeGreaterThan(1);
  expect(Number(told['coverage percent'])).toBeLessThan(20);
});

test('a print file holds the very bytes the machine gets, and can be looked into', async ({ app, page }) => {
  await page.addInitScript(() => {
    // Browsers without a file dialog save downloads.
    Reflect.deleteProperty(window, 'showSaveFilePicker');
  });
  await page.reload();
  await app.useSimulator();
  await app.drop(ROTATION);
  const download = page.waitForEvent('download');
  await other(app, /^Save as a print file/);
  const path = await (await download).path();
  const file = readFileSync(path);
  await app.capture();
  await app.print();
  await app.expectSent();
  expect(Buffer.from(await app.received()).equals(file)).toBe(true);

  const open = (name: string, bytes: Buffer) =>
    page.getByLabel('Print file', { exact: true }).setInputFiles({ name, mimeType: '', buffer: bytes });
  await page.goto('/#/jobs/files');
  await open('rotation.prn', file);
  const sides = decodeJob(file).sides.length;
  const view = page.getByRole('region', { name: 'rotation.prn' });
  await expect(view.getByRole('button', { name: /^Side \d/ })).toHaveCount(sides);
  await expect(view).toContainText('rotation.pdf');
  await view.getByRole('button', { name: /^Side 1\b/ }).click();
  await expect(page.getByText(/dots at 600 dpi, decoded from the file/)).toBeVisible();
  await page.keyboard.press('Escape');
  await open('other.prn', Buffer.from('%!PS-Adobe-3.0\n'));
  await expect(page.getByRole('region', { name: 'other.prn' })).toContainText(/not a print job/);
  await expect(page.getByRole('button', { name: /^Send/ })).toHaveCount(0);
  const send = page.getByRole('button', { name: 'Send to the machine' });
  await open('cut.prn', file.subarray(0, file.length - 60));
  await expect(page.getByRole('region', { name: 'cut.prn' })).toContainText(/At byte \d+: /);
  await expect(send).toHaveCount(0);
  await page.getByRole('button', { name: /^Send it all the same/ }).click();
  await page.getByRole('button', { name: 'Do not send it' }).click();
  await open('again.prn', file);
  await app.capture();
  await send.click();
  const sent = page.getByRole('region', { name: 'Just ended' }).getByRole('listitem').first();
  await expect(sent).toContainText('again.prn');
  await expect(sent).toContainText(/every sheet was handed/);
  expect(Buffer.from(await app.received()).equals(file)).toBe(true);
});

test('a print file goes straight into the file somebody chose', async ({ app, page }) => {
  await page.addInitScript(() => {
    Object.assign(window, {
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
    });
  });
  await page.reload();
  await app.useSimulator();
  await app.drop(ROTATION);
  await app.print();
  await app.expectSent();
  await page.goto('/#/jobs/history');
  await choose(app, 'rotation.pdf', /^Save as a print file/);
  const read = () =>
    page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle('rotation.prn', { create: true })).getFile();
      return new Uint8Array(await file.arrayBuffer()).toBase64();
    });
  await expect.poll(async () => (await read()).length, { timeout: 30_000 }).toBeGreaterThan(0);
  expect(decodeJob(Buffer.from(await read(), 'base64')).attributes.title).toBe('rotation.pdf');
});
