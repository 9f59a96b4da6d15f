import { png } from '../../support/image-files.ts';
import { pdfOfPages } from '../../support/pdf-file.ts';
import { expect, test, type RasterBench } from './raster-test.ts';

async function blankPages(bench: RasterBench, name: string, firstPage?: number, pages?: number) {
  const args = [name, firstPage, pages] as const;
  const result = await bench.page.evaluate(
    ([id, from, count]) => window.harness.blankPages(id, from, count),
    args,
  );
  if ('error' in result) throw new Error(result.error.code);
  return result.value;
}

test.describe('blank pages', () => {
  const DOT = 72 / 600;
  const pages: readonly [content: string, isBlank: boolean][] = [
    ['', true],
    [`300 400 ${DOT} ${DOT} re f`, false],
    ['1 1 1 rg 0 0 595 842 re f', true],
    [`0 400.03 595 ${DOT} re f`, false],
    ['0 w 100 100 m 101 100 l S', false],
    ['0.9 g 100 100 300 300 re f', false],
    ['0 0 1 1 re W n 0 0 595 842 re f Q', false],
    ['q 1000 1000 10 10 re W n 0 0 595 842 re f Q', true],
  ];

  test('those on which nothing would be seen, not even a hairline or a dot', async ({ bench }) => {
    bench.put(
      'some-blank.pdf',
      pdfOfPages(pages.map(([content]) => ({ widthPt: 595, heightPt: 842, content }))),
    );
    await bench.open('some-blank.pdf');
    const expected = pages.flatMap(([, isBlank], index) => (isBlank ? [index] : []));
    expect(await blankPages(bench, 'some-blank.pdf')).toEqual(expected);
    expect(await blankPages(bench, 'some-blank.pdf', 2, 2)).toEqual([2]);
  });

  test('images, text and TIFF too; a scan of white is blank with all its noise', async ({ bench }) => {
    const noisy = (x: number, y: number) => {
      const level = 250 + ((x * 7 + y * 13) % 6);
      return [level, level, level, 255] as const;
    };
    bench.put('white.png', png({ width: 400, height: 600, colour: noisy }, 100));
    const spot = (x: number, y: number) =>
      x === 200 && y === 300 ? ([0, 0, 0, 255] as const) : ([255, 255, 255, 255] as const);
    bench.put('spot.png', png({ width: 400, height: 600, colour: spot }, 300));
    bench.put('pages.txt', Buffer.from('one\n\f  \n\t\n\fthree'));
    for (const [name, expected] of [
      ['white.png', [0]],
      ['spot.png', []],
      ['pages.txt', [1]],
      ['four-pages.tif', []],
      ['empty.pdf', [0]],
      ['tracemonkey.pdf', []],
    ] as const) {
      await bench.open(name);
      expect(await blankPages(bench, name), name).toEqual(expected);
    }
  });

  test('are looked at once, and no longer when the document is closed', async ({ bench }) => {
    await bench.open('tracemonkey.pdf');
    const timed = (id: string) =>
      bench.page.evaluate(async (name) => {
        const start = performance.now();
        await window.harness.blankPages(name);
        return performance.now() - start;
      }, id);
    const [first, second] = [await timed('tracemonkey.pdf'), await timed('tracemonkey.pdf')];
    expect(second).toBeLessThan(first / 5);
    await bench.open('pdkids.pdf');
    const outcome = await bench.page.evaluate(async () => {
      const search = window.harness.blankPages('pdkids.pdf');
      await window.harness.close('pdkids.pdf');
      return search;
    });
    expect(outcome).toMatchObject({ error: { code: 'document.not-open' } });
  });
});
