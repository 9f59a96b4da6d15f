import { beforeAll, describe, expect, test } from 'vitest';
import type { FileExports } from '../../../../src/scan/files/file-kernels.ts';
import { jpegFile } from '../../../../src/scan/files/jpeg.ts';
import { writeDocument, type DocumentToWrite } from '../../../../src/scan/files/write-document.ts';
import type { PageToWrite } from '../../../../src/scan/files/page-to-write.ts';
import { readTiff } from '../../../../src/documents/headers/tiff.ts';
import { decodeJpeg } from '../../../support/decode-jpeg.ts';
import { document, gathered, pageOf, photograph, psnr } from '../../../support/finished-pages.ts';
import { loadKernels } from '../../../support/load-kernels.ts';
import { ensureValidators, validate, validateInto } from '../../../support/validators.ts';
import { readPng } from '../../../support/read-png.ts';
import { textOf } from '../../../support/recognised.ts';

/* Programs of others (Debian's poppler-utils, qpdf, libtiff-tools) take every kind of file and find in it what was put in. */

beforeAll(ensureValidators, 300_000);

const kernels = await loadKernels<FileExports>();

const W = 413;
const H = 294;
const LINE = Math.ceil(W / 8);
const colour = photograph(W, H, 3);
const gray = document(W, H, 1);
const black = Uint8Array.from({ length: LINE * H }, (_, at) => {
  const [y, x] = [Math.floor(at / LINE), at % LINE];
  return y % 40 < 20 && x > 5 ? (x * 37 + (y >> 3) * 11) & 0xff : 0;
});

const PAGES: readonly PageToWrite[] = [
  { page: pageOf({ widthPx: W, heightPx: H, ink: 'colour', dpi: 150 }, colour), text: null },
  { page: pageOf({ widthPx: W, heightPx: H, ink: 'gray', dpi: 300 }, gray), text: null },
  { page: pageOf({ widthPx: W, heightPx: H, ink: 'black', dpi: 600 }, black), text: null },
];

async function write(change: Partial<Omit<DocumentToWrite, 'pages'>>, pages = PAGES) {
  const order = {
    format: 'pdf',
    fileName: 'Test',
    title: 'Grüße & <Küsse> 日本',
    createdAt: new Date('2026-11-22T10:20:30Z'),
    language: null,
    jpegQuality: 80,
    ...change,
  } as const;
  const files = await writeDocument({ ...order, pages: iterable(pages) }, kernels);
  return Promise.all(
    files.map(async ({ blob, ...file }) => ({ ...file, bytes: Buffer.from(await blob.arrayBuffer()) })),
  );
}

async function* iterable<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
  await Promise.resolve();
}

/** What follows the header of a picture that another program wrote. */
function pnm(file: Buffer, magic: 'P4' | 'P6'): Buffer {
  const header = new RegExp(`^${magic}\\s${W}\\s${H}\\s(255\\s)?`).exec(file.toString('latin1', 0, 40));
  expect(header, file.toString('latin1', 0, 20)).not.toBeNull();
  return file.subarray(header![0].length);
}

const field = (report: string, name: string) => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(report)?.[1];

describe.each([
  ['PDF with JPEG', 'pdf', 80],
  ['PDF without loss', 'pdf', null],
  ['PDF/A with JPEG', 'pdf-a', 95],
  ['PDF/A without loss', 'pdf-a', null],
] as const)('%s', (_, format, jpegQuality) => {
  test('is taken, says what it is, and has pages of the size that was scanned', async () => {
    const [file] = await write({ format, jpegQuality, language: 'deu' });
    expect(file!.name).toBe('Test.pdf');
    expect(validate('qpdf', file!.bytes, '--check', 'FILE')).toContain('No syntax or stream encoding errors');
    const info = validate('pdfinfo', file!.bytes, '-l', '-1', 'FILE');
    expect(field(info, 'Title')).toBe('Grüße & <Küsse> 日本');
    expect(field(info, 'Producer')).toBe('Platen');
    expect(field(info, 'Author')).toBeUndefined();
    expect(field(info, 'Page +1 size')).toMatch(/^198\.24 x 141\.12 pts/);
    expect(field(info, 'Page +2 size')).toMatch(/^99\.12 x 70\.56 pts/);
    expect(field(info, 'Page +3 size')).toMatch(/^49\.56 x 35\.28 pts/);
    expect(validate('qpdf', file!.bytes, '--qdf', '--object-streams=disable', 'FILE', '-')).toContain(
      '/Lang (de)',
    );
  });

  test('holds what was scanned, dot for dot, and shows it upright', async () => {
    const [file] = await write({ format, jpegQuality });
    const images = [pdfImage(file!.bytes, 1, 'P6'), pdfImage(file!.bytes, 2, 'P6')] as const;
    if (jpegQuality === null) {
      expect(images[0].equals(colour)).toBe(true);
      expect(images[1].equals(spread(gray))).toBe(true);
    } else {
      const jpeg = async (index: number) =>
        decodeJpeg(await gathered(jpegFile(PAGES[index]!.page, jpegQuality, kernels))).bytes;
      // Decoders differ in rounding and in how they spread colour.
      expect(psnr(images[0], await jpeg(0))).toBeGreaterThan(32);
      expect(psnr(images[1], spread(await jpeg(1)))).toBeGreaterThan(45);
    }
    expect(unpadded(pdfImage(file!.bytes, 3, 'P4'))).toBe(unpadded(black));

    const shown = validateInto('pdftoppm', 'page-1.ppm', file!.bytes, '-r', '150', '-l', '1', 'FILE', 'page');
    // The renderer moves and widens pixels by fractions.
    expect(psnr(pnm(shown, 'P6'), colour)).toBeGreaterThan(22);
  });
});

/** A page's image as it is stored; gray as R, G, B. */
function pdfImage(file: Uint8Array, page: number, magic: 'P4' | 'P6'): Buffer {
  const name = `image-000.${magic === 'P6' ? 'ppm' : 'pbm'}`;
  return pnm(validateInto('pdfimages', name, file, '-f', `${page}`, '-l', `${page}`, 'FILE', 'image'), magic);
}

/** Dots as text, without what fills the last byte of a line. */
function unpadded(bits: Uint8Array): string {
  const lines = Array.from({ length: H }, (_, y) =>
    Array.from(bits.subarray(y * LINE, (y + 1) * LINE), (byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .slice(0, W),
  );
  return lines.join('\n');
}

describe('PDF/A', () => {
  test('has what the rules ask for, and nothing they forbid', async () => {
    const text = textOf(W, [
      ['Words', 'behind'],
      ['the', 'picture'],
    ]);
    const pages = PAGES.map(({ page }) => ({ page, text }));
    const [file] = await write({ format: 'pdf-a', language: 'en' }, pages);
    const plain = validate('qpdf', file!.bytes, '--qdf', '--object-streams=disable', 'FILE', '-');
    expect(plain).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(plain).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(plain).toContain('Gr\u00fc\u00dfe &amp; &lt;K\u00fcsse&gt; 日本');
    expect(plain).toMatch(/\/OutputIntents \[/);
    expect(plain).toContain('/GTS_PDFA1');
    expect(plain).not.toMatch(/\/(Encrypt|JavaScript|EmbeddedFiles|LZWDecode|SMask|Interpolate true|AA)\b/);
    expect(plain).toMatch(/\/ID \[/);
    const fonts = validate('pdffonts', file!.bytes).split('\n').slice(2).filter(Boolean);
    expect(fonts).toHaveLength(1);
    expect(fonts[0]).toMatch(/^PlatenGlyphless +CID TrueType +Identity-H +yes no +yes/);
  });

  test('a plain PDF does not claim to be one', async () => {
    const [file] = await write({ format: 'pdf' });
    expect(validate('qpdf', file!.bytes, '--qdf', '--object-streams=disable', 'FILE', '-')).not.toContain(
      'pdfaid',
    );
  });
});

describe('text behind the picture', () => {
  const LINES = [
    ['The', 'quick', 'brown', 'fox,'],
    ['Größe', 'naïve', 'œuvre', 'Ελλάδα'],
    ['Съешь', 'ещё', 'этих', 'булок'],
    ['日本語', '한국어', 'e\u0301', '😀𝔘'],
    ['a', 'I', '(b)', '\\x<y>%'],
  ];

  test('any script comes back as words and lines, in order', async () => {
    const pages = PAGES.map(({ page }) => ({ page, text: textOf(W, LINES) }));
    const [file] = await write({ format: 'pdf' }, pages);
    const expected = `${LINES.map((words) => words.join(' ')).join('\n')}\n`;
    for (const mode of [[], ['-raw'], ['-layout']]) {
      for (const number of ['1', '2', '3']) {
        const read = validate('pdftotext', file!.bytes, ...mode, '-f', number, '-l', number, 'FILE', '-');
        const words = read.replace('\f', '').replace(/^ +/gm, '').replace(/ +/g, ' ').replace(/\n+/g, '\n');
        expect(words.normalize('NFC')).toBe(expected.normalize('NFC'));
      }
    }
  });

  test('each word lies where it was read', async () => {
    const text = textOf(W, LINES);
    const [file] = await write({ format: 'pdf' }, [{ page: PAGES[0]!.page, text }]);
    const boxes = validate('pdftotext', file!.bytes, '-bbox', 'FILE', '-');
    const found = [...boxes.matchAll(/<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">/g)].map(
      (match) => match.slice(1).map((points) => (Number(points) / 72) * 150),
    );
    expect(found).toHaveLength(text.words.length);
    text.words.forEach(({ left, top, width, height }, index) => {
      const [xMin, yMin, xMax, yMax] = found[index]!;
      expect(Math.abs(xMin! - left)).toBeLessThan(1);
      expect(Math.abs(xMax! - left - width)).toBeLessThan(1);
      // The middle of the word is inside of what is selected, and no other line is.
      expect(yMin!).toBeLessThan(top + height / 2);
      expect(yMax!).toBeGreaterThan(top + height / 2);
      expect(yMax! - yMin!).toBeLessThan(height * 1.5);
    });
  });

  test('more characters than a block of the character map holds', async () => {
    const many = Array.from({ length: 400 }, (_, at) => String.fromCodePoint(0x4e00 + at));
    const lines = Array.from({ length: 20 }, (_, line) => many.slice(line * 20, line * 20 + 20));
    const [file] = await write({ format: 'pdf' }, [{ page: PAGES[0]!.page, text: textOf(W, lines) }]);
    expect(validate('pdftotext', file!.bytes, '-raw', 'FILE', '-').match(/\p{L}/gu)).toEqual(many);
  });
});

describe.each([
  ['with JPEG', 80],
  ['with JPEG in full colour', 95],
  ['without loss', null],
] as const)('TIFF %s', (_, jpegQuality) => {
  test('is taken, says what it is, and shows what was scanned', async () => {
    const [file] = await write({ format: 'tiff', jpegQuality });
    expect(file!.name).toBe('Test.tif');
    const info = validate('tiffinfo', file!.bytes, '-D', 'FILE');
    expect(info.match(/Compression Scheme: .*/g)).toEqual(
      jpegQuality === null
        ? ['AdobeDeflate', 'AdobeDeflate', 'CCITT Group 4'].map((name) => `Compression Scheme: ${name}`)
        : ['JPEG', 'JPEG', 'CCITT Group 4'].map((name) => `Compression Scheme: ${name}`),
    );
    expect(info.match(/Resolution: \d+, \d+ pixels\/inch/g)).toEqual([
      'Resolution: 150, 150 pixels/inch',
      'Resolution: 300, 300 pixels/inch',
      'Resolution: 600, 600 pixels/inch',
    ]);
    expect(info.match(/Page Number: .*/g)).toEqual([
      'Page Number: 0-0',
      'Page Number: 1-0',
      'Page Number: 2-0',
    ]);
    expect(info).toContain('DocumentName: Grüße & <Küsse> 日本');
    const [first, second, third] = tiffRgb(file!.bytes);
    const wanted = [colour, spread(gray)] as const;
    if (jpegQuality === null) {
      expect(first!.equals(wanted[0])).toBe(true);
      expect(second!.equals(wanted[1])).toBe(true);
    } else {
      expect(psnr(first!, wanted[0])).toBeGreaterThan(jpegQuality === 80 ? 28 : 37);
      expect(psnr(second!, wanted[1])).toBeGreaterThan(jpegQuality === 80 ? 28 : 37);
    }
    expect(
      third!
        .filter((_, at) => at % 3 === 0)
        .map((value) => (value === 0 ? 1 : 0))
        .join(''),
    ).toBe(unpadded(black).replaceAll('\n', ''));
  });
});

test('a deflated TIFF of many strips', async () => {
  const [widthPx, heightPx] = [1201, 700];
  const pixels = photograph(widthPx, heightPx, 3);
  const page = pageOf({ widthPx, heightPx, ink: 'colour' }, pixels);
  const [file] = await write({ format: 'tiff', jpegQuality: null }, [{ page, text: null }]);
  expect(validate('tiffinfo', file!.bytes, '-s', 'FILE')).toContain('3 Strips:');
  expect(tiffRgb(file!.bytes)[0]!.equals(pixels)).toBe(true);
});

/** Each page's pixels as R, G, B. */
function tiffRgb(file: Uint8Array): Buffer[] {
  const plain = validateInto('tiff2rgba', 'plain', file, '-n', '-c', 'none', '-r', '9999', 'FILE', 'plain');
  return readTiff(plain).map(({ fields }) => {
    const [offset, length] = [fields.get(273)![0]!, fields.get(279)![0]!];
    return plain.subarray(offset, offset + length);
  });
}

/** Gray as R, G, B. */
function spread(pixels: Uint8Array): Buffer {
  return Buffer.from(Array.from(pixels).flatMap((value) => [value, value, value]));
}

describe('PNG', () => {
  test('a file a page, numbered, of every kind', async () => {
    const files = await write({ format: 'png' });
    expect(files.map(({ name }) => name)).toEqual(['Test-1.png', 'Test-2.png', 'Test-3.png']);
    const [first, second, third] = files.map(({ bytes }) => readPng(bytes));
    expect(first).toMatchObject({ widthPx: W, heightPx: H, bits: 8, colourType: 2, perMetre: 5906 });
    expect(second).toMatchObject({ widthPx: W, heightPx: H, bits: 8, colourType: 0, perMetre: 11811 });
    expect(third).toMatchObject({ widthPx: W, heightPx: H, bits: 1, colourType: 0, perMetre: 23622 });
    expect(first!.pixels.equals(colour)).toBe(true);
    expect(second!.pixels.equals(gray)).toBe(true);
    expect(unpadded(third!.pixels.map((byte) => ~byte))).toBe(unpadded(black));
    expect(first!.title).toBe('Grüße & <Küsse> 日本');
  });
});

describe('JPEG', () => {
  test('a file a page; what is black and white becomes PNG', async () => {
    const files = await write({ format: 'jpeg', jpegQuality: 90 });
    expect(files.map(({ name }) => name)).toEqual(['Test-1.jpg', 'Test-2.jpg', 'Test-3.png']);
    expect(decodeJpeg(files[0]!.bytes)).toMatchObject({ widthPx: W, heightPx: H, channels: 3 });
    expect(decodeJpeg(files[1]!.bytes)).toMatchObject({ widthPx: W, heightPx: H, channels: 1 });
    expect(unpadded(readPng(files[2]!.bytes).pixels.map((byte) => ~byte))).toBe(unpadded(black));
  });
});
