import type { DocumentInfo, DocumentSource, RasterApi } from '../../documents/raster-api.ts';
import { PlatenError } from '../../errors/platen-error.ts';
import type { Client } from '../clients.ts';

/** Longer than any honest document takes to open or to draw once, small. */
const PATIENCE_MS = 60_000;

/**
 * The page's raster worker with somebody watching it. A document that makes the worker hang or die costs
 * that document, not the app: the worker is replaced, and the others are opened again when they are needed.
 */
export class RasterDesk {
  readonly #start: () => Client<RasterApi>;
  readonly #patienceMs: number;
  #client: Client<RasterApi> | null = null;
  #giveUp: AbortController = new AbortController();
  readonly #sources = new Map<string, DocumentSource>();
  readonly #open = new Set<string>();

  constructor(start: () => Client<RasterApi>, patienceMs = PATIENCE_MS) {
    this.#start = start;
    this.#patienceMs = patienceMs;
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

  async close(documentId: string): Promise<void> {
    this.#sources.delete(documentId);
    if (this.#open.delete(documentId)) await this.#client?.api.close(documentId);
  }

  async #watch<T>(source: DocumentSource, call: (api: RasterApi) => Promise<T>): Promise<T> {
    const client = (this.#client ??= this.#launch());
    const stopped = this.#giveUp.signal;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let onStop: (() => void) | undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      const error = new PlatenError('app.reader-stopped', {
        name: source.name,
        seconds: Math.round(this.#patienceMs / 1000),
      });
      onStop = () => reject(error);
      stopped.addEventListener('abort', onStop);
      timer = setTimeout(() => {
        this.#sources.delete(source.id);
        this.#replace();
      }, this.#patienceMs);
    });
    try {
      return await Promise.race([call(client.api), tooLong]);
    } finally {
      clearTimeout(timer);
      if (onStop) stopped.removeEventListener('abort', onStop);
    }
  }

  #launch(): Client<RasterApi> {
    const client = this.#start();
    client.onFailure = () => {
      if (client === this.#client) this.#replace();
    };
    return client;
  }

  /** Whoever waits is told; the next call finds a new worker with nothing open. */
  #replace(): void {
    this.#client?.terminate();
    this.#client = null;
    this.#open.clear();
    const waiting = this.#giveUp;
    this.#giveUp = new AbortController();
    waiting.abort();
  }
}
