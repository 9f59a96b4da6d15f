import { PlatenError } from '../errors/platen-error.ts';
import { StreamDecoder } from '../languages/ufr2lt/stream-decoder.ts';
import type { JobTicket } from '../languages/ufr2lt/stream-handler.ts';
import { joinBytes } from './bytes.ts';
import type { StreamFault } from './error-sheet.ts';

/** The head of a JobStart block: what a lost machine looks for (UFR II LT notes §2). */
const JOB_START = [0xcd, 0xca, 0x10, 0x00, 0x00, 0x6b];

/**
 * Bytes kept to look back in. When a job breaks off and another follows, the other's JobStart may be swallowed
 * as page data; that is noticed when the Send block ends, at most 65555 bytes later.
 */
const LOOK_BACK_BYTES = 128 * 1024;

export interface JobEvents {
  jobStart(ticket: JobTicket): void;
  /** Page data of a side that is complete and passed all checks. */
  side(pageData: Uint8Array<ArrayBuffer>): void;
  jobEnd(): void;
  /** The job cannot be read on. What comes until the next JobStart is skipped. */
  malformed(fault: StreamFault): void;
}

/** Reads jobs from bytes as they come, and finds its feet again after nonsense. */
export class JobReceiver {
  readonly #events: JobEvents;
  #decoder: StreamDecoder;
  #sideChunks: Uint8Array[] = [];
  #sideBytes = 0;
  #isLost = false;
  #isOver = false;
  /** The latest bytes given to the decoder, or skipped over; the first of them is byte `#recentFrom`. */
  #recent: Uint8Array[] = [];
  #recentBytes = 0;
  #offset = 0;

  constructor(events: JobEvents) {
    this.#events = events;
    this.#decoder = this.#newDecoder();
  }

  /** Bytes held for a side that is not complete. */
  get heldBytes(): number {
    return this.#sideBytes;
  }

  /** The bytes may be reused by the caller. */
  push(bytes: Uint8Array): void {
    let rest: Uint8Array | null = bytes.slice();
    while (rest !== null) rest = this.#isLost ? this.#search(rest) : this.#decode(rest);
  }

  /** Forgets a job that has begun; the next byte is expected to begin another. */
  reset(): void {
    this.#startOver();
    this.#isLost = false;
  }

  /** Returns what is still to be looked at, or null. */
  #decode(bytes: Uint8Array): Uint8Array | null {
    const before = this.#offset;
    this.#remember(bytes);
    try {
      this.#decoder.push(bytes);
    } catch (error) {
      if (!(error instanceof PlatenError) || error.code !== 'language.malformed') throw error;
      const offset = Number(error.params.offset);
      // A decoder for one job refuses what comes after it, and so says where the next job begins.
      if (this.#isOver) {
        this.#startOver();
        return bytes.subarray(offset - before);
      }
      const recent = joinBytes(this.#recent);
      const hasOwnStart = this.#recentBytes === this.#offset;
      this.#startOver();
      this.#isLost = true;
      this.#events.malformed({ offset, reason: String(error.params.reason) });
      return hasOwnStart ? recent.subarray(1) : recent;
    }
    return null;
  }

  /** Returns the bytes from the next JobStart on, or null when there is none yet. */
  #search(bytes: Uint8Array): Uint8Array | null {
    this.#remember(bytes);
    const window = joinBytes(this.#recent);
    const at = indexOf(window, JOB_START);
    this.#startOver();
    if (at >= 0) {
      this.#isLost = false;
      return window.subarray(at);
    }
    this.#remember(window.slice(-(JOB_START.length - 1)));
    return null;
  }

  #remember(bytes: Uint8Array): void {
    this.#recent.push(bytes);
    this.#recentBytes += bytes.length;
    this.#offset += bytes.length;
    while (this.#recentBytes - this.#recent[0]!.length >= LOOK_BACK_BYTES) {
      this.#recentBytes -= this.#recent.shift()!.length;
    }
  }

  #startOver(): void {
    this.#decoder = this.#newDecoder();
    this.#isOver = false;
    this.#sideChunks = [];
    this.#sideBytes = 0;
    this.#recent = [];
    this.#recentBytes = 0;
    this.#offset = 0;
  }

  #newDecoder(): StreamDecoder {
    return new StreamDecoder({
      jobStart: (ticket) => this.#events.jobStart(ticket),
      sideData: ({ bytes }) => {
        this.#sideChunks.push(bytes);
        this.#sideBytes += bytes.length;
      },
      sideEnd: () => {
        const pageData = joinBytes(this.#sideChunks);
        this.#sideChunks = [];
        this.#sideBytes = 0;
        this.#events.side(pageData);
      },
      jobEnd: () => {
        this.#isOver = true;
        this.#events.jobEnd();
      },
    });
  }
}

function indexOf(bytes: Uint8Array, pattern: readonly number[]): number {
  for (let at = bytes.indexOf(pattern[0]!); at >= 0; at = bytes.indexOf(pattern[0]!, at + 1)) {
    if (at + pattern.length > bytes.length) return -1;
    if (pattern.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
