import type { DocumentSource, SideSink } from '../../src/documents/raster-api.ts';
import { PlatenError } from '../../src/errors/platen-error.ts';
import { JobEngine } from '../../src/jobs/engine.ts';
import { afterRestart } from '../../src/jobs/job.ts';
import { MachineKeeper } from '../../src/jobs/machine-keeper.ts';
import { RasterPool, type Timers } from '../../src/jobs/raster-pool.ts';
import type { RasterHandle } from '../../src/jobs/raster-thread.ts';
import type { JobRequest, MachineTarget, SpoolerApi, SpoolerSnapshot } from '../../src/jobs/spooler-api.ts';
import { JobFramer } from '../../src/languages/ufr2lt/job-framer.ts';
import { eraseJob, loadHistory, recordJob } from '../../src/storage/job-history.ts';
import { systemClock } from '../../src/usb/clock.ts';
import { operatingSystemOf } from '../../src/usb/errors.ts';
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
  readonly #engine: Promise<JobEngine>;
  readonly #keeper: MachineKeeper;
  /** Once the history is read; until then there are no jobs. */
  #ready: JobEngine | null = null;

  constructor(parts: SpoolerParts) {
    const pool = new RasterPool({
      workers: rasterWorkers(),
      spawn: () => parts.spawnRaster(),
      share: (sink) => parts.share(sink),
      timers: TIMERS,
    });
    this.#engine = this.#startEngine(pool);
    this.#keeper = new MachineKeeper({
      locate: (target) => this.#locate(target),
      os: operatingSystemOf(navigator.userAgent),
      clock: systemClock,
      isPrinting: () => this.#ready?.isPrinting ?? false,
      onChange: () => this.#announcer.changed(),
      onOutput: (output) =>
        void this.#engine.then((engine) => (output ? engine.attach(output) : engine.detach())),
      onHold: (reason) => this.#ready?.setPaused(reason),
    });
  }

  async subscribe(listener: (snapshot: SpoolerSnapshot) => void): Promise<void> {
    await this.#engine;
    this.#announcer.subscribe(listener);
  }

  async connect(target: MachineTarget): Promise<void> {
    await this.#engine;
    await this.#keeper.connect(target);
  }

  disconnect(): Promise<void> {
    return this.#keeper.disconnect();
  }

  async prepare(documents: readonly DocumentSource[]): Promise<void> {
    (await this.#engine).prepare(documents);
  }

  async release(documentIds: readonly string[]): Promise<void> {
    (await this.#engine).release(documentIds);
  }

  async submit(request: JobRequest): Promise<string> {
    return (await this.#engine).submit(request);
  }

  async cancel(jobId: string): Promise<void> {
    (await this.#engine).cancel(jobId);
  }

  async forget(jobId: string): Promise<void> {
    (await this.#engine).forget(jobId);
  }

  async #startEngine(pool: RasterPool): Promise<JobEngine> {
    const [history] = await Promise.all([loadHistory(), this.simulator.open()]);
    const jobs = history.map((job) => afterRestart(job, Date.now()));
    const engine = new JobEngine(
      {
        pool,
        framer: (attributes) => new JobFramer(attributes),
        record: recordJob,
        erase: eraseJob,
        onChange: () => this.#announcer.changed(),
        now: () => Date.now(),
        newId: () => crypto.randomUUID(),
        timers: TIMERS,
      },
      jobs,
    );
    this.#ready = engine;
    return engine;
  }

  #locate(target: MachineTarget) {
    if (target.kind === 'simulated') return this.simulator.location;
    if (!('usb' in navigator)) throw new PlatenError('usb.unsupported');
    return { bus: navigator.usb, usbTarget: target };
  }

  #snapshot(): SpoolerSnapshot {
    return {
      machine: this.#keeper.state,
      jobs: this.#ready?.jobs ?? [],
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
