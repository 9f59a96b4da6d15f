import type { Kernels } from '../../src/kernels/kernels.ts';
import { correctedPage } from '../../src/scan/corrections/corrected-page.ts';
import type { CorrectionKernels } from '../../src/scan/corrections/correction-kernels.ts';
import type { Corrections } from '../../src/scan/corrections/corrections.ts';
import type { StoredPixels } from '../../src/scan/corrections/stored-pixels.ts';
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
import type { ShelvedPages } from './shelved-page.ts';
import type { TextReader } from './text-reader.ts';
import { watchedPage } from './watched-page.ts';

/** Formats that text can be in. */
const WITH_TEXT: readonly FileFormat[] = ['pdf', 'pdf-a', 'text'];

interface Tools {
  readonly shelf: ShelvedPages;
  readonly reader: TextReader;
  /** Pages are made in the memory of one, files in that of the other. */
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
    const source = this.#tools.shelf.pixels(page);
    const finished = this.#finished(page, source, { ...corrections, turn: 0, ink: 'gray' });
    const watched = watchedPage(finished, () => undefined, signal);
    const tell = (step: UprightProgress['step'], share: number | null) => onProgress({ step, share });
    return this.#tools.reader.upright(watched, languages, tell, signal);
  }

  async *#pages(
    { pages }: DocumentOrder,
    { format, languages }: WriteOrder,
    tell: TellPage,
    signal: AbortSignal,
  ): AsyncGenerator<PageToWrite, void> {
    const isRead = languages.length > 0 && WITH_TEXT.includes(format);
    for (const [index, { pageId, corrections }] of pages.entries()) {
      signal.throwIfAborted();
      const page = await this.#tools.shelf.page(pageId);
      const source = this.#tools.shelf.pixels(page);
      let text: RecognisedText | null = null;
      if (isRead) {
        // In grays, of which more is read than of black and white.
        const gray = this.#finished(page, source, { ...corrections, ink: 'gray' });
        const hears = (step: 'language' | 'text', share: number | null) => tell(index, step, share);
        text = await this.#tools.reader.read(
          watchedPage(gray, () => undefined, signal),
          languages,
          hears,
          signal,
        );
      }
      tell(index, 'page', 0);
      const finished = this.#finished(page, source, corrections);
      yield { page: watchedPage(finished, (share) => tell(index, 'page', share), signal), text };
    }
  }

  #finished({ findings }: ScannedPage, source: StoredPixels, corrections: Corrections): FinishedPage {
    return correctedPage({ source, findings, corrections, kernels: this.#tools.correcting });
  }
}

type TellPage = (index: number, step: WriteProgress['step'], share: number | null) => void;
