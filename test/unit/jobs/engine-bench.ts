import { expect, vi } from 'vitest';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { JobEngine, type EngineOptions } from '../../../src/jobs/engine.ts';
import type { EngineOutput } from '../../../src/jobs/job-run.ts';
import type { JobFramer } from '../../../src/jobs/print-run.ts';
import { newDeviceKey } from '../../../src/jobs/sealing.ts';
import type { JobRequest, JobState, MachineTarget } from '../../../src/jobs/spooler-api.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';
import { eventually } from '../../support/eventually.ts';
import {
  DOC,
  ManualTimers,
  fakePool,
  numberedSide,
  type FakeRasterOptions,
} from '../../support/fake-raster.ts';
import { MemoryDisk, MemoryJobStore } from '../../support/memory-job-store.ts';

class PlainFramer implements JobFramer {
  begin = () => Uint8Array.of(1);
  write = (bytes: Uint8Array<ArrayBuffer>) => [bytes];
  end = () => [Uint8Array.of(2)];
  blankRest = () => [new Uint8Array(3)];
}

/** An output whose writes can be held, or break. */
export class HeldOutput implements EngineOutput {
  bytesAccepted = 0;
  aborted = false;
  isWaiting = false;
  readonly copies: number[] = [];
  readonly written: Uint8Array[] = [];
  #held: { go: () => void; fail: (error: unknown) => void }[] = [];
  /** Writes wait once so many bytes were accepted. */
  holdFrom = Infinity;

  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  /** First pages of the sides that were written, in order. */
  get pages(): number[] {
    return this.written.filter((bytes) => bytes.length === 100 && bytes[1] === 0).map((bytes) => bytes[0]!);
  }

  beginJob(copies: number) {
    this.copies.push(copies);
  }

  async write(bytes: Uint8Array) {
    if (this.bytesAccepted >= this.holdFrom) {
      await new Promise<void>((go, fail) => this.#held.push({ go, fail }));
    }
    this.bytesAccepted += bytes.length;
    this.written.push(bytes);
  }

  async flush() {
    // Everything written was accepted.
  }

  async abort() {
    this.aborted = true;
    this.unplug('usb.aborted');
  }

  unplug(code = 'usb.vanished') {
    for (const { fail } of this.#held.splice(0)) fail(new PlatenError(code));
  }

  letGo() {
    this.holdFrom = Infinity;
    for (const { go } of this.#held.splice(0)) go();
  }
}

export const USB_MACHINE: MachineTarget = {
  kind: 'usb',
  vendorId: 0x04a9,
  productId: 0x26e6,
  serialNumber: null,
};

export function request(pages = 3, title = 'Report', settings: Partial<PrintSettings> = {}): JobRequest {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const sides = Array.from({ length: pages }, (_, index) => numberedSide(index).side);
  const sheets =
    all.duplex === 'off'
      ? sides.map((front) => ({ front, back: null }))
      : sides.flatMap((front, index) => (index % 2 === 0 ? [{ front, back: sides[index + 1] ?? null }] : []));
  return {
    title,
    user: 'ada',
    account: null,
    documents: [DOC],
    settings: all,
    plan: { paper: all.paper, duplex: all.duplex, sheets },
  };
}

/** A program around a disk. Another `start` on the same disk is the program after a crash of the first. */
export async function start({
  disk = new MemoryDisk(),
  raster = {} as FakeRasterOptions,
  ...changes
}: BenchOptions = {}) {
  const store = new MemoryJobStore(disk);
  const timers = new ManualTimers();
  const pool = fakePool(2, raster);
  const released = vi.spyOn(pool, 'release');
  const key = newDeviceKey(crypto);
  const onTorn = vi.fn();
  let now = 1_000;
  const engine = new JobEngine({
    pool,
    framer: () => new PlainFramer(),
    store,
    crypto,
    deviceKey: () => key,
    room: { estimate: async () => ({ usage: 0, quota: 1e9 }), persisted: async () => true },
    onChange: () => undefined,
    onTorn,
    now: () => now,
    newId: () => crypto.randomUUID(),
    timers,
    ...changes,
  });
  await engine.desk.loaded;
  const { desk } = engine;
  const view = (id: string) => desk.queue.get(id)!.view;
  return {
    engine,
    desk,
    store,
    disk,
    timers,
    released,
    onTorn,
    view,
    attach: (output = new HeldOutput(), target = USB_MACHINE) => {
      engine.attach(output, target, 'iR1024');
      return output;
    },
    until: (id: string, state: JobState) => eventually(() => expect(view(id).state).toBe(state)),
    holding: (output: HeldOutput) => eventually(() => expect(output.isHolding).toBe(true)),
    passTime: (ms: number) => {
      now += ms;
      timers.advance(ms);
    },
    states: (id: string) => disk.journal.filter(({ jobId }) => jobId === id).map(({ state }) => state),
  };
}

interface BenchOptions extends Partial<EngineOptions> {
  disk?: MemoryDisk;
  raster?: FakeRasterOptions;
}
