import { PlatenError } from '../errors/platen-error.ts';
import type { SideRequest } from '../documents/raster-api.ts';
import type { SideBuffer } from './side-buffer.ts';

/** Where a job's bytes go: the connection to the machine. */
export interface PrinterOutput {
  /** Resolves when there is room for more; order is kept. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Resolves when everything written was accepted. */
  flush(): Promise<void>;
  /** Bytes accepted since the connection was made. */
  readonly bytesAccepted: number;
}

/** Frames one job in the machine's language. */
export interface JobFramer {
  begin(): Uint8Array<ArrayBuffer>;
  /** Page data in, as many complete blocks out as it fills. */
  write(pageData: Uint8Array<ArrayBuffer>): readonly Uint8Array<ArrayBuffer>[];
  end(): readonly Uint8Array<ArrayBuffer>[];
  /** White lines from `linesDone` to the foot of the side, and its end. */
  blankRest(linesDone: number): readonly Uint8Array<ArrayBuffer>[];
}

export interface PrintRun {
  readonly sides: readonly SideRequest[];
  readonly framer: JobFramer;
  readonly output: PrinterOutput;
  raster(sides: readonly SideRequest[]): AsyncIterable<SideBuffer>;
  readonly cancelled: AbortSignal;
  /** Awaited before the first byte leaves; what it throws ends the run with the machine none the wiser. */
  onBegin?(): Promise<void>;
  /** Awaited before the last bytes of the first `sides` sides can leave. */
  beforeSides?(sides: number): Promise<void>;
  onProgress(progress: RunProgress): void;
}

export interface RunProgress {
  /** Sides whose bytes were all accepted. */
  readonly sidesSent: number;
  readonly bytesSent: number;
  /** Black dots on those sides. */
  readonly blackDots: number;
}

/**
 * Prints one job: sides in order through the framer to the output.
 *
 * Nothing is sent before the first bytes of the first side exist, so a document that cannot be drawn leaves the
 * machine alone. Once something was sent the job always ends legally in its language, whatever happens: the open
 * side is filled with white, the job closed, and only then the failure is thrown.
 */
export async function printRun(run: PrintRun): Promise<'sent' | 'cancelled'> {
  const wire = new Wire(run);
  try {
    for await (const side of run.raster(run.sides)) {
      for await (const chunk of side.read()) {
        if (run.cancelled.aborted) break;
        await wire.pageData(chunk.bytes, chunk.lines);
      }
      if (run.cancelled.aborted) break;
      wire.sideComplete(side.report?.blackDots ?? 0);
    }
  } catch (error) {
    if (isTransportFailure(error)) wire.report();
    else await wire.close();
    throw error;
  }
  await wire.close();
  return run.cancelled.aborted ? 'cancelled' : 'sent';
}

/** Counts what went out and tells which sides were accepted whole. */
class Wire {
  readonly #run: PrintRun;
  readonly #start: number;
  #begun = false;
  /** Bytes handed out by the framer. */
  #framed = 0;
  /** The newest block waits until it is known whether it may end a side: that is announced first. */
  #inHand: Uint8Array<ArrayBuffer> | null = null;
  #sidesComplete = 0;
  #sidesAnnounced = 0;
  /** Lines of the open side that were written; 0 between sides. */
  #lines = 0;
  /** Black dots of complete sides whose last bytes still wait in the framer; the next block takes them along. */
  readonly #unframed: number[] = [];
  /** Where in the stream each side that was not accepted yet is complete. */
  readonly #ends: { readonly at: number; readonly blackDots: number }[] = [];
  #sidesSent = 0;
  #blackDots = 0;

  constructor(run: PrintRun) {
    this.#run = run;
    this.#start = run.output.bytesAccepted;
  }

  async pageData(bytes: Uint8Array<ArrayBuffer>, lines: number): Promise<void> {
    if (!this.#begun) {
      await this.#run.onBegin?.();
      // A cancel may have come while that was written down.
      if (this.#run.cancelled.aborted) return;
      this.#begun = true;
      const start = this.#run.framer.begin();
      this.#framed = start.length;
      await this.#leave(start);
    }
    this.#lines = lines;
    for (const block of this.#run.framer.write(bytes)) await this.#send(block);
  }

  sideComplete(blackDots: number): void {
    this.#lines = 0;
    this.#sidesComplete += 1;
    this.#unframed.push(blackDots);
  }

  /** Ends the job legally; a job of which nothing was sent needs no end. */
  async close(): Promise<void> {
    if (!this.#begun) return;
    const { framer, output } = this.#run;
    if (this.#lines > 0) {
      for (const white of framer.blankRest(this.#lines)) {
        for (const block of framer.write(white)) await this.#send(block);
      }
      this.#lines = 0;
    }
    for (const block of framer.end()) await this.#send(block);
    if (this.#inHand) await this.#leave(this.#inHand);
    await output.flush();
    this.report();
  }

  async #send(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const previous = this.#inHand;
    this.#inHand = bytes;
    this.#framed += bytes.length;
    for (const blackDots of this.#unframed.splice(0)) this.#ends.push({ at: this.#framed, blackDots });
    if (previous) await this.#leave(previous);
  }

  async #leave(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#sidesAnnounced < this.#sidesComplete) {
      this.#sidesAnnounced = this.#sidesComplete;
      await this.#run.beforeSides?.(this.#sidesAnnounced);
    }
    await this.#run.output.write(bytes);
    this.report();
  }

  /** Tells how far the machine has taken the job. */
  report(): void {
    const bytesSent = this.#run.output.bytesAccepted - this.#start;
    while (this.#ends.length > 0 && this.#ends[0]!.at <= bytesSent) {
      this.#blackDots += this.#ends.shift()!.blackDots;
      this.#sidesSent += 1;
    }
    this.#run.onProgress({ sidesSent: this.#sidesSent, bytesSent, blackDots: this.#blackDots });
  }
}

/** The cable or the machine failed: nothing more can be said to it. */
function isTransportFailure(error: unknown): boolean {
  return error instanceof PlatenError && error.code.startsWith('usb.');
}
