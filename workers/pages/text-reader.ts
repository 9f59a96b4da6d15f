import { asPlatenError } from '../../src/errors/platen-error.ts';
import type { FinishedPage } from '../../src/scan/files/finished-page.ts';
import { recognisedText, sureLetters } from '../../src/scan/text/from-tesseract.ts';
import { imageFile, pageImage, smallPage } from '../../src/scan/text/page-image.ts';
import type { RecognisedText } from '../../src/scan/text/recognised-text.ts';
import { uprightTurn, type Turn } from '../../src/scan/text/upright.ts';
import { forgetFiles, keepFiles } from './kept-files.ts';
import { Lane } from './lane.ts';
import { Recogniser } from './recogniser.ts';
import { filesToRead, textFilesUrl } from './text-files.ts';

/** What Tesseract's models were trained for; finer is slower and no surer. */
const READING_DPI = 300;
/** Enough to tell text from nonsense. */
const UPRIGHT_DPI = 200;
/** A recogniser that waits takes about 100 MB. */
const KEEP_IDLE_MS = 20_000;

type HearsReading = (step: 'language' | 'text', share: number | null) => void;

/** What is read, and how. */
export interface Reading {
  /** Gray. */
  readonly page: FinishedPage;
  readonly languages: readonly string[];
  readonly onStep: HearsReading;
  readonly signal: AbortSignal;
}

/** Reads pages: as many at once as it is asked to, each by a recogniser of its own that is used again. */
export class TextReader {
  /** Images are made one at a time, as whoever makes the pages does. */
  readonly #images = new Lane();
  readonly #loading = new Lane();
  #free: { readonly languages: string; readonly recognisers: Recogniser[] } = {
    languages: '',
    recognisers: [],
  };
  #busy = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /**
   * The text of a page.
   *
   * @throws PlatenError `scan.no-language`, `scan.text-failed`; what the page throws; the signal's reason
   */
  async read(reading: Reading): Promise<RecognisedText> {
    const { file, dpi, scale } = await this.#images.run(() => pageImage(reading.page, READING_DPI));
    const blocks = await this.#using(reading, (recogniser) =>
      recogniser.read({ file, dpi, layout: 'page' }, (share) => reading.onStep('text', share)),
    );
    return recognisedText(blocks, { scale });
  }

  /** The turn after which a page stands upright; null where that cannot be told. Throws as `read` does. */
  async upright(reading: Reading): Promise<Turn | null> {
    const page = await this.#images.run(() => smallPage(reading.page, UPRIGHT_DPI));
    return this.#using(reading, (recogniser) => {
      let turns = 0;
      // Mostly two are enough.
      const hears = (share: number) => reading.onStep('text', turns < 2 ? (turns + share) / 2 : null);
      return uprightTurn(page, async (image) => {
        const blocks = await recogniser.read(
          { file: imageFile(image), dpi: image.dpi, layout: 'block' },
          hears,
        );
        turns += 1;
        return sureLetters(blocks);
      });
    });
  }

  async #using<T>(
    { languages, onStep, signal }: Reading,
    work: (recogniser: Recogniser) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    clearTimeout(this.#idle);
    this.#busy += 1;
    let recogniser: Recogniser | undefined;
    const onAbort = () => recogniser?.close(signal.reason);
    signal.addEventListener('abort', onAbort);
    try {
      recogniser = this.#takeFree(languages.join('+'));
      if (!recogniser) {
        await this.#loading.run(() => keptWith(languages, onStep, signal));
        recogniser = new Recogniser();
        await started(recogniser, languages, signal);
      }
      const done = await work(recogniser);
      this.#free.recognisers.push(recogniser);
      return done;
    } catch (thrown) {
      // Whatever state it is in: the next page gets a new one.
      recogniser?.close(thrown);
      throw signal.aborted ? signal.reason : asPlatenError(thrown, 'scan.text-failed');
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#busy -= 1;
      if (this.#busy === 0) this.#idle = setTimeout(() => this.#closeFree(''), KEEP_IDLE_MS);
    }
  }

  /** One that waits for pages in these languages. Whoever reads at the same time reads the same languages. */
  #takeFree(languages: string): Recogniser | undefined {
    if (this.#free.languages !== languages) this.#closeFree(languages);
    return this.#free.recognisers.pop();
  }

  /** Those that wait go; from now on those of `languages` may. */
  #closeFree(languages: string): void {
    for (const recogniser of this.#free.recognisers) recogniser.close('It waited for long.');
    this.#free = { languages, recognisers: [] };
  }
}

async function keptWith(
  languages: readonly string[],
  onStep: HearsReading,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  onStep('language', null);
  await keepFiles(textFilesUrl(), filesToRead(languages), (share) => onStep('language', share), signal);
  signal.throwIfAborted();
}

/** Files that it does not start with are of no use: they are loaded anew next time. */
async function started(
  recogniser: Recogniser,
  languages: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  try {
    await recogniser.start(languages);
  } catch (thrown) {
    if (!signal.aborted) await forgetFiles(textFilesUrl(), filesToRead(languages));
    throw thrown;
  }
}
