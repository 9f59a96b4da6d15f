import type { QueuedJobView } from '../../jobs/queue-api.ts';
import type { SpoolerApi } from '../../jobs/spooler-api.ts';
import { testSheetForStack } from '../../layout/stack-test.ts';
import { onePlan } from '../../layout/two-pass.ts';
import type { StackHabit } from '../../machine/stack-habit.ts';
import { DEFAULT_SETTINGS } from '../../settings/print-settings.ts';
import type { MachineStore } from './machine-store.ts';
import type { PreferencesStore } from './preferences-store.ts';
import { Store } from './store.ts';

export type StackTestStep = 'idle' | 'first' | 'stack' | 'second' | 'questions' | 'failed';

const TITLE = 'Test of the stack';

/**
 * The test that shows how a stack goes back in: a job like any other, and what was learned from it. Which job it is
 * is kept on disk: after a reload its questions are still to be answered.
 */
export class StackTester extends Store {
  readonly #spooler: Pick<SpoolerApi, 'submit' | 'stackIsBack'>;
  readonly #machine: Pick<MachineStore, 'snapshot' | 'addEventListener'>;
  readonly #preferences: Pick<PreferencesStore, 'current' | 'update' | 'flush'>;
  /** Begun a moment ago; the queue has not told of it yet. One that the queue does not know later was erased. */
  #isNew = false;
  #failed = false;

  constructor(
    spooler: Pick<SpoolerApi, 'submit' | 'stackIsBack'>,
    machine: Pick<MachineStore, 'snapshot' | 'addEventListener'>,
    preferences: Pick<PreferencesStore, 'current' | 'update' | 'flush'>,
  ) {
    super();
    this.#spooler = spooler;
    this.#machine = machine;
    this.#preferences = preferences;
    machine.addEventListener('change', () => {
      if (this.#job) this.#isNew = false;
      this.changed();
    });
  }

  get step(): StackTestStep {
    if (this.#failed) return 'failed';
    if (this.#isNew) return 'first';
    if (this.#jobId === null) return 'idle';
    return this.#job ? stepOf(this.#job) : 'failed';
  }

  /** Whether somebody has something to do for it, or to wait for. */
  get isUnderWay(): boolean {
    return this.step !== 'idle' && this.step !== 'failed';
  }

  /** Prints the first sides. Another test may be begun after one that failed, or to be sure. */
  async begin(): Promise<void> {
    const { user, settings } = this.#preferences.current;
    const { paper } = settings;
    this.#failed = false;
    const request = {
      title: TITLE,
      user,
      account: null,
      documents: [],
      settings: { ...DEFAULT_SETTINGS, paper, source: 'Manual' as const },
      plan: onePlan(testSheetForStack(paper)),
    };
    try {
      this.#keep({ stackTestJob: await this.#spooler.submit(request) });
      this.#isNew = !this.#job;
    } catch {
      this.#failed = true;
    }
    this.changed();
  }

  async goOn(): Promise<void> {
    try {
      await this.#spooler.stackIsBack(this.#jobId!, null);
    } catch {
      this.#failed = true;
      this.changed();
    }
  }

  learn(habit: StackHabit): void {
    this.#keep({ stackHabit: habit, stackTestJob: null });
    this.changed();
  }

  /** On disk at once: somebody has gone to the machine and back for it. */
  #keep(learned: Parameters<PreferencesStore['update']>[0]): void {
    this.#preferences.update(learned);
    this.#preferences.flush();
  }

  get #jobId(): string | null {
    return this.#preferences.current.stackTestJob;
  }

  get #job(): QueuedJobView | undefined {
    return this.#machine.snapshot.jobs.find(({ id }) => id === this.#jobId);
  }
}

function stepOf({ state, held, sidesSent }: QueuedJobView): StackTestStep {
  if (state === 'sent' || state === 'printed') return 'questions';
  if (state === 'failed' || state === 'cancelled') return 'failed';
  if (held === 'stack') return 'stack';
  return sidesSent >= 2 ? 'second' : 'first';
}
