import type { PrintSettings } from '../../settings/print-settings.ts';

const MOST_STEPS = 100;
/** Changes of one setting in quick succession, a slider's steps for example, are one step. */
const ONE_STEP_MS = 1_000;

/** Earlier settings and those that were taken back. Times are injected. */
export class SettingsUndo {
  readonly #now: () => number;
  #past: readonly PrintSettings[] = [];
  #future: readonly PrintSettings[] = [];
  #last: { readonly keys: string | null; readonly atMs: number } | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** `before` is about to be changed by `patch`. */
  record(before: PrintSettings, patch: Partial<PrintSettings>): void {
    const changed = (Object.keys(patch) as (keyof PrintSettings)[]).filter(
      (key) => patch[key] !== before[key],
    );
    if (changed.length === 0) return;
    // A preset brings all settings, however few of them change: it is always a step of its own.
    const keys = Object.keys(patch).length === 1 ? changed.join() : null;
    const atMs = this.#now();
    const isSameStep =
      this.canUndo && keys !== null && this.#last?.keys === keys && atMs - this.#last.atMs < ONE_STEP_MS;
    this.#last = { keys, atMs };
    this.#future = [];
    if (!isSameStep) this.#past = [...this.#past, before].slice(-MOST_STEPS);
  }

  /** The settings before the last step; null when there is none. */
  undo(present: PrintSettings): PrintSettings | null {
    const before = this.#past.at(-1);
    if (!before) return null;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, present];
    this.#last = null;
    return before;
  }

  /** The settings that the last undo took back; null when there are none. */
  redo(present: PrintSettings): PrintSettings | null {
    const after = this.#future.at(-1);
    if (!after) return null;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, present];
    this.#last = null;
    return after;
  }
}
