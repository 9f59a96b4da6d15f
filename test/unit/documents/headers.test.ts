import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measureImage, type BrowserImageType } from '../../../src/documents/headers/measure.ts';
import { HeaderError } from '../../../src/documents/headers/reader.ts';
import { readTiff } from '../../../src/documents/headers/tiff.ts';
import { MAX_IMAGE_PIXELS } from '../../../src/documents/limits.ts';
import type { PlatenError } from '../../../src/errors/platen-error.ts';
import { bmp, exif, gifHeader, jfif, jpegHeader, png, pngHeader } from '../../support/image-files.ts';

const picture = { width: 7, height: 5, colour: () => [1, 2, 3, 255] as const };
const measure = (type: BrowserImageType, bytes: Uint8Array) => measureImage(type, bytes, 'file');
const document = (name: string) => readFileSync(`test/documents/images/${name}`);

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as PlatenError).code;
  }
  return 'none';
}

describe('sizes and densities', () => {
  it('PNG: IHDR and pHYs', () => {
    expect(measure('png', png(picture))).toEqual({ widthPx: 7, heightPx: 5, density: null });
    const { density } = measure('png', png(picture, 600));
    expect(density?.xDpi).toBeCloseTo(600, 1);
    expect(density?.yDpi).toBeCloseTo(600, 1);
  });

  it('JPEG: frame, JFIF in inches and centimetres, EXIF when JFIF has none', () => {
    expect(measure('jpeg', jpegHeader(640, 480))).toEqual({ widthPx: 640, heightPx: 480, density: null });
    expect(measure('jpeg', jpegHeader(640, 480, [jfif(1, 300, 150)])).density).toEqual({
      xDpi: 300,
      yDpi: 150,
    });
    expect(measure('jpeg', jpegHeader(640, 480, [jfif(2, 100, 100)])).density).toEqual({
      xDpi: 254,
      yDpi: 254,
    });
    const both = [jfif(0, 1, 1), exif(6, 240, 120)];
    expect(measure('jpeg', jpegHeader(640, 480, both)).density).toEqual({ xDpi: 240, yDpi: 120 });
    expect(measure('jpeg', jpegHeader(640, 480, [jfif(1, 1, 1)])).density).toBeNull();
  });

  it('BMP: info header, either way up', () => {
    expect(measure('bmp', bmp(picture))).toEqual({ widthPx: 7, heightPx: 5, density: null });
    expect(measure('bmp', bmp(picture, 300, true))).toMatchObject({ widthPx: 7, heightPx: 5 });
    expect(measure('bmp', bmp(picture, 300)).density?.xDpi).toBeCloseTo(300, 1);
  });

  it('GIF, and WebP and AVIF as other programs write them', () => {
    expect(measure('gif', gifHeader(300, 200))).toMatchObject({ widthPx: 300, heightPx: 200 });
    for (const name of ['red-blue-lossy.webp', 'red-blue-lossless.webp']) {
      expect(measure('webp', document(name))).toMatchObject({ widthPx: 40, heightPx: 30 });
    }
    expect(measure('avif', document('red-blue.avif'))).toMatchObject({ widthPx: 40, heightPx: 30 });
  });

  it('TIFF: every page, as libtiff writes them', () => {
    expect(readTiff(document('four-pages.tif'))).toMatchObject([
      { widthPx: 80, heightPx: 60, orientation: 1, density: { xDpi: 100, yDpi: 100 } },
      { widthPx: 60, heightPx: 80, orientation: 1 },
      { widthPx: 40, heightPx: 80, orientation: 6 },
      { widthPx: 60, heightPx: 80, orientation: 1 },
    ]);
  });
});

describe('refusals', () => {
  it('of images that are too large, from a header alone', () => {
    expect(code(() => measure('png', pngHeader(100_000, 100_000)))).toBe('document.too-large');
    expect(code(() => measure('png', pngHeader(0x7fffffff, 1)))).toBe('document.too-large');
    expect(code(() => measure('jpeg', jpegHeader(65_500, 65_500)))).toBe('document.too-large');
    expect(code(() => measure('png', pngHeader(15_000, MAX_IMAGE_PIXELS / 15_000)))).toBe('none');
    expect(code(() => measure('png', pngHeader(15_000, MAX_IMAGE_PIXELS / 15_000 + 1)))).toBe(
      'document.too-large',
    );
  });

  it('of headers that are cut, empty or contradict themselves', () => {
    expect(code(() => measure('png', pngHeader(5, 5).subarray(0, 20)))).toBe('document.damaged');
    expect(code(() => measure('png', pngHeader(0, 5)))).toBe('document.damaged');
    expect(code(() => measure('jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xd9])))).toBe('document.damaged');
    expect(code(() => measure('jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])))).toBe('document.damaged');
    expect(code(() => measure('webp', Buffer.from('RIFF\x10\0\0\0WEBPXXXX', 'latin1')))).toBe(
      'document.damaged',
    );
  });

  it('of TIFF directories that go in a circle', () => {
    const bytes = Buffer.from('II*\0\x08\0\0\0\0\0\x08\0\0\0', 'latin1');
    expect(() => readTiff(bytes)).toThrow(HeaderError);
  });

  it('of TIFF fields that point outside of the file', () => {
    const bytes = Buffer.alloc(26);
    bytes.write('II*\0\x08\0\0\0\x01\0', 'latin1');
    bytes.writeUInt16LE(256, 10);
    bytes.writeUInt16LE(4, 12);
    bytes.writeUInt32LE(0xffffffff, 14);
    bytes.writeUInt32LE(0xfffffff0, 18);
    expect(() => readTiff(bytes)).toThrow(HeaderError);
  });
});
