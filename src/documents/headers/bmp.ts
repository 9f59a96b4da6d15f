import { HeaderError, HeaderReader, METRES_PER_INCH, density, type ImageHeader } from './reader.ts';

const INFO_AT = 14;
/** BITMAPCOREHEADER: 16-bit sizes, no density. */
const CORE_HEADER_BYTES = 12;
const INFO_HEADER_BYTES = 40;

/** BMP: the bitmap information header that follows the file header. Negative heights mean top-down. */
export function readBmp(reader: HeaderReader): ImageHeader {
  const little = new HeaderReader(reader.bytes, true);
  const headerBytes = little.u32(INFO_AT);
  if (headerBytes === CORE_HEADER_BYTES) {
    return { widthPx: little.u16(INFO_AT + 4), heightPx: little.u16(INFO_AT + 6), density: null };
  }
  if (headerBytes < INFO_HEADER_BYTES) throw new HeaderError('BMP header size');
  return {
    widthPx: Math.abs(little.i32(INFO_AT + 4)),
    heightPx: Math.abs(little.i32(INFO_AT + 8)),
    density: density(little.i32(INFO_AT + 24) * METRES_PER_INCH, little.i32(INFO_AT + 28) * METRES_PER_INCH),
  };
}
