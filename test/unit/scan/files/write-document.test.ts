import { describe, expect, test } from 'vitest';
import type { FileExports } from '../../../../src/scan/files/file-kernels.ts';
import type { PageToWrite } from '../../../../src/scan/files/page-to-write.ts';
import { writeDocument, type DocumentToWrite } from '../../../../src/scan/files/write-document.ts';
import { FILE_FORMATS } from '../../../../src/scan/pages/pages-api.ts';
import { pageOf, photograph } from '../../../support/finished-pages.ts';
import { loadKernels } from '../../../support/load-kernels.ts';
import { textOf } from '../../../support/recognised.ts';

const kernels = await loadKernels<FileExports>();

const shape = { widthPx: 64, heightPx: 48, ink: 'gray' } as const;
const page = pageOf(shape, photograph(64, 48, 1));
const text = textOf(64, [['one', 'two'], ['three']]);

function order(change: Partial<DocumentToWrite>, pages: readonly PageToWrite[] = [{ page, text: null }]) {
  return writeDocument(
    {
      format: 'pdf',
      fileName: 'Name',
      title: 'Title',
      createdAt: new Date(0),
      language: null,
      jpegQuality: 75,
      pages: (async function* () {
        yield* pages;
        await Promise.resolve();
      })(),
      ...change,
    },
    kernels,
  );
}

describe('a document', () => {
  test('as text: pages with page breaks between them', async () => {
    const [file] = await order({ format: 'text' }, [
      { page, text },
      { page, text: null },
      { page, text: { ...text, plain: 'Größe\n\n' } },
    ]);
    expect(await file!.blob.text()).toBe('one two\nthree\n\f\n\fGröße\n');
    expect(file).toMatchObject({ name: 'Name.txt', confidence: [90, 90] });
  });

  test.each([
    ['../../etc/passwd', '_.._etc_passwd.pdf'],
    ['CON', '_CON.pdf'],
    ['', 'Scan.pdf'],
  ])('the name %s is made safe', async (fileName, name) => {
    expect((await order({ fileName }))[0]!.name).toBe(name);
  });

  test('pictures are numbered so that they sort, a single one is not', async () => {
    const pages = Array.from({ length: 11 }, () => ({ page, text: null }));
    const names = (await order({ format: 'png' }, pages)).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['Name-01.png', 'Name-02.png']);
    expect(names.at(-1)).toBe('Name-11.png');
    expect((await order({ format: 'jpeg' })).map(({ name }) => name)).toEqual(['Name.jpg']);
  });

  test('says how sure its text is, file by file', async () => {
    const pages = [
      { page, text: { ...text, confidence: 40 } },
      { page, text: { ...text, confidence: 80 } },
    ];
    expect((await order({ format: 'pdf' }, pages)).map(({ confidence }) => confidence)).toEqual([[40, 80]]);
    expect((await order({ format: 'png' }, pages)).map(({ confidence }) => confidence)).toEqual([[40], [80]]);
    expect((await order({ format: 'tiff' }))[0]!.confidence).toEqual([]);
  });

  test('a language that is none is left out', async () => {
    for (const [language, expected] of [
      ['deu', '/Lang (de)'],
      ['not a language', null],
    ] as const) {
      const [file] = await order({ language });
      const written = await file!.blob.text();
      if (expected === null) expect(written).not.toContain('/Lang');
      else expect(written).toContain(expected);
    }
  });
});

describe.each(FILE_FORMATS)('%s', (format) => {
  test('a document without pages is none', async () => {
    await expect(order({ format }, [])).rejects.toMatchObject({ code: 'scan.write-failed' });
  });

  test.each([80, null])(
    'what breaks a page breaks the file, and leaves the kernels free (quality %s)',
    async (jpegQuality) => {
      if (format === 'text') return;
      const before = kernels.mark();
      for (const broken of [
        { ...page, heightPx: 49 },
        {
          ...page,
          async *portions() {
            yield new Uint8Array(64 * 16);
            await Promise.resolve();
            throw new Error('the shelf fell');
          },
        },
      ]) {
        const pages = [
          { page, text: null },
          { page: broken, text: null },
        ];
        const expected =
          broken.heightPx === 49 ? { code: 'scan.write-failed' } : { message: 'the shelf fell' };
        await expect(order({ format, jpegQuality }, pages)).rejects.toMatchObject(expected);
      }
      expect(kernels.mark()).toBe(before);
    },
  );
});
