import type { Locks, Surroundings } from '../../../workers/spooler/leader-surroundings.ts';

interface Thread {
  frozen: boolean;
  readonly held: Set<string>;
}

interface Event {
  readonly owner: string;
  readonly at: number;
  readonly run: () => void;
}

interface Listener {
  readonly owner: string;
  readonly hear: (message: unknown) => void;
}

/**
 * Threads with locks, channels and timers as a browser has them, in a time that moves only when told to.
 * Threads can be killed (everything of theirs is gone, their locks go to the next) and frozen (what they are sent
 * waits, their locks stay with them).
 */
export class FakeBrowser {
  /** Asked for every message and hearer; true loses it. */
  loses: (message: { readonly kind: string }, to: string) => boolean = () => false;
  /** How long a message takes; order between a sender and a channel is kept. */
  latencyMs: () => number = () => 1;
  readonly #threads = new Map<string, Thread>();
  readonly #channels = new Map<string, Set<Listener>>();
  readonly #waiting = new Map<string, { owner: string; grant: () => void }[]>();
  readonly #lastDelivery = new Map<string, number>();
  #events: Event[] = [];
  #now = 1_000_000;

  get now(): number {
    return this.#now;
  }

  surroundings(id: string, build = 'this build'): Surroundings {
    this.#threads.set(id, { frozen: false, held: new Set() });
    return {
      id,
      build,
      now: () => this.#now,
      locks: this.#locks(id),
      timers: {
        set: (run, ms) => this.#after(id, ms, run) as unknown as number,
        clear: (event) => {
          this.#events = this.#events.filter((each) => each !== (event as unknown));
        },
      },
      openChannel: <Message>(name: string, hear: (message: Message) => void) => {
        const listeners = this.#channels.get(name) ?? new Set();
        this.#channels.set(name, listeners);
        const listener: Listener = { owner: id, hear: hear as (message: unknown) => void };
        listeners.add(listener);
        return {
          say: (message: Message) => this.#deliver(id, name, listener, structuredClone(message)),
          close: () => listeners.delete(listener),
        };
      },
    };
  }

  kill(id: string): void {
    const { held } = this.#threads.get(id)!;
    this.#threads.delete(id);
    this.#events = this.#events.filter(({ owner }) => owner !== id);
    for (const listeners of this.#channels.values()) {
      for (const listener of [...listeners]) if (listener.owner === id) listeners.delete(listener);
    }
    for (const [name, queue] of this.#waiting) {
      this.#waiting.set(
        name,
        queue.filter(({ owner }) => owner !== id),
      );
    }
    for (const name of held) this.#next(name);
  }

  isAlive(id: string): boolean {
    return this.#threads.has(id);
  }

  freeze(id: string): void {
    this.#threads.get(id)!.frozen = true;
  }

  thaw(id: string): void {
    this.#threads.get(id)!.frozen = false;
  }

  /** The computer sleeps: time passes and nobody notices. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#events
        .filter(({ owner, at }) => at <= end && !this.#threads.get(owner)!.frozen)
        .reduce<Event | null>((first, event) => (first && first.at <= event.at ? first : event), null);
      if (!next) break;
      this.#events.splice(this.#events.indexOf(next), 1);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = Math.max(this.#now, end);
  }

  #locks(owner: string): Locks {
    return {
      acquire: (name) =>
        new Promise((resolve) => {
          const queue = this.#waiting.get(name) ?? [];
          this.#waiting.set(name, queue);
          const giveBack = () => {
            if (this.#threads.get(owner)?.held.delete(name)) this.#next(name);
          };
          const grant = () => {
            this.#threads.get(owner)!.held.add(name);
            this.#after(owner, 1, () => resolve(giveBack));
          };
          const isHeld = [...this.#threads.values()].some(({ held }) => held.has(name));
          if (isHeld || queue.length > 0) queue.push({ owner, grant });
          else grant();
        }),
    };
  }

  #next(name: string): void {
    this.#waiting.get(name)?.shift()?.grant();
  }

  #after(owner: string, ms: number, run: () => void): Event {
    const event = { owner, at: this.#now + ms, run };
    if (this.#threads.has(owner)) this.#events.push(event);
    return event;
  }

  #deliver(from: string, name: string, sender: Listener, message: unknown): void {
    const route = `${from} ${name}`;
    const at = Math.max(this.#now + this.latencyMs(), this.#lastDelivery.get(route) ?? 0);
    this.#lastDelivery.set(route, at);
    const listeners = this.#channels.get(name)!;
    for (const listener of listeners) {
      if (listener === sender || this.loses(message as { kind: string }, listener.owner)) continue;
      this.#after(listener.owner, at - this.#now, () => {
        if (listeners.has(listener)) listener.hear(message);
      });
    }
  }
}
