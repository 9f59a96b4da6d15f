import { proxy, wrap } from 'comlink';
import type { TesseractBlock } from '../../src/scan/text/from-tesseract.ts';
import type { ImageToRead, RecogniserApi } from './recogniser-api.ts';
import { textFilesUrl } from './text-files.ts';

/** One Tesseract, in threads of its own that end when it is closed, whatever it is doing. */
export class Recogniser {
  readonly #worker = new Worker(new URL('../recogniser.ts', import.meta.url), {
    type: 'module',
    name: 'recogniser',
  });
  readonly #api = wrap(this.#worker) as unknown as RecogniserApi;
  readonly #closed: Promise<never>;
  #rejectAll!: (reason: unknown) => void;

  constructor() {
    this.#closed = new Promise<never>((_resolve, reject) => (this.#rejectAll = reject));
    // Nobody may be waiting for it.
    this.#closed.catch(() => undefined);
    this.#worker.addEventListener('error', (event) => {
      // It goes no further: this thread, and whatever else it makes, is not the worse for it.
      event.preventDefault();
      this.close(new Error(event.message || 'It did not start.'));
    });
  }

  /** To be called once, before anything is read. */
  start(languages: readonly string[]): Promise<void> {
    return Promise.race([this.#closed, this.#api.start(textFilesUrl(), languages)]);
  }

  /** Reads one image at a time. */
  read(image: ImageToRead, onProgress: (share: number) => void): Promise<readonly TesseractBlock[]> {
    return Promise.race([this.#closed, this.#api.read(image, proxy(onProgress))]);
  }

  /** Whoever waits for it is told why. */
  close(reason: unknown): void {
    this.#worker.terminate();
    this.#rejectAll(reason);
  }
}
