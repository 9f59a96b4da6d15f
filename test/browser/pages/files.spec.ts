import { ensureValidators, validate } from '../../support/validators.ts';
import { expect, test, type FileMade } from './pages-test.ts';

test.beforeAll(ensureValidators);

/** Three scanned pages: gray, colour that lies on its side, and one that is to be black and white. */
test.beforeEach(async ({ bench }) => {
  await bench.lay('english', 'english-150dpi.png');
  await bench.lay('german', 'german-150dpi.png', { turn: 90, mode: 'colour' });
  await bench.lay('french', 'french-150dpi.png');
});

const PAGES = [
  { id: 'english' },
  { id: 'german', corrections: { turn: 270, straighten: 0.4 } },
  { id: 'french', corrections: { ink: 'black', despeckle: true, whitePoint: 'auto' } },
] as const;

const pagesOf = ({ bytes }: FileMade) =>
  Number(/^Pages:\s+(\d+)/m.exec(validate('pdfinfo', bytes, 'FILE'))![1]);

test('a searchable PDF has a text layer with what is on its pages, where it is', async ({ bench }) => {
  const { files, steps } = await bench.write({
    format: 'pdf',
    languages: ['eng', 'deu', 'fra'],
    documents: [PAGES],
  });
  expect(files.map(({ name, type }) => ({ name, type }))).toEqual([
    { name: 'scan 1.pdf', type: 'application/pdf' },
  ]);
  const [file] = files;
  expect(pagesOf(file!)).toBe(3);
  expect(validate('qpdf', file!.bytes, '--check', 'FILE')).toContain('No syntax or stream encoding errors');
  const page = (number: number) =>
    validate('pdftotext', file!.bytes, '-f', String(number), '-l', String(number), 'FILE', '-');
  expect(page(1)).toContain('lamp shines on the paper');
  expect(page(2)).toMatch(/Rechnung über zwölf Euro/);
  expect(page(3)).toMatch(/fenêtre/);
  expect(file!.confidence).toHaveLength(3);
  for (const sure of file!.confidence) expect(sure).toBeGreaterThan(70);

  // The headline's first word begins 90 of 1240 pixels from the left, its feet 100 of 900 from the top.
  const boxes = validate('pdftotext', file!.bytes, '-bbox', '-l', '1', 'FILE', '-');
  const [, width, height] = /<page width="([\d.]+)" height="([\d.]+)"/.exec(boxes)!.map(Number);
  const [, x, , bottom] = /xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">letter</
    .exec(boxes)!
    .map(Number);
  expect(x! / width!).toBeCloseTo(129 / 1240, 2);
  expect(bottom! / height!).toBeCloseTo(104 / 900, 1);

  // Page by page: first its text, then its picture.
  const order = steps.map(({ step, page: number }) => `${number} ${step}`);
  const met = order.filter((step, at) => step !== order[at - 1] && !step.endsWith('language'));
  expect(met).toEqual(['1 text', '1 page', '2 text', '2 page', '3 text', '3 page', '3 file']);
  expect(steps.every(({ pages }) => pages === 3)).toBe(true);
});

test('every format holds every page', async ({ bench }) => {
  const write = async (format: 'pdf-a' | 'pdf' | 'tiff' | 'png' | 'jpeg', jpegQuality: number | null = 80) =>
    (await bench.write({ format, jpegQuality, documents: [PAGES, [{ id: 'english' }]] })).files;

  for (const format of ['pdf', 'pdf-a'] as const) {
    const made = await write(format, format === 'pdf' ? null : 60);
    expect(made.map(pagesOf)).toEqual([3, 1]);
    for (const { bytes, confidence } of made) {
      expect(validate('qpdf', bytes, '--check', 'FILE')).toContain('No syntax');
      expect(confidence).toEqual([]);
    }
  }

  const tiffs = await write('tiff');
  const directories = tiffs.map(({ bytes }) =>
    validate('tiffinfo', bytes, 'FILE').match(/Image Width: \d+ Image Length: \d+/g)!,
  );
  expect(directories).toEqual([
    [
      'Image Width: 1240 Image Length: 900',
      'Image Width: 1240 Image Length: 620',
      'Image Width: 1240 Image Length: 460',
    ],
    ['Image Width: 1240 Image Length: 900'],
  ]);

  // What comes back from each is what went in: pictures of the browser's own decoders.
  for (const format of ['png', 'jpeg'] as const) {
    const made = await write(format);
    expect(made.map(({ name }) => name.replace(/\.\w+$/, ''))).toEqual([
      'scan 1-1',
      'scan 1-2',
      'scan 1-3',
      'scan 2',
    ]);
    const shapes = await bench.page.evaluate(
      (sources) =>
        Promise.all(
          sources.map(async ({ base64, type }) => {
            const bitmap = await createImageBitmap(new Blob([Uint8Array.fromBase64(base64)], { type }));
            return `${type} ${bitmap.width}×${bitmap.height}`;
          }),
        ),
      made.map(({ bytes, type }) => ({ base64: bytes.toString('base64'), type })),
    );
    // Black and white is PNG either way.
    expect(shapes).toEqual([
      `image/${format} 1240×900`,
      `image/${format} 1240×620`,
      'image/png 1240×460',
      `image/${format} 1240×900`,
    ]);
  }
});

test('pages that were erased are missed before a file pretends to have them', async ({ bench }) => {
  await bench.page.evaluate(() => window.pages.erase('french'));
  const refused = await bench.tryWrite({ format: 'pdf', documents: [PAGES] });
  expect(refused).toMatchObject({ error: { code: 'scan.gone' } });
  // The worker goes on.
  const { files } = await bench.write({ format: 'pdf', documents: [[PAGES[0]]] });
  expect(files.map(pagesOf)).toEqual([1]);
});

test('writing is given up between two bands, and so is what waits', async ({ bench }) => {
  const documents = [Array.from({ length: 60 }, () => ({ id: 'german', corrections: { straighten: 1 } }))];
  const first = bench.tryWrite({ format: 'png', documents });
  const second = bench.tryWrite({ format: 'png', documents });
  await bench.page.waitForTimeout(300);
  await bench.page.evaluate(() => window.pages.stop());
  for (const outcome of [await first, await second]) {
    expect(outcome).toMatchObject({ error: { code: 'scan.cancelled' } });
  }
});

test('pictures are there while a file is written', async ({ bench }) => {
  const writing = bench.tryWrite({
    format: 'png',
    documents: [Array.from({ length: 40 }, () => ({ id: 'german' }))],
  });
  let isWritten = false;
  void writing.then(() => (isWritten = true));
  const look = () => bench.page.evaluate(() => window.pages.picture('german', 200, { turn: 270 }));
  const picture = await look();
  expect(picture).toMatchObject({ value: { width: 199, height: expect.any(Number) } });
  expect(isWritten).toBe(false);
  await bench.page.evaluate(() => window.pages.stop());
  await writing;
});

test('a picture and a part of a page show the page as it is corrected', async ({ bench }) => {
  const { page } = bench;
  expect(await page.evaluate(() => window.pages.size('german', { turn: 270 }))).toEqual({
    value: { widthPx: 1240, heightPx: 620, dpi: 150 },
  });
  const small = await page.evaluate(() => window.pages.picture('english', 400));
  expect(small).toMatchObject({ value: { height: expect.any(Number) } });
  const dark = await page.evaluate(() => window.pages.picture('english', 4000, { brightness: -80 }));
  const [plain, darkened] = [small, dark].map((made) => ('value' in made ? made.value : null)!);
  expect(plain!.width).toBeGreaterThan(390);
  expect(plain!.width).toBeLessThanOrEqual(400);
  expect(plain!.height / plain!.width).toBeCloseTo(900 / 1240, 2);
  expect(darkened!.dark).toBeGreaterThan(plain!.dark);

  // The headline: some of it is ink; the margin above it has none.
  const part = (top: number, height: number) =>
    page.evaluate(
      ([from, lines]) => window.pages.detail('english', { left: 90, top: from, width: 500, height: lines }),
      [top, height] as const,
    );
  const [headline, margin] = [await part(70, 40), await part(0, 60)];
  expect(headline).toMatchObject({ value: { width: 500, height: 40 } });
  expect('value' in headline && headline.value.dark).toBeGreaterThan(0.1);
  expect(margin).toMatchObject({ value: { width: 500, height: 60, dark: 0 } });
});
