import { PlatenError } from '../../src/errors/platen-error.ts';
import type { SideRequest } from '../../src/documents/raster-api.ts';
import { JobEngine } from '../../src/jobs/engine.ts';
import { NEXT, hasEnded } from '../../src/jobs/job.ts';
import type { JobRecord } from '../../src/jobs/job-record.ts';
import type { JobChange } from '../../src/jobs/job-store.ts';
import type { QueueDesk } from '../../src/jobs/queue-desk.ts';
import type { QueuePolicy } from '../../src/jobs/queue-api.ts';
import type { CopyOrder, Pass } from '../../src/jobs/resume.ts';
import { DEFAULT_POLICY } from '../../src/jobs/retention.ts';
import { SideBuffer } from '../../src/jobs/side-buffer.ts';
import type { JobRequest, JobState, MachineTarget } from '../../src/jobs/spooler-api.ts';
import { DEFAULT_SETTINGS } from '../../src/settings/print-settings.ts';
import { ManualTimers, NO_TIMING, numberedSide } from './fake-raster.ts';
import { MemoryDisk, MemoryJobStore } from './memory-job-store.ts';
import { CHUNKS_PER_SIDE, ModelFramer, ModelMachine, ModelOutput, sideChunk } from './model-machine.ts';
import { Random } from './random.ts';

const MACHINE: MachineTarget = { kind: 'simulated' };
/** A document that costs nothing to keep or to read. */
const BLOB = { size: 10, slice: () => BLOB, arrayBuffer: async () => new ArrayBuffer(1) } as unknown as Blob;

/** A job as the people in this world know it. */
export interface WorldJob {
  readonly id: string;
  readonly title: number;
  readonly request: JobRequest;
  /** One of its pages cannot be drawn. */
  readonly badPage: number | null;
  /** The queue has said that it has the job. */
  accepted: boolean;
  /** Page → how often it may lie in the tray by what people and policies decided. */
  readonly allowed: Map<number, number>;
  /** A person has answered its question: these sheets are still wanted, in this order. */
  wanted: readonly number[] | null;
  cancelled: boolean;
}

export interface WorldOptions {
  readonly seed: number;
  readonly policy: QueuePolicy['interrupted'];
  /** Probability of each kind of fault, at each chance for it. */
  readonly faults: Faults;
}

interface Faults {
  readonly crash: number;
  readonly storage: number;
  readonly line: number;
}

/** One installation: a disk and a machine that last, and programs that come and go. */
export class QueueWorld {
  readonly random: Random;
  readonly disk = new MemoryDisk();
  readonly machine = new ModelMachine();
  readonly jobs = new Map<string, WorldJob>();
  readonly violations = new Set<string>();
  faults: Faults;
  now = 1_000_000;
  /** How long the machine takes over what is written to it at once. */
  writeMs = 0;
  crashes = 0;
  unplugs = 0;
  storageFaults = 0;
  questions = 0;
  output: ModelOutput | null = null;
  engine!: JobEngine;
  #timers = new ManualTimers();
  /** Programs that have died do nothing any more. */
  #life = 0;
  #hasCrashed = false;
  #isPulled = false;

  constructor(options: WorldOptions) {
    this.random = new Random(options.seed);
    this.faults = options.faults;
    this.disk.policy = {
      ...DEFAULT_POLICY,
      interrupted: options.policy,
      keepDays: null,
      keepMegabytes: null,
    };
  }

  get desk(): QueueDesk {
    return this.engine.desk;
  }

  /** Everything that can happen without a new event has happened. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#isPulled && this.output) {
      this.#isPulled = false;
      this.output = null;
      this.engine.detach();
    }
    if (this.#hasCrashed) await this.restart();
  }

  /** A fresh program on the same disk. */
  async restart(): Promise<void> {
    this.crashes += 1;
    this.#hasCrashed = false;
    this.#life += 1;
    for (const job of this.jobs.values()) {
      if (job.accepted && !this.disk.jobs.has(job.id))
        this.violations.add(`job ${job.title} vanished from disk`);
    }
    this.#boot();
    await this.settle();
    if (this.output) this.plug();
  }

  start(): void {
    this.#boot();
  }

  plug(): void {
    this.machine.forgetTornJob();
    const life = this.#life;
    this.output = new ModelOutput(this.machine, {
      step: async () => {
        if (this.writeMs > 0) await new Promise<void>((go) => void this.#timers.set(go, this.writeMs));
        await this.#step(life);
      },
      breaks: () => {
        if (!this.random.chance(this.faults.line)) return null;
        this.unplugs += 1;
        this.#isPulled = true;
        return this.random.pick(['before', 'after']);
      },
    });
    this.engine.attach(this.output, MACHINE, 'model');
  }

  unplug(): void {
    if (!this.output) return;
    this.unplugs += 1;
    this.output.unplug();
    this.output = null;
    this.engine.detach();
  }

  passTime(ms: number): void {
    this.now += ms;
    this.#timers.advance(ms);
  }

  newJob(mostPages = 8): WorldJob {
    const { random } = this;
    const title = this.jobs.size;
    const duplex = random.pick(['off', 'long'] as const);
    const pages = random.between(1, mostPages);
    const settings = {
      ...DEFAULT_SETTINGS,
      duplex,
      copies: random.chance(0.3) ? random.between(2, 3) : 1,
      collation: random.pick(['none', 'group'] as const),
    };
    const sides = Array.from({ length: pages }, (_, page) => numberedSide(page).side);
    const sheets = sides.flatMap((front, page) => {
      if (duplex === 'off') return [{ front, back: null }];
      return page % 2 === 0 ? [{ front, back: sides[page + 1] ?? null }] : [];
    });
    const badPage = random.chance(0.05) ? random.between(0, pages - 1) : null;
    const job: WorldJob = {
      id: `job-${title}`,
      title,
      badPage,
      request: {
        title: String(title),
        user: 'ada',
        account: null,
        documents: [{ id: badPage === null ? 'doc' : `bad-${badPage}`, name: 'doc.pdf', blob: BLOB }],
        settings,
        plan: { paper: settings.paper, duplex, sheets: badPage === null ? sheets : marked(sheets, badPage) },
      },
      accepted: false,
      allowed: new Map(sides.map((_, page) => [page, settings.copies])),
      wanted: null,
      cancelled: false,
    };
    this.jobs.set(job.id, job);
    return job;
  }

  /** As a window does it: again and again with the same id, until it is said to be there. */
  submit(job: WorldJob): void {
    this.desk.submit(job.request, { id: job.id }).then(
      () => (job.accepted = true),
      () => undefined,
    );
  }

  /** A person looks into the tray and says the truth. */
  answer(id: string): void {
    const record = this.desk.queue.get(id)!;
    const job = this.jobs.get(id)!;
    this.questions += 1;
    const { sheetsAccepted, sheetsPossible } = record.view.question!;
    const good = this.#goodSheets(job, record.work.passes[0]!);
    if (good < sheetsAccepted || good > sheetsPossible) {
      const claim = `${sheetsAccepted} to ${sheetsPossible}`;
      this.violations.add(`job ${job.title}: ${claim} claimed, ${good} there`);
    }
    const { passes, copyOrder } = record.work;
    if (this.random.chance(0.05)) {
      const { sheets, copies } = record.view;
      job.wanted = sequence([{ from: 0, to: sheets, copies }], copyOrder);
      this.desk.answer(id, { kind: 'restart' }).catch(() => undefined);
    } else {
      const perSheet = copyOrder === 'stacks' ? passes[0]!.copies : 1;
      job.wanted = sequence(passes, copyOrder).slice((good - passes[0]!.from) * perSheet);
      this.desk.answer(id, { kind: 'resume', lastGoodSheet: good }).catch(() => undefined);
    }
  }

  /** Sheets of the plan that lie complete in the tray, counted through the pass that was cut. */
  #goodSheets(job: WorldJob, pass: Pass): number {
    const arrived = new Set(this.machine.wireJobs.get(job.title)?.sides);
    const { sheets } = job.request.plan;
    let good = pass.from;
    while (good < pass.to && sidePages(sheets[good]!).every((page) => arrived.has(page))) good += 1;
    return good;
  }

  /** What is still to come of this work, by the machine's own account. */
  #missing(job: WorldJob, { passes, copyOrder }: JobRecord['work']): number[] {
    if (this.machine.wireJobs.get(job.title)?.ended) return sequence(passes.slice(1), copyOrder);
    const pass = passes[0]!;
    const perSheet = copyOrder === 'stacks' ? pass.copies : 1;
    return sequence(passes, copyOrder).slice((this.#goodSheets(job, pass) - pass.from) * perSheet);
  }

  #boot(): void {
    const life = this.#life;
    this.#timers = new ManualTimers();
    const store = this.#store(life);
    this.engine = new JobEngine({
      pool: {
        raster: (sides) => this.#raster(sides, life),
        prepare: () => undefined,
        rehearse: () => undefined,
        release: () => undefined,
      },
      framer: (attributes) => new ModelFramer(attributes),
      store,
      crypto,
      deviceKey: () => Promise.reject(new Error('not needed')),
      room: { estimate: async () => ({}), persisted: async () => true },
      onChange: () => undefined,
      onTorn: () => undefined,
      now: () => this.now,
      newId: () => crypto.randomUUID(),
      timers: this.#timers,
    });
  }

  /** A moment at which the program may die. The dead never come back from it. */
  async #step(life: number): Promise<void> {
    if (life === this.#life && !this.#hasCrashed && this.random.chance(this.faults.crash))
      this.#hasCrashed = true;
    if (life !== this.#life || this.#hasCrashed) await new Promise(() => undefined);
  }

  #store(life: number): MemoryJobStore {
    const store = new MemoryJobStore(this.disk);
    store.fault = async () => {
      await this.#step(life);
      if (!this.random.chance(this.faults.storage)) return;
      this.storageFaults += 1;
      throw new PlatenError('job.storage-blocked', { detail: 'test' });
    };
    const commit = store.commit.bind(store);
    store.commit = async (changes) => {
      const before = new Map(changes.map(({ jobId }) => [jobId, this.disk.jobs.get(jobId)]));
      await commit(changes);
      for (const change of changes) this.#watch(change, before.get(change.jobId));
      await this.#step(life);
    };
    const accept = store.accept.bind(store);
    store.accept = async (job) => {
      await accept(job);
      await this.#step(life);
    };
    return store;
  }

  /** What is written is what the next program will believe: it must be right at every moment. */
  #watch({ jobId, record, entries }: JobChange, before: JobRecord | undefined): void {
    const job = this.jobs.get(jobId)!;
    if (!record || !before) return;
    let state: JobState = before.view.state;
    let goesOn = false;
    for (const entry of entries) {
      if (entry.state !== state && !NEXT[state].includes(entry.state)) {
        this.violations.add(`job ${job.title} went from ${state} to ${entry.state}`);
      }
      if (entry.state === 'queued' && (state === 'sending' || state === 'paused')) goesOn = true;
      state = entry.state;
    }
    const isNextPass = record.view.state === 'sending' && record.work.passes !== before.work.passes;
    if (before.view.state === 'preparing' || isNextPass) this.machine.wireJobs.delete(job.title);
    if (!goesOn) return;
    if (this.disk.policy!.interrupted === 'ask' && !job.wanted) {
      this.violations.add(`job ${job.title} goes on although nobody said so`);
    }
    const { passes, copyOrder } = record.work;
    const rest = sequence(passes, copyOrder);
    const isResume = this.disk.policy!.interrupted === 'resume';
    if (!job.wanted && isResume && rest.join() !== this.#missing(job, before.work).join())
      this.violations.add(`job ${job.title} goes on by itself with sheets ${rest.join()}`);
    this.#allow(job, job.wanted ?? rest);
    job.wanted = null;
  }

  /** These sheets are allowed on top of what is there. */
  #allow(job: WorldJob, sheets: readonly number[]): void {
    for (const page of job.allowed.keys()) job.allowed.set(page, this.machine.copiesOf(job.title, page));
    for (const page of sheets.flatMap((sheet) => sidePages(job.request.plan.sheets[sheet]!))) {
      job.allowed.set(page, job.allowed.get(page)! + 1);
    }
  }

  async *#raster(sides: readonly SideRequest[], life: number): AsyncGenerator<SideBuffer, void, undefined> {
    for (const { side } of sides) {
      await this.#step(life);
      const { pageIndex, documentId } = side.placements[0]!;
      const buffer = new SideBuffer(1 << 20);
      if (documentId === `bad-${pageIndex}`) {
        buffer.fail(new PlatenError('document.page-failed', { page: pageIndex }));
      } else {
        for (let chunk = 0; chunk < CHUNKS_PER_SIDE; chunk++) {
          void buffer.write(sideChunk(pageIndex, chunk), chunk * 256 + 256);
        }
        buffer.complete({ bytes: 8, blackDots: 1000, timing: NO_TIMING });
      }
      yield buffer;
    }
  }

  /** What must hold when all is quiet. */
  check(): void {
    for (const complaint of this.machine.complaints) this.violations.add(complaint);
    for (const job of this.jobs.values()) {
      for (const [page, allowed] of job.allowed) {
        const copies = this.machine.copiesOf(job.title, page);
        if (copies > allowed)
          this.violations.add(`job ${job.title} page ${page}: ${copies} copies, ${allowed} allowed`);
      }
    }
  }

  /** What must hold when every job has ended. */
  checkEnd(): void {
    this.check();
    for (const job of this.jobs.values()) this.#checkEnded(job);
  }

  #checkEnded(job: WorldJob): void {
    const record = this.disk.jobs.get(job.id);
    if (!record || !hasEnded(record.view)) {
      this.violations.add(`job ${job.title} is stuck in ${record?.view.state}`);
      return;
    }
    const { state } = record.view;
    const { copies } = job.request.settings;
    const pages = [...job.allowed.keys()];
    if (state === 'sent' && pages.some((page) => this.machine.copiesOf(job.title, page) < copies)) {
      this.violations.add(`job ${job.title} is called sent, but sides are missing`);
    }
    if (state === 'failed' && job.badPage === null)
      this.violations.add(`job ${job.title} failed: ${record.view.error?.code}`);
    if (state === 'cancelled' && !job.cancelled)
      this.violations.add(`job ${job.title} was cancelled by nobody`);
    const booked = this.disk.ledger
      .filter(({ jobId }) => jobId === job.id)
      .reduce((sum, { sides }) => sum + sides, 0);
    const printed = pages.reduce((sum, page) => sum + this.machine.copiesOf(job.title, page), 0);
    if (booked > printed)
      this.violations.add(`job ${job.title}: ${booked} sides in the books, ${printed} printed`);
  }
}

function sidePages({ front, back }: JobRequest['plan']['sheets'][number]): number[] {
  return [front, back].flatMap((side) => (side ? [side.placements[0]!.pageIndex] : []));
}

/** Every sheet that comes out for these passes, one after another. */
function sequence(passes: readonly Pass[], order: CopyOrder): number[] {
  return passes.flatMap(({ from, to, copies }) => {
    const sheets = Array.from({ length: to - from }, (_, index) => from + index);
    const times = Array.from({ length: copies });
    return order === 'sets' ? times.flatMap(() => sheets) : sheets.flatMap((sheet) => times.map(() => sheet));
  });
}

/** The same sheets of a document that has a page which cannot be drawn. */
function marked(sheets: JobRequest['plan']['sheets'], badPage: number): JobRequest['plan']['sheets'] {
  const text = JSON.stringify(sheets).replaceAll('"documentId":"doc"', `"documentId":"bad-${badPage}"`);
  return JSON.parse(text) as JobRequest['plan']['sheets'];
}
