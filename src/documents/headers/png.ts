import {
  HeaderError,
  METRES_PER_INCH,
  density,
  type Density,
  type HeaderReader,
  type ImageHeader,
} from './reader.ts';

const FIRST_CHUNK = 8;
/** Length, type and checksum around each chunk's data. */
const CHUNK_OVERHEAD = 12;
const UNIT_METRE = 1;

/** PNG: IHDR, and pHYs if it comes before the pixels (PNG specification 11.2.2, 11.3.4.3). */
export function readPng(reader: HeaderReader): ImageHeader {
  if (reader.ascii(FIRST_CHUNK + 4, 4) !== 'IHDR') throw new HeaderError('PNG without IHDR');
  const widthPx = reader.u32(FIRST_CHUNK + 8);
  const heightPx = reader.u32(FIRST_CHUNK + 12);
  return { widthPx, heightPx, density: readPhys(reader) };
}

function readPhys(reader: HeaderReader): Density | null {
  for (let at = FIRST_CHUNK; at + CHUNK_OVERHEAD <= reader.length;) {
    const length = reader.u32(at);
    const type = reader.ascii(at + 4, 4);
    if (type === 'IDAT' || type === 'IEND') break;
    if (type === 'pHYs' && length === 9 && at + 8 + length <= reader.length) {
      if (reader.u8(at + 16) !== UNIT_METRE) return null;
      return density(reader.u32(at + 8) * METRES_PER_INCH, reader.u32(at + 12) * METRES_PER_INCH);
    }
    at += CHUNK_OVERHEAD + length;
  }
  return null;
}
