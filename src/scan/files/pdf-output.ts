import type { FileSink } from './file-sink.ts';
import type { PdfImage } from './pdf-image.ts';
import type { PdfObject } from './pdf-text.ts';

/**
 * What is used of a pdfkit document from inside. Its objects gather their bytes before they are written, and an image
 * without loss would stand in memory twice; the file itself, with its offsets, is written from one place, which images
 * use here as pdfkit's own objects do.
 */
interface Inside {
  _offset: number;
  _write(data: string | Uint8Array): void;
  _refEnd(object: PdfObject): void;
  on(event: 'data', listener: (bytes: Uint8Array<ArrayBuffer>) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  ref(data?: unknown): PdfObject;
  end(): void;
}

interface ObjectInside extends PdfObject {
  readonly id: number;
  offset: number;
}

/** The way from a pdfkit document to a file, in which images are written as they come. */
export class PdfOutput {
  readonly #document: Inside;
  readonly #sink: FileSink;
  readonly #ended: Promise<void>;
  #pieces: Uint8Array<ArrayBuffer>[] = [];

  constructor(document: unknown, sink: FileSink) {
    this.#document = document as Inside;
    this.#sink = sink;
    this.#document.on('data', (bytes) => this.#pieces.push(bytes));
    this.#ended = new Promise((resolve) => this.#document.on('end', resolve));
  }

  async writeImage(object: PdfObject, image: PdfImage): Promise<void> {
    const document = this.#document;
    const length = document.ref(0);
    const inside = object as ObjectInside;
    inside.offset = document._offset;
    document._write(`${inside.id} 0 obj\n<< ${image.dictionary} /Length ${String(length)} >>\nstream`);
    const start = document._offset;
    for await (const bytes of image.stream) {
      document._write(bytes);
      await this.#drain();
    }
    Object.assign(length, { data: document._offset - start });
    document._write('\nendstream\nendobj');
    document._refEnd(object);
    length.end();
    await this.#drain();
  }

  /** Ends the document and the file. */
  async end(): Promise<void> {
    this.#document.end();
    await this.#ended;
    await this.#drain();
  }

  async #drain(): Promise<void> {
    const pieces = this.#pieces;
    this.#pieces = [];
    for (const piece of pieces) await this.#sink.write(piece);
  }
}
