import { expect, test } from './pages-test.ts';

const ENGLISH = 'english-150dpi.png';
const GERMAN = 'german-150dpi.png';

test('text is read off pages, and offline once its language was used', async ({ bench }) => {
  const { page, context } = bench;
  await bench.install();
  await bench.lay('english', ENGLISH);
  await bench.lay('german', GERMAN);
  await page.evaluate(() => window.pages.keepOld());

  const order = { format: 'text', languages: ['eng'], documents: [[{ id: 'english' }]] } as const;
  const { files, steps } = await bench.write(order);
  expect(files).toHaveLength(1);
  const text = files[0]!.bytes.toString('utf8');
  expect(text).toContain('The carriage below the glass moves slowly while a lamp shines on the paper.');
  expect(text).toContain('Invoice 48213');
  expect(text).toContain('1,250.00 pounds');
  expect(files[0]!.confidence).toHaveLength(1);
  expect(files[0]!.confidence[0]).toBeGreaterThan(85);

  // Every step says how far it is, and none goes back.
  for (const step of ['language', 'text'] as const) {
    const shares = steps.filter((told) => told.step === step).flatMap(({ share }) => share ?? []);
    expect(shares.length, step).toBeGreaterThan(3);
    expect(shares, step).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1), step).toBeCloseTo(1);
  }
  const kept = ['eng.traineddata.gz', 'tesseract-core-simd-lstm.js', 'tesseract-core-simd-lstm.wasm'];
  expect((await page.evaluate(() => window.pages.kept())).toSorted()).toEqual([...kept, 'worker.min.js']);

  await context.setOffline(true);
  // A new visit: nothing is left in memory.
  await page.reload();
  expect((await bench.read('english', 'eng')).text).toBe(text);
  const refused = await bench.tryWrite({ ...order, languages: ['deu'] });
  expect(refused).toMatchObject({ error: { code: 'scan.no-language' } });

  await context.setOffline(false);
  const german = await bench.read('german', 'deu', 'eng');
  for (const word of ['Grüße', 'Während', 'Straße', 'Brötchen', 'Schlüssel', 'fröhliche']) {
    expect(german.text).toContain(word);
  }
});

test('a page is read without a service worker, too', async ({ bench }) => {
  await bench.lay('french', 'french-150dpi.png');
  const { text, confidence } = await bench.read('french', 'fra');
  for (const word of ['élève', 'oublié', 'fenêtre', 'garçon', 'forêt', 'théâtre'])
    expect(text).toContain(word);
  expect(confidence).toBeGreaterThan(80);
});

test('which way up text stands is found, whatever turn the page has already', async ({ bench }) => {
  await bench.lay('on-its-side', ENGLISH, { turn: 90 });
  await bench.lay('on-its-head', ENGLISH, { turn: 180 });
  await bench.lay('no-text', 'red-blue.png', { dpi: 75 });
  const upright = (id: string, turn: 0 | 90) =>
    bench.page.evaluate(([page, now]) => window.pages.upright(page, ['eng'], { turn: now }), [
      id,
      turn,
    ] as const);
  expect(await upright('on-its-side', 0)).toEqual({ value: 270 });
  expect(await upright('on-its-side', 90)).toEqual({ value: 270 });
  expect(await upright('on-its-head', 0)).toEqual({ value: 180 });
  expect(await upright('no-text', 0)).toEqual({ value: null });
  expect(await upright('unknown', 0)).toMatchObject({ error: { code: 'scan.gone' } });
});

test('a download that was damaged is told, and made anew at the next try', async ({ bench }) => {
  await bench.install();
  await bench.lay('french', 'french-150dpi.png');
  await bench.read('french', 'fra');
  await bench.page.evaluate(() => window.pages.damage('fra.traineddata.gz'));
  await bench.page.reload();
  const order = { format: 'text', languages: ['fra'], documents: [[{ id: 'french' }]] } as const;
  expect(await bench.tryWrite(order)).toMatchObject({ error: { code: 'scan.text-failed' } });
  expect(await bench.workers()).not.toContain('worker');
  expect((await bench.read('french', 'fra')).text).toContain('fenêtre');
});

test('reading is given up at once and leaves nothing behind', async ({ bench }) => {
  const { page } = bench;
  await bench.install();
  await bench.lay('english', ENGLISH);
  const started = bench.tryWrite({
    format: 'text',
    languages: ['eng'],
    documents: [[{ id: 'english' }, { id: 'english' }, { id: 'english' }, { id: 'english' }]],
  });
  await expect.poll(() => bench.workers()).toEqual(['pages', 'recogniser', 'worker']);
  // In the middle of Tesseract's own work, which nothing interrupts but the end of its thread.
  await page.waitForTimeout(1_000);
  const ms = await page.evaluate(async () => {
    const asked = performance.now();
    await window.pages.stop();
    return performance.now() - asked;
  });
  expect(await started).toMatchObject({ error: { code: 'scan.cancelled' } });
  expect(ms).toBeLessThan(1_000);
  await expect.poll(() => bench.workers()).toEqual(['pages']);
  // And the next order is carried out.
  expect((await bench.read('english', 'eng')).text).toContain('A letter that nobody wrote');
});
