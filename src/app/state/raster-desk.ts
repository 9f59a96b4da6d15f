import type { DocumentInfo, DocumentSource, RasterApi } from '../../documents/raster-api.ts';
import { PlatenError } from '../../errors/platen-error.ts';
import type { Client } from '../clients.ts';
import { WatchedWorker } from './watched-worker.ts';

/** Longer than any honest document takes to open or to draw once, small. */
const PATIENCE_MS = 60_000;
const BLANK_PAGES_AT_ONCE = 16;

/**
 * The page's raster worker with somebody watching it. A document that makes the worker hang or die costs
 * that document, not the app: the worker is replaced, and the others are opened again when they are needed.
 */
export class RasterDesk {
  readonly #worker: WatchedWorker<RasterApi>;
  readonly #sources = new Map<string, DocumentSource>();
  readonly #open = new Set<string>();

  constructor(start: () => Client<RasterApi>, patienceMs = PATIENCE_MS) {
    this.#worker = new WatchedWorker(start, patienceMs, () => this.#open.clear());
  }

  /** Opens and measures. Throws PlatenError `document.*`, or `app.reader-stopped`. */
  async open(source: DocumentSource): Promise<DocumentInfo> {
    const info = await this.#watch(source, (api) => api.open(source));
    this.#sources.set(source.id, source);
    this.#open.add(source.id);
    return info;
  }

  async thumbnail(documentId: string, pageIndex: number, maxPx: number): Promise<ImageBitmap> {
    const source = this.#sources.get(documentId);
    if (!source) throw new PlatenError('app.reader-stopped', { name: documentId, seconds: 0 });
    if (!this.#open.has(documentId)) await this.open(source);
    return this.#watch(source, (api) => api.thumbnail(documentId, pageIndex, maxPx));
  }

  /**
   * Pages on which nothing would be printed, from 0; looked for in parts, so that none takes too long. Throws as
   * `open` does.
   */
  async blankPages(documentId: string, pageCount: number): Promise<readonly number[]> {
    const source = this.#sources.get(documentId);
    if (!source) throw new PlatenError('app.reader-stopped', { name: documentId, seconds: 0 });
    const found: number[] = [];
    for (let first = 0; first < pageCount; first += BLANK_PAGES_AT_ONCE) {
      if (!this.#open.has(documentId)) await this.open(source);
      found.push(
        ...(await this.#watch(source, (api) => api.blankPages(documentId, first, BLANK_PAGES_AT_ONCE))),
      );
    }
    return found;
  }

  /** While a job is printed, the memory is the print workers' when there is nothing to read. */
  makeRoom(isPrinting: boolean): void {
    this.#worker.saveMemory(isPrinting);
  }

  async close(documentId: string): Promise<void> {
    this.#sources.delete(documentId);
    if (this.#open.delete(documentId)) await this.#worker.running?.close(documentId);
  }

  #watch<T>(source: DocumentSource, call: (api: RasterApi) => Promise<T>): Promise<T> {
    return this.#worker.call(source.name, call, () => this.#sources.delete(source.id));
  }
}
