import { asPlatenError, PlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import { explain } from '../../errors/catalogue.ts';
import type { SubmitOptions } from '../../jobs/queue-api.ts';
import type { JobRequest, SpoolerApi } from '../../jobs/spooler-api.ts';
import type { PlannedDocument } from '../../layout/plan-input.ts';
import type { SheetPlan, SidePlan } from '../../layout/sheet-plan.ts';
import { planForSending, UNKNOWN_STACK } from '../../layout/two-pass.ts';
import type { Account } from '../../machine/options.ts';
import type { Region } from '../../machine/regions.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { parseToneCurve } from '../../settings/tone-curve.ts';
import type { AccountKeeper } from './account-keeper.ts';
import type { BlankPages } from './blank-pages.ts';
import type { CalibrationStore } from './calibration-store.ts';
import type { DocumentList, ListedDocument } from './document-list.ts';
import { jobFacts } from './job-facts.ts';
import { JobPlanner, type Planned } from './job-planner.ts';
import type { MachineStore } from './machine-store.ts';
import type { PreferencesStore } from './preferences-store.ts';
import { SettingsEditor } from './settings-editor.ts';

/** The paper a job will use. */
export interface JobSummary {
  /** Of all copies. */
  readonly sheets: number;
  /** Those on which something is printed. */
  readonly sides: number;
}

/** A job that the queue did not take, and how it was to be printed. */
interface Refusal {
  readonly error: ErrorRecord;
  readonly options: SubmitOptions;
}

/** What the controller is made of. */
interface Parts {
  readonly spooler: SpoolerApi;
  readonly machine: MachineStore;
  readonly documents: DocumentList;
  readonly preferences: PreferencesStore;
  readonly blankPages: BlankPages;
  readonly accounts: AccountKeeper;
  readonly calibrations: CalibrationStore;
}

/** What a plan is made of, to know when it must be made again. */
interface PlannedFrom {
  readonly job: string;
  readonly infos: readonly unknown[];
  readonly settings: PrintSettings;
}

/** The next job: which documents, with which settings, whether it may be printed, and the way to print it. */
export class PrintController extends SettingsEditor {
  readonly #parts: Parts;
  #submitting = false;
  #refusal: Refusal | null = null;
  /** Planned in portions where there are many sheets: what is planned may be what was set before. */
  readonly #planner = new JobPlanner(() => this.changed());
  #plannedFrom: PlannedFrom | null = null;
  #prepared: readonly ListedDocument[] = [];

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    const passOn = () => this.changed();
    const { machine, preferences, blankPages, accounts, calibrations, documents } = parts;
    for (const store of [machine, preferences, blankPages, accounts, calibrations])
      store.addEventListener('change', passOn);
    documents.addEventListener('change', () => {
      this.#prepare();
      this.changed();
    });
  }

  get settings(): PrintSettings {
    return this.#parts.preferences.current.settings;
  }

  get region(): Region {
    return this.#parts.preferences.current.region;
  }

  protected put(settings: PrintSettings): void {
    this.#parts.preferences.update({ settings });
  }

  /** null while nothing is ready to be printed, or the pages that were asked for cannot be found out. */
  get plan(): SheetPlan | null {
    return this.#plan()?.plan ?? null;
  }

  /** Why there is no plan though there are documents: `layout.*`. */
  get planError(): ErrorRecord | null {
    return this.#plan()?.error ?? null;
  }

  /** Whether what was set last is still being planned; until then, `plan` is the one before. */
  get isPlanning(): boolean {
    this.#plan();
    return this.#planner.isBusy;
  }

  /** Resolves when what was set last is planned. */
  async settled(): Promise<void> {
    while (this.isPlanning) await this.#planner.idle();
  }

  /** Pages of all documents, from which `pages` chooses. */
  get pageCount(): number {
    return this.#parts.documents.ready.reduce((sum, { info }) => sum + info!.pages.length, 0);
  }

  /** The number of each document's first page, as `pages` counts. */
  get firstPages(): ReadonlyMap<string, number> {
    let next = 1;
    const firsts = new Map<string, number>();
    for (const { info } of this.#parts.documents.ready) {
      firsts.set(info!.id, next);
      next += info!.pages.length;
    }
    return firsts;
  }

  get summary(): JobSummary | null {
    const { plan } = this;
    if (!plan) return null;
    const copies = plan.machineCopies ?? this.settings.copies;
    const sides = plan.sheets.flatMap(({ front, back }) => [front, back]).filter(isPrinted).length;
    return { sheets: plan.sheets.length * copies, sides: sides * copies };
  }

  /** Why there is no job yet, in words; null when there is one, which may be printed, held or saved. */
  get gap(): string | null {
    const { documents } = this.#parts;
    const { all } = documents;
    if (documents.items.length === 0) return 'Add a document first.';
    if (all.some((item) => item.state === 'opening')) return 'A document is still being opened.';
    if (all.some((item) => item.state === 'locked')) return 'A document waits for its password.';
    if (documents.ready.length === 0) return 'None of these documents can be printed.';
    if (this.#isLookingForBlanks) return 'Blank pages are being looked for.';
    if (this.conflicts.length > 0) return 'Some settings do not go together.';
    const curve = curveError(this.settings.toneCurve);
    if (curve) return `Tone curve: ${explain(curve).what}`;
    if (this.planError) return explain(this.planError).what;
    return null;
  }

  /** Why Print does nothing now, in words; null when it prints. */
  get obstacle(): string | null {
    if (this.gap !== null) return this.gap;
    const { machine } = this.#parts;
    if (machine.connecting) return 'The machine is being connected.';
    if (!machine.connected) return 'No machine is connected.';
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
    this.#submitting = true;
    this.changed();
    try {
      await this.settled();
      const obstacle = options.hold ? this.gap : this.obstacle;
      const { request } = this;
      if (obstacle !== null || request === null)
        throw new PlatenError('app.not-ready', { reason: obstacle ?? '' });
      return await this.#parts.spooler.submit(request, options);
    } finally {
      this.#submitting = false;
      this.changed();
    }
  }

  /** Prints for a person: what goes wrong is kept as `refusal`, wherever Print was pressed. */
  async tryPrint(options: SubmitOptions = {}): Promise<void> {
    if (this.#submitting) return;
    this.#refusal = null;
    try {
      await this.print(options);
    } catch (thrown) {
      this.#refusal = { error: toRecord(asPlatenError(thrown)), options };
      this.changed();
    }
  }

  get refusal(): Refusal | null {
    return this.#refusal;
  }

  forgetRefusal(): void {
    this.#refusal = null;
    this.changed();
  }

  /** The next job as it would be printed now; null while there is none. */
  get request(): JobRequest | null {
    if (this.isPlanning) this.#planner.finish();
    const { plan } = this;
    if (plan === null || this.gap !== null) return null;
    const { calibration } = this;
    return {
      title: this.#title,
      user: this.#parts.preferences.current.user,
      account: this.account,
      documents: this.#sources.map((item) => item.source),
      plan: planForSending(plan, this.#parts.preferences.current.stackHabit ?? UNKNOWN_STACK),
      settings: this.settings,
      ...(calibration === '' ? {} : { calibration }),
    };
  }

  /** The machine's tone curve for the present paper and dots; empty: none. */
  get calibration(): string {
    return this.#parts.calibrations.curveFor(this.settings);
  }

  get account(): Account | null {
    return this.#parts.accounts.account;
  }

  /** Documents and attachments that go with the job. */
  get #sources(): readonly ListedDocument[] {
    const { ready, attached } = this.#parts.documents;
    return [...ready, ...attached.filter((item) => item.state === 'ready')];
  }

  get #title(): string {
    const { ready } = this.#parts.documents;
    const first = ready[0]!.source.name;
    return ready.length === 1 ? first : `${first} and ${ready.length - 1} more`;
  }

  get #isLookingForBlanks(): boolean {
    const { documents, blankPages } = this.#parts;
    return (
      this.settings.skipBlank &&
      documents.ready.some(({ info }) => blankPages.of(info!.id, info!.pages.length) === null)
    );
  }

  /** The plan, or why there is none; made again only when what it is made of has changed. */
  #plan(): Planned | null {
    if (this.#parts.documents.ready.length === 0 || this.#isLookingForBlanks) {
      this.#plannedFrom = null;
      this.#planner.forget();
      return null;
    }
    const { settings } = this;
    const sources = this.#sources;
    const facts = jobFacts(this.#title, this.#parts.preferences.current.user, settings, new Date());
    const job = JSON.stringify(facts);
    const infos = sources.map((item) => item.info);
    const known = this.#plannedFrom;
    const hasSameFiles =
      known?.infos.length === infos.length && known.infos.every((info, index) => info === infos[index]);
    if (!hasSameFiles || known.job !== job || known.settings !== settings) {
      // A plan of files that are gone is no plan.
      if (!hasSameFiles) this.#planner.forget();
      this.#plannedFrom = { job, infos, settings };
      this.#planner.begin({
        documents: sources.map((item) => this.#document(item)),
        settings,
        job: facts,
      });
    }
    return this.#planner.planned;
  }

  #document({ source, info }: ListedDocument): PlannedDocument {
    const { id, name, pages } = info!;
    const blankPages = this.settings.skipBlank ? this.#parts.blankPages.of(id, pages.length) : null;
    return {
      id,
      name,
      pages,
      ...(source.role ? { role: source.role } : {}),
      ...(blankPages ? { blankPages } : {}),
    };
  }

  /** Lets the print workers open what is new and drop what is gone, so that the first bytes leave at once. */
  #prepare(): void {
    const { spooler } = this.#parts;
    const ready = this.#sources;
    const gone = this.#prepared.filter((old) => !ready.some((item) => item.source.id === old.source.id));
    const added = ready.filter((item) => !this.#prepared.some((old) => old.source.id === item.source.id));
    this.#prepared = ready;
    // Preparing is a head start. What goes wrong with it goes wrong again, and is reported, when the job runs.
    if (gone.length > 0) spooler.release(gone.map((item) => item.source.id)).catch(() => undefined);
    if (added.length > 0) spooler.prepare(added.map((item) => item.source)).catch(() => undefined);
  }
}

function curveError(text: string): ErrorRecord | null {
  try {
    parseToneCurve(text);
    return null;
  } catch (thrown) {
    return toRecord(asPlatenError(thrown));
  }
}

function isPrinted(side: SidePlan | null): boolean {
  return side !== null && (side.placements.length > 0 || (side.marks?.length ?? 0) > 0);
}
