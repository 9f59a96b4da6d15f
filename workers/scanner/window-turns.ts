import type { Turns } from '../../src/scan/session/turns.ts';

const LOCK = 'platen-scanner';
const CHANNEL = 'platen-scanner-turns';
/** A window that scans does not hear a wish; it is repeated for the moment when it is done. */
const WISH_AGAIN_MS = 400;

/** What turns need of the browser; tests bring their own. */
export interface TurnSurroundings {
  /** null: there are none, as on pages that did not come over HTTPS. Each window is for itself there. */
  readonly locks: Pick<LockManager, 'request'> | null;
  openChannel(name: string, hear: () => void): { say(): void };
}

/** Turns by a Web Lock, which ends with its window, and wishes by a channel. */
export class WindowTurns implements Turns {
  readonly #locks: TurnSurroundings['locks'];
  readonly #channel: { say(): void };
  #onWish: () => void = () => undefined;

  constructor({ locks, openChannel }: TurnSurroundings) {
    this.#locks = locks;
    this.#channel = openChannel(CHANNEL, () => this.#onWish());
  }

  onWish(listener: () => void): void {
    this.#onWish = listener;
  }

  async take(patienceMs: number): Promise<(() => void) | null> {
    if (!this.#locks) return () => undefined;
    const enough = new AbortController();
    const timeout = setTimeout(() => enough.abort(), patienceMs);
    const wishing = setInterval(() => this.#channel.say(), WISH_AGAIN_MS);
    this.#channel.say();
    try {
      return await this.#request(this.#locks, enough.signal);
    } finally {
      clearTimeout(timeout);
      clearInterval(wishing);
    }
  }

  #request(locks: Pick<LockManager, 'request'>, signal: AbortSignal): Promise<(() => void) | null> {
    return new Promise((resolve) => {
      const held = locks.request(
        LOCK,
        { signal },
        () => new Promise<void>((giveBack) => resolve(() => giveBack())),
      );
      // Only patience ends the wait otherwise.
      held.catch(() => resolve(null));
    });
  }
}

/** The browser around this worker. */
export function browserTurns(): WindowTurns {
  return new WindowTurns({
    locks: isSecureContext ? navigator.locks : null,
    openChannel: (name, hear) => {
      const channel = new BroadcastChannel(name);
      channel.onmessage = hear;
      return { say: () => channel.postMessage(null) };
    },
  });
}
