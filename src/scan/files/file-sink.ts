/** Takes a file piece by piece, in order. Pieces are not changed afterwards by whoever wrote them. */
export interface FileSink {
  write(piece: Uint8Array<ArrayBuffer> | Blob): void | Promise<void>;
}

/** So many bytes are handed to the browser at once. */
const GATHERED_BYTES = 4 * 1024 * 1024;

/** Gathers a file as a Blob of Blobs: what has been handed over lies with the browser, which keeps large ones on disk. */
export class BlobSink implements FileSink {
  readonly #handedOver: Blob[] = [];
  #pieces: (Uint8Array<ArrayBuffer> | Blob)[] = [];
  #bytes = 0;

  write(piece: Uint8Array<ArrayBuffer> | Blob): void {
    this.#pieces.push(piece);
    this.#bytes += piece instanceof Blob ? piece.size : piece.length;
    if (this.#bytes >= GATHERED_BYTES) this.#handOver();
  }

  /** All that was written. */
  blob(type: string): Blob {
    this.#handOver();
    return new Blob(this.#handedOver, { type });
  }

  #handOver(): void {
    this.#handedOver.push(new Blob(this.#pieces));
    this.#pieces = [];
    this.#bytes = 0;
  }
}
