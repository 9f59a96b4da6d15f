import type { DocumentSource, SideSink } from '../../src/documents/raster-api.ts';
import { PlatenError } from '../../src/errors/platen-error.ts';
import { JobEngine } from '../../src/jobs/engine.ts';
import type { JournalEntry } from '../../src/jobs/job-store.ts';
import { MachineKeeper } from '../../src/jobs/machine-keeper.ts';
import type {
  HistoryPage,
  HistoryQuery,
  JobChanges,
  JobContents,
  LedgerEntry,
  Priority,
  QueuePolicy,
  ReprintOptions,
  ResumeAnswer,
  SubmitOptions,
} from '../../src/jobs/queue-api.ts';
import type { QueueDesk } from '../../src/jobs/queue-desk.ts';
import { RasterPool, type Timers } from '../../src/jobs/raster-pool.ts';
import type { RasterHandle } from '../../src/jobs/raster-thread.ts';
import type { JobRequest, MachineTarget, SpoolerApi, SpoolerSnapshot } from '../../src/jobs/spooler-api.ts';
import { JobFramer } from '../../src/languages/ufr2lt/job-framer.ts';
import { deviceKey } from '../../src/storage/device-key.ts';
import { IndexedDbJobStore } from '../../src/storage/job-store.ts';
import type { StackHabit } from '../../src/machine/stack-habit.ts';
import { systemClock } from '../../src/usb/clock.ts';
import { operatingSystemOf } from '../../src/errors/operating-system.ts';
import { Announcer } from './announcer.ts';
import { SimulatedMachine } from './simulated-machine.ts';

export interface SpoolerParts {
  spawnRaster(): RasterHandle;
  /** Makes a sink callable from another thread. */
  share(sink: SideSink): SideSink;
}

const TIMERS: Timers = {
  set: (run, ms) => self.setTimeout(run, ms),
  clear: (timer) => self.clearTimeout(timer),
};

/** The queue and the machine, wired to storage, USB and the raster workers. */
export class SpoolerService implements SpoolerApi {
  readonly simulator = new SimulatedMachine(() => this.#announcer.changed());
  readonly #announcer = new Announcer(() => this.#snapshot(), TIMERS);
  readonly #engine: JobEngine;
  readonly #keeper: MachineKeeper;
  /** The queue is read; until then there are no jobs. */
  readonly #ready: Promise<unknown>;

  constructor(parts: SpoolerParts) {
    const pool = new RasterPool({
      workers: rasterWorkers(),
      spawn: () => parts.spawnRaster(),
      share: (sink) => parts.share(sink),
      timers: TIMERS,
    });
    this.#keeper = new MachineKeeper({
      locate: (target) => this.#locate(target),
      os: operatingSystemOf(navigator.userAgent),
      clock: systemClock,
      isPrinting: () => this.#engine.isPrinting,
      onChange: () => this.#announcer.changed(),
      onOutput: (output, target) => {
        if (output && target) this.#engine.attach(output, target, this.#keeper.state.name);
        else this.#engine.detach();
      },
      onHold: (reason) => this.#engine.setPaused(reason),
    });
    this.#engine = new JobEngine({
      pool,
      framer: (attributes) => new JobFramer(attributes),
      store: new IndexedDbJobStore(),
      crypto,
      deviceKey: () => deviceKey(crypto),
      room: navigator.storage,
      onChange: () => this.#announcer.changed(),
      onTorn: (machine, finish) => this.#keeper.tornJob(machine, finish),
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
      timers: TIMERS,
    });
    this.#ready = Promise.all([this.#engine.desk.loaded, this.simulator.open()]);
  }

  async subscribe(listener: (snapshot: SpoolerSnapshot) => void): Promise<void> {
    await this.#ready;
    this.#announcer.subscribe(listener);
  }

  async connect(target: MachineTarget): Promise<void> {
    await this.#ready;
    await this.#keeper.connect(target);
  }

  disconnect(): Promise<void> {
    return this.#keeper.disconnect();
  }

  stopWaiting(): Promise<void> {
    return this.#keeper.stopWaiting();
  }

  async prepare(documents: readonly DocumentSource[]): Promise<void> {
    this.#engine.prepare(documents);
  }

  async release(documentIds: readonly string[]): Promise<void> {
    this.#engine.release(documentIds);
  }

  async persistenceAsked(granted: boolean): Promise<void> {
    this.#engine.desk.persistenceAsked(granted);
  }

  async submit(request: JobRequest, options?: SubmitOptions): Promise<string> {
    return (await this.#desk()).submit(request, options);
  }

  async hold(jobId: string): Promise<void> {
    return (await this.#desk()).hold(jobId);
  }

  async letGo(jobId: string, pin?: string): Promise<void> {
    return (await this.#desk()).letGo(jobId, pin);
  }

  async stackIsBack(jobId: string, habit: StackHabit | null): Promise<void> {
    return (await this.#desk()).stackIsBack(jobId, habit);
  }

  async moveBefore(jobId: string, otherId: string | null): Promise<void> {
    return (await this.#desk()).moveBefore(jobId, otherId);
  }

  async setPriority(jobId: string, priority: Priority): Promise<void> {
    return (await this.#desk()).setPriority(jobId, priority);
  }

  async edit(jobId: string, changes: JobChanges): Promise<void> {
    return (await this.#desk()).edit(jobId, changes);
  }

  async moveTo(jobId: string, machine: MachineTarget): Promise<void> {
    return (await this.#desk()).moveTo(jobId, machine);
  }

  async reprint(jobId: string, options?: ReprintOptions): Promise<string> {
    return (await this.#desk()).reprint(jobId, options);
  }

  async answer(jobId: string, answer: ResumeAnswer): Promise<void> {
    return (await this.#desk()).answer(jobId, answer);
  }

  async cancel(jobId: string): Promise<void> {
    return (await this.#desk()).cancel(jobId);
  }

  async erase(jobId: string): Promise<void> {
    return (await this.#desk()).erase(jobId);
  }

  async eraseAll(): Promise<void> {
    return (await this.#desk()).eraseAll();
  }

  async setPolicy(policy: QueuePolicy): Promise<void> {
    return (await this.#desk()).setPolicy(policy);
  }

  async policy(): Promise<QueuePolicy> {
    return (await this.#desk()).policy();
  }

  async contents(jobId: string): Promise<JobContents | null> {
    return (await this.#desk()).contents(jobId);
  }

  async history(query: HistoryQuery): Promise<HistoryPage> {
    return (await this.#desk()).history(query);
  }

  async journal(jobId: string): Promise<readonly JournalEntry[]> {
    return (await this.#desk()).journal(jobId);
  }

  async ledger(fromMs: number, untilMs: number): Promise<readonly LedgerEntry[]> {
    return (await this.#desk()).ledger(fromMs, untilMs);
  }

  trace(withBodies: boolean): Promise<Blob> {
    return this.#keeper.trace(withBodies);
  }

  async #desk(): Promise<QueueDesk> {
    await this.#ready;
    return this.#engine.desk;
  }

  #locate(target: MachineTarget) {
    if (target.kind === 'simulated') return this.simulator.location;
    if (!('usb' in navigator)) throw new PlatenError('usb.unsupported');
    return { bus: navigator.usb, usbTarget: target };
  }

  #snapshot(): SpoolerSnapshot {
    return {
      machine: this.#keeper.state,
      jobs: this.#engine.desk.queue.views,
      persistence: this.#engine.desk.persistence,
      storageError: this.#engine.desk.storageError,
      traySheets: this.simulator.traySheets,
    };
  }
}

/** Two at least, so that one draws while the other waits; each takes a canvas and a parser's memory. */
function rasterWorkers(): number {
  const memory = (navigator as { readonly deviceMemory?: number }).deviceMemory ?? 8;
  const most = memory >= 8 ? 4 : 2;
  return Math.min(most, Math.max(2, navigator.hardwareConcurrency - 1));
}
