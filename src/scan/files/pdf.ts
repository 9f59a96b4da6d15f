import PDFDocument from 'pdfkit';
import type { FileKernels } from './file-kernels.ts';
import type { FileSink } from './file-sink.ts';
import type { PageToWrite } from './page-to-write.ts';
import { pdfImage } from './pdf-image.ts';
import { PdfOutput } from './pdf-output.ts';
import { PdfTextLayer, type PdfObject } from './pdf-text.ts';
import { XmlText } from './xml-text.ts';

export interface PdfOptions {
  readonly title: string;
  readonly createdAt: Date;
  /** BCP 47, of the text; null: unknown. */
  readonly language: string | null;
  /** 1 … 100; null: without loss. */
  readonly jpegQuality: number | null;
  /**
   * Keeps to the rules of PDF/A-2b (ISO 19005-2): metadata, the meaning of colours, nothing from outside, every font
   * inside. Not proved by a validator such as veraPDF.
   */
  readonly isArchive: boolean;
}

const POINTS_PER_INCH = 72;
const IMAGE = 'Scan';
const FONT = 'Text';

/** Pages exactly as large as what was scanned, each a picture, with its text behind it where it has been read. */
export async function writePdf(
  pages: AsyncIterable<PageToWrite>,
  options: PdfOptions,
  kernels: FileKernels,
  sink: FileSink,
): Promise<void> {
  const { title, createdAt, language, jpegQuality, isArchive } = options;
  const document = new PDFDocument({
    pdfVersion: '1.7',
    autoFirstPage: false,
    // None but ours, where there is text.
    font: null as unknown as string,
    displayTitle: title.trim() !== '',
    ...(language === null ? {} : { lang: language }),
    ...(isArchive ? { subset: 'PDF/A-2b' } : {}),
    info: {
      Title: new XmlText(title) as string,
      Producer: 'Platen',
      Creator: 'Platen',
      CreationDate: createdAt,
    },
  });
  const output = new PdfOutput(document, sink);
  const newObject = (data: Record<string, unknown>) => document.ref(data) as unknown as PdfObject;
  const layer = new PdfTextLayer();
  let font: PdfObject | null = null;
  for await (const { page, text } of pages) {
    const scale = POINTS_PER_INCH / page.dpi;
    document.addPage({ size: [page.widthPx * scale, page.heightPx * scale], margin: 0 });
    // pdfkit has turned the page over: from here on its pixels, from the upper left corner.
    document.addContent(`${scale} 0 0 ${scale} 0 0 cm`);
    const image = newObject({});
    document.page.xobjects[IMAGE] = image;
    document.addContent(`q ${page.widthPx} 0 0 -${page.heightPx} 0 ${page.heightPx} cm /${IMAGE} Do Q`);
    if (text && text.words.length > 0) {
      font ??= newObject({});
      document.page.fonts[FONT] = font;
      document.addContent(layer.operators(text, FONT));
    }
    await output.writeImage(image, pdfImage(page, jpegQuality, kernels));
  }
  if (font) layer.finish(font, newObject);
  await output.end();
}
