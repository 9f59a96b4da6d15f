import { DOCUMENTS, expect, test } from './fixtures.ts';

const REFUSED = [
  ['empty file', 'empty.txt', ''],
  ['a zip archive', 'letter.docx', 'PK\u0003\u0004 and more'],
  ['a PDF cut off after its first line', 'cut.pdf', '%PDF-1.7\n'],
  ['a picture that is only a header', 'picture.png', '\u0089PNG\r\n\u001a\n'],
] as const;

for (const [what, name, content] of REFUSED) {
  test(`${what} is refused in words, and the app goes on working`, async ({ app, page }) => {
    await app.useSimulator();
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name,
        mimeType: '',
        buffer: Buffer.from(content, 'latin1'),
      });
    const card = page.getByRole('article', { name });
    await expect(card).toContainText(/[a-z]{3,}.*\./i);
    await expect(card).not.toContainText(/Error|undefined|Exception|internal/);
    await expect(app.printButton).toBeDisabled();
    await card.getByRole('button', { name: /remove/i }).click();
    await app.drop(`${DOCUMENTS}/rotation.pdf`);
    await app.print();
    await app.expectSent();
  });
}

test('a picture of a billion pixels is refused without being decoded', async ({ app, page }) => {
  await app.useSimulator();
  const header = Buffer.from(
    '89504e470d0a1a0a0000000d49484452' +
      '0000c350' +
      '0000c350' +
      '0802000000' +
      '00000000' +
      '0000000049454e44ae426082',
    'hex',
  );
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'bomb.png', mimeType: '', buffer: header });
  await expect(page.getByRole('article', { name: 'bomb.png' })).toContainText(/large|big|pixels/i);
});

test('an encrypted PDF asks for its password, says when it is wrong, and prints with the right one', async ({
  app,
  page,
}) => {
  await app.useSimulator();
  await app.drop(`${DOCUMENTS}/locked.pdf`);
  const dialog = page.getByRole('dialog', { name: /locked/i });
  // The kit's dialog shows its content through a slot: it is not below the dialog in the tree.
  const password = page.getByRole('textbox', { name: /^Password/ });
  const open = page.getByRole('button', { name: 'Open', exact: true });
  await expect(dialog).toBeVisible();
  await password.fill('guess');
  await open.click();
  await expect(page.getByText('That password does not open it')).toBeVisible();
  await expect(page.getByRole('article', { name: 'locked.pdf' })).not.toContainText('2 pages');
  await password.fill('letmein');
  await open.click();
  await expect(page.getByRole('article', { name: 'locked.pdf' })).toContainText('2 pages');
  await app.print();
  await app.expectSent();
});
