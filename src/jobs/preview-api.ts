import type { DocumentSource, SideRequest } from '../documents/raster-api.ts';
import type { SideBitmap } from './spooler-api.ts';

/**
 * What the preview's worker offers the page through comlink (implemented in workers/preview.ts). What it shows went
 * through the machine's language: sides are made into the bytes that printing would send, and only those bytes are
 * looked at.
 */
export interface PreviewApi {
  /** Throws PlatenError `document.*`. */
  open(source: DocumentSource): Promise<void>;
  close(documentId: string): Promise<void>;
  /**
   * Makes one side. Its documents must be open. Throws PlatenError `document.*`, and `job.cancelled` when `stop`
   * was called meanwhile.
   *
   * @param isLookedAt now: it may well be wanted again at once, made in another way
   */
  make(request: SideRequest, isLookedAt: boolean): Promise<MadeSide>;
  /** Gives up the side that is being made. */
  stop(): Promise<void>;
  /** Decodes page data and draws it `widthPx` wide. The bitmap is transferred to the caller. */
  picture(pageData: Uint8Array, widthPx: number): Promise<ImageBitmap>;
  /** Decodes page data to its dots, as wide as the sheet. */
  dots(pageData: Uint8Array): Promise<SideBitmap>;
}

export interface MadeSide {
  /** As it would go over the cable (operators 03 to 13 of UFR II LT). */
  readonly pageData: Uint8Array<ArrayBuffer>;
  readonly blackDots: number;
}
