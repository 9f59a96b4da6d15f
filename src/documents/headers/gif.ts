import { HeaderReader, type ImageHeader } from './reader.ts';

/** GIF: the logical screen (GIF89a section 18). GIF knows no density. */
export function readGif(reader: HeaderReader): ImageHeader {
  const little = new HeaderReader(reader.bytes, true);
  return { widthPx: little.u16(6), heightPx: little.u16(8), density: null };
}
