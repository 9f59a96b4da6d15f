import type { Matrix } from '../layout/geometry.ts';
import { PlatenError } from '../errors/platen-error.ts';
import { checkPixels, parse } from './headers/measure.ts';
import { readTiff, type TiffPage } from './headers/tiff.ts';
import { drawImage, imagePageSize, imageRegion, type ImageSlot } from './image-page.ts';
import type { DocumentHost, OpenDocument, PageContext } from './open-document.ts';
import type { PageRegion } from './page-region.ts';
import type { DocumentSource, PageSize } from './raster-api.ts';
import type { TiffReply, TiffRequest } from './tiff-decoding.ts';

/** Decoding 150 megapixels takes seconds; for ever means a damaged file. */
const DECODE_TIME_LIMIT_MS = 60_000;

/**
 * Opens a TIFF file; each of its images is a page.
 *
 * @throws PlatenError `document.damaged`, `.empty`, `.too-large`, `.timeout`
 */
export async function openTiff(
  source: DocumentSource,
  host: DocumentHost,
  slot: ImageSlot,
): Promise<OpenDocument> {
  const { name } = source;
  const file = await source.blob.arrayBuffer();
  const images = parse(() => readTiff(new Uint8Array(file)), name);
  if (images.length === 0) throw new PlatenError('document.empty', { name });
  for (const image of images) checkPixels(image, name);
  const document = new TiffDocument(source, images, host, slot);
  await document.verify();
  return document;
}

class TiffDocument implements OpenDocument {
  readonly kind = 'tiff';
  readonly pages: readonly PageSize[];

  constructor(
    private readonly source: DocumentSource,
    private readonly images: readonly TiffPage[],
    private readonly host: DocumentHost,
    private readonly slot: ImageSlot,
  ) {
    this.pages = images.map((image) => imagePageSize(image, uprightSize(image)));
  }

  /** Decodes the first page: a file of a kind that cannot be decoded is refused when it is opened. */
  async verify(): Promise<void> {
    await this.#image(0);
  }

  async draw(ctx: PageContext, pageIndex: number, matrix: Matrix): Promise<void> {
    drawImage(ctx, await this.#image(pageIndex), this.pages[pageIndex]!, matrix);
  }

  async regions(pageIndex: number): Promise<readonly PageRegion[]> {
    return [imageRegion(await this.#image(pageIndex), this.pages[pageIndex]!)];
  }

  release(): void {
    this.slot.clear(this);
  }

  close(): Promise<void> {
    this.release();
    return Promise.resolve();
  }

  #image(pageIndex: number): Promise<ImageBitmap> {
    return this.slot.get(this, pageIndex, () => this.#decode(this.images[pageIndex]!));
  }

  async #decode(image: TiffPage): Promise<ImageBitmap> {
    const { widthPx, heightPx, fields } = image;
    const file = await this.source.blob.arrayBuffer();
    const reply = await this.#inThread({ file, fields, widthPx, heightPx });
    if ('failed' in reply) {
      throw new PlatenError('document.damaged', {
        name: this.source.name,
        detail: reply.failed.slice(0, 200),
      });
    }
    const stored = await createImageBitmap(new ImageData(reply.rgba, widthPx, heightPx));
    return image.orientation === 1 ? stored : turnUpright(stored, image);
  }

  async #inThread(request: TiffRequest): Promise<TiffReply> {
    const thread = this.host.startTiffDecoder();
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<TiffReply>((resolve, reject) => {
        thread.addEventListener('message', (event: MessageEvent<TiffReply>) => resolve(event.data));
        thread.addEventListener('error', (event) =>
          resolve({ failed: event.message || 'the decoder stopped' }),
        );
        timer = setTimeout(() => {
          const seconds = DECODE_TIME_LIMIT_MS / 1000;
          reject(new PlatenError('document.timeout', { name: this.source.name, seconds }));
        }, DECODE_TIME_LIMIT_MS);
        thread.postMessage(request, [request.file]);
      });
    } finally {
      clearTimeout(timer);
      thread.terminate();
    }
  }
}

const isTurned = (orientation: number) => orientation >= 5;

function uprightSize({ widthPx, heightPx, orientation }: TiffPage): { width: number; height: number } {
  return isTurned(orientation) ? { width: heightPx, height: widthPx } : { width: widthPx, height: heightPx };
}

/** Orientation 2 to 8 as a canvas transform from the stored image (w × h) to the upright one (TIFF 6.0 p. 36). */
function turnUpright(stored: ImageBitmap, image: TiffPage): ImageBitmap {
  const { widthPx: w, heightPx: h } = image;
  const transforms: Readonly<Record<number, Matrix>> = {
    2: [-1, 0, 0, 1, w, 0],
    3: [-1, 0, 0, -1, w, h],
    4: [1, 0, 0, -1, 0, h],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, h, 0],
    7: [0, -1, -1, 0, h, w],
    8: [0, -1, 1, 0, 0, w],
  };
  const { width, height } = uprightSize(image);
  const canvas = new OffscreenCanvas(width, height);
  const ctx = canvas.getContext('2d')!;
  ctx.setTransform(...transforms[image.orientation]!);
  ctx.drawImage(stored, 0, 0);
  stored.close();
  return canvas.transferToImageBitmap();
}
