import { asPlatenError, toRecord } from '../../src/errors/platen-error.ts';
import {
  HALL,
  REPEATABLE,
  roomOf,
  type Call,
  type FollowerRoomMessage,
  type HallMessage,
  type LeaderRoomMessage,
  type MethodName,
  type News,
  type Office,
} from './leader-protocol.ts';
import type { Channel, Surroundings } from './leader-surroundings.ts';
import { PreparedDocuments } from './prepared-documents.ts';

export interface DeskOptions {
  readonly office: Office;
  serve(method: MethodName, args: readonly unknown[]): Promise<unknown>;
  /** How many other windows there are. */
  onFollowers(count: number): void;
}

interface Follower {
  readonly room: Channel<FollowerRoomMessage>;
  /** Calls that must not be begun again: those under way, and the answers of the latest that may not be repeated. */
  readonly calls: Map<number, FollowerRoomMessage | 'under way'>;
  readonly prepared: PreparedDocuments;
}

/** Answers kept for each follower. One is enough as long as it is asked for within a second. */
const KEPT_ANSWERS = 32;

/** The leader's side: says who leads and how things stand, and does what followers ask. */
export class LeaderDesk {
  readonly #surroundings: Surroundings;
  readonly #options: DeskOptions;
  readonly #hall: Channel<HallMessage>;
  readonly #followers = new Map<string, Follower>();
  #news: News | null = null;

  constructor(surroundings: Surroundings, options: DeskOptions) {
    this.#surroundings = surroundings;
    this.#options = options;
    surroundings.openChannel(roomOf(surroundings.id), (message: LeaderRoomMessage) => this.#hear(message));
    this.#hall = surroundings.openChannel(HALL, (message: HallMessage) => {
      if (message.kind === 'who-leads') this.#announce();
    });
    this.#announce();
  }

  tell(news: News): void {
    this.#news = news;
    this.#announce();
  }

  #announce(): void {
    this.#hall.say({ kind: 'leading', ...this.#options.office, news: this.#news });
  }

  #hear(message: LeaderRoomMessage): void {
    const follower = this.#followers.get(message.from) ?? this.#welcome(message.from);
    if (message.kind === 'call') {
      void this.#serve(message.from, follower, message);
      return;
    }
    const { term } = this.#options.office;
    const missing = message.calls.filter((call) => follower.calls.get(call) !== 'under way');
    follower.room.say({ kind: 'missing', term, calls: missing, serial: this.#news?.serial ?? -1 });
  }

  #welcome(id: string): Follower {
    const room = this.#surroundings.openChannel<FollowerRoomMessage>(roomOf(id), () => undefined);
    const follower = { room, calls: new Map(), prepared: new PreparedDocuments() };
    this.#followers.set(id, follower);
    this.#options.onFollowers(this.#followers.size);
    void this.#surroundings.locks.acquire(roomOf(id)).then((giveBack) => {
      giveBack();
      this.#farewell(id);
    });
    return follower;
  }

  #farewell(id: string): void {
    const { room, prepared } = this.#followers.get(id)!;
    const { ids } = prepared;
    this.#followers.delete(id);
    room.close();
    if (ids.length > 0) this.#options.serve('release', [ids]).catch(() => undefined);
    this.#options.onFollowers(this.#followers.size);
  }

  async #serve(from: string, follower: Follower, { call, method, args, startBy }: Call): Promise<void> {
    const known = follower.calls.get(call);
    if (known === 'under way') return;
    if (known) {
      follower.room.say(known);
      return;
    }
    if (this.#surroundings.now() > startBy) return;
    follower.calls.set(call, 'under way');
    const reply = await this.#reply(follower, call, method, args);
    follower.calls.delete(call);
    if (this.#followers.get(from) !== follower) return;
    if (!REPEATABLE[method]) this.#keep(follower, call, reply);
    try {
      follower.room.say(reply);
    } catch (thrown) {
      const { term } = this.#options.office;
      follower.room.say({ kind: 'refusal', term, call, error: toRecord(asPlatenError(thrown)) });
    }
  }

  async #reply(
    follower: Follower,
    call: number,
    method: MethodName,
    args: readonly unknown[],
  ): Promise<FollowerRoomMessage> {
    const { term } = this.#options.office;
    try {
      follower.prepared.note(method, args);
      return { kind: 'answer', term, call, value: await this.#options.serve(method, args) };
    } catch (thrown) {
      return { kind: 'refusal', term, call, error: toRecord(asPlatenError(thrown)) };
    }
  }

  #keep(follower: Follower, call: number, reply: FollowerRoomMessage): void {
    follower.calls.set(call, reply);
    const answers = [...follower.calls].filter(([, kept]) => kept !== 'under way');
    for (const [old] of answers.slice(0, -KEPT_ANSWERS)) follower.calls.delete(old);
  }
}
