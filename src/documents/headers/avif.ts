import { HeaderError, type HeaderReader, type ImageHeader } from './reader.ts';

const BOX_HEADER_BYTES = 8;
const FULL_BOX_BYTES = 4;
/** A box whose size field is 1 has a 64-bit size behind its type; 0 means "to the end". */
const LARGE_SIZE = 1;
const TO_THE_END = 0;

/**
 * AVIF: the largest image extent (`ispe`) among the item properties (ISO/IEC 23008-12 section 6.5.3).
 * A file may hold several (tiles of a grid, thumbnails, the alpha plane); the whole image is the largest.
 */
export function readAvif(reader: HeaderReader): ImageHeader {
  const meta = find(reader, 'meta');
  const items = meta && find(meta.part(FULL_BOX_BYTES, meta.length - FULL_BOX_BYTES), 'iprp');
  const properties = items && find(items, 'ipco');
  if (!properties) throw new HeaderError('AVIF without item properties');
  let widthPx = 0;
  let heightPx = 0;
  for (const box of boxes(properties)) {
    if (box.type !== 'ispe') continue;
    const [w, h] = [box.data.u32(FULL_BOX_BYTES), box.data.u32(FULL_BOX_BYTES + 4)];
    if (w * h > widthPx * heightPx) [widthPx, heightPx] = [w, h];
  }
  return { widthPx, heightPx, density: null };
}

interface Box {
  readonly type: string;
  readonly data: HeaderReader;
}

function find(reader: HeaderReader, type: string): HeaderReader | null {
  for (const box of boxes(reader)) if (box.type === type) return box.data;
  return null;
}

function* boxes(reader: HeaderReader): Generator<Box> {
  for (let at = 0; at + BOX_HEADER_BYTES <= reader.length;) {
    const declared = reader.u32(at);
    const type = reader.ascii(at + 4, 4);
    const headerBytes = declared === LARGE_SIZE ? BOX_HEADER_BYTES + 8 : BOX_HEADER_BYTES;
    let bytes = declared;
    if (declared === LARGE_SIZE) bytes = reader.u32(at + 8) * 2 ** 32 + reader.u32(at + 12);
    // The pixels may lie beyond the part of the file that was read; the box is then cut at its end.
    if (declared === TO_THE_END || at + bytes > reader.length) bytes = reader.length - at;
    if (bytes < headerBytes) throw new HeaderError('box size');
    yield { type, data: reader.part(at + headerBytes, bytes - headerBytes) };
    at += bytes;
  }
}
