import { transfer } from 'comlink';
import { asPlatenError, PlatenError } from '../../src/errors/platen-error.ts';
import { Kernels } from '../../src/kernels/kernels.ts';
import { correctArea, correctPicture, type Picture } from '../../src/scan/corrections/correct-picture.ts';
import type { CorrectionKernels } from '../../src/scan/corrections/correction-kernels.ts';
import type { Corrections } from '../../src/scan/corrections/corrections.ts';
import { correctedShape } from '../../src/scan/corrections/geometry.ts';
import type { StoredPixels } from '../../src/scan/corrections/stored-pixels.ts';
import type { FileExports } from '../../src/scan/files/file-kernels.ts';
import type {
  PagesApi,
  PixelArea,
  UprightProgress,
  WriteOrder,
  WriteProgress,
  WrittenFile,
} from '../../src/scan/pages/pages-api.ts';
import type { ScanShelf } from '../../src/scan/pages/scan-shelf.ts';
import { Lane } from './lane.ts';
import { OrderWriter } from './order-writer.ts';
import { ShelvedPages } from './shelved-page.ts';
import { TextReader } from './text-reader.ts';

/** In GiB, where the browser tells (Chromium, on secure origins). */
const { deviceMemory = 4 } = navigator as { readonly deviceMemory?: number };
/** Readers take 100 to 150 MB each. One processor is left for this thread and one for the page. */
const READERS = Math.max(1, Math.min(3, navigator.hardwareConcurrency - 2, Math.floor(deviceMemory / 2)));

/**
 * Pictures, parts of pages and files each have a lane and kernels of their own: what is looked at never waits for what
 * is written. Within a lane one thing is made after the other, in memory that is used again.
 */
export class PagesService implements PagesApi {
  readonly #shelf: ShelvedPages;
  readonly #module = WebAssembly.compileStreaming(
    fetch(new URL('../kernels/build/kernels.wasm', import.meta.url)),
  );
  readonly #forPictures = this.#kernels<CorrectionKernels>();
  readonly #forDetails = this.#kernels<CorrectionKernels>();
  readonly #pictures = new Lane();
  readonly #details = new Lane();
  readonly #files = new Lane();
  readonly #writer: Promise<OrderWriter>;
  #stopping = new AbortController();
  #detailed: { readonly pixelsId: string; readonly source: StoredPixels } | null = null;

  constructor(shelf: ScanShelf) {
    this.#shelf = new ShelvedPages(shelf);
    this.#writer = this.#makeWriter();
    // Whoever first asks for something learns of it.
    for (const part of [this.#forPictures, this.#forDetails, this.#writer]) part.catch(() => undefined);
  }

  picture(pageId: string, corrections: Corrections, maxPx: number): Promise<ImageBitmap> {
    return this.#pictures.run(async () => {
      const page = await this.#shelf.page(pageId);
      const source = await this.#shelf.overview(page);
      const task = { source, findings: page.findings, corrections, kernels: await this.#forPictures };
      return bitmap(await correctPicture(task, maxPx));
    });
  }

  detail(pageId: string, corrections: Corrections, area: PixelArea): Promise<ImageBitmap> {
    return this.#details.run(async () => {
      const page = await this.#shelf.page(pageId);
      // Whoever looks at one part will look at the next.
      if (this.#detailed?.pixelsId !== page.pixelsId) {
        this.#detailed = { pixelsId: page.pixelsId, source: this.#shelf.pixels(page) };
      }
      const { source } = this.#detailed;
      const task = { source, findings: page.findings, corrections, kernels: await this.#forDetails };
      return bitmap(await correctArea(task, area));
    });
  }

  async size(
    pageId: string,
    corrections: Corrections,
  ): Promise<{ widthPx: number; heightPx: number; dpi: number }> {
    const { shape, findings } = await this.#shelf.page(pageId);
    const { widthPx, heightPx, dpi } = correctedShape(shape, findings, corrections);
    return { widthPx, heightPx, dpi };
  }

  write(order: WriteOrder, onProgress: (progress: WriteProgress) => void): Promise<readonly WrittenFile[]> {
    return this.#unlessStopped((writer, signal) => writer.write(order, onProgress, signal));
  }

  upright(
    pageId: string,
    corrections: Corrections,
    languages: readonly string[],
    onProgress: (progress: UprightProgress) => void,
  ): Promise<Corrections['turn'] | null> {
    return this.#unlessStopped((writer, signal) =>
      writer.upright(pageId, corrections, languages, onProgress, signal),
    );
  }

  /** Whatever waits in that lane goes, too. */
  stop(): Promise<void> {
    this.#stopping.abort(new PlatenError('scan.cancelled'));
    this.#stopping = new AbortController();
    return Promise.resolve();
  }

  #unlessStopped<T>(work: (writer: OrderWriter, signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.#stopping;
    return this.#files.run(async () => {
      signal.throwIfAborted();
      try {
        return await work(await this.#writer, signal);
      } catch (thrown) {
        throw signal.aborted ? signal.reason : asPlatenError(thrown, 'scan.write-failed');
      }
    });
  }

  async #makeWriter(): Promise<OrderWriter> {
    const [reading, correcting, writing] = await Promise.all([
      this.#kernels<CorrectionKernels>(),
      this.#kernels<CorrectionKernels>(),
      this.#kernels<FileExports>(),
    ]);
    const reader = new TextReader();
    return new OrderWriter({ shelf: this.#shelf, reader, readers: READERS, reading, correcting, writing });
  }

  async #kernels<E extends CorrectionKernels | FileExports>(): Promise<Kernels<E>> {
    return Kernels.load<E>(await this.#module);
  }
}

async function bitmap({ rgba, widthPx, heightPx }: Picture): Promise<ImageBitmap> {
  const made = await createImageBitmap(new ImageData(rgba, widthPx, heightPx));
  return transfer(made, [made]);
}
