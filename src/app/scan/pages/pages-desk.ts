import { PlatenError } from '../../../errors/platen-error.ts';
import type { Corrections } from '../../../scan/corrections/corrections.ts';
import type { PagesApi } from '../../../scan/pages/pages-api.ts';
import type { ScannedPage } from '../../../scan/pages/scanned-page.ts';
import type { Client } from '../../clients.ts';

interface Wanted {
  readonly page: Pick<ScannedPage, 'id'>;
  readonly corrections: Corrections;
  readonly maxPx: number;
  readonly signal: AbortSignal;
  readonly deliver: (picture: ImageBitmap | null) => void;
  readonly fail: (error: unknown) => void;
}

/** The worker that makes pages: started when it is first needed, replaced when its code breaks. */
export class PagesDesk {
  readonly #start: () => Client<PagesApi>;
  #client: Client<PagesApi> | null = null;
  #broken = new AbortController();
  #waiting: Wanted[] = [];
  #isDrawing = false;

  constructor(start: () => Client<PagesApi>) {
    this.#start = start;
  }

  /** Throws what the call throws, and PlatenError `app.worker-failed`. */
  async call<T>(work: (api: PagesApi) => Promise<T>): Promise<T> {
    const client = (this.#client ??= this.#launch());
    const { signal } = this.#broken;
    let onBroken: (() => void) | undefined;
    const broken = new Promise<never>((_resolve, reject) => {
      onBroken = () => reject(signal.reason);
      signal.addEventListener('abort', onBroken);
    });
    try {
      return await Promise.race([work(client.api), broken]);
    } finally {
      signal.removeEventListener('abort', onBroken!);
    }
  }

  /**
   * A page's picture, one after another, so that a strip of two hundred never stands in the way of the page that is
   * looked at. Resolves to null when `signal` was aborted meanwhile; the caller closes the picture.
   *
   * @param isUrgent before all that wait
   */
  picture(
    { page, corrections, maxPx }: { page: Pick<ScannedPage, 'id'>; corrections: Corrections; maxPx: number },
    signal: AbortSignal,
    isUrgent = false,
  ): Promise<ImageBitmap | null> {
    return new Promise((deliver, fail) => {
      signal.addEventListener('abort', () => deliver(null), { once: true });
      const wanted = { page, corrections, maxPx, signal, deliver, fail };
      if (isUrgent) this.#waiting.unshift(wanted);
      else this.#waiting.push(wanted);
      void this.#draw();
    });
  }

  async #draw(): Promise<void> {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    for (;;) {
      this.#waiting = this.#waiting.filter(({ signal }) => !signal.aborted);
      const next = this.#waiting.shift();
      if (!next) break;
      const { page, corrections, maxPx, signal, deliver, fail } = next;
      try {
        const picture = await this.call((api) => api.picture(page.id, corrections, maxPx));
        if (signal.aborted) picture.close();
        else deliver(picture);
      } catch (error) {
        fail(error);
      }
    }
    this.#isDrawing = false;
  }

  #launch(): Client<PagesApi> {
    const client = this.#start();
    client.onFailure = (detail) => {
      if (client !== this.#client) return;
      client.terminate();
      this.#client = null;
      const broken = this.#broken;
      this.#broken = new AbortController();
      broken.abort(new PlatenError('app.worker-failed', { detail }));
    };
    return client;
  }
}
