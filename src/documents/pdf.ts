import type { Matrix } from '../layout/geometry.ts';
import {
  AnnotationMode,
  PDFWorker,
  PasswordException,
  PasswordResponses,
  VerbosityLevel,
  getDocument,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist';
import { PlatenError } from '../errors/platen-error.ts';
import { TextInk } from './black-text.ts';
import { MAX_PAGES, MAX_PAGE_SIDE_PT, OPEN_TIME_LIMIT_MS } from './limits.ts';
import type { DocumentHost, DrawOptions, OpenDocument, PageContext } from './open-document.ts';
import type { PageRegion } from './page-region.ts';
import { PageKeeper, WorkerFilterFactory, canvasFactory, workerDocument } from './pdf-in-worker.ts';
import type { OperatorList } from './pdf-operators.ts';
import { unreadablePages } from './pdf-unreadable.ts';
import type { DocumentSource, PageSize } from './raster-api.ts';

/** Pages that are measured at the same time; each is a message to the parser and back. */
const MEASURED_AT_ONCE = 64;

/** As pdf.js's viewer prints: annotations meant for paper, form fields with what is filled in. */
const PRINTING = { intent: 'print', annotationMode: AnnotationMode.ENABLE_STORAGE } as const;

/** How often the parser forgets what it has read; a book of hundreds of pages would pile up in it. */
const PAGES_BETWEEN_CLEANUPS = 32;

/** Nothing: the caller has made the paper white, and several pages may share a side. */
const NO_BACKGROUND = 'rgba(0, 0, 0, 0)';

/**
 * Opens a PDF with pdf.js, its parser in a thread of its own.
 * No scripts are run, no XFA, and nothing is fetched from anywhere but `host.pdfAssetsUrl`.
 *
 * @throws PlatenError `document.encrypted` {wrong}, `.damaged`, `.empty`, `.too-large`, `.timeout`
 */
export async function openPdf(source: DocumentSource, host: DocumentHost): Promise<OpenDocument> {
  const { name } = source;
  const data = new Uint8Array(await source.blob.arrayBuffer());
  const parser = new PdfParser(host.startPdfParser());
  const ink = new TextInk();
  const task = startLoading(data, source.password, parser, host, ink);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const seconds = OPEN_TIME_LIMIT_MS / 1000;
    timer = setTimeout(
      () => reject(new PlatenError('document.timeout', { name, seconds })),
      OPEN_TIME_LIMIT_MS,
    );
  });
  const opening = task.promise.then(async (pdf) => {
    const pages = await measure(pdf, name);
    const unreadable = await unreadablePages(pdf, source.blob);
    if (unreadable.size === pages.length) {
      throw new PlatenError('document.damaged', { name, detail: 'what is on its pages cannot be decoded' });
    }
    return new PdfDocument(name, pages, { pdf, unreadable, parser, ink });
  });
  try {
    return await Promise.race([opening, parser.crashed, timeout]);
  } catch (error) {
    opening.catch(() => undefined);
    parser.terminate();
    throw explain(error, name);
  } finally {
    clearTimeout(timer);
  }
}

/** pdf.js's parser thread and the port object that pdf.js wants around it. */
class PdfParser {
  readonly port: PDFWorker;
  /** Rejects when the thread dies (out of memory, or its script could not be loaded). */
  readonly crashed: Promise<never>;
  readonly #thread: Worker;

  constructor(thread: Worker) {
    this.#thread = thread;
    // Without an explicit port pdf.js would run its parser in this thread and answer on this thread's own port.
    this.port = new PDFWorker({ port: thread as never, verbosity: VerbosityLevel.ERRORS });
    this.crashed = new Promise((_, reject) => {
      thread.addEventListener('error', (event) => {
        // Else this thread would be taken for dead as well.
        event.preventDefault();
        reject(new Error(event.message || 'the parser stopped'));
      });
    });
    this.crashed.catch(() => undefined);
  }

  terminate(): void {
    this.port.destroy();
    this.#thread.terminate();
  }
}

function startLoading(
  data: Uint8Array,
  password: string | undefined,
  parser: PdfParser,
  host: DocumentHost,
  ink: TextInk,
): PDFDocumentLoadingTask {
  return getDocument({
    data,
    ...(password === undefined ? {} : { password }),
    worker: parser.port,
    verbosity: VerbosityLevel.ERRORS,
    CanvasFactory: canvasFactory(ink),
    FilterFactory: WorkerFilterFactory,
    ownerDocument: workerDocument() as never,
    useWorkerFetch: true,
    cMapUrl: `${host.pdfAssetsUrl}cmaps/`,
    standardFontDataUrl: `${host.pdfAssetsUrl}standard_fonts/`,
    wasmUrl: `${host.pdfAssetsUrl}wasm/`,
    iccUrl: `${host.pdfAssetsUrl}iccs/`,
    enableXfa: false,
    disableAutoFetch: true,
    // Large stencil masks stay 1-bit until they are drawn: a 93-megapixel one took 1.9 GB otherwise, and 0.85 so.
    isOffscreenCanvasSupported: false,
  });
}

/** Every page's size, upright. */
async function measure(pdf: PDFDocumentProxy, name: string): Promise<PageSize[]> {
  const count = pdf.numPages;
  if (count < 1) throw new PlatenError('document.empty', { name });
  if (count > MAX_PAGES) throw new PlatenError('document.too-large', { name, size: `${count} pages` });
  const pages: PageSize[] = [];
  while (pages.length < count) {
    const first = pages.length + 1;
    const group = Array.from(
      { length: Math.min(MEASURED_AT_ONCE, count - pages.length) },
      (_, i) => first + i,
    );
    pages.push(...(await Promise.all(group.map(async (number) => sizeOf(await pdf.getPage(number), name)))));
  }
  return pages;
}

function sizeOf(page: PDFPageProxy, name: string): PageSize {
  const { width, height } = page.getViewport({ scale: 1 });
  if (!(width > 0 && height > 0)) {
    throw new PlatenError('document.damaged', { name, detail: `page ${page.pageNumber} has no size` });
  }
  if (Math.max(width, height) > MAX_PAGE_SIDE_PT) {
    const metres = (points: number) => ((points / 72) * 0.0254).toFixed(1);
    const size = `a page of ${metres(width)} × ${metres(height)} m`;
    throw new PlatenError('document.too-large', { name, size });
  }
  return { widthPt: width, heightPt: height };
}

function explain(error: unknown, name: string): PlatenError {
  if (error instanceof PlatenError) return error;
  if (error instanceof PasswordException) {
    const wrong = error.code === PasswordResponses.INCORRECT_PASSWORD;
    return new PlatenError('document.encrypted', { name, wrong }, { cause: error });
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new PlatenError('document.damaged', { name, detail: detail.slice(0, 200) }, { cause: error });
}

interface OpenedPdf {
  readonly pdf: PDFDocumentProxy;
  /** Pages, by index, whose content cannot be decoded. */
  readonly unreadable: ReadonlySet<number>;
  readonly parser: PdfParser;
  readonly ink: TextInk;
}

class PdfDocument implements OpenDocument {
  readonly kind = 'pdf';
  /** Pages in use, by index; what pdf.js has parsed of them is kept until `release`. */
  readonly #keepers = new Map<number, Promise<PageKeeper>>();
  /** Pages since the parser last forgot what it had read. */
  #released = 0;

  constructor(
    private readonly name: string,
    readonly pages: readonly PageSize[],
    private readonly inside: OpenedPdf,
  ) {}

  async draw(ctx: PageContext, pageIndex: number, matrix: Matrix, options: DrawOptions = {}): Promise<void> {
    const { blackText = false, signal } = options;
    if (blackText) this.inside.ink.prepare(ctx);
    try {
      // pdf.js would leave it blank without a word.
      if (this.inside.unreadable.has(pageIndex)) throw new Error('what is on it cannot be decoded');
      const keeper = await this.#keep(pageIndex);
      const { page } = keeper;
      signal?.throwIfAborted();
      const rendering = page.render({
        ...PRINTING,
        // The types know only the window's canvas; any 2d context will do.
        canvas: null,
        canvasContext: ctx as never,
        viewport: page.getViewport({ scale: 1 }),
        transform: [...matrix],
        background: NO_BACKGROUND,
        operationsFilter: (index, list: OperatorList) => {
          if (index === 0) keeper.drawnWith(list);
          this.inside.ink.note(list.fnArray[index]!, blackText);
          return true;
        },
      });
      const cancel = () => rendering.cancel();
      signal?.addEventListener('abort', cancel);
      await Promise.race([rendering.promise, this.inside.parser.crashed]).finally(() =>
        signal?.removeEventListener('abort', cancel),
      );
    } catch (error) {
      const detail = (error instanceof Error ? error.message : String(error)).slice(0, 200);
      const params = { name: this.name, page: pageIndex + 1, detail };
      throw new PlatenError('document.page-failed', params, { cause: error });
    } finally {
      if (blackText) {
        this.inside.ink.end();
        this.inside.ink.restore(ctx);
      }
    }
  }

  prefetch(pageIndex: number): void {
    // What is held stands in the way of a cleanup.
    const isCleanupDue = this.#released + this.#keepers.size >= PAGES_BETWEEN_CLEANUPS;
    if (isCleanupDue || this.inside.unreadable.has(pageIndex)) return;
    // Whoever draws it learns of it.
    this.#keep(pageIndex).catch(() => undefined);
  }

  async regions(pageIndex: number): Promise<readonly PageRegion[]> {
    return (await this.#keep(pageIndex)).regions;
  }

  release(pageIndex: number): void {
    const keeper = this.#keepers.get(pageIndex);
    this.#keepers.delete(pageIndex);
    if (keeper === undefined) return;
    keeper.then((kept) => kept.release()).catch(() => undefined);
    this.#released += 1;
    if (this.#released >= PAGES_BETWEEN_CLEANUPS && this.#keepers.size === 0) {
      this.#released = 0;
      // Refused while a page is being drawn; the next time will do.
      keeper.then(() => this.inside.pdf.cleanup(true)).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    for (const pageIndex of [...this.#keepers.keys()]) this.release(pageIndex);
    // A parser that died cannot answer a request to end.
    await Promise.race([this.inside.pdf.loadingTask.destroy(), this.inside.parser.crashed]).catch(
      () => undefined,
    );
    this.inside.parser.terminate();
  }

  #keep(pageIndex: number): Promise<PageKeeper> {
    const kept = this.#keepers.get(pageIndex);
    if (kept) return kept;
    const keeper = this.inside.pdf.getPage(pageIndex + 1).then((page) => new PageKeeper(page, PRINTING));
    this.#keepers.set(pageIndex, keeper);
    return keeper;
  }
}
