import { joined } from './joined.ts';

/**
 * A TrueType font with nothing to see: `.notdef` and one empty glyph, half an em wide. Text behind a picture is only
 * searched and selected, in any script, and a font that covered them all would take megabytes.
 *
 * It has the tables that PDF asks of a TrueType font program in a CIDFont (ISO 32000-1 §9.9) and no others.
 */
export function glyphlessFont(): Uint8Array<ArrayBuffer> {
  const { unitsPerEm, ascent, descent, advance } = GLYPHLESS;
  const head = [
    ...u32(0x00010000), // version
    ...u32(0x00010000), // revision of the font
    ...u32(0), // adjustment of the checksum, below
    ...u32(0x5f0f3cf5), // magic number
    ...u16(0), // flags
    ...u16(unitsPerEm),
    ...new Array<number>(16).fill(0), // created, modified
    ...[0, descent, advance, ascent].flatMap(u16), // the box around all glyphs
    ...[0, 8, 2, 0, 0].flatMap(u16), // style, least size, direction, short offsets, format
  ];
  const hhea = [
    ...u32(0x00010000),
    ...[ascent, descent, 0, advance].flatMap(u16),
    ...new Array<number>(22).fill(0), // bearings, extent, caret, reserved, format
    ...u16(GLYPHS), // all have metrics
  ];
  const maxp = [...u32(0x00010000), ...u16(GLYPHS), ...new Array<number>(26).fill(0)];
  const hmtx = new Array<number[]>(GLYPHS).fill([...u16(advance), ...u16(0)]).flat();
  // An empty glyph ends where it begins; the table itself must not be empty.
  const loca = new Array<number>((GLYPHS + 1) * 2).fill(0);
  return font({ glyf: [0, 0, 0, 0], head, hhea, hmtx, loca, maxp });
}

/** In units of the em; PDF measures in thousandths, as this does. */
export const GLYPHLESS = { unitsPerEm: 1000, ascent: 800, descent: -200, advance: 500, glyph: 1 };
const GLYPHS = 2;

const TABLE_ENTRY_BYTES = 16;
const OFFSET_TABLE_BYTES = 12;
/** What the whole font's words add up to with the adjustment (OpenType, "head"). */
const CHECKSUM = 0xb1b0afba;
const ADJUSTMENT_AT = 8;

/** Tables in the order of their names. */
function font(tables: Readonly<Record<string, readonly number[]>>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(tables);
  let offset = OFFSET_TABLE_BYTES + entries.length * TABLE_ENTRY_BYTES;
  let headAt = 0;
  const directory: number[] = [];
  const bodies: Uint8Array[] = [];
  for (const [name, bytes] of entries) {
    const body = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
    body.set(bytes.map((byte) => byte & 0xff));
    directory.push(...Array.from(name, (letter) => letter.charCodeAt(0)));
    directory.push(...u32(checksum(body)), ...u32(offset), ...u32(bytes.length));
    bodies.push(body);
    if (name === 'head') headAt = offset;
    offset += body.length;
  }
  // For readers that search by halves: the largest power of two up to the count, its exponent, and the rest.
  const exponent = Math.floor(Math.log2(entries.length));
  const range = 2 ** exponent * TABLE_ENTRY_BYTES;
  const search = [entries.length, range, exponent, entries.length * TABLE_ENTRY_BYTES - range];
  const whole = joined([Uint8Array.of(...u32(0x00010000), ...search.flatMap(u16), ...directory), ...bodies]);
  whole.set(u32(CHECKSUM - checksum(whole)), headAt + ADJUSTMENT_AT);
  return whole;
}

function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

function u16(value: number): number[] {
  return [(value >> 8) & 0xff, value & 0xff];
}

function u32(value: number): number[] {
  return [...u16(value >>> 16), ...u16(value & 0xffff)];
}
