import type { Matrix } from '../layout/geometry.ts';
import type { ImageHeader } from './headers/reader.ts';
import type { PageContext } from './open-document.ts';
import { isBlackAndWhite, type PageRegion } from './page-region.ts';
import type { PageSize } from './raster-api.ts';

/** What an image without a density is taken for: a CSS pixel is 1/96 inch. */
const DEFAULT_DPI = 96;
const POINTS_PER_INCH = 72;

/**
 * The page that an image fills. `upright` is the decoded image; if it lies the other way round than the header
 * says, it was turned on decoding, and so its two densities are exchanged.
 */
export function imagePageSize(
  header: ImageHeader,
  upright: { readonly width: number; readonly height: number },
): PageSize {
  const turned = upright.width === header.heightPx && upright.height === header.widthPx;
  const { xDpi, yDpi } = header.density ?? { xDpi: DEFAULT_DPI, yDpi: DEFAULT_DPI };
  const [horizontal, vertical] = turned ? [yDpi, xDpi] : [xDpi, yDpi];
  return {
    widthPt: (upright.width / horizontal) * POINTS_PER_INCH,
    heightPt: (upright.height / vertical) * POINTS_PER_INCH,
  };
}

/** Draws an image over its whole page; see `OpenDocument.draw`. */
export function drawImage(ctx: PageContext, image: ImageBitmap, page: PageSize, matrix: Matrix): void {
  ctx.save();
  // The modules of a bar code that is enlarged stay whole dots.
  ctx.imageSmoothingEnabled = !(isBilevel(image) && isEnlarged(image, page, matrix));
  ctx.imageSmoothingQuality = 'high';
  ctx.transform(...matrix);
  ctx.drawImage(image, 0, 0, page.widthPt, page.heightPt);
  ctx.restore();
}

/** The picture that an image is on its page. */
export function imageRegion(image: ImageBitmap, page: PageSize): PageRegion {
  const { widthPt, heightPt } = page;
  const box = [0, 0, widthPt, heightPt] as const;
  if (!isBilevel(image)) return { kind: 'photo', box };
  const pixelsPerPoint = Math.max(image.width / widthPt, image.height / heightPt);
  return { kind: 'bilevel', box, pixelsPerPoint };
}

function isEnlarged(image: ImageBitmap, page: PageSize, [a, b, c, d]: Matrix): boolean {
  const across = (page.widthPt * Math.hypot(a, b)) / image.width;
  const down = (page.heightPt * Math.hypot(c, d)) / image.height;
  return Math.min(across, down) >= 1;
}

/** Lines of an image that are looked at at once. */
const LOOKED_AT_LINES = 64;
const bilevel = new WeakMap<ImageBitmap, boolean>();

/** Whether an image is black and white only; a photo is known by its first lines. */
function isBilevel(image: ImageBitmap): boolean {
  let found = bilevel.get(image);
  if (found === undefined) {
    found = look(image);
    bilevel.set(image, found);
  }
  return found;
}

function look(image: ImageBitmap): boolean {
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, Math.min(height, LOOKED_AT_LINES));
  const ctx = canvas.getContext('2d', { willReadFrequently: true })!;
  ctx.globalCompositeOperation = 'copy';
  for (let top = 0; top < height; top += LOOKED_AT_LINES) {
    const lines = Math.min(LOOKED_AT_LINES, height - top);
    ctx.drawImage(image, 0, -top);
    if (!isBlackAndWhite(ctx.getImageData(0, 0, width, lines).data, 4)) return false;
  }
  return true;
}

/**
 * Room for one decoded image. A job may hold hundreds of photographs; decoded they would fill the memory,
 * so whoever decodes one drops the one before.
 */
export class ImageSlot {
  #owner: object | null = null;
  #index = -1;
  #image: Promise<ImageBitmap> | null = null;

  /** The image `index` of `owner`, decoded now unless it is the one that is held. */
  get(owner: object, index: number, decode: () => Promise<ImageBitmap>): Promise<ImageBitmap> {
    if (this.#image !== null && this.#owner === owner && this.#index === index) return this.#image;
    this.#drop();
    const image = decode();
    this.#owner = owner;
    this.#index = index;
    this.#image = image;
    image.catch(() => {
      if (this.#image === image) this.#image = null;
    });
    return image;
  }

  /** Forgets what is held for `owner`. */
  clear(owner: object): void {
    if (this.#owner === owner) this.#drop();
  }

  #drop(): void {
    this.#image?.then((bitmap) => bitmap.close()).catch(() => undefined);
    this.#image = null;
    this.#owner = null;
  }
}
