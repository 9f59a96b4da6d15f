import { asPlatenError, PlatenError } from '../errors/platen-error.ts';
import { QUIRKS } from '../machine/quirks.ts';
import { watchTransfer, type WatchdogHost } from './watchdog.ts';
import type { UsbDevice } from './web-usb.ts';

/** How bytes are cut and sent. The defaults are quirks of the machine. */
export interface TransferTuning {
  readonly chunkBytes: number;
  /** Transfers under way at once, in order. */
  readonly depth: number;
  /** Pause after each transfer; more than 0 means one at a time. */
  readonly gapMs: number;
}

export const DEFAULT_TUNING: TransferTuning = {
  chunkBytes: QUIRKS.bulkOutChunkBytes.answer,
  depth: QUIRKS.bulkOutDepth.answer,
  gapMs: QUIRKS.bulkOutGapMs.answer,
};

export interface WriterHost extends WatchdogHost {
  /** What a transfer's failure means. May wait to see whether the cable was pulled. */
  explain(thrown: unknown): Promise<PlatenError>;
  /** Bytes accepted so far, after every transfer. */
  onProgress(bytesAccepted: number): void;
  /** The pipe is dead; called once. */
  onFailed(error: PlatenError): void;
}

interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly stalls: number;
  readonly outcome: Promise<Outcome>;
}

/** `count` is what the browser says was taken. After a stall Chromium says the whole length, whatever is true. */
type Outcome =
  | { readonly kind: 'ok' | 'stall'; readonly count: number }
  | { readonly kind: 'thrown'; readonly thrown: unknown };

/**
 * Bulk OUT: bytes in order, cut into chunks, a few of them under way, never more.
 *
 * An idle pipe takes whatever there is at once; a busy one gathers it into whole chunks. A stall is cleared and
 * the chunk sent once more. A short count (never seen in Chromium, which always says the full length) is taken
 * up where it ended, from then on one transfer at a time.
 */
export class BulkWriter {
  readonly #device: UsbDevice;
  readonly #endpoint: number;
  readonly #host: WriterHost;
  readonly #tuning: TransferTuning;
  #depth: number;
  /** Gathered bytes of the next chunk; `#fill` of them are there. */
  #gathered: Uint8Array<ArrayBuffer> | null = null;
  #fill = 0;
  /** Chunks to be sent (again), oldest first. */
  #backlog: Omit<Chunk, 'outcome'>[] = [];
  /** Chunks under way, oldest first. */
  #inFlight: Chunk[] = [];
  #settling = false;
  /** No new transfer may start: after a failure it would overtake what must be sent again, or a pause is due. */
  #isHeldBack = false;
  #accepted = 0;
  #failure: PlatenError | null = null;
  /** A write that was given up half way: whatever came next would make no sense to the machine. */
  #torn = false;
  #waiting = new Set<() => void>();
  #turn: Promise<void> = Promise.resolve();

  constructor(device: UsbDevice, endpoint: number, host: WriterHost, tuning = DEFAULT_TUNING) {
    this.#device = device;
    this.#endpoint = endpoint;
    this.#host = host;
    this.#tuning = tuning;
    this.#depth = tuning.gapMs > 0 ? 1 : tuning.depth;
  }

  /** Bytes in transfers that ended well. */
  get bytesAccepted(): number {
    return this.#accepted;
  }

  /**
   * Takes bytes (copied: WebUSB refuses shared memory) and resolves when there is room for more. Writes never
   * mix: the next waits for the one before.
   *
   * @throws PlatenError `usb.*` once the pipe is dead, for this and every later call; `usb.cancelled` when
   * `signal` aborts, after which the pipe goes on if nothing of these bytes had been taken, and else refuses
   * with `usb.torn` until `reset`
   */
  write(bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      let taken = 0;
      for (;;) {
        this.#check(signal, taken > 0);
        taken += this.#gather(bytes.subarray(taken));
        this.#sealWhatCanGo();
        if (taken === bytes.length) return;
        if (this.#fill === this.#tuning.chunkBytes) await this.#change(signal);
      }
    });
  }

  /** Resolves when the machine has taken every byte written so far. Throws as `write` does. */
  flush(signal?: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      for (;;) {
        this.#check(signal, false);
        if (this.#fill > 0 && this.#hasRoom()) this.#seal();
        if (this.#fill === 0 && this.#isIdle()) return;
        await this.#change(signal);
      }
    });
  }

  /** Forgets what waits to be sent, for a new beginning after the machine was told to do the same. */
  reset(): void {
    this.#backlog = [];
    this.#fill = 0;
    this.#torn = false;
    this.#notify();
  }

  /** Resolves when nothing is under way any more, well or not. */
  async idle(): Promise<void> {
    while (!this.#isIdle() && !this.#failure) await this.#change();
  }

  /** Ends everything that waits, with this error. */
  close(error: PlatenError): void {
    this.#failure ??= error;
    this.#notify();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #check(signal: AbortSignal | undefined, partly: boolean): void {
    if (this.#failure) throw this.#failure;
    if (this.#torn) throw new PlatenError('usb.torn');
    if (!signal?.aborted) return;
    this.#torn = partly;
    throw new PlatenError('usb.cancelled', {}, { cause: signal.reason });
  }

  #hasRoom(): boolean {
    return this.#inFlight.length + this.#backlog.length < this.#depth;
  }

  #isIdle(): boolean {
    return this.#inFlight.length + this.#backlog.length === 0;
  }

  /** Copies what fits into the next chunk; 0 when that is full. */
  #gather(bytes: Uint8Array): number {
    this.#gathered ??= new Uint8Array(this.#tuning.chunkBytes);
    const count = Math.min(bytes.length, this.#gathered.length - this.#fill);
    this.#gathered.set(bytes.subarray(0, count), this.#fill);
    this.#fill += count;
    return count;
  }

  /** An idle pipe takes any bytes at once, a busy one whole chunks. */
  #sealWhatCanGo(): void {
    if (this.#fill > 0 && this.#isIdle()) this.#seal();
    if (this.#fill === this.#tuning.chunkBytes && this.#hasRoom()) this.#seal();
  }

  #seal(): void {
    this.#backlog.push({ bytes: this.#gathered!.subarray(0, this.#fill), stalls: 0 });
    this.#gathered = null;
    this.#fill = 0;
    this.#submit();
  }

  #submit(): void {
    while (!this.#isHeldBack && this.#inFlight.length < this.#depth && this.#backlog.length > 0) {
      const chunk = this.#backlog.shift()!;
      this.#inFlight.push({ ...chunk, outcome: this.#transfer(chunk.bytes) });
    }
    if (!this.#settling) void this.#settle();
  }

  async #transfer(bytes: Uint8Array<ArrayBuffer>): Promise<Outcome> {
    try {
      const { status, bytesWritten } = await this.#device.transferOut(this.#endpoint, bytes);
      return { kind: status === 'ok' ? 'ok' : 'stall', count: Math.min(bytesWritten, bytes.length) };
    } catch (thrown) {
      return { kind: 'thrown', thrown };
    }
  }

  /** Takes the outcomes in order, one loop at a time, until nothing is under way. */
  async #settle(): Promise<void> {
    this.#settling = true;
    try {
      for (let head = this.#inFlight[0]; head; head = this.#inFlight[0]) {
        const outcome = await this.#watched(head.outcome);
        if (this.#failure) return;
        this.#isHeldBack = true;
        if (outcome.kind === 'ok' && outcome.count === head.bytes.length) {
          this.#inFlight.shift();
          this.#count(outcome.count);
        } else {
          await this.#recover(head, outcome);
        }
        if (this.#tuning.gapMs > 0) await this.#host.clock.sleep(this.#tuning.gapMs);
        this.#isHeldBack = false;
        this.#submit();
        this.#sealWhatCanGo();
        this.#notify();
      }
    } catch (thrown) {
      this.#fail(asPlatenError(thrown));
    } finally {
      this.#settling = false;
    }
  }

  async #watched<T>(work: Promise<T>): Promise<T> {
    const settled = new AbortController();
    const watch = watchTransfer(this.#host, settled.signal);
    try {
      return await Promise.race([work, watch.then(() => work)]);
    } finally {
      settled.abort();
    }
  }

  /** Puts the chunk that failed, and all behind it, back in the queue; or throws. */
  async #recover(head: Chunk, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'thrown') throw await this.#host.explain(outcome.thrown);
    // Nothing may overtake: only when all have come back is it known what the machine took.
    const behind = await this.#watched(Promise.all(this.#inFlight.slice(1).map((chunk) => chunk.outcome)));
    for (const each of behind) {
      if (each.kind === 'thrown') throw await this.#host.explain(each.thrown);
      if (each.kind === 'ok' && each.count > 0) throw new PlatenError('usb.bytes-lost');
    }

    const stalled = outcome.kind === 'stall';
    const taken = stalled ? takenBeforeStall(outcome.count, head.bytes.length) : outcome.count;
    if (stalled) {
      if (head.stalls > 0) throw new PlatenError('usb.stalled');
      await this.#clearHalt();
    } else {
      if (taken === 0) throw new PlatenError('usb.refused');
      this.#depth = 1;
    }
    this.#count(taken);
    const rest = { bytes: head.bytes.subarray(taken), stalls: head.stalls + (stalled ? 1 : 0) };
    const again = [rest, ...this.#inFlight.slice(1)].filter(({ bytes }) => bytes.length > 0);
    this.#inFlight = [];
    this.#backlog.unshift(...again.map(({ bytes, stalls }) => ({ bytes, stalls })));
  }

  #count(taken: number): void {
    this.#accepted += taken;
    this.#host.onProgress(this.#accepted);
  }

  async #clearHalt(): Promise<void> {
    try {
      await this.#device.clearHalt('out', this.#endpoint);
    } catch (thrown) {
      throw await this.#host.explain(thrown);
    }
  }

  #fail(error: PlatenError): void {
    if (this.#failure) return;
    this.close(error);
    this.#host.onFailed(error);
  }

  /** Resolves at the next change of state, or when `signal` aborts. */
  #change(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }

  #notify(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}

/** An honest count is below the length; the full length after a stall says nothing, so the quirk decides. */
function takenBeforeStall(count: number, length: number): number {
  if (count < length) return count;
  return QUIRKS.stallTakesNothing.answer ? 0 : length;
}
