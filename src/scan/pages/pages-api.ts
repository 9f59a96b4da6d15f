import type { Corrections } from '../corrections/corrections.ts';

/**
 * What the worker that makes pages offers the page through comlink (implemented in workers/pages.ts): scanned pages,
 * corrected, as pictures and as files. Apart from the scanner's worker, so that neither waits for the other.
 */
export interface PagesApi {
  /** A page, corrected, no larger than `maxPx` either way: from its overview, quickly. Transferred to the caller. */
  picture(pageId: string, corrections: Corrections, maxPx: number): Promise<ImageBitmap>;
  /** A part of the corrected page at its full resolution, pixels from its upper left corner. */
  detail(pageId: string, corrections: Corrections, area: PixelArea): Promise<ImageBitmap>;
  /** Size of the corrected page at full resolution. */
  size(pageId: string, corrections: Corrections): Promise<{ widthPx: number; heightPx: number; dpi: number }>;
  /**
   * Writes pages into files. Progress is told page by page.
   *
   * @throws PlatenError `scan.gone` (pages were erased), `scan.write-failed`, `scan.no-language`, `scan.text-failed`,
   *   `scan.cancelled`
   */
  write(order: WriteOrder, onProgress: (progress: WriteProgress) => void): Promise<readonly WrittenFile[]>;
  /**
   * The `turn` with which a page's text stands upright, whatever turn its corrections have; null where there is too
   * little text to tell. Waits for what is being written.
   *
   * @param languages one that is near to the page's will do
   * @throws PlatenError `scan.gone`, `scan.no-language`, `scan.text-failed`, `scan.cancelled`
   */
  upright(
    pageId: string,
    corrections: Corrections,
    languages: readonly string[],
    onProgress: (progress: UprightProgress) => void,
  ): Promise<Corrections['turn'] | null>;
  /** Gives up what is being written, and what looks for text that stands upright. */
  stop(): Promise<void>;
}

export interface PixelArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const FILE_FORMATS = ['pdf', 'pdf-a', 'tiff', 'png', 'jpeg', 'text'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export interface WriteOrder {
  /** One file a document; formats of one page a file make as many as there are pages. */
  readonly documents: readonly DocumentOrder[];
  readonly format: FileFormat;
  /** 1 … 100, of JPEG; null: without loss. What is black and white is always without loss (CCITT G4). */
  readonly jpegQuality: number | null;
  /** Languages (`eng`, `deu` …) for text behind the pictures of a PDF, and of `text`; empty: none is looked for. */
  readonly languages: readonly string[];
}

export interface DocumentOrder {
  /** Without its extension. */
  readonly fileName: string;
  readonly title: string;
  readonly pages: readonly { readonly pageId: string; readonly corrections: Corrections }[];
}

export interface WriteProgress {
  readonly step: 'language' | 'text' | 'page' | 'file';
  readonly page: number;
  readonly pages: number;
  /** Of the step, 0 … 1; null while unknown. */
  readonly share: number | null;
}

export interface UprightProgress {
  readonly step: 'language' | 'text';
  /** Of the step, 0 … 1; null while unknown. */
  readonly share: number | null;
}

export interface WrittenFile {
  readonly name: string;
  /** The browser keeps large ones on disk. */
  readonly blob: Blob;
  /** How sure the text is, 0 … 100, page by page; empty where none was looked for. */
  readonly confidence: readonly number[];
}
