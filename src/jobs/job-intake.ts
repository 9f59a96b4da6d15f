import { PlatenError } from '../errors/platen-error.ts';
import { sheetsOf } from '../layout/replan.ts';
import { withStackHabit } from '../layout/two-pass.ts';
import { copiesByMachine, hasEnded, newJob, shapeOf, withView, withWork } from './job.ts';
import type { JobRecord, StoredRequest } from './job-record.ts';
import type { JobStore } from './job-store.ts';
import { afterWrongPin, pinWaitMs } from './pin-lock.ts';
import type { JobQueue } from './queue.ts';
import type { JobChanges, JobContents, ReprintOptions, SubmitOptions } from './queue-api.ts';
import { wholePlan } from './resume.ts';
import { RequestVault, type StoredParts } from './request-vault.ts';
import type { SealingCrypto } from './sealing.ts';
import type { JobRequest, MachineTarget } from './spooler-api.ts';
import { StorageKeeper, type StorageRoom } from './storage-room.ts';

export interface IntakeOptions {
  readonly store: JobStore;
  readonly crypto: SealingCrypto;
  /** A key of this installation that cannot be read out. */
  deviceKey(): Promise<CryptoKey>;
  readonly room: StorageRoom;
  now(): number;
  newId(): string;
  /** The machine that is attached: new jobs are for it. */
  machine(): MachineTarget | null;
}

/** What a new job is beside its request. */
interface Admission {
  readonly id: string;
  readonly options: SubmitOptions;
  readonly isKept: boolean;
}

/** What jobs are made of: takes requests in, keeps them, and gives them out again to whoever may have them. */
export class JobIntake {
  readonly keeper: StorageKeeper;
  readonly #options: IntakeOptions;
  readonly #queue: JobQueue;
  readonly #vault: RequestVault;
  /** Requests of this session whose jobs have not ended. Those behind a PIN are here only once it was given. */
  readonly #atHand = new Map<string, JobRequest>();
  readonly #submitting = new Map<string, Promise<string>>();

  constructor(options: IntakeOptions, queue: JobQueue) {
    this.#options = options;
    this.#queue = queue;
    this.keeper = new StorageKeeper(options.room);
    this.#vault = new RequestVault(options);
  }

  /** Asking again with the same id changes nothing. */
  submit(request: JobRequest, options: SubmitOptions): Promise<string> {
    const id = options.id ?? this.#options.newId();
    const known = this.#submitting.get(id);
    if (known) return known;
    const submitting = this.#submit({ id, options, isKept: options.keep !== 'memory' }, request);
    this.#submitting.set(id, submitting);
    const done = () => this.#submitting.delete(id);
    submitting.then(done, done);
    return submitting;
  }

  async reprint(jobId: string, options: ReprintOptions): Promise<string> {
    const record = await this.recordOf(jobId);
    if (!hasEnded(record.view)) throw new PlatenError('job.not-ended');
    if (record.view.isPrintFile && Object.keys(options).length > 0)
      throw new PlatenError('job.print-file-whole');
    const stored = await this.#options.store.request(jobId);
    if (!stored) throw new PlatenError('job.documents-gone');
    const old = asTurned(await this.#vault.unpack(stored, null), record);
    const request = 'plan' in options ? changed(old, options) : partOf(old, options.sheets);
    const admission = { id: this.#options.newId(), options: {}, isKept: true };
    checkPlan(request);
    await this.keeper.makeSure(0);
    const parts: StoredParts = {
      request: await this.#vault.repack(admission.id, request, stored.documentKeys),
      documents: [],
      pin: null,
      documentBytes: record.work.documentBytes,
    };
    await this.#admit(admission, request, parts);
    return admission.id;
  }

  async edit(jobId: string, changes: JobChanges): Promise<void> {
    const record = this.#queue.get(jobId);
    if (!record) throw new PlatenError('job.gone');
    if (record.work.pin) throw new PlatenError('job.locked');
    checkEditable(record);
    const request = changed(await this.requestOf(jobId), changes);
    checkPlan(request);
    const stored = this.#queue.isKept(jobId) ? await this.#options.store.request(jobId) : null;
    const replaced = stored && (await this.#vault.repack(jobId, request, stored.documentKeys));
    await this.#queue.change(jobId, 'first', (now) => {
      checkEditable(now);
      const shape = shapeOf(request);
      const changed = withWork(withView(now, shape.view), shape.work);
      return { record: changed, ...(replaced ? { request: replaced } : {}) };
    });
    if (this.#atHand.has(jobId)) this.#atHand.set(jobId, request);
  }

  /** Throws `job.gone`, `job.documents-gone` or `job.locked`. */
  async requestOf(jobId: string): Promise<JobRequest> {
    const request = this.#atHand.get(jobId) ?? (await this.#vault.unpack(await this.#stored(jobId), null));
    return asTurned(request, await this.recordOf(jobId));
  }

  /** null while the documents are not readable. Throws `job.gone`. */
  async contents(jobId: string): Promise<JobContents | null> {
    const { view, work } = await this.recordOf(jobId);
    if (work.pin || view.isPrintFile) return null;
    try {
      const { title, user, documents, plan, settings } = await this.requestOf(jobId);
      return { title, user, documents, plan, settings };
    } catch (thrown) {
      if (thrown instanceof PlatenError && thrown.code === 'job.documents-gone') return null;
      throw thrown;
    }
  }

  /**
   * Opens a sealed request for as long as the job lasts. A wrong PIN is written down before it is tried.
   * Throws `job.locked` (no PIN given), `job.pin-wrong`, `job.pin-wait`.
   */
  async unlock(jobId: string, pin: string | undefined): Promise<void> {
    if (pin === undefined) throw new PlatenError('job.locked');
    const { now } = this.#options;
    const stored = await this.#stored(jobId);
    const { work } = await this.#queue.change(jobId, 'first', (record) => {
      const lock = record.work.pin!;
      const waitMs = pinWaitMs(lock, now());
      if (waitMs > 0) throw new PlatenError('job.pin-wait', { seconds: Math.ceil(waitMs / 1000) });
      return { record: withWork(record, { pin: afterWrongPin(lock, now()) }) };
    });
    const key = await this.#vault.tryPin(stored, work.pin!, pin);
    if (!key) {
      throw new PlatenError('job.pin-wrong', { seconds: Math.ceil(pinWaitMs(work.pin!, now()) / 1000) });
    }
    this.#atHand.set(jobId, await this.#vault.unpack(stored, key));
  }

  isUnlocked(jobId: string): boolean {
    return this.#atHand.has(jobId);
  }

  /** The job has ended: what is on disk is all that stays. */
  letGo(jobId: string): void {
    this.#atHand.delete(jobId);
  }

  /** At hand or from the history. Throws `job.gone`. */
  async recordOf(jobId: string): Promise<JobRecord> {
    const record = this.#queue.get(jobId) ?? (await this.#options.store.read(jobId));
    if (!record) throw new PlatenError('job.gone');
    return record;
  }

  async #stored(jobId: string): Promise<StoredRequest> {
    const stored = this.#queue.isKept(jobId) ? await this.#options.store.request(jobId) : null;
    if (!stored) throw new PlatenError('job.documents-gone');
    return stored;
  }

  async #submit(admission: Admission, request: JobRequest): Promise<string> {
    const { id, options, isKept } = admission;
    checkPlan(request);
    if (this.#queue.get(id)) return id;
    if (!isKept) {
      if (options.pin !== undefined) throw new PlatenError('job.pin-needs-disk');
      await this.#admit(admission, request, null);
      return id;
    }
    if (await this.#options.store.read(id)) return id;
    await this.keeper.makeSure(request.documents.reduce((sum, { blob }) => sum + blob.size, 0));
    await this.#admit(admission, request, await this.#vault.pack(id, request, options.pin));
    await this.keeper.jobKept();
    return id;
  }

  async #admit(admission: Admission, request: JobRequest, parts: StoredParts | null): Promise<void> {
    const { id, options, isKept } = admission;
    const { now, machine } = this.#options;
    const held = options.pin !== undefined ? 'pin' : options.hold ? 'held' : 'no';
    const facts = {
      id,
      createdAt: now(),
      held,
      priority: options.priority ?? 'normal',
      machine: machine(),
    } as const;
    const work = { pin: parts?.pin ?? null, documentBytes: parts?.documentBytes ?? 0 };
    if (held !== 'pin') this.#atHand.set(id, request);
    try {
      await this.#queue.add((order) => newJob({ ...facts, order }, request, work), isKept ? parts : null);
    } catch (thrown) {
      this.#atHand.delete(id);
      throw thrown;
    }
  }
}

function changed(request: JobRequest, { settings, plan, calibration = '' }: JobChanges): JobRequest {
  return { ...request, settings, plan, calibration };
}

function partOf(request: JobRequest, sheets: readonly number[] | undefined): JobRequest {
  return sheets ? { ...request, plan: sheetsOf(request.plan, sheets) } : request;
}

/** With its second sides as they were printed, or will be. */
function asTurned(request: JobRequest, { work: { stackHabit } }: JobRecord): JobRequest {
  return stackHabit ? { ...request, plan: withStackHabit(request.plan, stackHabit) } : request;
}

/** Throws `job.empty`, or `job.plan-mismatch` for a plan that the machine's language cannot express. */
function checkPlan(request: JobRequest): void {
  const { plan, settings } = request;
  if (plan.sheets.length === 0) throw new PlatenError('job.empty');
  if (plan.paper !== settings.paper) throw new PlatenError('job.plan-mismatch');
  wholePlan(plan, copiesByMachine(request));
}

function checkEditable({ view, work }: JobRecord): void {
  if (view.isPrintFile) throw new PlatenError('job.print-file-whole');
  if (view.state !== 'queued' || work.hasBegun) throw new PlatenError('job.already-begun');
}
