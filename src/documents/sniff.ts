import { PlatenError } from '../errors/platen-error.ts';

/** What a file is, told by its first bytes; names and MIME types are not believed. */
export type SniffedType =
  'pdf' | 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp' | 'avif' | 'tiff' | 'text-utf8' | 'text-utf16';

/** How much of a file `sniff` wants to see. */
export const SNIFF_BYTES = 64 * 1024;

/** A PDF's header may be preceded by other bytes, up to 1 KiB (ISO 32000-1, annex H, note 13). */
const PDF_HEADER_WITHIN = 1024;

/**
 * @param head the file's first bytes, `SNIFF_BYTES` or the whole file
 * @param whole whether `head` is the whole file
 * @throws PlatenError `document.empty` (no bytes), `document.unsupported` {name, format}
 */
export function sniff(head: Uint8Array, whole: boolean, name: string): SniffedType {
  if (head.length === 0) throw new PlatenError('document.empty', { name });
  const image = sniffImage(head);
  if (image !== null) return image;
  if (indexOf(head.subarray(0, PDF_HEADER_WITHIN), '%PDF-') >= 0) return 'pdf';
  const foreign = sniffForeign(head);
  if (foreign !== null) throw new PlatenError('document.unsupported', { name, format: foreign });
  const text = sniffText(head, whole);
  if (text !== null) return text;
  throw new PlatenError('document.unsupported', { name, format: 'unknown' });
}

function sniffImage(head: Uint8Array): SniffedType | null {
  if (startsWith(head, '\x89PNG\r\n\x1a\n')) return 'png';
  if (startsWith(head, '\xff\xd8\xff')) return 'jpeg';
  if (startsWith(head, 'GIF87a') || startsWith(head, 'GIF89a')) return 'gif';
  if (startsWith(head, 'RIFF') && startsWith(head, 'WEBP', 8)) return 'webp';
  if (startsWith(head, 'II*\0') || startsWith(head, 'MM\0*')) return 'tiff';
  if (brands(head).some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  // "BM" alone could begin a sentence; the four reserved bytes after the file size are always 0.
  if (startsWith(head, 'BM') && startsWith(head, '\0\0\0\0', 6)) return 'bmp';
  return null;
}

/** Kinds of files that people do drop and that cannot be printed here, by the name their owners know them by. */
function sniffForeign(head: Uint8Array): string | null {
  if (startsWith(head, 'PK\x03\x04')) return zipKind(head);
  if (startsWith(head, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'Microsoft Office (97-2003)';
  if (brands(head).some((brand) => /^(hei[cfsxm]|hev[cx]|mif1|msf1)$/.test(brand))) return 'HEIC';
  if (startsWith(head, '%!')) return 'PostScript';
  if (startsWith(head, '\xc5\xd0\xd3\xc6')) return 'PostScript (EPS)';
  if (startsWith(head, '\x1b%-12345X') || startsWith(head, '\x1bE')) return 'printer data';
  if (startsWith(head, '{\\rtf')) return 'RTF';
  if (startsWith(head, '\xff\x0a') || startsWith(head, '\0\0\0\x0cJXL ')) return 'JPEG XL';
  if (startsWith(head, '\0\0\0\x0cjP  ')) return 'JPEG 2000';
  if (startsWith(head, 'II+\0') || startsWith(head, 'MM\0+')) return 'BigTIFF';
  if (startsWith(head, '8BPS')) return 'Photoshop';
  if (startsWith(head, 'AT&TFORM')) return 'DjVu';
  if (indexOf(head.subarray(0, PDF_HEADER_WITHIN), '<svg') >= 0) return 'SVG';
  return null;
}

/** Office and OpenDocument files are ZIP archives; the first entries' names tell which. */
function zipKind(head: Uint8Array): string {
  if (indexOf(head, 'word/') >= 0) return 'Microsoft Word';
  if (indexOf(head, 'xl/') >= 0) return 'Microsoft Excel';
  if (indexOf(head, 'ppt/') >= 0) return 'Microsoft PowerPoint';
  if (indexOf(head, 'application/vnd.oasis.opendocument') >= 0) return 'OpenDocument';
  if (indexOf(head, 'application/epub+zip') >= 0) return 'EPUB';
  if (indexOf(head, '[Content_Types].xml') >= 0) return 'Microsoft Office';
  return 'ZIP';
}

function sniffText(head: Uint8Array, whole: boolean): SniffedType | null {
  if (startsWith(head, '\xff\xfe') || startsWith(head, '\xfe\xff')) return 'text-utf16';
  try {
    // In a part of a file the last character may be cut: `stream` lets it be.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole });
    return hasBinaryControls(text) ? null : 'text-utf8';
  } catch {
    return null;
  }
}

/** Control characters that text does not hold: all of C0 but tab, line feed, form feed, carriage return. */
function hasBinaryControls(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0c && code !== 0x0d) return true;
  }
  return false;
}

/** The brands of an ISO base media file (AVIF, HEIF): major brand, then the compatible ones. */
function brands(head: Uint8Array): string[] {
  if (!startsWith(head, 'ftyp', 4) || head.length < 16) return [];
  const boxBytes = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const end = Math.min(boxBytes, head.length, 256);
  const found = [latin1(head.subarray(8, 12))];
  for (let at = 16; at + 4 <= end; at += 4) found.push(latin1(head.subarray(at, at + 4)));
  return found;
}

function startsWith(bytes: Uint8Array, magic: string, at = 0): boolean {
  if (bytes.length < at + magic.length) return false;
  for (let i = 0; i < magic.length; i += 1) if (bytes[at + i] !== magic.charCodeAt(i)) return false;
  return true;
}

function indexOf(bytes: Uint8Array, needle: string): number {
  return latin1(bytes).indexOf(needle);
}

/** One character a byte. (TextDecoder's "latin1" is windows-1252.) */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
