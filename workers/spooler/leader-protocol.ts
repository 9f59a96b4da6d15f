import type { ErrorRecord } from '../../src/errors/platen-error.ts';
import type { QueueApi } from '../../src/jobs/queue-api.ts';
import type { MachineTarget, SpoolerApi, SpoolerSnapshot } from '../../src/jobs/spooler-api.ts';

/**
 * How the spoolers of several windows act as one.
 *
 * Every window has a spooler worker; each is a *member*. The member that holds the Web Lock `LEADER_LOCK` is the
 * leader: it alone owns the journal, the USB connection and the simulated machine. The others wait for the lock,
 * and send their windows' calls to the leader. The browser gives the lock away when its holder is gone, however
 * it went, so there is never more than one leader and never long none.
 *
 * - `HALL` is heard by everyone: the leader says there who it is and how things stand.
 * - Each member has a room of its own (`roomOf`) for calls and answers, so that a side of 4 MB goes to one window.
 * - A call is known by its member and number. Until it is answered the member asks about it every second; the
 *   leader says which calls it misses, and those are sent anew. A leader begins a call once, however often it
 *   comes, except those that may be repeated.
 * - When another leader comes, calls under way are sent to it if they may be asked again (`REPEATABLE`); the
 *   others fail with `job.leader-gone`, because nobody can know how far they came.
 * - A leader that is silent is left in office: its tab may hold the USB claim, and may wake at any moment. Calls
 *   fail with `job.leader-silent`, and a call that reaches it later than `startBy` is not begun: the person has
 *   been told that it failed, and may have asked again.
 *
 * A tab that holds a Web Lock is not frozen by Chrome, in the background or to save energy. The leader holds
 * `LEADER_LOCK`; every member holds a lock of its own name, so that no frozen tab is next in line, and so that
 * the leader learns of its end.
 */
export const LEADER_LOCK = 'platen-spooler';
export const HALL = 'platen-spooler';

/** The channel of one member, and the lock that it holds while it lives. */
export function roomOf(member: string): string {
  return `platen-spooler/${member}`;
}

/** A leader's term: later ones have higher numbers. `build` names its code; other code may speak otherwise. */
export interface Office {
  readonly leader: string;
  readonly term: number;
  readonly build: string;
}

/** Said in the hall. */
export type HallMessage =
  | { readonly kind: 'who-leads' }
  /** News as soon as there are any: a leader reads the journal first. */
  | ({ readonly kind: 'leading'; readonly news: News | null } & Office);

/** How things stand. `serial` counts within a term. `target`: the machine that a next leader connects. */
export interface News {
  readonly serial: number;
  readonly snapshot: SpoolerSnapshot;
  readonly target: MachineTarget | null;
}

/** Said in the leader's room. */
export type LeaderRoomMessage =
  /** Which of these calls are not known? Without calls: is anybody there? */
  | { readonly kind: 'ask'; readonly from: string; readonly calls: readonly number[] }
  | ({ readonly kind: 'call'; readonly from: string } & Call);

export interface Call {
  readonly call: number;
  readonly method: MethodName;
  readonly args: readonly unknown[];
  /** Milliseconds since 1970. */
  readonly startBy: number;
}

/** Said in a follower's room. */
export type FollowerRoomMessage = { readonly term: number } &
  /** The answer to `ask`. `serial`: of the latest news, -1 before the first. */
  (
    | { readonly kind: 'missing'; readonly calls: readonly number[]; readonly serial: number }
    | { readonly kind: 'answer'; readonly call: number; readonly value: unknown }
    | { readonly kind: 'refusal'; readonly call: number; readonly error: ErrorRecord }
  );

/** `submit`, `simulator.tray`: every call there is, but the ones that listen. */
type MethodsOf<Api> = {
  [Name in keyof Api & string]: Api[Name] extends (...args: never[]) => unknown
    ? Name
    : `${Name}.${keyof Api[Name] & string}`;
}[keyof Api & string];
export type MethodName = MethodsOf<Omit<SpoolerApi & QueueApi, 'subscribe'>>;

/**
 * Which calls may be asked of a second leader when the first one died over them: those that only read, and those
 * that come to the same however often they are done. `submit` does, because its jobs have their ids beforehand.
 */
export const REPEATABLE: Readonly<Record<MethodName, boolean>> = {
  connect: true,
  disconnect: true,
  stopWaiting: true,
  prepare: true,
  release: true,
  persistenceAsked: true,
  submit: true,
  cancel: true,
  hold: true,
  letGo: true,
  stackIsBack: true,
  moveBefore: true,
  setPriority: true,
  edit: true,
  moveTo: true,
  // Makes a new job each time.
  reprint: false,
  // The next leader may have another question.
  answer: false,
  erase: true,
  eraseAll: true,
  setPolicy: true,
  policy: true,
  contents: true,
  history: true,
  journal: true,
  ledger: true,
  trace: true,
  'simulator.setTrouble': true,
  'simulator.setSpeed': true,
  'simulator.loadPaper': true,
  'simulator.state': true,
  'simulator.tray': true,
  'simulator.traySide': true,
  'simulator.emptyTray': true,
  'simulator.capture': true,
  // Takes bytes away.
  'simulator.takeCaptured': false,
};

export const METHODS = Object.keys(REPEATABLE) as MethodName[];

/** Calls `method` on an API of that shape, wherever it is. */
export async function callOn(api: object, method: MethodName, args: readonly unknown[]): Promise<unknown> {
  const path = method.split('.');
  const name = path.pop()!;
  const owner = path.reduce<object>((at, part) => (at as Record<string, object>)[part]!, api);
  return (owner as Record<string, (...args: readonly unknown[]) => unknown>)[name]!(...args);
}
