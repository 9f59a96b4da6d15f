import { PlatenError } from '../../errors/platen-error.ts';
import { deflated } from './deflate.ts';
import type { FileKernels } from './file-kernels.ts';
import { filteredLines } from './filtered-lines.ts';
import type { FinishedPage } from './finished-page.ts';
import { joined } from './joined.ts';
import { lineBytesOf, portionsOf } from './page-lines.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const INCHES_PER_METRE = 1 / 0.0254;
/** The format's own limit. */
const MAX_PX = 2 ** 31 - 1;

/**
 * A page as a PNG file, piece by piece: colour, gray, or 1 bit.
 *
 * The writer is ours because a page of 600 dpi must never stand in memory as a whole, and libraries for PNG want whole
 * pictures; what is hard about it, the deflating, is the browser's.
 *
 * @throws PlatenError `scan.write-failed`
 */
export async function* pngFile(
  page: FinishedPage,
  title: string,
  kernels: FileKernels,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { widthPx, heightPx, dpi, ink } = page;
  if (Math.min(widthPx, heightPx) < 1 || Math.max(widthPx, heightPx) > MAX_PX) {
    throw new PlatenError('scan.write-failed', {
      detail: `a PNG cannot hold ${widthPx} × ${heightPx} pixels`,
    });
  }
  const perMetre = u32(Math.round(dpi * INCHES_PER_METRE));
  const text = new TextEncoder();
  yield joined([
    SIGNATURE,
    // Bits, colour type (2 R, G, B; 0 gray), deflate, adaptive filters, not interlaced.
    chunk(
      'IHDR',
      Uint8Array.of(
        ...u32(widthPx),
        ...u32(heightPx),
        ink === 'black' ? 1 : 8,
        ink === 'colour' ? 2 : 0,
        0,
        0,
        0,
      ),
    ),
    chunk('pHYs', Uint8Array.of(...perMetre, ...perMetre, 1)),
    chunk('iTXt', text.encode(`Title\0\0\0\0\0${title.replaceAll('\0', '')}`)),
  ]);
  const lines = ink === 'black' ? invertedLines(page) : filteredLines(page, 'png', kernels);
  for await (const piece of deflated(lines)) yield chunk('IDAT', piece);
  yield chunk('IEND', new Uint8Array(0));
}

/** In PNG, 0 is black. Dots are best packed as they are: filter 0. */
async function* invertedLines(page: FinishedPage): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const lineBytes = lineBytesOf(page);
  for await (const portion of portionsOf(page)) {
    const lines = new Uint8Array(portion.length + portion.length / lineBytes);
    let at = 0;
    for (let from = 0; from < portion.length; from += lineBytes) {
      lines[at++] = 0;
      for (let x = 0; x < lineBytes; x += 1) lines[at++] = ~portion[from + x]!;
    }
    yield lines;
  }
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(data.length + 12);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.length);
  for (let at = 0; at < 4; at += 1) whole[4 + at] = type.charCodeAt(at);
  whole.set(data, 8);
  view.setUint32(data.length + 8, crc32(whole.subarray(4, data.length + 8)));
  return whole;
}

/** Of each byte (PNG specification, annex D). */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

function u32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
