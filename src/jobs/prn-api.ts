import type { ErrorRecord } from '../errors/platen-error.ts';
import type { JobAttributes } from '../languages/ufr2lt/job-attributes.ts';
import type { PaperName } from '../machine/paper.ts';
import type { JobRequest, SideBitmap } from './spooler-api.ts';

/**
 * What the worker for print files (`.prn`: the machine's language as it would go over the cable) offers the page
 * through comlink (implemented in workers/prn.ts). It has its own raster workers and knows neither queue nor USB.
 */
export interface PrnApi {
  /**
   * Writes a job's stream into `file`, which is left as it was unless all went well. Without a file the stream is
   * collected and returned. `onProgress` is a comlink proxy; it gets the sides that are done.
   * Throws PlatenError `document.*`, `app.prn-not-written`, `job.cancelled`.
   */
  write(
    request: JobRequest,
    file: FileSystemFileHandle | null,
    onProgress: (sidesDone: number) => void,
  ): Promise<Blob | null>;
  /** Stops what `write` is doing. */
  cancelWriting(): Promise<void>;
  /** Decodes a file to its end or to the first mistake in it; the sides before that are kept for looking at. */
  open(file: Blob): Promise<PrnContents>;
  /** One side of the opened file, `widthPx` wide. The bitmap is transferred to the caller. */
  picture(side: number, widthPx: number): Promise<ImageBitmap>;
  /** One side's dots, as wide as its sheet. */
  side(side: number): Promise<SideBitmap>;
}

export interface PrnContents {
  /** null while the file breaks off before the end of the job. */
  readonly attributes: JobAttributes | null;
  /** What is known of the job from its head, even of one that breaks off; null when not even that can be read. */
  readonly ticket: Omit<JobAttributes, 'parameterSet'> | null;
  readonly sides: readonly PrnSide[];
  readonly warnings: readonly { readonly offset: number; readonly reason: string }[];
  /** Where and why decoding stopped. */
  readonly error: ErrorRecord | null;
}

export interface PrnSide {
  readonly paper: PaperName;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Black dots over all dots of the sheet's side, 0 to 1. */
  readonly coverage: number;
  /** Where in the file the piece ends that completes it (see `STREAM_PIECE_BYTES`). */
  readonly endsAt: number;
}
