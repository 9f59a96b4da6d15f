import { beforeEach, describe, expect, test, vi } from 'vitest';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { JobEngine, type EngineOutput } from '../../../src/jobs/engine.ts';
import { afterRestart, moveTo, newJob } from '../../../src/jobs/job.ts';
import type { JobFramer } from '../../../src/jobs/print-run.ts';
import type { JobRequest, JobState, JobView } from '../../../src/jobs/spooler-api.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';
import {
  DOC,
  ManualTimers,
  fakePool,
  numberedSide,
  type FakeRasterOptions,
} from '../../support/fake-raster.ts';

class PlainFramer implements JobFramer {
  begin = () => Uint8Array.of(1);
  write = (bytes: Uint8Array<ArrayBuffer>) => [bytes];
  end = () => [Uint8Array.of(2)];
  blankRest = () => [new Uint8Array(3)];
}

/** An output whose writes can be held. */
class HeldOutput implements EngineOutput {
  bytesAccepted = 0;
  aborted = false;
  #held: (() => void)[] = [];
  #fail: ((error: unknown) => void)[] = [];
  /** Writes wait once so many bytes were accepted. */
  holdFrom = Infinity;

  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  beginJob() {
    // Patience is the connection's.
  }

  async write(bytes: Uint8Array) {
    if (this.bytesAccepted >= this.holdFrom) {
      await new Promise<void>((resolve, reject) => {
        this.#held.push(resolve);
        this.#fail.push(reject);
      });
    }
    this.bytesAccepted += bytes.length;
  }
  async flush() {
    // Everything written was accepted.
  }
  async abort() {
    this.aborted = true;
    for (const fail of this.#fail) fail(new PlatenError('usb.aborted'));
  }
  letGo() {
    this.holdFrom = Infinity;
    for (const resolve of this.#held.splice(0)) resolve();
  }
}

function request(pages = 3, title = 'Report'): JobRequest {
  return {
    title,
    user: 'ada',
    account: null,
    documents: [DOC],
    settings: DEFAULT_SETTINGS,
    plan: {
      paper: 'A4',
      duplex: 'off',
      sheets: Array.from({ length: pages }, (_, index) => ({ front: numberedSide(index).side, back: null })),
    },
  };
}

const records: JobView[] = [];
const timers = new ManualTimers();
beforeEach(() => records.splice(0));

function setUp(raster: FakeRasterOptions = {}, history: JobView[] = []) {
  let id = 0;
  const released = vi.fn();
  const pool = fakePool(2, raster);
  const release = pool.release.bind(pool);
  pool.release = (ids) => {
    released(ids);
    release(ids);
  };
  const engine = new JobEngine(
    {
      pool,
      framer: () => new PlainFramer(),
      record: async (job) => void records.push(job),
      erase: async () => undefined,
      onChange: () => undefined,
      now: () => 1000,
      newId: () => `job-${++id}`,
      timers,
    },
    history,
  );
  const view = (jobId: string) => engine.jobs.find((job) => job.id === jobId)!;
  const until = (jobId: string, state: JobState) => vi.waitFor(() => expect(view(jobId).state).toBe(state));
  return { engine, view, until, released };
}

describe('JobEngine', () => {
  test('a job without a machine waits; with one it is sent, and every step is recorded', async () => {
    const { engine, view, until } = setUp();
    const id = engine.submit(request());
    expect(view(id)).toMatchObject({ state: 'queued', sheets: 3, sides: 3 });
    engine.attach(new HeldOutput());
    await until(id, 'sent');
    expect(view(id)).toMatchObject({ sidesSent: 3, error: null, secondsLeft: null, firstByteMs: 0 });
    expect(records.map((job) => job.state)).toEqual(['queued', 'preparing', 'sending', 'sent']);
  });

  test('jobs go one after another, in the order they came', async () => {
    const { engine, until } = setUp();
    const first = engine.submit(request(2, 'one'));
    const second = engine.submit(request(2, 'two'));
    engine.attach(new HeldOutput());
    await until(second, 'sent');
    const order = records.filter((job) => job.state !== 'queued').map((job) => `${job.id} ${job.state}`);
    expect(order.indexOf(`${first} sent`)).toBeLessThan(order.indexOf(`${second} preparing`));
  });

  test('a machine that takes no data pauses the job with its reason, and it goes on by itself', async () => {
    const { engine, view, until } = setUp();
    const output = new HeldOutput();
    output.holdFrom = 100;
    const id = engine.submit(request());
    engine.attach(output);
    await vi.waitFor(() => expect(output.isHolding).toBe(true));
    expect(view(id).state).toBe('sending');
    engine.setPaused({ code: 'usb.paper-empty', params: {} });
    expect(view(id)).toMatchObject({ state: 'paused', error: { code: 'usb.paper-empty' } });
    engine.setPaused(null);
    expect(view(id)).toMatchObject({ state: 'sending', error: null });
    output.letGo();
    await until(id, 'sent');
  });

  test('cancel: waiting jobs at once, the running one when it has ended legally', async () => {
    const { engine, view, until } = setUp();
    const output = new HeldOutput();
    output.holdFrom = 0;
    const running = engine.submit(request());
    const waiting = engine.submit(request());
    engine.attach(output);
    await vi.waitFor(() => expect(output.isHolding).toBe(true));
    engine.cancel(waiting);
    expect(view(waiting).state).toBe('cancelled');
    engine.cancel(running);
    expect(view(running)).toMatchObject({ state: 'preparing', cancelling: true });
    output.letGo();
    await until(running, 'cancelled');
    expect(view(running)).toMatchObject({ error: null, cancelling: false });
    expect(output.aborted).toBe(false);
  });

  test('cancel while the machine takes nothing: the connection is broken off, and the person is told', async () => {
    const { engine, view, until } = setUp();
    const output = new HeldOutput();
    output.holdFrom = 0;
    const id = engine.submit(request());
    engine.attach(output);
    await vi.waitFor(() => expect(output.isHolding).toBe(true));
    engine.cancel(id);
    timers.advance(10_000);
    await until(id, 'cancelled');
    expect(output.aborted).toBe(true);
    expect(view(id).error).toMatchObject({ code: 'job.cancel-forced' });
  });

  test('a failed page fails its job only; the next one prints', async () => {
    let broken = true;
    const { engine, view, until } = setUp({
      beforeSide: () => {
        if (broken) throw new PlatenError('document.page-failed', { page: 1 });
      },
    });
    engine.attach(new HeldOutput());
    const bad = engine.submit(request());
    await until(bad, 'failed');
    expect(view(bad).error).toEqual({ code: 'document.page-failed', params: { page: 1 } });
    broken = false;
    await until(engine.submit(request()), 'sent');
  });

  test('a document stays open while the page or a job holds it, and is released after', async () => {
    const { engine, until, released } = setUp();
    engine.prepare([DOC]);
    const id = engine.submit(request());
    engine.release([DOC.id]);
    expect(released).not.toHaveBeenCalledWith([DOC.id]);
    engine.attach(new HeldOutput());
    await until(id, 'sent');
    expect(released).toHaveBeenLastCalledWith([DOC.id]);
  });

  test('history comes first, ended jobs can be forgotten, a running one cannot', async () => {
    const old = { ...newJob('old', 'Old', { sheets: 1, sides: 1, copies: 1 }, 1), state: 'sent' as const };
    const { engine, until } = setUp({}, [old]);
    const id = engine.submit(request());
    expect(engine.jobs.map((job) => job.id)).toEqual([id, 'old']);
    engine.forget(id);
    expect(engine.jobs).toHaveLength(2);
    engine.attach(new HeldOutput());
    await until(id, 'sent');
    engine.forget(id);
    engine.forget('old');
    expect(engine.jobs).toEqual([]);
  });
});

describe('job states', () => {
  test('ended states are final', () => {
    const job = newJob('a', 'A', { sheets: 1, sides: 1, copies: 1 }, 1);
    for (const end of ['cancelled', 'failed'] as const) {
      const ended = moveTo(job, end, 5);
      expect(ended.endedAt).toBe(5);
      for (const next of ['queued', 'sending', 'sent', 'failed'] as const) {
        expect(() => moveTo(ended, next, 6)).toThrow();
      }
    }
    expect(() => moveTo(job, 'sent', 2)).toThrow();
    expect(() => moveTo(job, 'printed', 2)).toThrow();
  });

  test('a job that was under way when the program stopped is called interrupted, never sent', () => {
    const job = {
      ...newJob('a', 'A', { sheets: 9, sides: 9, copies: 1 }, 1),
      state: 'sending' as const,
      sidesSent: 4,
    };
    expect(afterRestart(job, 50)).toMatchObject({
      state: 'failed',
      endedAt: 50,
      error: { code: 'job.interrupted', params: { sent: 4, sides: 9 } },
    });
    const ended = moveTo(job, 'failed', 5);
    expect(afterRestart(ended, 50)).toBe(ended);
  });
});
