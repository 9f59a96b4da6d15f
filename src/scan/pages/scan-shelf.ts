import type { PixelShape, ScanBatch, ScannedPage } from './scanned-page.ts';

/**
 * Where scanned pages are kept until they are erased (implemented in src/storage). Pixels lie in strips, packed as
 * they come, so that no page stands in memory as a whole; a page that a crash cut short is not there.
 *
 * All of it throws PlatenError `scan.no-room` (nothing of what was there is lost), `scan.not-kept`, `storage.*`.
 */
export interface ScanShelf {
  batches(): Promise<readonly ScanBatch[]>;
  pages(batchId: string): Promise<readonly ScannedPage[]>;
  page(pageId: string): Promise<ScannedPage | null>;
  saveBatch(batch: ScanBatch): Promise<void>;
  /** All of a page but its pixels. The batch is changed with it. Throws `scan.gone` when there is no such batch. */
  savePage(page: ScannedPage): Promise<void>;
  /** Pixels go with the last page that shows them. */
  erasePages(pageIds: readonly string[]): Promise<void>;
  eraseBatch(batchId: string): Promise<void>;
  /** Strip `index` of a page that is being scanned. */
  putStrip(pixelsId: string, index: number, strip: StoredStrip): Promise<void>;
  /** Strip `index`; null behind the last. */
  strip(pixelsId: string, index: number): Promise<StoredStrip | null>;
  putOverview(pixelsId: string, overview: StoredOverview): Promise<void>;
  overview(pixelsId: string): Promise<StoredOverview | null>;
  /** Bytes on disk, by batch. Pixels that pages of two batches show count for both. */
  sizes(): Promise<ReadonlyMap<string, number>>;
  /**
   * Erases the batches that were changed longest ago until the others take no more than `limitBytes`, never those
   * that are open. Gives the ids of what was erased.
   */
  keepWithin(limitBytes: number, openBatchIds: readonly string[]): Promise<readonly string[]>;
  /** Clears pixels that never became a page. Only while nobody scans. */
  clearCutShort(): Promise<void>;
}

/** Whole lines, packed (`strip-codec.ts`). */
export interface StoredStrip {
  readonly lines: number;
  readonly packed: Uint8Array<ArrayBuffer>;
}

/** The page made small (about 100 dpi), packed as one strip: for pictures, and to look for findings. */
export interface StoredOverview {
  readonly shape: PixelShape;
  readonly packed: Uint8Array<ArrayBuffer>;
}
