import type { PlatenError } from '../../../src/errors/platen-error.ts';
import { explain } from '../../../src/errors/catalogue.ts';
import { jpegHeader, png, pngHeader } from '../../support/image-files.ts';
import { pdf, pdfOf } from '../../support/pdf-file.ts';
import { Dots, expect, test } from './raster-test.ts';

/** Pages of each sample, whether its first page has anything on it. */
const OPENING: readonly [name: string, pages: number, inked: boolean][] = [
  ['90ms_rksj_h_sample.pdf', 1, true],
  ['alphatrans.pdf', 1, true],
  ['blendmode.pdf', 1, true],
  ['bomb_giant.pdf', 1, true],
  ['cmykjpeg.pdf', 1, true],
  ['empty.pdf', 1, false],
  ['empty_protected.pdf', 1, false],
  ['gradientfill.pdf', 1, true],
  ['helloworld-bad.pdf', 1, true],
  ['images_1bit_grayscale.pdf', 1, true],
  ['openoffice.pdf', 1, true],
  ['pdkids.pdf', 55, true],
  ['prefilled_f1040.pdf', 2, true],
  ['rotation.pdf', 2, true],
  ['scan-bad.pdf', 1, true],
  ['sizes.pdf', 3, true],
  ['standard_fonts.pdf', 14, true],
  ['tracemonkey.pdf', 14, true],
  ['TAMReview.pdf', 23, true],
  ['vertical.pdf', 3, true],
  ['red-blue.avif', 1, true],
  ['red-blue-lossy.webp', 1, true],
  ['red-blue-lossless.webp', 1, true],
  ['red-blue.png', 1, true],
];

test('every sample opens and its first page is rastered', async ({ bench }) => {
  for (const [name, pages, inked] of OPENING) {
    const info = await bench.open(name);
    expect(info.pages, name).toHaveLength(pages);
    const dots = await bench.side(info, { halftone: 'Gradation' });
    expect(dots.rendered.report.blackDots > 0, name).toBe(inked);
    expect(dots.rendered.lines.at(-1), name).toBe(dots.heightPx);
    await bench.close(name);
  }
});

test('page sizes are each page’s own, upright', async ({ bench }) => {
  const { pages } = await bench.open('sizes.pdf');
  expect(pages.map(({ widthPt, heightPt }) => [Math.round(widthPt), Math.round(heightPt)])).toEqual([
    [612, 792],
    [649, 323],
    [792, 612],
  ]);
  bench.put('turned.pdf', pdf(200, 300, '', '/Rotate 90 /UserUnit 2'));
  expect((await bench.open('turned.pdf')).pages).toEqual([{ widthPt: 600, heightPt: 400 }]);
});

test.describe('passwords', () => {
  for (const [name, password] of [
    ['print_protection.pdf', 'password'],
    ['issue15893_reduced.pdf', 'test'],
  ] as const) {
    test(`${name} asks, refuses a wrong one, opens with the right one`, async ({ bench }) => {
      const locked = (wrong: boolean) => ({ error: { code: 'document.encrypted', params: { name, wrong } } });
      expect(await bench.tryOpen(name)).toEqual(locked(false));
      expect(await bench.tryOpen(name, 'not it')).toEqual(locked(true));
      const dots = await bench.side(await bench.open(name, password));
      expect(dots.rendered.report.blackDots).toBeGreaterThan(0);
    });
  }
});

test.describe('refusals', () => {
  const zip = Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml word/document.xml', 'latin1');
  const cases: readonly [name: string, bytes: Uint8Array, code: string][] = [
    ['letter.docx', zip, 'document.unsupported'],
    ['nothing.pdf', new Uint8Array(), 'document.empty'],
    ['header-only.pdf', Buffer.from('%PDF-1.7\n'), 'document.damaged'],
    ['cut.pdf', pdf(612, 792, '').subarray(0, 60), 'document.damaged'],
    ['six-metres.pdf', pdf(14_400 * 1.2, 792, ''), 'document.too-large'],
    ['user-unit.pdf', pdf(14_400, 14_400, '', '/UserUnit 50'), 'document.too-large'],
    ['bomb.png', pngHeader(60_000, 60_000), 'document.too-large'],
    ['cut.png', pngHeader(100, 100), 'document.damaged'],
    ['cut.jpg', jpegHeader(100, 100), 'document.damaged'],
    ['cut.tif', Buffer.from('II*\0\x08\0\0\0\x01\0', 'latin1'), 'document.damaged'],
    ['long.txt', Buffer.alloc(17 * 2 ** 20, 'a\n'), 'document.too-large'],
  ];
  for (const [name, bytes, code] of cases) {
    test(`${name} ends in ${code}, with a text`, async ({ bench }) => {
      bench.put(name, bytes);
      const result = await bench.tryOpen(name);
      expect(result).toMatchObject({ error: { code } });
      const { error } = result as { error: PlatenError };
      const text = Object.values(explain(error)).join(' ');
      expect(text).toContain(name);
      expect(text).not.toMatch(/[{}]/);
      // And the worker goes on.
      expect((await bench.open('empty.pdf')).pages).toHaveLength(1);
    });
  }

  for (const name of ['PDFBOX-4352-0.pdf', 'poppler-85140-0.pdf']) {
    test(`${name}: what cannot be read is not printed as blank paper`, async ({ bench }) => {
      expect(await bench.tryOpen(name)).toMatchObject({
        error: { code: 'document.damaged', params: { detail: expect.stringContaining('decoded') } },
      });
    });
  }

  test('one page that cannot be read fails by its number; the others are printed', async ({ bench }) => {
    const page = (content: number) =>
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents ${content} 0 R >>`;
    const broken = '<< /Length 20 /Filter /FlateDecode >>\nstream\nthis is not deflated\nendstream';
    const bar = '<< /Length 21 >>\nstream\n0 0 200 100 re f      \nendstream';
    bench.put(
      'half.pdf',
      pdfOf('<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>', page(5), page(6), bar, broken),
    );
    const info = await bench.open('half.pdf');
    expect((await bench.side(info)).rendered.report.blackDots).toBeGreaterThan(0);
    expect(await bench.trySide(info, { pageIndex: 1 })).toMatchObject({
      code: 'document.page-failed',
      params: { page: 2, detail: 'what is on it cannot be decoded' },
    });
  });

  test('a page that is meant to be blank is blank', async ({ bench }) => {
    for (const content of ['', ' ', '% nothing']) {
      bench.put('white.pdf', pdf(200, 200, content));
      expect((await bench.print('white.pdf')).rendered.report.blackDots).toBe(0);
    }
  });

  for (const [how, code] of [
    ['dies', 'document.damaged'],
    ['hangs', 'document.timeout'],
  ] as const) {
    test(`a parser that ${how} ends in ${code}`, async ({ bench }) => {
      bench.put('fine.pdf', pdf(200, 200, '0 0 9 9 re f'));
      await bench.page.evaluate((way) => window.harness.breakParser(way), how);
      expect(await bench.tryOpen('fine.pdf')).toMatchObject({ error: { code } });
      await bench.page.evaluate(() => window.harness.stop());
      expect((await bench.open('fine.pdf')).pages).toHaveLength(1);
    });
  }

  test('a page of a document that is not open', async ({ bench }) => {
    const info = await bench.open('empty.pdf');
    await bench.close('empty.pdf');
    expect(await bench.trySide(info)).toMatchObject({ code: 'document.not-open' });
  });
});

test('thumbnails fit their square, in colour, on white', async ({ bench }) => {
  bench.put('see-through.png', png({ width: 30, height: 60, colour: () => [0, 0, 0, 0] }));
  const thumbnail = async (name: string) => {
    await bench.open(name);
    const result = await bench.page.evaluate((id) => window.harness.thumbnail(id, 0, 200), name);
    if ('error' in result) throw new Error(result.error.code);
    const { width, height, data } = result.value;
    const pixels = Buffer.from(data, 'base64');
    const at = (x: number, y: number) => [...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
    return { width, height, at };
  };
  const flag = await thumbnail('red-blue.png');
  expect([flag.width, flag.height]).toEqual([200, 150]);
  expect([flag.at(50, 75), flag.at(150, 75)]).toEqual([
    [255, 0, 0, 255],
    [0, 0, 255, 255],
  ]);
  const clear = await thumbnail('see-through.png');
  expect([clear.width, clear.height, ...clear.at(50, 100)]).toEqual([100, 200, 255, 255, 255, 255]);
});

test('text prints page by page, in our own font', async ({ bench }) => {
  const lines = Array.from({ length: 70 }, (_, i) => `line ${i + 1}\tof seventy, Grüße`).join('\r\n');
  bench.put('notes.txt', Buffer.from(`\ufeff${lines}`));
  const info = await bench.open('notes.txt');
  expect(info).toMatchObject({ kind: 'text', pages: [{}, {}] });
  const first = await bench.side(info, { scaling: 'actual' });
  const second = await bench.side(info, { scaling: 'actual', pageIndex: 1 });
  expect(first).toBeInstanceOf(Dots);
  expect(second.rendered.report.blackDots).toBeLessThan(first.rendered.report.blackDots / 5);
  // 15 mm of margin, then lines 12 pt apart.
  expect(first.coverage(0, 0, first.widthPx - 8, 354)).toBe(0);
  for (let line = 0; line < 63; line += 1) {
    expect(first.coverage(354, 354 + line * 100, 400, 100), `line ${line + 1}`).toBeGreaterThan(0.02);
  }
});
