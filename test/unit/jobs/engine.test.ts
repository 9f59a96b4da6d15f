import { describe, expect, test } from 'vitest';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { eventually } from '../../support/eventually.ts';
import { DOC } from '../../support/fake-raster.ts';
import { HeldOutput, request, start, USB_MACHINE } from './engine-bench.ts';

describe('JobEngine', () => {
  test('a job without a machine waits; with one it is sent, and every step is in the journal', async () => {
    const { desk, attach, view, until, states } = await start();
    const id = await desk.submit(request());
    expect(view(id)).toMatchObject({ state: 'queued', sheets: 3, sides: 3, held: 'no', machine: null });
    attach();
    await until(id, 'sent');
    expect(view(id)).toMatchObject({
      sidesSent: 3,
      error: null,
      secondsLeft: null,
      firstByteMs: 0,
      machine: USB_MACHINE,
    });
    const steps = states(id).filter((state, index, all) => state !== all[index - 1]);
    expect(steps).toEqual(['queued', 'preparing', 'sending', 'sent']);
  });

  test('the journal says `sending` before the first byte leaves', async () => {
    const { desk, attach, holding, disk } = await start();
    const output = new HeldOutput();
    output.holdFrom = 0;
    const id = await desk.submit(request());
    attach(output);
    await holding(output);
    expect(output.bytesAccepted).toBe(0);
    expect(disk.jobs.get(id)!.view.state).toBe('sending');
  });

  test('jobs go one after another: urgent ones first, then in the order they came or were put', async () => {
    const { desk, attach, until, disk } = await start();
    const [one, two, three, four] = [
      await desk.submit(request(1, 'one')),
      await desk.submit(request(1, 'two')),
      await desk.submit(request(1, 'three')),
      await desk.submit(request(1, 'four'), { priority: 'low' }),
    ];
    await desk.moveBefore(three, one);
    await desk.setPriority(two, 'urgent');
    attach();
    await until(four, 'sent');
    const begun = disk.journal.filter(({ state }) => state === 'preparing').map(({ jobId }) => jobId);
    expect(begun).toEqual([two, three, one, four]);
  });

  test('a machine that takes no data pauses the job with its reason, and it goes on by itself', async () => {
    const { engine, desk, attach, holding, view, until } = await start();
    const output = new HeldOutput();
    output.holdFrom = 100;
    const id = await desk.submit(request());
    attach(output);
    await holding(output);
    await until(id, 'sending');
    engine.setPaused({ code: 'usb.hold.paper-empty', params: {} });
    await until(id, 'paused');
    expect(view(id)).toMatchObject({ error: { code: 'usb.hold.paper-empty' }, question: null });
    engine.setPaused(null);
    await until(id, 'sending');
    expect(view(id).error).toBeNull();
    output.letGo();
    await until(id, 'sent');
  });

  test('cancel: waiting jobs at once, the running one when it has ended legally', async () => {
    const { desk, attach, holding, view, until } = await start();
    const output = new HeldOutput();
    output.holdFrom = 0;
    const running = await desk.submit(request());
    const waiting = await desk.submit(request());
    attach(output);
    await holding(output);
    await desk.cancel(waiting);
    expect(view(waiting).state).toBe('cancelled');
    await desk.cancel(running);
    expect(view(running)).toMatchObject({ state: 'sending', cancelling: true });
    output.letGo();
    await until(running, 'cancelled');
    expect(view(running)).toMatchObject({ error: null, cancelling: false });
    expect(output.aborted).toBe(false);
  });

  test('cancel while the machine takes nothing: the connection is broken off, and the person is told', async () => {
    const { desk, attach, holding, view, until, passTime } = await start();
    const output = new HeldOutput();
    output.holdFrom = 0;
    const id = await desk.submit(request());
    attach(output);
    await holding(output);
    await desk.cancel(id);
    passTime(10_000);
    await until(id, 'cancelled');
    expect(output.aborted).toBe(true);
    expect(view(id).error).toMatchObject({ code: 'job.cancel-forced' });
  });

  test('a failed page fails its job only; the next one prints', async () => {
    let broken = true;
    const { desk, attach, view, until } = await start({
      raster: {
        beforeSide: () => {
          if (broken) throw new PlatenError('document.page-failed', { page: 1 });
        },
      },
    });
    attach();
    const bad = await desk.submit(request());
    await until(bad, 'failed');
    expect(view(bad).error).toEqual({ code: 'document.page-failed', params: { page: 1 } });
    broken = false;
    await until(await desk.submit(request()), 'sent');
  });

  test('a document stays open while the page or a running job holds it, and is released after', async () => {
    const { engine, desk, attach, holding, until, released } = await start();
    engine.prepare([DOC]);
    const output = new HeldOutput();
    output.holdFrom = 0;
    attach(output);
    const id = await desk.submit(request());
    await holding(output);
    engine.release([DOC.id]);
    expect(released).not.toHaveBeenCalledWith([DOC.id]);
    output.letGo();
    await until(id, 'sent');
    await eventually(() => expect(released).toHaveBeenLastCalledWith([DOC.id]));
  });

  test('a job is for the machine that was there when it came; another machine leaves it alone', async () => {
    const { engine, desk, attach, until, view } = await start();
    const simulated = { kind: 'simulated' } as const;
    const output = new HeldOutput();
    attach(output);
    engine.detach();
    attach(new HeldOutput(), simulated);
    const forSimulated = await desk.submit(request());
    await until(forSimulated, 'sent');
    const forUsb = await desk.submit(request(), { hold: true });
    await desk.moveTo(forUsb, USB_MACHINE);
    await desk.letGo(forUsb);
    const other = await desk.submit(request());
    await until(other, 'sent');
    expect(view(forUsb)).toMatchObject({ state: 'queued', machine: USB_MACHINE });
    attach(output);
    await until(forUsb, 'sent');
  });

  test('a machine that has gone before the first byte is no interruption: the job waits', async () => {
    const arrived: (() => void)[] = [];
    const { engine, desk, attach, until, states } = await start({
      raster: { beforeSide: () => new Promise<void>((go) => void arrived.push(go)) },
    });
    attach();
    const id = await desk.submit(request(1));
    await until(id, 'preparing');
    await eventually(() => expect(arrived).toHaveLength(1));
    engine.detach();
    arrived[0]!();
    await until(id, 'queued');
    expect(states(id)).not.toContain('sending');
  });
});

describe('storage in trouble', () => {
  test('nothing is begun that cannot be written down; it begins when it can', async () => {
    const { desk, attach, store, view, until, passTime } = await start();
    const id = await desk.submit(request());
    store.failNext(1);
    const output = attach();
    await eventually(() => expect(view(id).error).toMatchObject({ code: 'job.storage-blocked' }));
    expect(view(id).state).toBe('queued');
    expect(output.bytesAccepted).toBe(0);
    passTime(5_000);
    await until(id, 'sent');
    expect(view(id).error).toBeNull();
  });

  test('a journal that fails between preparing and sending: not a byte leaves, and the job waits again', async () => {
    const { desk, attach, store, view, until, passTime } = await start();
    const id = await desk.submit(request());
    let commits = 0;
    store.fault = (operation) => {
      if (operation === 'commit' && ++commits === 2) throw new PlatenError('job.storage-full');
    };
    const output = attach();
    await eventually(() => expect(view(id).error).toMatchObject({ code: 'job.storage-full' }));
    expect(view(id)).toMatchObject({ state: 'queued', question: null });
    expect(output.bytesAccepted).toBe(0);
    passTime(5_000);
    await until(id, 'sent');
  });

  test('what has happened is written as soon as it can be', async () => {
    const { desk, attach, holding, store, disk, until, passTime } = await start();
    const output = new HeldOutput();
    // Only the end of the job is still to come.
    output.holdFrom = 1 + 3 * 300;
    const id = await desk.submit(request());
    attach(output);
    await holding(output);
    store.failNext(1_000);
    output.letGo();
    await until(id, 'sent');
    expect(disk.jobs.get(id)!.view.state).toBe('sending');
    expect(disk.ledger).toEqual([]);
    store.failNext(0);
    passTime(1_000);
    await eventually(() => expect(disk.jobs.get(id)!.view.state).toBe('sent'));
    expect(disk.ledger).toMatchObject([{ jobId: id, sides: 3 }]);
  });

  test('in mid-job no sheet is completed that is not written down as one the machine may have', async () => {
    const { desk, attach, holding, store, disk, until, passTime, view } = await start();
    const output = new HeldOutput();
    output.holdFrom = 1;
    const id = await desk.submit(request());
    attach(output);
    await holding(output);
    store.failNext(1_000);
    output.letGo();
    await until(id, 'paused');
    expect(view(id).error).toMatchObject({ code: 'job.storage-blocked' });
    expect(output.bytesAccepted).toBe(1 + 200);
    expect(disk.jobs.get(id)!.work.offeredSheets).toBe(0);
    passTime(2_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(output.bytesAccepted).toBe(1 + 200);
    store.failNext(0);
    passTime(2_000);
    await until(id, 'sent');
    expect(view(id).error).toBeNull();
  });

  test('a job that waits for storage in mid-job can be cancelled, and ends legally', async () => {
    const { desk, attach, holding, store, until } = await start();
    const output = new HeldOutput();
    output.holdFrom = 1;
    const id = await desk.submit(request());
    attach(output);
    await holding(output);
    store.failNext(1_000);
    output.letGo();
    await until(id, 'paused');
    await desk.cancel(id);
    await until(id, 'cancelled');
    expect(output.written.at(-1)).toEqual(Uint8Array.of(2));
  });

  test('full storage: the job is refused with its choices, and prints without being kept', async () => {
    const { desk, attach, disk, until, view } = await start({
      room: { estimate: async () => ({ usage: 990e6, quota: 991e6 }), persisted: async () => false },
    });
    await expect(desk.submit(request())).rejects.toMatchObject({
      code: 'job.storage-full',
      params: { free: '1' },
    });
    const id = await desk.submit(request(), { keep: 'memory' });
    attach();
    await until(id, 'sent');
    expect(view(id).reprintable).toBe(false);
    expect(disk.jobs.size).toBe(0);
    expect(disk.ledger).toMatchObject([{ jobId: id, sides: 3, sheets: 3 }]);
  });

  test('a transaction that is aborted loses no job: whoever submitted still has it', async () => {
    const { desk, store, disk } = await start();
    store.failNext(1, 'job.storage-full', ['accept']);
    const again = { id: 'mine' };
    await expect(desk.submit(request(), again)).rejects.toMatchObject({ code: 'job.storage-full' });
    expect(desk.queue.views).toEqual([]);
    expect(await desk.submit(request(), again)).toBe('mine');
    expect(disk.jobs.size).toBe(1);
  });

  test('asking twice with one id makes one job, also at the same time', async () => {
    const { desk } = await start();
    await Promise.all([desk.submit(request(), { id: 'a' }), desk.submit(request(), { id: 'a' })]);
    await desk.submit(request(), { id: 'a' });
    expect(desk.queue.views).toHaveLength(1);
  });

  test('storage that opens late: what lies there joins the queue then', async () => {
    const first = await start();
    const id = await first.desk.submit(request());
    let blocked = true;
    const { desk, attach, store, until, passTime } = await start({ disk: first.disk });
    expect(desk.storageError).toBeNull();
    const late = await start({ disk: first.disk, store: failing(store, () => blocked) });
    expect(late.desk.storageError).toMatchObject({ code: 'storage.held' });
    blocked = false;
    late.passTime(5_000);
    await eventually(() => expect(late.desk.queue.views).toHaveLength(1));
    expect(late.desk.storageError).toBeNull();
    attach();
    await until(id, 'sent');
    passTime(0);
  });

  test('the page is told once that there is something to ask the browser for', async () => {
    const { desk } = await start({
      room: { estimate: async () => ({}), persisted: async () => false },
    });
    expect(desk.persistence).toBe('unknown');
    await desk.submit(request());
    expect(desk.persistence).toBe('ask');
    desk.persistenceAsked(false);
    await desk.submit(request());
    expect(desk.persistence).toBe('best-effort');
  });
});

function failing<Store extends { load: unknown }>(store: Store, isBlocked: () => boolean): Store {
  return new Proxy(store, {
    get(target, name) {
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => {
        if (isBlocked()) return Promise.reject(new PlatenError('storage.held'));
        return method.apply(target, args) as unknown;
      };
    },
  });
}
