import { PlatenError, asPlatenError, fromRecord } from '../../src/errors/platen-error.ts';
import {
  HALL,
  REPEATABLE,
  roomOf,
  type FollowerRoomMessage,
  type HallMessage,
  type LeaderRoomMessage,
  type MethodName,
  type News,
  type Office,
} from './leader-protocol.ts';
import type { Channel, Surroundings } from './leader-surroundings.ts';

export interface LinkEvents {
  onNews(news: News): void;
  /** The leader cannot be spoken to; `onNews` says when it can be again. */
  onTrouble(error: PlatenError): void;
}

interface PendingCall {
  readonly method: MethodName;
  readonly args: readonly unknown[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: PlatenError) => void;
  /** The term in which it was sent; null: nobody has it yet. */
  sentIn: number | null;
  /** Ticks since it was sent, or the leader was last heard. */
  quietTicks: number;
}

const TICK_MS = 1_000;
/** Ticks, not time: a computer that wakes up gives the leader as many chances as one that was never asleep. */
const SILENT_TICKS = 8;
/** Less than the silence after which a call has failed, so that nothing is begun that was reported as failed. */
const START_WITHIN_MS = 5_000;

/** A follower's way to the leader: sends calls, asks after them, and notices when the leader changes or is silent. */
export class LeaderLink {
  readonly #surroundings: Surroundings;
  readonly #events: LinkEvents;
  readonly #hall: Channel<HallMessage>;
  readonly #ownRoom: Channel<FollowerRoomMessage>;
  readonly #pending = new Map<number, PendingCall>();
  #office: Office | null = null;
  #leaderRoom: Channel<LeaderRoomMessage> | null = null;
  #serial = -1;
  #calls = 0;
  #quietTicks = 0;
  #timer: number;

  constructor(surroundings: Surroundings, events: LinkEvents) {
    this.#surroundings = surroundings;
    this.#events = events;
    this.#hall = surroundings.openChannel(HALL, (message: HallMessage) => {
      if (message.kind === 'leading') this.#hearLeader(message);
    });
    this.#ownRoom = surroundings.openChannel(roomOf(surroundings.id), (message: FollowerRoomMessage) =>
      this.#hearAnswer(message),
    );
    this.#hall.say({ kind: 'who-leads' });
    this.#timer = this.#schedule();
  }

  /** The latest term that is known of; 0 before the first. */
  get term(): number {
    return this.#office?.term ?? 0;
  }

  call(method: MethodName, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const number = this.#calls++;
      this.#pending.set(number, { method, args, resolve, reject, sentIn: null, quietTicks: 0 });
      if (this.#isStrange()) this.#refuse(number, otherVersion());
      else if (this.#office) this.#send(number);
    });
  }

  /** Ends the link, because this member leads now; what is under way is done by `run` where that is safe. */
  handOver(run: (method: MethodName, args: readonly unknown[]) => Promise<unknown>): void {
    this.#surroundings.timers.clear(this.#timer);
    this.#hall.close();
    this.#ownRoom.close();
    this.#leaderRoom?.close();
    for (const [number, { method, args, sentIn, resolve, reject }] of [...this.#pending]) {
      if (sentIn !== null && !REPEATABLE[method]) this.#refuse(number, new PlatenError('job.leader-gone'));
      else run(method, args).then(resolve, (thrown) => reject(asPlatenError(thrown)));
    }
    this.#pending.clear();
  }

  #hearLeader(message: Office & { readonly news: News | null }): void {
    const known = this.#office;
    // A message of an earlier leader may arrive late.
    if (known && message.term < known.term) return;
    this.#isHeard();
    if (!known || message.term > known.term) this.#follow(message);
    const { news } = message;
    if (!news || news.serial <= this.#serial || this.#isStrange()) return;
    this.#serial = news.serial;
    this.#events.onNews(news);
  }

  #follow({ leader, term, build }: Office): void {
    this.#office = { leader, term, build };
    this.#serial = -1;
    this.#leaderRoom?.close();
    this.#leaderRoom = this.#surroundings.openChannel(roomOf(leader), () => undefined);
    if (this.#isStrange()) {
      this.#giveUp(otherVersion());
      return;
    }
    this.#leaderRoom.say({ kind: 'ask', from: this.#surroundings.id, calls: [] });
    for (const [number, { method, sentIn }] of [...this.#pending]) {
      if (sentIn === null || REPEATABLE[method]) this.#send(number);
      else this.#refuse(number, new PlatenError('job.leader-gone'));
    }
  }

  #hearAnswer(message: FollowerRoomMessage): void {
    if (message.term !== this.#office?.term) return;
    this.#isHeard();
    switch (message.kind) {
      case 'missing':
        for (const number of message.calls) if (this.#pending.has(number)) this.#send(number);
        if (message.serial > this.#serial) this.#hall.say({ kind: 'who-leads' });
        break;
      case 'answer':
        this.#pending.get(message.call)?.resolve(message.value);
        this.#pending.delete(message.call);
        break;
      case 'refusal':
        this.#refuse(message.call, fromRecord(message.error));
        break;
    }
  }

  #send(number: number): void {
    const pending = this.#pending.get(number)!;
    const { method, args } = pending;
    const { id, now } = this.#surroundings;
    try {
      const startBy = now() + START_WITHIN_MS;
      this.#leaderRoom!.say({ kind: 'call', from: id, call: number, method, args, startBy });
    } catch (thrown) {
      this.#refuse(number, asPlatenError(thrown));
      return;
    }
    pending.sentIn = this.term;
    pending.quietTicks = 0;
  }

  #schedule(): number {
    return this.#surroundings.timers.set(() => this.#tick(), TICK_MS);
  }

  #tick(): void {
    this.#timer = this.#schedule();
    const wasQuiet = this.#quietTicks;
    this.#quietTicks += 1;
    if (wasQuiet > 0) this.#hall.say({ kind: 'who-leads' });
    if (this.#isStrange()) return;
    const calls = [...this.#pending].filter(([, { sentIn }]) => sentIn !== null).map(([number]) => number);
    this.#leaderRoom?.say({ kind: 'ask', from: this.#surroundings.id, calls });
    const silent = new PlatenError('job.leader-silent');
    for (const [number, pending] of [...this.#pending]) {
      pending.quietTicks += 1;
      if (pending.quietTicks >= SILENT_TICKS) this.#refuse(number, silent);
    }
    if (this.#quietTicks === SILENT_TICKS) this.#events.onTrouble(silent);
  }

  #isHeard(): void {
    // Who was believed lost is told anew how things stand.
    if (this.#quietTicks >= SILENT_TICKS) this.#serial = -1;
    this.#quietTicks = 0;
    for (const pending of this.#pending.values()) pending.quietTicks = 0;
  }

  #isStrange(): boolean {
    return this.#office !== null && this.#office.build !== this.#surroundings.build;
  }

  #giveUp(error: PlatenError): void {
    for (const number of [...this.#pending.keys()]) this.#refuse(number, error);
    this.#events.onTrouble(error);
  }

  #refuse(number: number, error: PlatenError): void {
    this.#pending.get(number)?.reject(error);
    this.#pending.delete(number);
  }
}

function otherVersion(): PlatenError {
  return new PlatenError('job.other-version');
}
