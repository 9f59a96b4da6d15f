import UTIF from 'utif2';
import type { TiffFields } from './headers/tiff.ts';

/**
 * Decoding of TIFF images, run in a thread of its own: the decoder trusts its input, and a damaged file may
 * keep it busy for ever. Directories are not left to it; they come from our own strict reader.
 */

/** One image to decode, as a message to the decoder's thread. */
export interface TiffRequest {
  readonly file: ArrayBuffer;
  readonly fields: TiffFields;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What comes back: RGBA, 4 bytes a pixel, or why not. */
export type TiffReply = { readonly rgba: Uint8ClampedArray<ArrayBuffer> } | { readonly failed: string };

/** Decodes in this thread. The reply's buffer may be transferred. */
export function decodeTiff({ file, fields, widthPx, heightPx }: TiffRequest): TiffReply {
  try {
    // The decoder's own shape of a directory: fields by "t" and their number.
    const directory = Object.fromEntries([...fields].map(([tag, values]) => [`t${tag}`, [...values]]));
    const image = directory as unknown as UTIF.IFD;
    UTIF.decodeImage(file, image);
    if (image.width !== widthPx || image.height !== heightPx || !(image.data instanceof Uint8Array)) {
      return { failed: 'no picture' };
    }
    const rgba = new Uint8ClampedArray(UTIF.toRGBA8(image).buffer as ArrayBuffer);
    return rgba.length === widthPx * heightPx * 4 ? { rgba } : { failed: 'picture of another size' };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
