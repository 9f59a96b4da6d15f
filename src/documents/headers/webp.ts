import { HeaderError, HeaderReader, type ImageHeader } from './reader.ts';

const FIRST_CHUNK = 12;
const LOSSY_START_CODE = 0x9d012a;
const LOSSLESS_SIGNATURE = 0x2f;
const FOURTEEN_BITS = 0x3fff;

/** WebP: the canvas of an extended file, else the frame's own header (RFC 9649; RFC 6386 section 9.1). */
export function readWebp(reader: HeaderReader): ImageHeader {
  const little = new HeaderReader(reader.bytes, true);
  const data = FIRST_CHUNK + 8;
  switch (reader.ascii(FIRST_CHUNK, 4)) {
    case 'VP8X':
      return size(little.u24(data + 4) + 1, little.u24(data + 7) + 1);
    case 'VP8 ':
      if (reader.u24(data + 3) !== LOSSY_START_CODE) throw new HeaderError('WebP start code');
      return size(little.u16(data + 6) & FOURTEEN_BITS, little.u16(data + 8) & FOURTEEN_BITS);
    case 'VP8L': {
      if (reader.u8(data) !== LOSSLESS_SIGNATURE) throw new HeaderError('WebP signature');
      const packed = little.u32(data + 1);
      return size((packed & FOURTEEN_BITS) + 1, ((packed >>> 14) & FOURTEEN_BITS) + 1);
    }
    default:
      throw new HeaderError('WebP without a picture');
  }
}

/** WebP keeps a density only in EXIF, which sits behind the pixels and is seldom written. */
function size(widthPx: number, heightPx: number): ImageHeader {
  return { widthPx, heightPx, density: null };
}
