import { PlatenError } from '../../errors/platen-error.ts';
import { MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE_PX } from '../limits.ts';
import { readAvif } from './avif.ts';
import { readBmp } from './bmp.ts';
import { readGif } from './gif.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';
import { HeaderError, HeaderReader, type ImageHeader } from './reader.ts';
import { readWebp } from './webp.ts';

/** Images that the browser decodes by itself. */
export type BrowserImageType = 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp' | 'avif';

const READERS: Readonly<Record<BrowserImageType, (reader: HeaderReader) => ImageHeader>> = {
  png: readPng,
  jpeg: readJpeg,
  gif: readGif,
  bmp: readBmp,
  webp: readWebp,
  avif: readAvif,
};

/**
 * An image's size and density from its header alone, so that a hostile or absurd one is refused before
 * anything is decoded.
 *
 * @throws PlatenError `document.damaged`, `document.too-large`
 */
export function measureImage(type: BrowserImageType, bytes: Uint8Array, name: string): ImageHeader {
  const header = parse(() => READERS[type](new HeaderReader(bytes)), name);
  checkPixels(header, name);
  return header;
}

/** Runs a header parser; what it refuses is a damaged document. */
export function parse<T>(read: () => T, name: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof HeaderError) {
      throw new PlatenError('document.damaged', { name, detail: error.message }, { cause: error });
    }
    throw error;
  }
}

/** @throws PlatenError `document.damaged` (a side of 0), `document.too-large` */
export function checkPixels(
  { widthPx, heightPx }: Pick<ImageHeader, 'widthPx' | 'heightPx'>,
  name: string,
): void {
  if (widthPx < 1 || heightPx < 1) throw new PlatenError('document.damaged', { name, detail: 'no pixels' });
  if (widthPx * heightPx > MAX_IMAGE_PIXELS || Math.max(widthPx, heightPx) > MAX_IMAGE_SIDE_PX) {
    throw new PlatenError('document.too-large', { name, size: `${widthPx} × ${heightPx} pixels` });
  }
}
