/** Draws one page, small. */
export type DrawThumbnail = (documentId: string, pageIndex: number, maxPx: number) => Promise<ImageBitmap>;

interface Wanted {
  readonly documentId: string;
  readonly pageIndex: number;
  readonly maxPx: number;
  readonly signal: AbortSignal;
  readonly deliver: (bitmap: ImageBitmap) => void;
  readonly fail: (error: unknown) => void;
}

/** Thumbnails one at a time, so that opening a document never waits behind three hundred of them. */
export class ThumbnailQueue {
  readonly #draw: DrawThumbnail;
  #waiting: Wanted[] = [];
  #busy = false;

  constructor(draw: DrawThumbnail) {
    this.#draw = draw;
  }

  /** Resolves to the bitmap (the caller closes it), or to null when `signal` was aborted meanwhile. */
  async request(
    documentId: string,
    pageIndex: number,
    maxPx: number,
    signal: AbortSignal,
  ): Promise<ImageBitmap | null> {
    const bitmap = await new Promise<ImageBitmap | null>((deliver, fail) => {
      signal.addEventListener('abort', () => deliver(null), { once: true });
      this.#waiting.push({ documentId, pageIndex, maxPx, signal, deliver, fail });
      void this.#work();
    });
    return bitmap;
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (;;) {
      this.#waiting = this.#waiting.filter((wanted) => !wanted.signal.aborted);
      const next = this.#waiting.shift();
      if (!next) break;
      try {
        const bitmap = await this.#draw(next.documentId, next.pageIndex, next.maxPx);
        if (next.signal.aborted) bitmap.close();
        else next.deliver(bitmap);
      } catch (error) {
        next.fail(error);
      }
    }
    this.#busy = false;
  }
}
