import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SNIFF_BYTES, sniff, type SniffedType } from '../../../src/documents/sniff.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { bmp, gifHeader, jpegHeader, pngHeader } from '../../support/image-files.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const FOLDER = 'test/documents';

function refusal(head: Uint8Array): PlatenError {
  try {
    sniff(head, true, 'file');
  } catch (error) {
    return error as PlatenError;
  }
  throw new Error('not refused');
}

describe('sniff', () => {
  const white = { width: 1, height: 1, colour: () => [255, 255, 255, 255] as const };
  it.each<[SniffedType, Uint8Array]>([
    ['pdf', bytes('%PDF-1.7\n')],
    ['pdf', bytes(`${'\n'.repeat(900)}%PDF-1.4`)],
    ['png', pngHeader(1, 1)],
    ['jpeg', jpegHeader(1, 1)],
    ['gif', gifHeader(1, 1)],
    ['bmp', bmp(white)],
    ['webp', bytes('RIFF\x10\0\0\0WEBPVP8L')],
    ['tiff', bytes('II*\0\x08\0\0\0')],
    ['tiff', bytes('MM\0*\0\0\0\x08')],
    ['avif', bytes('\0\0\0\x18ftypmif1\0\0\0\0avifmif1')],
    ['text-utf8', bytes('Dear Sir,\r\n\tone\ftwo')],
    ['text-utf8', Buffer.from('Grüße, 世界')],
    ['text-utf8', Buffer.from('\ufeffwith a mark')],
    ['text-utf16', bytes('\xff\xfeH\0i\0')],
    ['text-utf8', bytes('BM is how this sentence begins, and it goes on')],
  ])('knows %s by its content', (type, head) => {
    expect(sniff(head, true, 'misleading.zip')).toBe(type);
  });

  it.each([
    ['Microsoft Word', bytes('PK\x03\x04\x14\0\x06\0[Content_Types].xml word/document.xml')],
    ['ZIP', bytes('PK\x03\x04\x14\0\0\0\x08\0 holiday.jpg')],
    ['OpenDocument', bytes('PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text')],
    ['HEIC', bytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
    ['PostScript', bytes('%!PS-Adobe-3.0')],
    ['printer data', bytes('\x1b%-12345X@PJL')],
    ['Microsoft Office (97-2003)', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
    ['RTF', bytes('{\\rtf1')],
    ['SVG', bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['unknown', bytes('caf\xe9 in Latin-1')],
    ['unknown', bytes('\x7fELF\x02\x01\x01\0\0')],
  ])('refuses %s and says what it is', (format, head) => {
    expect(refusal(head)).toMatchObject({ code: 'document.unsupported', params: { name: 'file', format } });
  });

  it('refuses a file without a byte as empty', () => {
    expect(refusal(new Uint8Array())).toMatchObject({ code: 'document.empty' });
  });

  it('does not mistake a character that the first bytes cut for binary data', () => {
    const head = Buffer.concat([Buffer.alloc(10, 'a'), Buffer.from('€').subarray(0, 2)]);
    expect(sniff(head, false, 'long.txt')).toBe('text-utf8');
    expect(refusal(head).code).toBe('document.unsupported');
  });

  it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.pdf')))('takes %s for a PDF', (name) => {
    expect(sniff(readFileSync(`${FOLDER}/${name}`).subarray(0, SNIFF_BYTES), false, name)).toBe('pdf');
  });

  it('answers or refuses whatever it is shown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (head, whole) => {
        try {
          sniff(head, whole, 'x');
        } catch (error) {
          expect(error).toBeInstanceOf(PlatenError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
