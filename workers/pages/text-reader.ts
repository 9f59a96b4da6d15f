import { proxy, wrap } from 'comlink';
import { asPlatenError } from '../../src/errors/platen-error.ts';
import type { FinishedPage } from '../../src/scan/files/finished-page.ts';
import { recognisedText, sureLetters } from '../../src/scan/text/from-tesseract.ts';
import { imageFile, pageImage, smallPage } from '../../src/scan/text/page-image.ts';
import type { RecognisedText } from '../../src/scan/text/recognised-text.ts';
import { uprightTurn, type Turn } from '../../src/scan/text/upright.ts';
import { forgetFiles, keepFiles } from './kept-files.ts';
import type { ImageToRead, RecogniserApi } from './recogniser-api.ts';
import { filesToRead, textFilesUrl } from './text-files.ts';

/** What Tesseract's models were trained for; finer is slower and no surer. */
const READING_DPI = 300;
/** Enough to tell text from nonsense. */
const UPRIGHT_DPI = 200;
/** A recogniser that waits takes about 100 MB. */
const KEEP_IDLE_MS = 20_000;

type ReadingStep = 'language' | 'text';
type HearsReading = (step: ReadingStep, share: number | null) => void;

/** Reads pages, one at a time; whoever calls sees to that. */
export class TextReader {
  #running: { readonly languages: string; readonly worker: Worker; readonly api: RecogniserApi } | null =
    null;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /**
   * The text of a gray page.
   *
   * @throws PlatenError `scan.no-language`, `scan.text-failed`; the signal's reason
   */
  read(
    page: FinishedPage,
    languages: readonly string[],
    onStep: HearsReading,
    signal: AbortSignal,
  ): Promise<RecognisedText> {
    return this.#using(languages, onStep, signal, async (read) => {
      const { file, dpi, scale } = await pageImage(page, READING_DPI);
      return recognisedText(await read({ file, dpi, layout: 'page' }), { scale });
    });
  }

  /** The turn after which a gray page stands upright; null where that cannot be told. Throws as `read` does. */
  upright(
    page: FinishedPage,
    languages: readonly string[],
    onStep: HearsReading,
    signal: AbortSignal,
  ): Promise<Turn | null> {
    return this.#using(languages, onStep, signal, async (read) =>
      uprightTurn(await smallPage(page, UPRIGHT_DPI), async (image) =>
        sureLetters(await read({ file: imageFile(image), dpi: image.dpi, layout: 'block' })),
      ),
    );
  }

  /** Runs `work` beside a recogniser of these languages, which ends at once when `signal` says so. */
  async #using<T>(
    languages: readonly string[],
    onStep: HearsReading,
    signal: AbortSignal,
    work: (read: (image: ImageToRead) => ReturnType<RecogniserApi['read']>) => Promise<T>,
  ): Promise<T> {
    clearTimeout(this.#idle);
    let end!: (reason: unknown) => void;
    const ended = new Promise<never>((_resolve, reject) => {
      end = (reason) => {
        this.#close();
        reject(reason);
      };
    });
    // Nobody may be waiting for it.
    ended.catch(() => undefined);
    const onAbort = () => end(signal.reason);
    signal.throwIfAborted();
    signal.addEventListener('abort', onAbort);
    try {
      const api = await Promise.race([ended, this.#started(languages, onStep, signal, end)]);
      const onProgress = proxy((share: number) => onStep('text', share));
      const done = work((image) => Promise.race([ended, api.read(image, onProgress)]));
      return await Promise.race([ended, done]);
    } catch (thrown) {
      // Whatever state it is in: the next page gets a new one.
      this.#close();
      throw signal.aborted ? signal.reason : asPlatenError(thrown, 'scan.text-failed');
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#idle = setTimeout(() => this.#close(), KEEP_IDLE_MS);
    }
  }

  async #started(
    languages: readonly string[],
    onStep: HearsReading,
    signal: AbortSignal,
    onFailure: (reason: unknown) => void,
  ): Promise<RecogniserApi> {
    const key = languages.join('+');
    if (this.#running?.languages === key) return this.#running.api;
    this.#close();
    onStep('language', null);
    const files = filesToRead(languages);
    await keepFiles(textFilesUrl(), files, (share) => onStep('language', share), signal);
    signal.throwIfAborted();
    const worker = new Worker(new URL('../recogniser.ts', import.meta.url), {
      type: 'module',
      name: 'recogniser',
    });
    worker.addEventListener('error', ({ message }) => onFailure(new Error(message || 'It did not start.')));
    const api = wrap(worker) as unknown as RecogniserApi;
    this.#running = { languages: key, worker, api };
    try {
      await api.start(textFilesUrl(), languages);
    } catch (thrown) {
      await forgetFiles(textFilesUrl(), files);
      throw thrown;
    }
    return api;
  }

  #close(): void {
    this.#running?.worker.terminate();
    this.#running = null;
  }
}
