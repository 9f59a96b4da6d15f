import { toRecord, type ErrorRecord } from '../../src/errors/platen-error.ts';
import type { QueueApi } from '../../src/jobs/queue-api.ts';
import type { Leadership } from '../../src/jobs/shared-spooler-api.ts';
import {
  NOTHING_KNOWN,
  type JobRequest,
  type MachineTarget,
  type SpoolerApi,
  type SpoolerSnapshot,
} from '../../src/jobs/spooler-api.ts';
import { LeaderDesk } from './leader-desk.ts';
import { LeaderLink } from './leader-link.ts';
import { LEADER_LOCK, METHODS, callOn, roomOf, type MethodName, type News } from './leader-protocol.ts';
import type { Surroundings } from './leader-surroundings.ts';
import { PreparedDocuments } from './prepared-documents.ts';
import { PrintingLock } from './printing-lock.ts';

export interface SharedSpoolerOptions {
  readonly surroundings: Surroundings;
  /** Makes the spooler itself: reads the journal, owns the machine. Called when this member becomes the leader. */
  startService(): SpoolerApi;
}

/**
 * The spooler as a window sees it: the one of this installation, whichever window it runs in.
 * What `leader-protocol.ts` describes, from one member's side.
 */
export class SharedSpooler {
  readonly #options: SharedSpoolerOptions;
  readonly #listeners: ((snapshot: SpoolerSnapshot) => void)[] = [];
  readonly #leadershipListeners: ((leadership: Leadership) => void)[] = [];
  /** A next leader is asked for the same. */
  readonly #prepared = new PreparedDocuments();
  readonly #link: Promise<LeaderLink>;
  #service: SpoolerApi | null = null;
  #leadership: Leadership = { leads: false, others: 0 };
  #snapshot: SpoolerSnapshot | null = null;
  #target: MachineTarget | null = null;

  constructor(options: SharedSpoolerOptions) {
    this.#options = options;
    this.#link = this.#join();
    void this.#link.then((link) => this.#waitForOffice(link));
  }

  /** Calls `listener` after every change, the first time when something is known. */
  subscribe(listener: (snapshot: SpoolerSnapshot) => void): Promise<void> {
    return new Promise((resolve) => {
      this.#listeners.push((snapshot) => {
        listener(snapshot);
        resolve();
      });
      if (this.#snapshot) this.#listeners.at(-1)!(this.#snapshot);
    });
  }

  followLeadership(listener: (leadership: Leadership) => void): void {
    this.#leadershipListeners.push(listener);
    listener(this.#leadership);
  }

  async call(method: MethodName, args: readonly unknown[]): Promise<unknown> {
    const sent = method === 'submit' ? withJobId(args as Parameters<QueueApi['submit']>) : args;
    this.#prepared.note(method, sent);
    const link = await this.#link;
    return this.#service ? this.#serve(method, sent) : link.call(method, sent);
  }

  /** A member is known by the lock of its name, so it holds that before it says anything. */
  async #join(): Promise<LeaderLink> {
    const { surroundings } = this.#options;
    await surroundings.locks.acquire(roomOf(surroundings.id));
    return new LeaderLink(surroundings, {
      onNews: (news) => this.#hearNews(news),
      onTrouble: (error) => this.#lose(toRecord(error)),
    });
  }

  async #waitForOffice(link: LeaderLink): Promise<void> {
    const { locks } = this.#options.surroundings;
    await locks.acquire(LEADER_LOCK);
    this.#lead(link);
  }

  #lead(link: LeaderLink): void {
    const { surroundings, startService } = this.#options;
    const { id, build, now } = surroundings;
    const service = startService();
    this.#service = service;
    this.#setLeadership({ leads: true, others: 0 });
    const desk = new LeaderDesk(surroundings, {
      office: { leader: id, build, term: Math.max(now(), link.term + 1) },
      serve: (method, args) => this.#serve(method, args),
      onFollowers: (others) => this.#setLeadership({ leads: true, others }),
    });
    // The predecessor's connection ended with it; nobody is asked to connect again.
    if (this.#target) this.#quietly('connect', [this.#target]);
    const { sources } = this.#prepared;
    if (sources.length > 0) this.#quietly('prepare', [sources]);
    link.handOver((method, args) => this.#serve(method, args));
    const printing = new PrintingLock(surroundings.locks);
    let serial = 0;
    const tell = (snapshot: SpoolerSnapshot) => {
      printing.follow(snapshot);
      this.#tell(snapshot);
      desk.tell({ serial: serial++, snapshot, target: this.#target });
    };
    service.subscribe(tell).catch(() => undefined);
  }

  async #serve(method: MethodName, args: readonly unknown[]): Promise<unknown> {
    if (method === 'connect') this.#target = args[0] as MachineTarget;
    if (method === 'disconnect') this.#target = null;
    return callOn(this.#service!, method, args);
  }

  /** For what was asked before, of another: whoever asked has had the answer. */
  #quietly(method: MethodName, args: readonly unknown[]): void {
    this.#serve(method, args).catch(() => undefined);
  }

  #hearNews({ snapshot, target }: News): void {
    this.#target = target;
    this.#tell(snapshot);
  }

  /** The machine is out of reach for as long as the leader is. */
  #lose(error: ErrorRecord): void {
    const snapshot = this.#snapshot ?? NOTHING_KNOWN;
    this.#tell({ ...snapshot, machine: { ...snapshot.machine, status: 'lost', error } });
  }

  #tell(snapshot: SpoolerSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener(snapshot);
  }

  #setLeadership(leadership: Leadership): void {
    this.#leadership = leadership;
    for (const listener of this.#leadershipListeners) listener(leadership);
  }
}

/** A job has its id before it is sent anywhere: asked twice, it is still one job. */
function withJobId([request, options]: [JobRequest, ...unknown[]]): readonly unknown[] {
  return [request, { id: crypto.randomUUID(), ...(options as object | undefined) }];
}

/** `spooler` with the shape of `SharedSpoolerApi`, to be exposed to the page. */
export function asApi(spooler: SharedSpooler): object {
  const parts: Record<string, Record<string, unknown>> = {};
  const api: Record<string, unknown> = {
    subscribe: (listener: (snapshot: SpoolerSnapshot) => void) => spooler.subscribe(listener),
    followLeadership: (listener: (leadership: Leadership) => void) => spooler.followLeadership(listener),
  };
  for (const method of METHODS) {
    const [first, second] = method.split('.') as [string, string?];
    const call = (...args: unknown[]) => spooler.call(method, args);
    if (second) (parts[first] ??= {})[second] = call;
    else api[first] = call;
  }
  return { ...api, ...parts };
}
