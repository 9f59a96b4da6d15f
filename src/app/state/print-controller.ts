import { PlatenError } from '../../errors/platen-error.ts';
import type { SubmitOptions } from '../../jobs/queue-api.ts';
import type { JobRequest, SpoolerApi } from '../../jobs/spooler-api.ts';
import { planSheets } from '../../layout/plan-sheets.ts';
import type { SheetPlan } from '../../layout/sheet-plan.ts';
import { conflicts, nearestAllowed, type Change, type Conflict } from '../../machine/constraints.ts';
import type { Account } from '../../machine/options.ts';
import { machineChoices } from '../../settings/machine-choices.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { DocumentList, ListedDocument } from './document-list.ts';
import type { SettingsEditor } from './job-draft.ts';
import type { MachineStore } from './machine-store.ts';
import type { PreferencesStore } from './preferences-store.ts';
import { Store } from './store.ts';

/** The paper a job will use. */
export interface JobSummary {
  /** Of all copies. */
  readonly sheets: number;
  readonly sides: number;
}

/** The next job: which documents, with which settings, whether it may be printed, and the way to print it. */
export class PrintController extends Store implements SettingsEditor {
  readonly #spooler: SpoolerApi;
  readonly #machine: MachineStore;
  readonly #documents: DocumentList;
  readonly #preferences: PreferencesStore;
  #account: Account | null = null;
  #submitting = false;
  #plan: { readonly of: readonly unknown[]; readonly plan: SheetPlan } | null = null;
  #prepared: readonly ListedDocument[] = [];

  constructor(
    spooler: SpoolerApi,
    machine: MachineStore,
    documents: DocumentList,
    preferences: PreferencesStore,
  ) {
    super();
    this.#spooler = spooler;
    this.#machine = machine;
    this.#documents = documents;
    this.#preferences = preferences;
    const passOn = () => this.changed();
    machine.addEventListener('change', passOn);
    preferences.addEventListener('change', passOn);
    documents.addEventListener('change', () => {
      this.#prepare();
      this.changed();
    });
  }

  get settings(): PrintSettings {
    return this.#preferences.current.settings;
  }

  set(patch: Partial<PrintSettings>): void {
    this.#preferences.update({ settings: { ...this.settings, ...patch } });
  }

  /** Department id and password; kept until the page is closed, never stored. */
  get account(): Account | null {
    return this.#account;
  }

  setAccount(account: Account | null): void {
    this.#account = account;
    this.changed();
  }

  get conflicts(): readonly Conflict[] {
    return conflicts(machineChoices(this.settings), this.#preferences.current.region);
  }

  waysOut(conflict: Conflict): readonly Change[] {
    return nearestAllowed(conflict, machineChoices(this.settings), this.#preferences.current.region);
  }

  /** null while nothing is ready to be printed. */
  get plan(): SheetPlan | null {
    const ready = this.#documents.ready;
    if (ready.length === 0) return null;
    const infos = ready.map((item) => item.info!);
    const of = [...infos, this.settings];
    const known = this.#plan;
    if (known?.of.length === of.length && known.of.every((part, index) => part === of[index]))
      return known.plan;
    const plan = planSheets(infos, this.settings);
    this.#plan = { of, plan };
    return plan;
  }

  get summary(): JobSummary | null {
    const plan = this.plan;
    if (!plan) return null;
    const { copies } = this.settings;
    const sides = plan.sheets.reduce((sum, sheet) => sum + (sheet.back ? 2 : 1), 0);
    return { sheets: plan.sheets.length * copies, sides: sides * copies };
  }

  /** Why there is no job yet, in words; null when there is one, which may be printed, held or saved. */
  get gap(): string | null {
    const items = this.#documents.items;
    if (items.length === 0) return 'Add a document first.';
    if (items.some((item) => item.state === 'opening')) return 'A document is still being opened.';
    if (items.some((item) => item.state === 'locked')) return 'A document waits for its password.';
    if (this.#documents.ready.length === 0) return 'None of these documents can be printed.';
    if (this.conflicts.length > 0) return 'Some settings do not go together.';
    return null;
  }

  /** Why Print does nothing now, in words; null when it prints. */
  get obstacle(): string | null {
    if (this.gap !== null) return this.gap;
    if (this.#machine.connecting) return 'The machine is being connected.';
    if (!this.#machine.connected) return 'No machine is connected.';
    return null;
  }

  get submitting(): boolean {
    return this.#submitting;
  }

  /**
   * Queues the job and resolves to its id. Throws PlatenError `app.not-ready` while there is an obstacle (a job
   * that is held needs no machine yet), and what the queue throws, `job.storage-full` above all.
   */
  async print(options: SubmitOptions = {}): Promise<string> {
    const obstacle = options.hold ? this.gap : this.obstacle;
    const { request } = this;
    if (obstacle !== null || request === null)
      throw new PlatenError('app.not-ready', { reason: obstacle ?? '' });
    this.#submitting = true;
    this.changed();
    try {
      return await this.#spooler.submit(request, options);
    } finally {
      this.#submitting = false;
      this.changed();
    }
  }

  /** The next job as it would be printed now; null while there is none. */
  get request(): JobRequest | null {
    const { plan } = this;
    if (plan === null || this.gap !== null) return null;
    const sources = this.#documents.ready.map((item) => item.source);
    const first = sources[0]!.name;
    return {
      title: sources.length === 1 ? first : `${first} and ${sources.length - 1} more`,
      user: this.#preferences.current.user,
      account: this.#account,
      documents: sources,
      plan,
      settings: this.settings,
    };
  }

  /** Lets the print workers open what is new and drop what is gone, so that the first bytes leave at once. */
  #prepare(): void {
    const ready = this.#documents.ready;
    const gone = this.#prepared.filter((old) => !ready.some((item) => item.source.id === old.source.id));
    const added = ready.filter((item) => !this.#prepared.some((old) => old.source.id === item.source.id));
    this.#prepared = ready;
    // Preparing is a head start. What goes wrong with it goes wrong again, and is reported, when the job runs.
    if (gone.length > 0) this.#spooler.release(gone.map((item) => item.source.id)).catch(() => undefined);
    if (added.length > 0) this.#spooler.prepare(added.map((item) => item.source)).catch(() => undefined);
  }
}
