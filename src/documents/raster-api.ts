import type { AttachmentRole } from '../layout/plan-input.ts';
import type { SidePlan } from '../layout/sheet-plan.ts';
import type { PaperName } from '../machine/paper.ts';
import type { HalftoneSettings } from '../settings/halftone.ts';

/**
 * What a raster worker offers through comlink (implemented in workers/raster.ts).
 * The page keeps one for opening, measuring and thumbnails; the spooler keeps its own for printing.
 */
export interface RasterApi {
  /** Opens and measures. Throws PlatenError `document.*`; with `document.encrypted`, call again with a password. */
  open(source: DocumentSource): Promise<DocumentInfo>;
  close(documentId: string): Promise<void>;
  /** The page upright, fitted into a square of `maxPx`, on white. The bitmap is transferred to the caller. */
  thumbnail(documentId: string, pageIndex: number, maxPx: number): Promise<ImageBitmap>;
  /**
   * Pages on which nothing would be seen on paper, from 0, of `pages` pages from `firstPage` on (left out: of all).
   * Each page is looked at once. Closing the document ends the search: it throws PlatenError `document.not-open`.
   */
  blankPages(documentId: string, firstPage?: number, pages?: number): Promise<readonly number[]>;
  /**
   * Rasters one side and writes its page data (operators 03 to 13 of UFR II LT) to the sink, chunk by chunk,
   * waiting for each write: that is the back-pressure. Documents must be open in this worker.
   * `next`: the side that is most likely asked for after it; its first page is parsed meanwhile.
   */
  renderSide(request: SideRequest, sink: SideSink, next?: SideRequest): Promise<SideReport>;
  /**
   * Rasters sides for nobody, so that whatever is slow the first time (compiling, fonts, screens, memory) is over
   * when it counts. Resolves when that is done, was stopped, or took too long to be worth it; what goes wrong shows
   * when the side is wanted.
   */
  rehearse(requests: readonly SideRequest[]): Promise<void>;
  /** Breaks rehearsals off. Resolves when the worker is free. */
  stopRehearsing(): Promise<void>;
}

export interface DocumentSource {
  /** Chosen by the caller; unique in a session. */
  readonly id: string;
  readonly name: string;
  readonly blob: Blob;
  readonly password?: string;
  /** What it is to the job; left out: its pages are what is printed. */
  readonly role?: AttachmentRole;
}

export type DocumentKind = 'pdf' | 'image' | 'tiff' | 'text';

export interface DocumentInfo {
  readonly id: string;
  readonly name: string;
  readonly kind: DocumentKind;
  /** Every page's size in points, upright (its own rotation applied). */
  readonly pages: readonly PageSize[];
}

export interface PageSize {
  readonly widthPt: number;
  readonly heightPt: number;
}

export interface SideRequest {
  readonly side: SidePlan;
  readonly paper: PaperName;
  readonly halftone: HalftoneSettings;
}

export interface SideSink {
  /** `bytes` of page data; `lines` of the side that are complete after it. The buffer is transferred. */
  write(bytes: Uint8Array<ArrayBuffer>, lines: number): Promise<void>;
}

export interface SideReport {
  /** Page-data bytes written. */
  readonly bytes: number;
  /** Black dots on the side, for toner estimates. */
  readonly blackDots: number;
  /** Milliseconds spent drawing, reading back, screening, compressing; for the benchmark. */
  readonly timing: Readonly<Record<'draw' | 'read' | 'screen' | 'compress' | 'wait', number>>;
}
