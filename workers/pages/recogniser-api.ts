import type { TesseractBlock } from '../../src/scan/text/from-tesseract.ts';

/** What the worker that reads offers the one that makes pages, through comlink. It may be terminated at any moment. */
export interface RecogniserApi {
  /**
   * Starts Tesseract. To be called once, before all else.
   *
   * @param filesUrl the folder with the files of the recognition, with a slash at its end
   */
  start(filesUrl: string, languages: readonly string[]): Promise<void>;
  /** Reads an image file; `onProgress` is a comlink proxy and hears 0 … 1. */
  read(image: ImageToRead, onProgress: (share: number) => void): Promise<readonly TesseractBlock[]>;
}

export interface ImageToRead {
  readonly file: Blob;
  readonly dpi: number;
  /** A page whose columns and paragraphs are to be found, or a piece of one that is taken for a single block. */
  readonly layout: 'page' | 'block';
}
