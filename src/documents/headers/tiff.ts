import { MAX_PAGES } from '../limits.ts';
import { CM_PER_INCH, HeaderError, HeaderReader, density, type Density, type ImageHeader } from './reader.ts';

/** Bytes of one value, by field type (TIFF 6.0 section 2); types that are not listed are skipped. */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1, // BYTE
  2: 1, // ASCII
  3: 2, // SHORT
  4: 4, // LONG
  5: 8, // RATIONAL
  6: 1, // SBYTE
  7: 1, // UNDEFINED
  8: 2, // SSHORT
  9: 4, // SLONG
  10: 8, // SRATIONAL
};

const TIFF_TAG = {
  subfileType: 254,
  width: 256,
  height: 257,
  orientation: 274,
  xResolution: 282,
  yResolution: 283,
  resolutionUnit: 296,
} as const;

const ENTRY_BYTES = 12;
const UNIT_CM = 3;
const UNIT_NONE = 1;
const REDUCED_IMAGE = 1;
const TRANSPARENCY_MASK = 4;

/** One field's numbers; rationals are divided out. */
export type TiffFields = ReadonlyMap<number, readonly number[]>;

export interface TiffPage extends ImageHeader {
  readonly fields: TiffFields;
  /** 1 to 8, as in EXIF; 1 is upright. */
  readonly orientation: number;
}

/**
 * The pages of a TIFF file, in order. Thumbnails and masks, which are not pages, are left out.
 * Follows the chain of directories strictly: one that loops or leaves the file is refused.
 */
export function readTiff(bytes: Uint8Array): TiffPage[] {
  const reader = open(new HeaderReader(bytes));
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  for (let at = reader.u32(4); at !== 0;) {
    if (seen.has(at)) throw new HeaderError('TIFF directories form a loop');
    if (seen.size >= MAX_PAGES) throw new HeaderError('TIFF directories without end');
    seen.add(at);
    const fields = readDirectory(reader, at);
    if (isPage(fields)) pages.push(toPage(fields));
    at = reader.u32(at + 2 + reader.u16(at) * ENTRY_BYTES);
  }
  return pages;
}

/** The resolution in a TIFF structure's first directory (EXIF uses it so); null when it has none. */
export function readResolution(tiff: HeaderReader): Density | null {
  const reader = open(tiff);
  return toDensity(readDirectory(reader, reader.u32(4)));
}

function open(reader: HeaderReader): HeaderReader {
  const order = reader.ascii(0, 2);
  if (order !== 'II' && order !== 'MM') throw new HeaderError('TIFF byte order');
  const ordered = new HeaderReader(reader.bytes, order === 'II');
  if (ordered.u16(2) !== 42) throw new HeaderError('TIFF version');
  return ordered;
}

function readDirectory(reader: HeaderReader, at: number): TiffFields {
  const fields = new Map<number, readonly number[]>();
  const entries = reader.u16(at);
  for (let i = 0; i < entries; i += 1) {
    const entry = at + 2 + i * ENTRY_BYTES;
    const values = readValues(reader, entry);
    if (values !== null) fields.set(reader.u16(entry), values);
  }
  return fields;
}

/** Text and opaque bytes (types 2 and 7) say nothing about the picture and are not read. */
function readValues(reader: HeaderReader, entry: number): number[] | null {
  const type = reader.u16(entry + 2);
  const count = reader.u32(entry + 4);
  const bytes = TYPE_BYTES[type];
  if (bytes === undefined || type === 2 || type === 7) return null;
  const at = count * bytes <= 4 ? entry + 8 : reader.u32(entry + 8);
  const part = reader.part(at, count * bytes);
  return Array.from({ length: count }, (_, i) => readValue(part, type, i * bytes));
}

function readValue(part: HeaderReader, type: number, at: number): number {
  switch (type) {
    case 1:
    case 6:
      return part.u8(at);
    case 3:
    case 8:
      return part.u16(at);
    case 4:
      return part.u32(at);
    case 9:
      return part.i32(at);
    default: {
      const divisor = part.u32(at + 4);
      return divisor === 0 ? 0 : part.u32(at) / divisor;
    }
  }
}

function isPage(fields: TiffFields): boolean {
  const kind = fields.get(TIFF_TAG.subfileType)?.[0] ?? 0;
  return (kind & (REDUCED_IMAGE | TRANSPARENCY_MASK)) === 0 && fields.has(TIFF_TAG.width);
}

function toPage(fields: TiffFields): TiffPage {
  const widthPx = fields.get(TIFF_TAG.width)?.[0] ?? 0;
  const heightPx = fields.get(TIFF_TAG.height)?.[0] ?? 0;
  const orientation = fields.get(TIFF_TAG.orientation)?.[0] ?? 1;
  return {
    widthPx,
    heightPx,
    density: toDensity(fields),
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    fields,
  };
}

function toDensity(fields: TiffFields): Density | null {
  const x = fields.get(TIFF_TAG.xResolution)?.[0] ?? 0;
  const y = fields.get(TIFF_TAG.yResolution)?.[0] ?? x;
  const unit = fields.get(TIFF_TAG.resolutionUnit)?.[0];
  if (unit === UNIT_NONE) return null;
  return unit === UNIT_CM ? density(x * CM_PER_INCH, y * CM_PER_INCH) : density(x, y);
}
