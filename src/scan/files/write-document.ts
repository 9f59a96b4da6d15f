import { PlatenError } from '../../errors/platen-error.ts';
import type { FileFormat, WrittenFile } from '../pages/pages-api.ts';
import type { FileKernels } from './file-kernels.ts';
import { safeFileName } from '../profiles/safe-file-name.ts';
import { BlobSink } from './file-sink.ts';
import { jpegFile } from './jpeg.ts';
import type { PageToWrite } from './page-to-write.ts';
import { pngFile } from './png.ts';
import { writeTiff } from './tiff.ts';

export interface DocumentToWrite {
  readonly format: FileFormat;
  /** Without its extension; made safe here. */
  readonly fileName: string;
  readonly title: string;
  readonly createdAt: Date;
  /** Of the text: what BCP 47 or ISO 639 call it (`de`, `deu`); null: unknown. */
  readonly language: string | null;
  /** 1 … 100, of JPEG; null: without loss, and a JPEG file of the best quality. */
  readonly jpegQuality: number | null;
  /** Asked for one after the other; each is written before the next is asked for. */
  readonly pages: AsyncIterable<PageToWrite>;
}

const KINDS: Readonly<Record<FileFormat, { readonly extension: string; readonly type: string }>> = {
  pdf: { extension: 'pdf', type: 'application/pdf' },
  'pdf-a': { extension: 'pdf', type: 'application/pdf' },
  tiff: { extension: 'tif', type: 'image/tiff' },
  png: { extension: 'png', type: 'image/png' },
  jpeg: { extension: 'jpg', type: 'image/jpeg' },
  text: { extension: 'txt', type: 'text/plain;charset=utf-8' },
};

/** Of a JPEG file where no loss was asked for, which JPEG does not know. */
const BEST_QUALITY = 100;
const PAGE_BREAK = '\f';

/**
 * Writes a document, line by line: neither a page nor a file ever stands in memory as a whole. PNG and JPEG make a file
 * a page, numbered where there are several; a black-and-white page becomes PNG where JPEG was wanted, which would make it
 * larger and blur it.
 *
 * @throws PlatenError `scan.write-failed`, and whatever `pages` throws
 */
export async function writeDocument(
  order: DocumentToWrite,
  kernels: FileKernels,
): Promise<readonly WrittenFile[]> {
  const { format, title, createdAt, jpegQuality } = order;
  const confidence: number[] = [];
  const pages = counted(order.pages, confidence);
  const sink = new BlobSink();
  switch (format) {
    case 'pdf':
    case 'pdf-a': {
      // Large, and needed by nothing else.
      const { writePdf } = await import('./pdf.ts');
      const language = languageTag(order.language);
      const isArchive = format === 'pdf-a';
      await writePdf(pages, { title, createdAt, language, jpegQuality, isArchive }, kernels, sink);
      break;
    }
    case 'tiff':
      await writeTiff(pages, { title, createdAt, jpegQuality }, kernels, sink);
      break;
    case 'text':
      await writeText(pages, sink);
      break;
    case 'png':
    case 'jpeg':
      return writePictures({ ...order, pages }, kernels);
  }
  const { extension, type } = KINDS[format];
  return [{ name: `${safeFileName(order.fileName)}.${extension}`, blob: sink.blob(type), confidence }];
}

async function writePictures(
  { format, fileName, title, jpegQuality, pages }: DocumentToWrite,
  kernels: FileKernels,
): Promise<readonly WrittenFile[]> {
  const files: { extension: string; blob: Blob; confidence: readonly number[] }[] = [];
  for await (const { page, text } of pages) {
    const isJpeg = format === 'jpeg' && page.ink !== 'black';
    const pieces = isJpeg
      ? jpegFile(page, jpegQuality ?? BEST_QUALITY, kernels)
      : pngFile(page, title, kernels);
    const sink = new BlobSink();
    for await (const piece of pieces) sink.write(piece);
    const { extension, type } = KINDS[isJpeg ? 'jpeg' : 'png'];
    files.push({ extension, blob: sink.blob(type), confidence: text ? [text.confidence] : [] });
  }
  const digits = String(files.length).length;
  return files.map(({ extension, ...file }, index) => {
    const number = files.length === 1 ? '' : `-${String(index + 1).padStart(digits, '0')}`;
    return { name: `${safeFileName(fileName)}${number}.${extension}`, ...file };
  });
}

async function writeText(pages: AsyncIterable<PageToWrite>, sink: BlobSink): Promise<void> {
  const encoder = new TextEncoder();
  let isFirst = true;
  for await (const { text } of pages) {
    const plain = (text?.plain ?? '').trimEnd();
    sink.write(encoder.encode(`${isFirst ? '' : PAGE_BREAK}${plain}\n`));
    isFirst = false;
  }
}

/** Notes how sure the text of each page is; a document without a page is none. */
async function* counted(
  pages: AsyncIterable<PageToWrite>,
  confidence: number[],
): AsyncGenerator<PageToWrite, void> {
  let isEmpty = true;
  for await (const page of pages) {
    isEmpty = false;
    if (page.text) confidence.push(page.text.confidence);
    yield page;
  }
  if (isEmpty) throw new PlatenError('scan.write-failed', { detail: 'there is no page' });
}

function languageTag(language: string | null): string | null {
  try {
    return language === null ? null : (Intl.getCanonicalLocales(language)[0] ?? null);
  } catch {
    // Not a language that PDF could name.
    return null;
  }
}
