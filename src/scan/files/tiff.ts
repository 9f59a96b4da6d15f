import { PlatenError } from '../../errors/platen-error.ts';
import type { FileKernels } from './file-kernels.ts';
import { BlobSink, type FileSink } from './file-sink.ts';
import type { FinishedPage } from './finished-page.ts';
import type { PageToWrite } from './page-to-write.ts';
import { directory, HEADER_BYTES, tiffHeader, type TiffField } from './tiff-directory.ts';
import { samplesOf, tiffPixels } from './tiff-pixels.ts';

export interface TiffOptions {
  readonly title: string;
  readonly createdAt: Date;
  /** 1 … 100; null: without loss. */
  readonly jpegQuality: number | null;
}

/** Offsets are 32 bits wide. */
const MAX_BYTES = 2 ** 32 - 1;

const UPRIGHT = 1;
const INTERLEAVED = 1;
const INCHES = 2;

/**
 * Pages as one TIFF 6.0 file: black and white by CCITT Group 4, the rest as JPEG or deflated with differences.
 *
 * The writer is ours because no library for the browser writes Group 4 or more than one page, or without the whole page
 * in memory: the one that we read TIFF with (utif2) writes RGBA only.
 *
 * @throws PlatenError `scan.write-failed`
 */
export async function writeTiff(
  pages: AsyncIterable<PageToWrite>,
  options: TiffOptions,
  kernels: FileKernels,
  sink: FileSink,
): Promise<void> {
  await sink.write(tiffHeader());
  let at = HEADER_BYTES;
  let index = 0;
  let waiting: CodedPage | null = null;
  const put = async ({ fields, stripBytes, blob }: CodedPage, isLast: boolean) => {
    const bytes = directory(at, fields, stripBytes, isLast);
    at += bytes.length + blob.size + (blob.size % 2);
    if (at > MAX_BYTES) throw new PlatenError('scan.write-failed', { detail: 'a TIFF file ends at 4 GB' });
    await sink.write(bytes);
    await sink.write(blob);
    // Directories begin at even places.
    if (blob.size % 2 === 1) await sink.write(new Uint8Array(1));
  };
  for await (const { page } of pages) {
    const coded = await code(page, index, options, kernels);
    if (waiting) await put(waiting, false);
    waiting = coded;
    index += 1;
  }
  if (waiting) await put(waiting, true);
}

/** A page whose length is known, which its directory in front of it must tell. */
interface CodedPage {
  readonly fields: readonly TiffField[];
  readonly stripBytes: readonly number[];
  readonly blob: Blob;
}

async function code(
  page: FinishedPage,
  index: number,
  { title, createdAt, jpegQuality }: TiffOptions,
  kernels: FileKernels,
): Promise<CodedPage> {
  const { fields, stripLines, pieces } = tiffPixels(page, jpegQuality, kernels);
  const gathered = new BlobSink();
  const pieceBytes: number[] = [];
  for await (const piece of pieces) {
    gathered.write(piece);
    pieceBytes.push(piece.length);
  }
  const blob = gathered.blob('');
  return {
    fields: [
      ...fields,
      ...samplesOf(page),
      // A page of several; how many there are is not known yet.
      { tag: 254, type: 'long', values: [2] },
      { tag: 297, type: 'short', values: [index, 0] },
      { tag: 256, type: 'long', values: [page.widthPx] },
      { tag: 257, type: 'long', values: [page.heightPx] },
      { tag: 274, type: 'short', values: [UPRIGHT] },
      { tag: 278, type: 'long', values: [stripLines ?? page.heightPx] },
      { tag: 282, type: 'rational', values: [page.dpi] },
      { tag: 283, type: 'rational', values: [page.dpi] },
      { tag: 284, type: 'short', values: [INTERLEAVED] },
      { tag: 296, type: 'short', values: [INCHES] },
      { tag: 269, type: 'ascii', values: title },
      { tag: 305, type: 'ascii', values: 'Platen' },
      { tag: 306, type: 'ascii', values: dateTime(createdAt) },
    ],
    stripBytes: stripLines === null ? [blob.size] : pieceBytes,
    blob,
  };
}

/** TIFF 6.0, `DateTime`: local time. */
function dateTime(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join(':');
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}
