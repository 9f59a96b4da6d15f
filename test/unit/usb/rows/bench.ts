import type { ErrorRecord } from '../../../../src/errors/platen-error.ts';
import type { EngineOutput } from '../../../../src/jobs/job-run.ts';
import { MachineKeeper, type KeeperOptions } from '../../../../src/jobs/machine-keeper.ts';
import type { MachineTarget } from '../../../../src/jobs/spooler-api.ts';
import { decodeJob, decodeSide } from '../../../../src/languages/ufr2lt/decode-job.ts';
import type { PrintedSheet } from '../../../../src/simulator/print-engine.ts';
import {
  SimulatedMachine,
  type SimulatedMachineOptions,
} from '../../../../src/simulator/simulated-machine.ts';
import { SimulatedUsb, type SimulatedUsbOptions } from '../../../../src/simulator/webusb.ts';
import type { UsbBus } from '../../../../src/usb/web-usb.ts';
import { readTrace, type UsbTrace } from '../../../../src/usb/trace-format.ts';
import { loadVector } from '../../../support/vectors.ts';
import { FakeClock } from '../fake-clock.ts';

const SERIAL = 'SIM1024001';

/** Canon's own streams of one page each. `noise` takes many transfers, `lines` one. */
export const JOBS = { noise: jobOf('noise_A4'), lines: jobOf('lines_A4') };
export type JobName = keyof typeof JOBS;

function jobOf(vector: string) {
  const { stream } = loadVector(vector);
  return { stream, bits: decodeJob(stream).sides[0]!.bits };
}

export interface BenchOptions extends Partial<Omit<SimulatedMachineOptions, 'clock' | 'tray'>> {
  readonly os?: KeeperOptions['os'];
  readonly usb?: SimulatedUsbOptions;
}

/** A browser tab: its own `navigator.usb` and its own keeper, on the machine's one cable. */
export interface Tab {
  readonly keeper: MachineKeeper;
  /** Every status that was shown, with its error: `lost usb.vanished`. Repetitions are left out. */
  readonly shown: string[];
  readonly holds: (string | null)[];
  readonly output: EngineOutput | null;
  printing: boolean;
}

interface SimulatedTab extends Tab {
  readonly usb: SimulatedUsb;
}

/** The simulated machine, any number of tabs, and one clock for all, which moves when it is told to. */
export class Bench {
  readonly clock = new FakeClock();
  readonly machine: SimulatedMachine;
  readonly tray: PrintedSheet[] = [];
  readonly target: MachineTarget & { kind: 'usb' };
  readonly #options: BenchOptions;

  constructor(options: BenchOptions = {}) {
    const { serialNumber = SERIAL } = options;
    this.#options = options;
    this.machine = new SimulatedMachine({
      speed: 'instant',
      ...options,
      tray: { deliver: (sheet) => this.tray.push(sheet) },
      clock: { after: (ms, run) => this.#after(ms, run) },
    });
    this.target = { kind: 'usb', vendorId: 0x04a9, productId: 0x26e6, serialNumber };
  }

  tab(): SimulatedTab {
    const usb = new SimulatedUsb(this.machine.port, { granted: true, ...this.#options.usb });
    return Object.assign(this.tabOn(usb), { usb });
  }

  /** A tab whose USB is something else. */
  tabOn(bus: UsbBus): Tab {
    const shown: string[] = [];
    const holds: (string | null)[] = [];
    let output: EngineOutput | null = null;
    const keeper: MachineKeeper = new MachineKeeper({
      locate: (target) => ({ bus, usbTarget: target.kind === 'usb' ? target : this.target }),
      os: this.#options.os ?? 'linux',
      clock: this.clock,
      isPrinting: () => tab.printing,
      onChange: () => {
        const { status, error } = keeper.state;
        const words = error ? `${status} ${error.code}` : status;
        if (shown.at(-1) !== words) shown.push(words);
      },
      onOutput: (now) => (output = now),
      onHold: (reason: ErrorRecord | null) => holds.push(reason?.code ?? null),
    });
    const tab: Tab = {
      keeper,
      shown,
      holds,
      get output() {
        return output;
      },
      printing: false,
    };
    return tab;
  }

  /** A tab that is connected. */
  async connected(): Promise<SimulatedTab> {
    const tab = this.tab();
    await this.during(tab.keeper.connect(this.target));
    return tab;
  }

  /** Lets time pass until `work` is done, ten minutes at most; returns what became of it. */
  async during<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = work.finally(() => (isOver = true));
    over.catch(() => undefined);
    for (let seconds = 0; seconds < 600 && !isOver; seconds += 0.25) await this.clock.advance(250);
    if (!isOver) throw new Error('not done after ten minutes');
    return over;
  }

  /** Sends one job as the engine does, and waits until it is accepted. */
  async print(tab: Tab, job: JobName): Promise<void> {
    await this.during(send(tab, job));
  }

  /** What lies in the tray, sheet by sheet. */
  get printed(): string[] {
    return this.tray.map(contentOf);
  }

  #after(ms: number, run: () => void): () => void {
    const cancelled = new AbortController();
    void this.clock.sleep(ms, cancelled.signal).then(() => {
      if (!cancelled.signal.aborted) run();
    });
    return () => cancelled.abort();
  }
}

/** A full Send block, as the engine writes it (UFR II LT notes §2.2). */
const BLOCK_BYTES = 65_555;

/** Sends one job. Rejects as the output does. */
export async function send(tab: Tab, job: JobName): Promise<void> {
  const output = tab.output!;
  const { stream } = JOBS[job];
  tab.printing = true;
  try {
    output.beginJob(1);
    for (let at = 0; at < stream.length; at += BLOCK_BYTES) {
      await output.write(Uint8Array.from(stream.subarray(at, at + BLOCK_BYTES)));
    }
    await output.flush();
  } finally {
    tab.printing = false;
  }
}

/** Page data that was looked at before: hundreds of sheets are the same. */
const seen: { readonly front: Uint8Array; readonly content: ReturnType<typeof contentOf> }[] = [];

/** What a sheet shows, by the job that it must have come from: every dot is compared. */
function contentOf({ front, isErrorSheet }: PrintedSheet): JobName | 'error sheet' | 'nonsense' {
  if (isErrorSheet) return 'error sheet';
  const known = seen.find((each) => Buffer.compare(each.front, front) === 0);
  if (known) return known.content;
  const { bits } = decodeSide(front);
  const names = Object.keys(JOBS) as JobName[];
  const content = names.find((name) => Buffer.compare(bits, JOBS[name].bits) === 0) ?? 'nonsense';
  seen.push({ front, content });
  return content;
}

const codeOf = (thrown: unknown): string => (thrown as { code?: string }).code ?? String(thrown);
/** `ok`, or the code of what was thrown. */
export const outcome = (work: Promise<unknown>): Promise<string> => work.then(() => 'ok', codeOf);

export async function traceOf(tab: Tab, withBodies = false): Promise<UsbTrace> {
  return readTrace(await (await tab.keeper.trace(withBodies)).text());
}
