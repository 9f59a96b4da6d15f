import type { Matrix } from '../layout/geometry.ts';
import type { PageRegion } from './page-region.ts';
import type { DocumentKind, PageSize } from './raster-api.ts';

/** The canvas that pages are drawn on: opaque, white, its transform and clip set by the caller. */
export type PageContext = OffscreenCanvasRenderingContext2D;

export interface DrawOptions {
  /** All text black, whatever its colour; white stays white. */
  readonly blackText?: boolean;
  /** Breaks the drawing off where that can be done; it then fails. */
  readonly signal?: AbortSignal;
}

/** A document that can draw its pages. Whatever kind it is, this is all that the raster worker sees of it. */
export interface OpenDocument {
  readonly kind: DocumentKind;
  readonly pages: readonly PageSize[];
  /**
   * Draws one page. `matrix` maps page points (origin top left, y down, page upright) to canvas pixels.
   * The clip that is set on `ctx` holds; what the page leaves untouched stays as it was.
   * May be called many times for one page, with different matrices, before `release`.
   */
  draw(ctx: PageContext, pageIndex: number, matrix: Matrix, options?: DrawOptions): Promise<void>;
  /** Starts to read a page that will be drawn soon, as far as that goes without this thread; until `release`. */
  prefetch?(pageIndex: number): void;
  /** The pictures of a page that has been drawn and not been released since. */
  regions(pageIndex: number): Promise<readonly PageRegion[]>;
  /** Gives back what was kept to draw this page again. */
  release(pageIndex: number): void;
  close(): Promise<void>;
}

/** What documents need from the thread they live in. */
export interface DocumentHost {
  /** A new thread running pdf.js's parser. */
  startPdfParser(): Worker;
  /** A new thread that decodes TIFF images (`tiff-decoding.ts`). */
  startTiffDecoder(): Worker;
  /** Absolute URL of the folder with pdf.js's cmaps/, standard_fonts/, wasm/ and iccs/, with a slash at the end. */
  readonly pdfAssetsUrl: string;
}
