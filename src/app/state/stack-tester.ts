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

/** The test that shows how a stack goes back in: a job like any other, and what was learned from it. */
export class StackTester extends Store {
  readonly #spooler: Pick<SpoolerApi, 'submit' | 'stackIsBack'>;
  readonly #machine: Pick<MachineStore, 'snapshot' | 'addEventListener'>;
  readonly #preferences: Pick<PreferencesStore, 'current' | 'update'>;
  #jobId: string | null = null;
  /** It has been in the queue, so that it was erased if it is not. */
  #wasSeen = false;
  #failed = false;

  constructor(
    spooler: Pick<SpoolerApi, 'submit' | 'stackIsBack'>,
    machine: Pick<MachineStore, 'snapshot' | 'addEventListener'>,
    preferences: Pick<PreferencesStore, 'current' | 'update'>,
  ) {
    super();
    this.#spooler = spooler;
    this.#machine = machine;
    this.#preferences = preferences;
    machine.addEventListener('change', () => {
      this.#wasSeen ||= machine.snapshot.jobs.some(({ id }) => id === this.#jobId);
      this.changed();
    });
  }

  get step(): StackTestStep {
    if (this.#failed) return 'failed';
    if (this.#jobId === null) return 'idle';
    const job = this.#machine.snapshot.jobs.find(({ id }) => id === this.#jobId);
    return job ? stepOf(job) : this.#wasSeen ? 'failed' : 'first';
  }

  /** Prints the first sides. Another test may be begun after one that failed, or to be sure. */
  async begin(): Promise<void> {
    const { user, settings } = this.#preferences.current;
    const { paper } = settings;
    this.#failed = false;
    this.#wasSeen = false;
    const request = {
      title: TITLE,
      user,
      account: null,
      documents: [],
      settings: { ...DEFAULT_SETTINGS, paper, source: 'Manual' as const },
      plan: onePlan(testSheetForStack(paper)),
    };
    try {
      this.#jobId = await this.#spooler.submit(request);
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
    this.#preferences.update({ stackHabit: habit });
    this.#jobId = null;
    this.changed();
  }
}

function stepOf({ state, held, sidesSent }: QueuedJobView): StackTestStep {
  if (state === 'sent' || state === 'printed') return 'questions';
  if (state === 'failed' || state === 'cancelled') return 'failed';
  if (held === 'stack') return 'stack';
  return sidesSent >= 2 ? 'second' : 'first';
}
