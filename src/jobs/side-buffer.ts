import { PlatenError } from '../errors/platen-error.ts';
import type { SideReport, SideSink } from '../documents/raster-api.ts';

export interface SideChunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Lines of the side that are complete after these bytes. */
  readonly lines: number;
}

/**
 * Where one side waits between the worker that rasters it and the wire.
 *
 * Holds at most about `limitBytes`: a `write` beyond that resolves only when the reader has caught up, which
 * is what holds the raster worker back.
 */
export class SideBuffer implements SideSink {
  readonly #limitBytes: number;
  readonly #chunks: SideChunk[] = [];
  #buffered = 0;
  #state: 'open' | 'complete' | 'failed' | 'abandoned' = 'open';
  #error: PlatenError | null = null;
  #report: SideReport | null = null;
  #wakeReader: (() => void) | null = null;
  #wakeWriter: (() => void) | null = null;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Bytes that wait here now. */
  get buffered(): number {
    return this.#buffered;
  }

  /** What the worker measured; null until the side is complete. */
  get report(): SideReport | null {
    return this.#report;
  }

  async write(bytes: Uint8Array<ArrayBuffer>, lines: number): Promise<void> {
    if (this.#state === 'abandoned') throw new PlatenError('job.cancelled');
    this.#chunks.push({ bytes, lines });
    this.#buffered += bytes.length;
    this.#wakeReader?.();
    while (this.#buffered > this.#limitBytes && this.#isOpen()) {
      await new Promise<void>((resolve) => (this.#wakeWriter = resolve));
      this.#wakeWriter = null;
    }
    if (!this.#isOpen()) throw new PlatenError('job.cancelled');
  }

  complete(report: SideReport): void {
    if (!this.#isOpen()) return;
    this.#report = report;
    this.#state = 'complete';
    this.#wakeReader?.();
  }

  fail(error: PlatenError): void {
    if (!this.#isOpen()) return;
    this.#error = error;
    this.#state = 'failed';
    this.#wakeReader?.();
    this.#wakeWriter?.();
  }

  /** The reader wants no more: what waits is dropped and the writer is told. */
  abandon(): void {
    this.#state = 'abandoned';
    this.#chunks.length = 0;
    this.#buffered = 0;
    this.#wakeReader?.();
    this.#wakeWriter?.();
  }

  /** In order, until the side is complete. Throws what `fail` was given, after the chunks that came before it. */
  async *read(): AsyncGenerator<SideChunk, void, undefined> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk) {
        this.#buffered -= chunk.bytes.length;
        this.#wakeWriter?.();
        yield chunk;
      } else if (this.#state === 'open') {
        await new Promise<void>((resolve) => (this.#wakeReader = resolve));
        this.#wakeReader = null;
      } else {
        if (this.#error) throw this.#error;
        return;
      }
    }
  }

  #isOpen(): boolean {
    return this.#state === 'open';
  }
}
