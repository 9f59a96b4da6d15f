import type { Kernels } from '../../src/kernels/kernels.ts';
import { correctedPage } from '../../src/scan/corrections/corrected-page.ts';
import type { CorrectionKernels } from '../../src/scan/corrections/correction-kernels.ts';
import type { Corrections } from '../../src/scan/corrections/corrections.ts';
import type { FileKernels } from '../../src/scan/files/file-kernels.ts';
import type { FinishedPage } from '../../src/scan/files/finished-page.ts';
import type { PageToWrite } from '../../src/scan/files/page-to-write.ts';
import { writeDocument } from '../../src/scan/files/write-document.ts';
import type {
  DocumentOrder,
  FileFormat,
  UprightProgress,
  WriteOrder,
  WriteProgress,
  WrittenFile,
} from '../../src/scan/pages/pages-api.ts';
import type { ScannedPage } from '../../src/scan/pages/scanned-page.ts';
import type { RecognisedText } from '../../src/scan/text/recognised-text.ts';
import { readAhead } from './read-ahead.ts';
import type { ShelvedPages } from './shelved-page.ts';
import type { TextReader } from './text-reader.ts';
import { watchedPage } from './watched-page.ts';

/** Formats that text can be in. */
const WITH_TEXT: readonly FileFormat[] = ['pdf', 'pdf-a', 'text'];

interface Tools {
  readonly shelf: ShelvedPages;
  readonly reader: Pick<TextReader, 'read' | 'upright'>;
  /** Pages that are read at once. */
  readonly readers: number;
  /** Pages to be read are made in the memory of one, pages to be written in that of another, files in a third. */
  readonly reading: Kernels<CorrectionKernels>;
  readonly correcting: Kernels<CorrectionKernels>;
  readonly writing: FileKernels;
}

/** Makes files of pages, one order at a time. */
export class OrderWriter {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Throws as `PagesApi.write` does, and the signal's reason. */
  async write(
    order: WriteOrder,
    onProgress: (progress: WriteProgress) => void,
    signal: AbortSignal,
  ): Promise<readonly WrittenFile[]> {
    const wanted = order.documents.flatMap(({ pages }) => pages);
    // Whether all are there is known before a minute is spent on some.
    await Promise.all(wanted.map(({ pageId }) => this.#tools.shelf.page(pageId)));
    const pages = wanted.length;
    const files: WrittenFile[] = [];
    let before = 0;
    for (const document of order.documents) {
      const first = before;
      const tell: TellPage = (index, step, share) =>
        onProgress({ step, page: first + index + 1, pages, share });
      const written = await writeDocument(
        {
          format: order.format,
          fileName: document.fileName,
          title: document.title,
          createdAt: new Date(),
          language: order.languages[0] ?? null,
          jpegQuality: order.jpegQuality,
          pages: this.#pages(document, order, tell, signal),
        },
        this.#tools.writing,
      );
      signal.throwIfAborted();
      files.push(...written);
      before += document.pages.length;
      tell(document.pages.length - 1, 'file', 1);
    }
    return files;
  }

  /** Throws as `PagesApi.upright` does, and the signal's reason. */
  async upright(
    pageId: string,
    corrections: Corrections,
    languages: readonly string[],
    onProgress: (progress: UprightProgress) => void,
    signal: AbortSignal,
  ): Promise<Corrections['turn'] | null> {
    const page = await this.#tools.shelf.page(pageId);
    const lying = this.#finished(page, { ...corrections, turn: 0, ink: 'gray' }, this.#tools.reading);
    return this.#tools.reader.upright({
      page: watchedPage(lying, () => undefined, signal),
      languages,
      onStep: (step, share) => onProgress({ step, share }),
      signal,
    });
  }

  async *#pages(
    { pages }: DocumentOrder,
    order: WriteOrder,
    tell: TellPage,
    signal: AbortSignal,
  ): AsyncGenerator<PageToWrite, void> {
    let current = 0;
    const tellCurrent: TellPage = (index, step, share) => {
      if (index === current) tell(index, step, share);
    };
    for await (const text of this.#texts(pages, order, tellCurrent, signal)) {
      signal.throwIfAborted();
      const { pageId, corrections } = pages[current]!;
      const page = await this.#tools.shelf.page(pageId);
      const onProgress = (share: number) => tellCurrent(current, 'page', share);
      onProgress(0);
      const finished = this.#finished(page, corrections, this.#tools.correcting);
      yield { page: watchedPage(finished, onProgress, signal), text };
      current += 1;
      if (text && current < pages.length) tell(current, 'text', null);
    }
  }

  /** Of each page; null where none is wanted. */
  async *#texts(
    pages: DocumentOrder['pages'],
    { format, languages }: WriteOrder,
    tell: TellPage,
    signal: AbortSignal,
  ): AsyncGenerator<RecognisedText | null, void> {
    if (languages.length === 0 || !WITH_TEXT.includes(format)) {
      yield* pages.map(() => null);
      return;
    }
    const { shelf, reader, reading, readers } = this.#tools;
    yield* readAhead(pages, readers, async ({ pageId, corrections }, index, over) => {
      // In grays, of which more is read than of black and white.
      const gray = this.#finished(await shelf.page(pageId), { ...corrections, ink: 'gray' }, reading);
      const until = AbortSignal.any([signal, over]);
      return reader.read({
        page: watchedPage(gray, () => undefined, until),
        languages,
        onStep: (step, share) => tell(index, step, share),
        signal: until,
      });
    });
  }

  #finished(page: ScannedPage, corrections: Corrections, kernels: Kernels<CorrectionKernels>): FinishedPage {
    const source = this.#tools.shelf.pixels(page);
    return correctedPage({ source, findings: page.findings, corrections, kernels });
  }
}

type TellPage = (index: number, step: WriteProgress['step'], share: number | null) => void;
