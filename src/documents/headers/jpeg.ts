import {
  CM_PER_INCH,
  HeaderError,
  density,
  type Density,
  type HeaderReader,
  type ImageHeader,
} from './reader.ts';
import { readResolution } from './tiff.ts';

const SOI_BYTES = 2;
/** Markers without a length: TEM, RST0 to RST7 (ITU-T T.81 table B.1). */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
/** Start of frame, all kinds; C4, C8 and CC in that range are other things. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const MARKER = { app0: 0xe0, app1: 0xe1, startOfScan: 0xda, endOfImage: 0xd9 } as const;

/** JPEG: the frame header's size; density from JFIF, else from EXIF. */
export function readJpeg(reader: HeaderReader): ImageHeader {
  let jfif: Density | null = null;
  let exif: Density | null = null;
  for (let at = SOI_BYTES; ;) {
    if (reader.u8(at) !== 0xff) throw new HeaderError('JPEG marker expected');
    const marker = reader.u8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isBare(marker)) {
      at += 2;
      continue;
    }
    if (marker === MARKER.startOfScan || marker === MARKER.endOfImage) {
      throw new HeaderError('JPEG without a frame');
    }
    const length = reader.u16(at + 2);
    if (length < 2) throw new HeaderError('JPEG segment length');
    if (isFrame(marker)) {
      const heightPx = reader.u16(at + 5);
      const widthPx = reader.u16(at + 7);
      return { widthPx, heightPx, density: jfif ?? exif };
    }
    const segment = reader.part(at + 4, length - 2);
    if (marker === MARKER.app0) jfif ??= readJfif(segment);
    if (marker === MARKER.app1) exif ??= readExif(segment);
    at += 2 + length;
  }
}

/** JFIF 1.02, APP0: identifier, version, units (1 per inch, 2 per cm), densities. */
function readJfif(segment: HeaderReader): Density | null {
  if (segment.length < 14 || segment.ascii(0, 5) !== 'JFIF\0') return null;
  const units = segment.u8(7);
  const [x, y] = [segment.u16(8), segment.u16(10)];
  if (units === 1) return density(x, y);
  if (units === 2) return density(x * CM_PER_INCH, y * CM_PER_INCH);
  return null;
}

/** EXIF is a TIFF file behind a six-byte identifier. What is broken in it is as good as absent. */
function readExif(segment: HeaderReader): Density | null {
  if (segment.length < 14 || segment.ascii(0, 6) !== 'Exif\0\0') return null;
  try {
    return readResolution(segment.part(6, segment.length - 6));
  } catch (error) {
    if (error instanceof HeaderError) return null;
    throw error;
  }
}
