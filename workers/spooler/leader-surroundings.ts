import type { Timers } from '../../src/jobs/raster-pool.ts';

/** What members need of the browser; tests bring their own. */
export interface Surroundings {
  /** Names this member among all; never used twice. */
  readonly id: string;
  /** Names the code, so that windows with different versions do not misunderstand each other. */
  readonly build: string;
  readonly locks: Locks;
  openChannel<Message>(name: string, hear: (message: Message) => void): Channel<Message>;
  readonly timers: Timers;
  /** Milliseconds since 1970: other windows must have the same. */
  now(): number;
}

export interface Locks {
  /** Resolves when the lock is held, to the way to give it back. It is given back when its thread ends, too. */
  acquire(name: string): Promise<() => void>;
}

/** Everyone on a channel of that name hears what anyone else says, in order. */
export interface Channel<Message> {
  /** Throws DataCloneError when the message cannot travel. */
  say(message: Message): void;
  close(): void;
}

/** The browser around this worker. */
export function browserSurroundings(build: string): Surroundings {
  return {
    id: crypto.getRandomValues(new Uint32Array(4)).join('-'),
    build,
    locks: { acquire },
    openChannel: (name, hear) => {
      const channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }) => hear(data);
      return { say: (message) => channel.postMessage(message), close: () => channel.close() };
    },
    timers: {
      set: (run, ms) => self.setTimeout(run, ms),
      clear: (timer) => self.clearTimeout(timer),
    },
    now: () => Date.now(),
  };
}

/** Pages that did not come over HTTPS have no locks, and no WebUSB: there each window is for itself. */
function acquire(name: string): Promise<() => void> {
  if (!isSecureContext) return Promise.resolve(() => undefined);
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(
      name,
      () => new Promise<void>((giveBack) => resolve(() => giveBack())),
    );
    held.catch(reject);
  });
}
