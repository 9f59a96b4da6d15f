import { transfer } from 'comlink';
import { isBlankPage } from '../../src/documents/blank-page.ts';
import { DocumentOpener } from '../../src/documents/open.ts';
import type { DocumentHost, OpenDocument } from '../../src/documents/open-document.ts';
import type {
  DocumentInfo,
  DocumentSource,
  RasterApi,
  SideReport,
  SideRequest,
  SideSink,
} from '../../src/documents/raster-api.ts';
import { drawThumbnail } from '../../src/documents/thumbnail.ts';
import { PlatenError } from '../../src/errors/platen-error.ts';
import type { Placement } from '../../src/layout/sheet-plan.ts';
import { SideRenderer } from './side-renderer.ts';

/** One page of an open document. */
type PageRef = Pick<Placement, 'documentId' | 'pageIndex'>;

interface Held {
  readonly name: string;
  readonly document: OpenDocument;
  /** By page: whether it is blank, once that was looked at. */
  readonly blank: Map<number, boolean>;
}

/** Pages that take longer than this to rehearse are slow every time. */
const REHEARSE_FOR_MS = 3_000;

/** The documents that are open in this thread, and the way to have their pages drawn. */
export class RasterService implements RasterApi {
  readonly #opener = new DocumentOpener(HOST);
  readonly #documents = new Map<string, Held>();
  readonly #sides: SideRenderer;
  /** The last side asked for; sides share one canvas and one block of memory and so wait for each other. */
  #lastSide: Promise<unknown> = Promise.resolve();
  #rehearsal = new AbortController();
  #kept: readonly PageRef[] = [];
  /** The page that was prefetched and has not been drawn since. */
  #prefetched: PageRef | null = null;

  /** `canvasBytes`: what the canvas that sides are drawn on may take. */
  constructor(canvasBytes: number) {
    this.#sides = new SideRenderer(
      canvasBytes,
      `${HOST.pdfAssetsUrl}standard_fonts/LiberationSans-Regular.ttf`,
    );
  }

  async open(source: DocumentSource): Promise<DocumentInfo> {
    const { id, name } = source;
    const document = await this.#opener.open(source);
    await this.close(id);
    this.#documents.set(id, { name, document, blank: new Map() });
    return { id, name, kind: document.kind, pages: document.pages };
  }

  async close(documentId: string): Promise<void> {
    const held = this.#documents.get(documentId);
    this.#documents.delete(documentId);
    await held?.document.close();
  }

  async thumbnail(documentId: string, pageIndex: number, maxPx: number): Promise<ImageBitmap> {
    const { document } = this.#page(documentId, pageIndex);
    const bitmap = await this.#drawing(documentId, pageIndex, () =>
      drawThumbnail(document, pageIndex, maxPx),
    );
    document.release(pageIndex);
    return transfer(bitmap, [bitmap]);
  }

  async blankPages(documentId: string, firstPage = 0, pages = Infinity): Promise<readonly number[]> {
    const blank: number[] = [];
    const count = this.#page(documentId, firstPage).document.pages.length;
    for (let pageIndex = firstPage; pageIndex < Math.min(count, firstPage + pages); pageIndex += 1) {
      if (await this.#isBlank(documentId, pageIndex)) blank.push(pageIndex);
    }
    return blank;
  }

  async #isBlank(documentId: string, pageIndex: number): Promise<boolean> {
    const { document, blank } = this.#page(documentId, pageIndex);
    let known = blank.get(pageIndex);
    if (known === undefined) {
      try {
        known = await this.#drawing(documentId, pageIndex, () => isBlankPage(document, pageIndex));
      } catch (error) {
        // Closed meanwhile, that is what is wrong.
        this.#page(documentId, pageIndex);
        throw error;
      }
      document.release(pageIndex);
      blank.set(pageIndex, known);
    }
    return known;
  }

  renderSide(request: SideRequest, sink: SideSink, next?: SideRequest): Promise<SideReport> {
    return this.#inTurn(() => this.#renderSide(request, sink, next));
  }

  /** These pages stay as they were parsed from side to side, so that they need not be parsed again; no others do. */
  keepPages(pages: readonly PageRef[]): void {
    const before = this.#kept;
    this.#kept = pages;
    this.#release(before);
  }

  async rehearse(requests: readonly SideRequest[]): Promise<void> {
    const signal = AbortSignal.any([this.#rehearsal.signal, AbortSignal.timeout(REHEARSE_FOR_MS)]);
    const nobody: SideSink = { write: async () => signal.throwIfAborted() };
    for (const request of requests) {
      if (signal.aborted) break;
      await this.#inTurn(() => this.#renderSide(request, nobody, undefined, signal)).catch(() => undefined);
    }
  }

  async stopRehearsing(): Promise<void> {
    this.#rehearsal.abort();
    this.#rehearsal = new AbortController();
    await this.#lastSide;
  }

  #inTurn<T>(render: () => Promise<T>): Promise<T> {
    const side = this.#lastSide.then(render);
    this.#lastSide = side.catch(() => undefined);
    return side;
  }

  async #renderSide(
    request: SideRequest,
    sink: SideSink,
    next?: SideRequest,
    signal?: AbortSignal,
  ): Promise<SideReport> {
    signal?.throwIfAborted();
    const { placements } = request.side;
    for (const { documentId, pageIndex } of placements) this.#page(documentId, pageIndex);
    const isHere = (page: PageRef) => placements.some((placement) => isSamePage(placement, page));
    const prefetched = this.#prefetched;
    this.#prefetched = null;
    if (prefetched && !isHere(prefetched)) this.#release([prefetched]);
    let ahead = next?.side.placements.find((page) => !isHere(page));
    try {
      const options = { blackText: request.halftone.blackText, ...(signal ? { signal } : {}) };
      return await this.#sides.render(request, sink, {
        draw: async (ctx, { documentId, pageIndex }, matrix) => {
          await this.#drawing(documentId, pageIndex, () =>
            this.#page(documentId, pageIndex).document.draw(ctx, pageIndex, matrix, options),
          );
          // Not before: the parser has one thread, and this page is wanted first.
          if (ahead) this.#prefetch(ahead);
          ahead = undefined;
        },
        regions: ({ documentId, pageIndex }) => this.#page(documentId, pageIndex).document.regions(pageIndex),
      });
    } catch (error) {
      // A page that is only given up is as good as before.
      if (!(error instanceof PlatenError && error.code === 'job.cancelled')) this.keepPages([]);
      throw error;
    } finally {
      this.#release(placements);
    }
  }

  #release(pages: readonly PageRef[]): void {
    for (const page of pages) {
      const isKept = this.#kept.some((kept) => isSamePage(kept, page));
      if (!isKept) this.#documents.get(page.documentId)?.document.release(page.pageIndex);
    }
  }

  #prefetch(page: PageRef): void {
    this.#prefetched = page;
    this.#documents.get(page.documentId)?.document.prefetch?.(page.pageIndex);
  }

  /** @throws PlatenError `document.not-open` */
  #page(documentId: string, pageIndex: number): Held {
    const held = this.#documents.get(documentId);
    if (held?.document.pages[pageIndex] === undefined) throw new PlatenError('document.not-open');
    return held;
  }

  /** Whatever goes wrong while a page is drawn is told with the page's number. */
  async #drawing<T>(documentId: string, pageIndex: number, draw: () => Promise<T>): Promise<T> {
    try {
      return await draw();
    } catch (error) {
      if (error instanceof PlatenError && error.code === 'document.page-failed') throw error;
      const name = this.#documents.get(documentId)?.name ?? '';
      const detail = (error instanceof Error ? error.message : String(error)).slice(0, 200);
      throw new PlatenError('document.page-failed', { name, page: pageIndex + 1, detail }, { cause: error });
    }
  }
}

function isSamePage(a: PageRef, b: PageRef): boolean {
  return a.documentId === b.documentId && a.pageIndex === b.pageIndex;
}

const HOST: DocumentHost = {
  startPdfParser: () =>
    new Worker(new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url), {
      type: 'module',
      name: 'pdf-parser',
    }),
  startTiffDecoder: () =>
    new Worker(new URL('./tiff-decoder.ts', import.meta.url), { type: 'module', name: 'tiff-decoder' }),
  // Worker scripts lie one folder below the app's root, both served from source and built.
  pdfAssetsUrl: new URL('../pdfjs/', self.location.href).href,
};
