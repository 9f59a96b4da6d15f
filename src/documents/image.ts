import type { Matrix } from '../layout/geometry.ts';
import { PlatenError } from '../errors/platen-error.ts';
import { measureImage, type BrowserImageType } from './headers/measure.ts';
import type { ImageHeader } from './headers/reader.ts';
import { drawImage, imagePageSize, imageRegion, type ImageSlot } from './image-page.ts';
import type { OpenDocument, PageContext } from './open-document.ts';
import type { PageRegion } from './page-region.ts';
import type { DocumentSource, PageSize } from './raster-api.ts';

/** Headers, with whatever colour profiles and previews stand before them, end well within this. */
const HEADER_BYTES = 4 * 1024 * 1024;

/**
 * Opens an image that the browser can decode; of an animation, the first frame.
 * Orientation told in EXIF is applied. Without a density in the file, one pixel is 1/96 inch, as on the web.
 *
 * @throws PlatenError `document.damaged`, `document.too-large`
 */
export async function openImage(
  type: BrowserImageType,
  source: DocumentSource,
  slot: ImageSlot,
): Promise<OpenDocument> {
  const head = new Uint8Array(await source.blob.slice(0, HEADER_BYTES).arrayBuffer());
  const header = measureImage(type, head, source.name);
  const document = new ImageDocument(source, header, slot);
  await document.load();
  return document;
}

class ImageDocument implements OpenDocument {
  readonly kind = 'image';
  pages: readonly PageSize[] = [];

  constructor(
    private readonly source: DocumentSource,
    private readonly header: ImageHeader,
    private readonly slot: ImageSlot,
  ) {}

  /** Decodes once, to know that it can be, and how it lies after orientation. */
  async load(): Promise<void> {
    this.pages = [imagePageSize(this.header, await this.#bitmap())];
  }

  async draw(ctx: PageContext, pageIndex: number, matrix: Matrix): Promise<void> {
    drawImage(ctx, await this.#bitmap(), this.pages[pageIndex]!, matrix);
  }

  async regions(pageIndex: number): Promise<readonly PageRegion[]> {
    return [imageRegion(await this.#bitmap(), this.pages[pageIndex]!)];
  }

  release(): void {
    this.slot.clear(this);
  }

  close(): Promise<void> {
    this.release();
    return Promise.resolve();
  }

  #bitmap(): Promise<ImageBitmap> {
    return this.slot.get(this, 0, async () => {
      try {
        return await createImageBitmap(this.source.blob, { imageOrientation: 'from-image' });
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        throw new PlatenError('document.damaged', { name: this.source.name, detail }, { cause: error });
      }
    });
  }
}
