import { deflated } from './deflate.ts';
import type { FileKernels } from './file-kernels.ts';
import { filteredLines } from './filtered-lines.ts';
import type { FinishedPage } from './finished-page.ts';
import { g4Code } from './g4.ts';
import { jpegFile } from './jpeg.ts';
import { channelsOf } from './page-lines.ts';

/** An image as PDF has it: what its dictionary says beside its length, and its stream. */
export interface PdfImage {
  readonly dictionary: string;
  readonly stream: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/**
 * Black and white by CCITT Group 4 (JBIG2 would be smaller; nobody keeps an encoder for the browser); the rest as JPEG,
 * or without loss where `jpegQuality` is null.
 */
export function pdfImage(page: FinishedPage, jpegQuality: number | null, kernels: FileKernels): PdfImage {
  const { widthPx, heightPx, ink } = page;
  const [space, bits] = [ink === 'colour' ? '/DeviceRGB' : '/DeviceGray', ink === 'black' ? 1 : 8];
  const common = [
    `/Type /XObject /Subtype /Image /Width ${widthPx} /Height ${heightPx}`,
    `/ColorSpace ${space} /BitsPerComponent ${bits}`,
  ].join(' ');
  if (ink === 'black') {
    const filter = `/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${widthPx} /Rows ${heightPx} >>`;
    return { dictionary: `${common} ${filter}`, stream: g4Code(page, kernels) };
  }
  if (jpegQuality !== null) {
    return { dictionary: `${common} /Filter /DCTDecode`, stream: jpegFile(page, jpegQuality, kernels) };
  }
  const predictor = `/Predictor 15 /Colors ${channelsOf(ink)} /BitsPerComponent 8 /Columns ${widthPx}`;
  return {
    dictionary: `${common} /Filter /FlateDecode /DecodeParms << ${predictor} >>`,
    stream: deflated(filteredLines(page, 'png', kernels)),
  };
}
