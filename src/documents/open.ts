import { PlatenError, asPlatenError } from '../errors/platen-error.ts';
import { ImageSlot } from './image-page.ts';
import { openImage } from './image.ts';
import { MAX_FILE_BYTES } from './limits.ts';
import type { DocumentHost, OpenDocument } from './open-document.ts';
import type { DocumentSource } from './raster-api.ts';
import { SNIFF_BYTES, sniff } from './sniff.ts';
import { openText } from './text.ts';

/** Opens documents of every kind, sharing between them what a thread should hold only once. */
export class DocumentOpener {
  readonly #slot = new ImageSlot();

  constructor(private readonly host: DocumentHost) {}

  /**
   * @throws PlatenError `document.unsupported`, `.encrypted`, `.damaged`, `.empty`, `.too-large`, `.timeout`
   */
  async open(source: DocumentSource): Promise<OpenDocument> {
    const { blob, name } = source;
    if (blob.size > MAX_FILE_BYTES) {
      throw new PlatenError('document.too-large', { name, size: `${Math.round(blob.size / 2 ** 20)} MiB` });
    }
    try {
      return await this.#open(source);
    } catch (error) {
      // A file that was moved or changed since it was chosen can no longer be read, and says so in many ways.
      const platen = asPlatenError(error, 'document.damaged');
      throw new PlatenError(platen.code, { name, ...platen.params }, { cause: error });
    }
  }

  async #open(source: DocumentSource): Promise<OpenDocument> {
    const head = new Uint8Array(await source.blob.slice(0, SNIFF_BYTES).arrayBuffer());
    const type = sniff(head, source.blob.size <= SNIFF_BYTES, source.name);
    switch (type) {
      // pdf.js and the TIFF decoder are large; they are loaded when the first such document comes.
      case 'pdf':
        return (await import('./pdf.ts')).openPdf(source, this.host);
      case 'tiff':
        return (await import('./tiff.ts')).openTiff(source, this.host, this.#slot);
      case 'text-utf8':
        return openText('utf-8', source);
      case 'text-utf16':
        return openText('utf-16', source);
      default:
        return openImage(type, source, this.#slot);
    }
  }
}
