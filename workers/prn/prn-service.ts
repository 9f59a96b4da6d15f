import { transfer } from 'comlink';
import type { SideSink } from '../../src/documents/raster-api.ts';
import type { PrnApi, PrnContents } from '../../src/jobs/prn-api.ts';
import { RasterPool, type Timers } from '../../src/jobs/raster-pool.ts';
import type { RasterHandle } from '../../src/jobs/raster-thread.ts';
import type { JobRequest, SideBitmap } from '../../src/jobs/spooler-api.ts';
import { PrnReader } from './prn-reader.ts';
import { openTarget } from './prn-target.ts';
import { writePrn } from './prn-writer.ts';

interface PrnParts {
  spawnRaster(): RasterHandle;
  /** Makes a sink callable from another thread. */
  share(sink: SideSink): SideSink;
}

const TIMERS: Timers = {
  set: (run, ms) => self.setTimeout(run, ms),
  clear: (timer) => self.clearTimeout(timer),
};
/** One draws while the other waits; printing, which may go on meanwhile, keeps the rest of the computer. */
const RASTER_WORKERS = 2;

/** Writes print files and reads them. */
export class PrnService implements PrnApi {
  readonly #parts: PrnParts;
  #cancel: AbortController | null = null;
  #opened: PrnReader | null = null;

  constructor(parts: PrnParts) {
    this.#parts = parts;
  }

  async write(
    request: JobRequest,
    file: FileSystemFileHandle | null,
    onProgress: (sidesDone: number) => void,
  ): Promise<Blob | null> {
    const cancel = new AbortController();
    this.#cancel = cancel;
    const pool = new RasterPool({
      workers: RASTER_WORKERS,
      spawn: () => this.#parts.spawnRaster(),
      share: (sink) => this.#parts.share(sink),
      timers: TIMERS,
    });
    try {
      pool.prepare(request.documents);
      return await writePrn({
        request,
        pool,
        target: await openTarget(file),
        cancelled: cancel.signal,
        onProgress,
      });
    } finally {
      pool.terminate();
    }
  }

  async cancelWriting(): Promise<void> {
    this.#cancel?.abort();
  }

  async open(file: Blob): Promise<PrnContents> {
    this.#opened = null;
    const reader = new PrnReader();
    const contents = await reader.read(file);
    this.#opened = reader;
    return contents;
  }

  async picture(side: number, widthPx: number): Promise<ImageBitmap> {
    const bitmap = this.#reader.picture(side, widthPx);
    return transfer(bitmap, [bitmap]);
  }

  async side(side: number): Promise<SideBitmap> {
    const dots = this.#reader.side(side);
    return transfer(dots, [dots.bits.buffer]);
  }

  get #reader(): PrnReader {
    if (!this.#opened) throw new Error('no print file is open');
    return this.#opened;
  }
}
