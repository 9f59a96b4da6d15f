import { asPlatenError, PlatenError, toRecord, type ErrorRecord } from '../errors/platen-error.ts';
import { withStackHabit } from '../layout/two-pass.ts';
import type { StackHabit } from '../machine/stack-habit.ts';
import { afterHold, finishTime, loadOf, type FinishTime } from './engine-load.ts';
import { copiesByMachine, fromTheStart, hasEnded, inState, withView, withWork } from './job.ts';
import type { JobRecord } from './job-record.ts';
import { JobIntake, type IntakeOptions } from './job-intake.ts';
import type { JournalEntry } from './job-store.ts';
import { bookPass } from './ledger.ts';
import { isOnTheWire } from './on-the-wire.ts';
import { afterRightPin } from './pin-lock.ts';
import { ENDED_AT_HAND, JobQueue, type Change, type WhenWritten } from './queue.ts';
import type {
  HistoryPage,
  HistoryQuery,
  JobChanges,
  JobContents,
  LedgerEntry,
  Priority,
  QueueApi,
  QueuedJobView,
  QueuePolicy,
  ReprintOptions,
  ResumeAnswer,
  SubmitOptions,
} from './queue-api.ts';
import type { Timers } from './raster-pool.ts';
import { afterRestart, resumed } from './recovery.ts';
import { wholePlan, withStackTurned } from './resume.ts';
import { DEFAULT_POLICY, expired } from './retention.ts';
import type { JobRequest, MachineTarget, Persistence } from './spooler-api.ts';

export interface DeskOptions extends Omit<IntakeOptions, 'machine'> {
  readonly timers: Timers;
  onChange(): void;
  /** A machine may be in the middle of a job that will not go on; it is to print first what it has whole. */
  onTorn(machine: MachineTarget, finish: FinishTime): void;
  readonly steer: Steering;
}

/** What the desk asks of the engine. */
interface Steering {
  machine(): MachineTarget | null;
  /** Ends the job legally if it is on the wire. */
  cancel(id: string): void;
  /** Something may be printable now. */
  go(): void;
}

/** Storage that was out of reach at the start is asked again so often. */
const READ_AGAIN_AFTER_MS = 5_000;
/** Going through the whole history can wait until the start is over, and need not be done after every job. */
const FIRST_TIDY_AFTER_MS = 10_000;
const TIDY_EVERY_MS = 60 * 60_000;

/** What people do with jobs. The engine does the printing. */
export class QueueDesk implements QueueApi {
  readonly queue: JobQueue;
  readonly #options: DeskOptions;
  readonly #intake: JobIntake;
  #policy = DEFAULT_POLICY;
  #storageError: ErrorRecord | null = null;
  #tidiedAt: number;
  /** Settles when the first attempt to read the jobs has ended, well or not. */
  readonly loaded: Promise<void>;

  constructor(options: DeskOptions) {
    const { store, timers, now, onChange, steer } = options;
    this.#options = options;
    this.queue = new JobQueue(store, timers, now, onChange);
    this.#intake = new JobIntake({ ...options, machine: () => steer.machine() }, this.queue);
    this.#tidiedAt = now();
    this.loaded = this.#load();
  }

  /** Why the jobs on disk could not be read yet. */
  get storageError(): ErrorRecord | null {
    return this.#storageError;
  }

  get persistence(): Persistence {
    return this.#intake.keeper.persistence;
  }

  get currentPolicy(): QueuePolicy {
    return this.#policy;
  }

  persistenceAsked(granted: boolean): void {
    this.#intake.keeper.asked(granted);
    this.#options.onChange();
  }

  requestOf(jobId: string): Promise<JobRequest> {
    return this.#intake.requestOf(jobId);
  }

  async submit(request: JobRequest, options: SubmitOptions = {}): Promise<string> {
    const id = await this.#intake.submit(request, options);
    this.#options.steer.go();
    return id;
  }

  async hold(jobId: string): Promise<void> {
    await this.#change(jobId, ({ view }) => ({ held: view.held === 'no' ? 'held' : view.held }));
  }

  async letGo(jobId: string, pin?: string): Promise<void> {
    if (this.queue.get(jobId)?.view.held === 'pin') await this.#intake.unlock(jobId, pin);
    await this.queue.change(jobId, 'first', (record) => {
      const { pin: lock } = mustWait(record).work;
      const work = { pin: lock && afterRightPin(lock) };
      return { record: withWork(withView(record, { held: 'no', error: null }), work) };
    });
    this.#options.steer.go();
  }

  /** Asked again, it changes nothing. */
  async stackIsBack(jobId: string, habit: StackHabit | null): Promise<void> {
    const { settings, plan } = await this.requestOf(jobId);
    await this.queue.change(jobId, 'first', (record) => {
      if (mustWait(record).view.held !== 'stack') return { record };
      const going = withView(record, { held: 'no', error: null });
      const { passes } = record.work;
      // Where some second sides are there already, the others are printed as those were.
      if (!habit || passes[0]!.from !== plan.stackAt)
        return { record: withWork(going, { passes: withStackTurned(passes) }) };
      const turned = withStackHabit(plan, habit);
      const whole = wholePlan(turned, copiesByMachine({ settings, plan: turned }));
      const seconds = withStackTurned(whole.filter(({ stack }) => stack));
      return { record: withWork(going, { passes: seconds, whole, stackHabit: habit }) };
    });
    this.#options.steer.go();
  }

  async moveBefore(jobId: string, otherId: string | null): Promise<void> {
    await this.queue.move(jobId, otherId);
  }

  async setPriority(jobId: string, priority: Priority): Promise<void> {
    await this.#change(jobId, () => ({ priority }));
  }

  async edit(jobId: string, changes: JobChanges): Promise<void> {
    await this.#intake.edit(jobId, changes);
    this.#options.steer.go();
  }

  async moveTo(jobId: string, machine: MachineTarget): Promise<void> {
    await this.#change(jobId, () => ({ machine }));
  }

  async reprint(jobId: string, options: ReprintOptions = {}): Promise<string> {
    const id = await this.#intake.reprint(jobId, options);
    this.#options.steer.go();
    return id;
  }

  async answer(jobId: string, answer: ResumeAnswer): Promise<void> {
    const { now } = this.#options;
    await this.end(jobId, 'first', (record) => {
      const { view, work } = record;
      if (!view.question) throw new PlatenError('job.no-question');
      const isPartWanted = answer.kind === 'resume' && answer.lastGoodSheet < view.sheets;
      if (view.isPrintFile && isPartWanted) throw new PlatenError('job.print-file-whole');
      if (answer.kind === 'give-up') return { record: inState(record, 'cancelled', now()) };
      const gone = work.pin !== null && !this.#intake.isUnlocked(jobId);
      const held = gone ? 'pin' : 'no';
      const asked = withWork(withView(record, { held }), { fruitless: 0 });
      if (answer.kind === 'resume') return { record: resumed(asked, answer.lastGoodSheet, now()) };
      const passes = fromTheStart(record);
      return { record: inState(withWork(asked, { passes }), 'queued', now()) };
    });
    this.#options.steer.go();
  }

  /** What has ended stays as it ended. */
  async cancel(jobId: string): Promise<void> {
    const { now, steer } = this.#options;
    const { view } = await this.end(jobId, 'anyway', (record) => {
      if (hasEnded(record.view)) return { record };
      if (isOnTheWire(record.view)) return { record: withView(record, { cancelling: true }) };
      return { record: inState(record, 'cancelled', now()) };
    });
    if (view.cancelling) steer.cancel(jobId);
  }

  async erase(jobId: string): Promise<void> {
    const { view } = await this.#intake.recordOf(jobId);
    if (!hasEnded(view)) throw new PlatenError('job.not-ended');
    await this.queue.erase([jobId]);
  }

  async eraseAll(): Promise<void> {
    const atHand = this.queue.views.filter(hasEnded).map(({ id }) => id);
    const onDisk = (await this.#options.store.ended()).map(({ id }) => id);
    await this.queue.erase([...new Set([...atHand, ...onDisk])]);
  }

  async setPolicy(policy: QueuePolicy): Promise<void> {
    await this.#options.store.setPolicy(policy);
    this.#policy = policy;
    this.#options.onChange();
    await this.#tidy();
  }

  async policy(): Promise<QueuePolicy> {
    return this.#policy;
  }

  contents(jobId: string): Promise<JobContents | null> {
    return this.#intake.contents(jobId);
  }

  history(query: HistoryQuery): Promise<HistoryPage> {
    return this.#options.store.history(query);
  }

  ledger(fromMs: number, untilMs: number): Promise<readonly LedgerEntry[]> {
    return this.#options.store.ledger(fromMs, untilMs);
  }

  journal(jobId: string): Promise<readonly JournalEntry[]> {
    return this.#options.store.journal(jobId);
  }

  /** A change that may end the job; then nothing of a sealed one stays, and the history is kept within bounds. */
  async end(jobId: string, when: WhenWritten, change: (record: JobRecord) => Change): Promise<JobRecord> {
    const record = await this.queue.change(jobId, when, (before) => withoutSealed(change(before)));
    if (hasEnded(record.view)) {
      this.#intake.letGo(jobId);
      if (this.#options.now() - this.#tidiedAt > TIDY_EVERY_MS) void this.#tidy();
    }
    return record;
  }

  async #change(jobId: string, change: (record: JobRecord) => Partial<QueuedJobView>): Promise<void> {
    await this.queue.change(jobId, 'first', (record) => ({
      record: withView(record, change(mustWait(record))),
    }));
    this.#options.steer.go();
  }

  async #load(): Promise<void> {
    const { store, timers, now, onChange, steer } = this.#options;
    try {
      const [policy, records] = await Promise.all([store.policy(), store.load(ENDED_AT_HAND)]);
      this.#policy = policy ?? DEFAULT_POLICY;
      await this.queue.fill(records, (record) => {
        if (hasEnded(record.view)) return { record };
        this.tellOfTorn(record, records);
        const next = afterRestart(record, this.#policy, now());
        return withoutSealed({ record: next, ledger: bookPass(record, false, now()) });
      });
      this.#storageError = null;
      steer.go();
      timers.set(() => void this.#tidy(), FIRST_TIDY_AFTER_MS);
    } catch (thrown) {
      this.#storageError = toRecord(asPlatenError(thrown, 'job.storage-blocked'));
      timers.set(() => void this.#load(), READ_AGAIN_AFTER_MS);
    }
    onChange();
  }

  /** Of a job that was on its way the machine may have a half, and sheets that are not printed yet. */
  tellOfTorn(record: JobRecord, others: readonly JobRecord[] = this.queue.records): void {
    const { view, work } = record;
    const isUnderWay = isOnTheWire(view) && view.state !== 'preparing';
    // A page that is closed may still write down that its job was interrupted, and then nobody has wiped the machine.
    const wasInterrupted = view.question !== null || (view.state === 'queued' && work.hasBegun);
    const mayBeInMidJob = isUnderWay || (wasInterrupted && view.held !== 'stack');
    if (!mayBeInMidJob || !view.machine) return;
    const load = loadOf(view.machine, others);
    this.#options.onTorn(view.machine, finishTime(record, load, this.#options.now()));
  }

  /** The machine goes on after it was held up. */
  holdEnded(machine: MachineTarget): void {
    const { now } = this.#options;
    const load = loadOf(machine, this.queue.records);
    const last = this.queue.records.find(({ work }) => work.load === load);
    if (!last) return;
    void this.queue.note(last.view.id, (record) => ({
      record: withWork(record, { load: afterHold(load, now()) }),
    }));
  }

  /** What cannot be tidied now will be another time. */
  async #tidy(): Promise<void> {
    this.#tidiedAt = this.#options.now();
    if (this.#policy.keepDays === null && this.#policy.keepMegabytes === null) return;
    try {
      const ids = expired(await this.#options.store.ended(), this.#policy, this.#options.now());
      if (ids.length > 0) await this.queue.erase(ids);
    } catch {
      // Storage is out of reach.
    }
  }
}

/** Of a job that was sealed nothing stays when it has ended. */
function withoutSealed(change: Change): Change {
  const { view, work } = change.record;
  return hasEnded(view) && work.pin ? { ...change, dropContents: true } : change;
}

function mustWait(record: JobRecord): JobRecord {
  if (record.view.state !== 'queued') throw new PlatenError('job.not-waiting');
  return record;
}
