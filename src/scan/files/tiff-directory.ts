/** Directories of TIFF 6.0 §2, little-endian. */

export const HEADER_BYTES = 8;

export interface TiffField {
  readonly tag: number;
  readonly type: 'ascii' | 'short' | 'long' | 'rational';
  /** Numbers as they are; a rational is written with a denominator of 10,000. */
  readonly values: string | readonly number[];
}

const TYPES = { ascii: 2, short: 3, long: 4, rational: 5 };
const STRIP_OFFSETS = 273;
const STRIP_BYTE_COUNTS = 279;
const ENTRY_BYTES = 12;
/** Values up to this length stand in their entry. */
const INLINE_BYTES = 4;
const DENOMINATOR = 10_000;

/** The first directory follows at once. */
export function tiffHeader(): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(0x49, 0x49, 42, 0, HEADER_BYTES, 0, 0, 0);
}

/** A directory at offset `at`; its strips follow without a gap, and behind them, at an even place, the next one. */
export function directory(
  at: number,
  fields: readonly TiffField[],
  stripBytes: readonly number[],
  isLast: boolean,
): Uint8Array<ArrayBuffer> {
  const zeros = stripBytes.map(() => 0);
  const sized = [
    ...fields,
    { tag: STRIP_OFFSETS, type: 'long', values: zeros },
    { tag: STRIP_BYTE_COUNTS, type: 'long', values: stripBytes },
  ] satisfies TiffField[];
  const bytes = sized.map((field) => valuesOf(field));
  const outside = bytes.filter(({ length }) => length > INLINE_BYTES);
  const headBytes = 2 + sized.length * ENTRY_BYTES + 4;
  const dataAt = at + headBytes + outside.reduce((sum, { length }) => sum + even(length), 0);
  let end = dataAt;
  const offsets = stripBytes.map((length) => (end += length) - length);

  const whole = new Uint8Array(dataAt - at);
  const view = new DataView(whole.buffer);
  view.setUint16(0, sized.length, true);
  let outsideAt = headBytes;
  const byTag = sized.toSorted((a, b) => a.tag - b.tag);
  byTag.forEach((field, index) => {
    const values = valuesOf(field.tag === STRIP_OFFSETS ? { ...field, values: offsets } : field);
    const entryAt = 2 + index * ENTRY_BYTES;
    view.setUint16(entryAt, field.tag, true);
    view.setUint16(entryAt + 2, TYPES[field.type], true);
    view.setUint32(entryAt + 4, countOf(field), true);
    if (values.length <= INLINE_BYTES) {
      whole.set(values, entryAt + 8);
      return;
    }
    view.setUint32(entryAt + 8, at + outsideAt, true);
    whole.set(values, outsideAt);
    outsideAt += even(values.length);
  });
  view.setUint32(2 + sized.length * ENTRY_BYTES, isLast ? 0 : even(end), true);
  return whole;
}

function countOf({ type, values }: TiffField): number {
  return type === 'ascii' ? valuesOf({ tag: 0, type, values }).length : values.length;
}

function valuesOf({ type, values }: TiffField): Uint8Array {
  if (typeof values === 'string') return new TextEncoder().encode(`${values.replaceAll('\0', '')}\0`);
  if (type === 'short') return new Uint8Array(Uint16Array.from(values).buffer);
  const words =
    type === 'rational' ? values.flatMap((value) => [Math.round(value * DENOMINATOR), DENOMINATOR]) : values;
  return new Uint8Array(Uint32Array.from(words).buffer);
}

function even(length: number): number {
  return length + (length % 2);
}
