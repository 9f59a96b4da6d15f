import { PlatenError } from '../../errors/platen-error.ts';
import type { Client } from '../clients.ts';

/** How long a worker that was just needed may have nothing to do while memory is short. */
const IDLE_MS = 2_500;

/**
 * A worker with somebody watching it. When a document makes it hang or die, whoever waits is told, and the next
 * call finds a new worker with nothing open.
 */
export class WatchedWorker<Api> {
  readonly #start: () => Client<Api>;
  readonly #patienceMs: number;
  readonly #onReplaced: () => void;
  #client: Client<Api> | null = null;
  #giveUp = new AbortController();
  /** Calls that nobody has answered yet. */
  #calls = 0;
  #isShort = false;
  #idling: ReturnType<typeof setTimeout> | undefined;

  constructor(start: () => Client<Api>, patienceMs: number, onReplaced: () => void) {
    this.#start = start;
    this.#patienceMs = patienceMs;
    this.#onReplaced = onReplaced;
  }

  /** The worker that runs now; null while there is none. For messages whose answer nobody waits for. */
  get running(): Api | null {
    return this.#client?.api ?? null;
  }

  /**
   * While memory is short, a worker with nothing to do is ended, and what it holds is free: a parsed document,
   * canvases, code. The next call finds a new one, which stays for a moment after it. Returns whether that is news.
   */
  saveMemory(isShort: boolean): boolean {
    if (isShort === this.#isShort) return false;
    this.#isShort = isShort;
    this.#idle(0);
    return true;
  }

  /**
   * Throws what the call throws, and PlatenError `app.reader-stopped` when the worker was replaced meanwhile.
   *
   * @param name of the document that is to blame
   * @param onTooLong before the worker is replaced because this very call took too long
   */
  async call<T>(name: string, call: (api: Api) => Promise<T>, onTooLong?: () => void): Promise<T> {
    const client = (this.#client ??= this.#launch());
    this.#calls += 1;
    clearTimeout(this.#idling);
    const stopped = this.#giveUp.signal;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let onStop: (() => void) | undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      const error = new PlatenError('app.reader-stopped', {
        name,
        seconds: Math.round(this.#patienceMs / 1000),
      });
      onStop = () => reject(error);
      stopped.addEventListener('abort', onStop);
      timer = setTimeout(() => {
        onTooLong?.();
        this.#replace();
      }, this.#patienceMs);
    });
    try {
      return await Promise.race([call(client.api), tooLong]);
    } finally {
      clearTimeout(timer);
      if (onStop) stopped.removeEventListener('abort', onStop);
      this.#calls -= 1;
      this.#idle();
    }
  }

  #idle(afterMs = IDLE_MS): void {
    clearTimeout(this.#idling);
    if (!this.#isShort || this.#calls > 0 || !this.#client) return;
    this.#idling = setTimeout(() => this.#replace(), afterMs);
  }

  #launch(): Client<Api> {
    const client = this.#start();
    client.onFailure = () => {
      if (client === this.#client) this.#replace();
    };
    return client;
  }

  #replace(): void {
    this.#client?.terminate();
    this.#client = null;
    this.#onReplaced();
    const waiting = this.#giveUp;
    this.#giveUp = new AbortController();
    waiting.abort();
  }
}
