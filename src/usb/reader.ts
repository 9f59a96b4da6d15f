import type { Clock } from './clock.ts';
import type { UsbDevice } from './web-usb.ts';

/** A multiple of every packet size, so that no answer overflows it. */
const READ_BYTES = 16_384;
/** What nobody fetches is dropped from the oldest end on. */
const MAX_QUEUED_BYTES = 262_144;
/** Some platforms end every read at once and empty; after a few of these the reader slows down. */
const FREE_EMPTY_READS = 4;
const MAX_BACK_OFF_MS = 10;
const MAX_STALLS_IN_A_ROW = 8;

/**
 * The one reader of a bulk IN pipe.
 *
 * A WebUSB read can neither time out nor be taken back, so one read is always under way and callers wait with
 * deadlines of their own. It ends when the device is closed or gone.
 */
export class BulkReader {
  readonly #device: UsbDevice;
  readonly #endpoint: number;
  readonly #clock: Clock;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  /** Aborted when the next piece comes, or when none ever will. */
  #arrival = new AbortController();

  constructor(device: UsbDevice, endpoint: number, clock: Clock) {
    this.#device = device;
    this.#endpoint = endpoint;
    this.#clock = clock;
    void this.#run();
  }

  /** What the machine said next, in its own pieces; null when it says nothing for so long, or never will. */
  async read(timeoutMs: number): Promise<Uint8Array | null> {
    if (this.#queue.length === 0) await this.#clock.sleep(timeoutMs, this.#arrival.signal);
    const piece = this.#queue.shift() ?? null;
    this.#queuedBytes -= piece?.length ?? 0;
    return piece;
  }

  /**
   * Throws away what an earlier owner left in the pipe, until it is quiet for `quietMs`, or after ten times as
   * long in any case. @returns how many bytes that was
   */
  async drain(quietMs: number): Promise<number> {
    const end = this.#clock.now() + 10 * quietMs;
    let dropped = 0;
    while (this.#clock.now() < end) {
      const piece = await this.read(quietMs);
      if (!piece) break;
      dropped += piece.length;
    }
    return dropped;
  }

  async #run(): Promise<void> {
    let empty = 0;
    let stalls = 0;
    try {
      while (stalls < MAX_STALLS_IN_A_ROW) {
        const { status, data } = await this.#device.transferIn(this.#endpoint, READ_BYTES);
        if (status === 'stall') {
          stalls += 1;
          await this.#device.clearHalt('in', this.#endpoint);
        } else {
          stalls = 0;
        }
        const bytes = data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice() : null;
        if (bytes?.length) {
          empty = 0;
          this.#push(bytes);
        } else {
          empty += 1;
          const backOffMs = Math.min(empty - FREE_EMPTY_READS, MAX_BACK_OFF_MS);
          if (backOffMs > 0) await this.#clock.sleep(backOffMs);
        }
      }
    } catch {
      // Closed or unplugged. The writer and the connection's own watch tell; a reader only falls silent.
    }
    this.#arrival.abort();
  }

  #push(bytes: Uint8Array): void {
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
    while (this.#queuedBytes > MAX_QUEUED_BYTES) this.#queuedBytes -= this.#queue.shift()!.length;
    this.#arrival.abort();
    this.#arrival = new AbortController();
  }
}
