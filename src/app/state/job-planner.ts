import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import type { Steps } from '../../layout/in-steps.ts';
import type { PlanInput } from '../../layout/plan-input.ts';
import { planInSteps } from '../../layout/plan-job.ts';
import type { SheetPlan } from '../../layout/sheet-plan.ts';

/** A job's plan, or why there is none: `layout.*`. */
export type Planned =
  { readonly plan: SheetPlan; readonly error: null } | { readonly plan: null; readonly error: ErrorRecord };

/** Keys are answered within a twentieth of a second, and what follows from a plan takes its time as well. */
const PORTION_MS = 10;
/** In any case: what has a few hundred sheets is planned at once, also where the clock runs while others work. */
const PORTION_STEPS = 16;

/**
 * Plans one job after the other, each in portions: a page that plans thousands of sheets goes on answering. Most jobs
 * are planned within the first portion, which is worked off at once.
 */
export class JobPlanner {
  readonly #onPlanned: () => void;
  #steps: Steps<SheetPlan> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #planned: Planned | null = null;
  #waiting: (() => void)[] = [];

  /** `onPlanned`: a plan is there that was not within its first portion. */
  constructor(onPlanned: () => void) {
    this.#onPlanned = onPlanned;
  }

  /** What came of the last job that was planned to its end; null before the first. */
  get planned(): Planned | null {
    return this.#planned;
  }

  get isBusy(): boolean {
    return this.#steps !== null;
  }

  /** Gives up what is under way. */
  begin(input: PlanInput): void {
    this.#steps = planInSteps(input);
    this.#work();
  }

  /** What was planned is of no use any more. */
  forget(): void {
    this.#planned = null;
    this.#end();
  }

  /** At once, however long it takes. */
  finish(): void {
    if (this.isBusy) this.#work(Infinity);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    if (this.isBusy) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #work(portionMs = PORTION_MS): void {
    clearTimeout(this.#timer);
    const planned = portion(this.#steps!, performance.now() + portionMs);
    if (planned) {
      this.#planned = planned;
      this.#end();
    } else {
      this.#timer = setTimeout(() => {
        this.#work();
        if (!this.isBusy) this.#onPlanned();
      });
    }
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#steps = null;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** null: there is more to do. */
function portion(steps: Steps<SheetPlan>, untilMs: number): Planned | null {
  try {
    for (let step = 0; step < PORTION_STEPS || performance.now() < untilMs; step++) {
      const { done, value } = steps.next();
      if (done) return { plan: value, error: null };
    }
    return null;
  } catch (thrown) {
    return { plan: null, error: toRecord(asPlatenError(thrown)) };
  }
}
