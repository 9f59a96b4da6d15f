import { DOCUMENTS, expect, test } from './fixtures.ts';
import { rulerPdf } from '../../support/ruler-pdf.ts';

test('a first visitor picks the simulated machine, drops a PDF, prints, and sees the sheets', async ({
  app,
  page,
}) => {
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/tracemonkey.pdf`);
  await expect(page.getByRole('article', { name: 'tracemonkey.pdf' })).toContainText('14 pages');
  await app.print();
  await app.expectSent();
  await app.show('Output tray');
  await expect(page.getByRole('button', { name: /^Sheet \d+/ })).toHaveCount(14);
  await page.getByRole('button', { name: /^Sheet 1 / }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the sheets in the tray are, dot for dot, what went over the cable', async ({ app }) => {
  await app.useSimulator();
  await app.capture();
  await app.drop(`${DOCUMENTS}/openoffice.pdf`, `${DOCUMENTS}/rotation.pdf`);
  await app.print();
  await app.expectSent();
  const { sides, warnings } = await app.receivedJob();
  const tray = await app.tray();
  expect(warnings).toEqual([]);
  expect(tray).toHaveLength(sides.length);
  for (const [index, sheet] of tray.entries()) {
    const bits = await app.traySide(sheet.id, 'front');
    expect(bits.equals(sides[index]!.bits), `sheet ${index + 1}`).toBe(true);
    expect(bits.some((byte) => byte !== 0)).toBe(true);
  }
});

test('at actual size one inch is 600 dots on the sheet', async ({ app, page }) => {
  await app.useSimulator();
  await app.capture();
  await page.evaluate(() => window.platen.setSettings({ scaling: 'actual', halftone: 'Threshold' }));
  // Bars one inch apart across an A4 page, each a tenth of an inch wide.
  const pdf = rulerPdf({ widthPt: 595.276, heightPt: 841.89, barsAtPt: [72, 144, 216, 288, 360, 432, 504] });
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'ruler.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(pdf),
    });
  await app.print();
  await app.expectSent();
  const { sides } = await app.receivedJob();
  const { bits, stride, widthPx } = sides[0]!;
  const line = bits.subarray(3000 * stride, 3001 * stride);
  const isBlack = (x: number) => (line[x >> 3]! & (0x80 >> (x & 7))) !== 0;
  const edges = Array.from({ length: widthPx }, (_, x) => x).filter(
    (x) => isBlack(x) && (x === 0 || !isBlack(x - 1)),
  );
  expect(edges).toEqual([600, 1200, 1800, 2400, 3000, 3600, 4200]);
});

test('both sides, copies and the rest of the settings reach the machine', async ({ app, page }) => {
  await app.useSimulator();
  await app.capture();
  await app.drop(`${DOCUMENTS}/rotation.pdf`);
  await page.evaluate(() =>
    window.platen.setSettings({
      duplex: 'short',
      copies: '3',
      collation: 'group',
      media: 'PlainPaper',
      source: 'Cas1',
      tonerSaving: 'on',
      refinement: 'off',
      bindingMarginMm: '12',
      halftone: 'ColorTone',
    }),
  );
  await app.print();
  await app.expectSent();
  const { attributes } = await app.receivedJob();
  expect(attributes).toMatchObject({
    duplex: 'short',
    bindingEdge: 'top',
    copies: 3,
    collation: 'group',
    media: 'PlainPaper',
    source: 'Cas1',
    tonerSaving: 'on',
    refinement: 'off',
    bindingMarginTenthsMm: 120,
    parameterSet: 'colorTone',
    title: 'rotation.pdf',
  });
  const tray = await app.tray();
  expect(tray).toHaveLength(3);
  expect(tray.every((sheet) => sheet.hasBack)).toBe(true);
});

test('what the machine cannot do together is explained, and put right only when asked', async ({
  app,
  page,
}) => {
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/rotation.pdf`);
  await page.evaluate(() => window.platen.setSettings({ duplex: 'long', media: 'LABELS' }));
  await expect(app.printButton).toBeDisabled();
  await expect(page.getByText(/labels/i).first()).toBeVisible();
  expect(await page.evaluate(() => window.platen.print().catch((error: Error) => error.message))).toMatch(
    /label/i,
  );
});

test('a department id goes with every block, and is not kept', async ({ app, page }) => {
  await app.useSimulator();
  await app.capture();
  await app.drop(`${DOCUMENTS}/rotation.pdf`);
  await page.getByRole('button', { name: 'Name and department' }).click();
  await page.getByLabel(/department id/i).fill('1234567');
  await page.getByRole('textbox', { name: 'Department password' }).fill('7654321');
  await app.print();
  await app.expectSent();
  expect((await app.receivedJob()).attributes.account).toEqual({ id: 1234567, password: 7654321 });
  const stored = await page.evaluate(async () => {
    const everything: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name!);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
      for (const store of ['preferences', 'jobs']) {
        everything.push(
          await new Promise((resolve) => {
            const request = db.transaction(store).objectStore(store).getAll();
            request.onsuccess = () => resolve(request.result);
          }),
        );
      }
      db.close();
    }
    return JSON.stringify([everything, { ...localStorage }, { ...sessionStorage }]);
  });
  expect(stored).toContain('rotation.pdf');
  expect(stored).not.toContain('7654321');
});

test('settings and the list of jobs outlive a reload', async ({ app, page }) => {
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/rotation.pdf`);
  await page.evaluate(() => window.platen.setSettings({ paper: 'Letter', copies: '2' }));
  await app.print();
  await app.expectSent();
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Paper size' })).toHaveValue('Letter');
  await expect(page.getByRole('spinbutton', { name: 'Copies' })).toHaveValue('2');
  await app.expectSent();
});

test.describe('in the United States', () => {
  test.use({ locale: 'en-US' });

  test('a first visit begins with Letter', async ({ app, page }) => {
    await app.useSimulator();
    await expect(page.getByRole('combobox', { name: 'Paper size' })).toHaveValue('Letter');
  });
});
