// @ts-expect-error The package has no types for this entry.
import { JpegImage } from 'pdfjs-dist/legacy/image_decoders/pdf.image_decoders.mjs';

/** What is used of pdf.js's own JPEG decoder. */
interface Decoder {
  readonly width: number;
  readonly height: number;
  readonly numComponents: number;
  parse(file: Uint8Array): void;
  getData(options: { width: number; height: number; forceRGB: boolean }): Uint8Array;
}

export interface DecodedJpeg {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: number;
  /** Gray, or R, G, B. */
  readonly bytes: Uint8Array;
}

/** By somebody else's decoder. */
export function decodeJpeg(file: Uint8Array): DecodedJpeg {
  const image = new (JpegImage as new () => Decoder)();
  image.parse(new Uint8Array(file));
  const { width, height, numComponents: channels } = image;
  return {
    widthPx: width,
    heightPx: height,
    channels,
    bytes: image.getData({ width, height, forceRGB: channels === 3 }),
  };
}
