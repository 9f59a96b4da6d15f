import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, expired } from '../../../src/jobs/retention.ts';
import { placesAfterMove } from '../../../src/jobs/waiting-order.ts';
import type { JobRequest } from '../../../src/jobs/spooler-api.ts';
import { eventually } from '../../support/eventually.ts';
import { MemoryDisk } from '../../support/memory-job-store.ts';
import { HeldOutput, request, start, USB_MACHINE } from './engine-bench.ts';

describe('waiting jobs', () => {
  test('held: stays where it is until it is let go', async () => {
    const { desk, attach, until, view } = await start();
    attach();
    const id = await desk.submit(request(), { hold: true });
    const other = await desk.submit(request());
    await until(other, 'sent');
    expect(view(id)).toMatchObject({ state: 'queued', held: 'held' });
    await desk.letGo(id);
    await until(id, 'sent');
  });

  test('edited: prints with its new settings and plan, also after a reload', async () => {
    const disk = new MemoryDisk();
    const { desk } = await start({ disk });
    const id = await desk.submit(request(4));
    const { settings, plan } = request(4, '', { duplex: 'long', copies: 2 });
    await desk.edit(id, { settings, plan });
    const { view, until, attach } = await start({ disk });
    expect(view(id)).toMatchObject({ sheets: 2, sides: 4, copies: 2, duplex: 'long' });
    const output = attach();
    await until(id, 'sent');
    expect(output.copies).toEqual([2]);
  });

  test('edited: the calibration is that of the new settings, and none where they have none', async () => {
    const { desk } = await start();
    const id = await desk.submit({ ...request(), calibration: '0 0, 100 90' }, { hold: true });
    const { settings, plan } = request(3, '', { media: 'HEAVY1' });
    await desk.edit(id, { settings, plan, calibration: '0 0, 100 70' });
    expect(await desk.requestOf(id)).toMatchObject({ calibration: '0 0, 100 70', settings });
    await desk.edit(id, { settings, plan });
    expect(await desk.requestOf(id)).toMatchObject({ calibration: '' });
  });

  test('a plan for other paper than the settings is refused, and so is an empty one', async () => {
    const { desk } = await start();
    const a4 = request(1);
    const a5 = request(1, '', { paper: 'A5' });
    await expect(desk.submit({ ...a4, plan: a5.plan })).rejects.toMatchObject({ code: 'job.plan-mismatch' });
    await expect(desk.submit({ ...a4, plan: { ...a4.plan, sheets: [] } })).rejects.toMatchObject({
      code: 'job.empty',
    });
  });

  test('what has begun or ended is neither held, edited nor moved; what is gone is said to be', async () => {
    const { desk, attach, until } = await start();
    attach();
    const id = await desk.submit(request());
    await until(id, 'sent');
    const { settings, plan } = request();
    await expect(desk.hold(id)).rejects.toMatchObject({ code: 'job.not-waiting' });
    await expect(desk.letGo(id)).rejects.toMatchObject({ code: 'job.not-waiting' });
    await expect(desk.moveTo(id, USB_MACHINE)).rejects.toMatchObject({ code: 'job.not-waiting' });
    await expect(desk.edit(id, { settings, plan })).rejects.toMatchObject({ code: 'job.already-begun' });
    await expect(desk.hold('nobody')).rejects.toMatchObject({ code: 'job.gone' });
  });

  test('a change that cannot be written does not count', async () => {
    const { desk, store, view } = await start();
    const id = await desk.submit(request());
    store.failNext(1);
    await expect(desk.hold(id)).rejects.toMatchObject({ code: 'job.storage-blocked' });
    expect(view(id).held).toBe('no');
  });

  test('places change hands, priorities do not matter for them, and nothing else moves', () => {
    const jobs = ['a', 'b', 'c', 'd'].map((id, index) => ({
      id,
      order: index + 1,
      priority: 'normal' as const,
    }));
    expect([...placesAfterMove(jobs, 'd', 'b')]).toEqual([
      ['d', 2],
      ['b', 3],
      ['c', 4],
    ]);
    expect([...placesAfterMove(jobs, 'a', null)]).toEqual([
      ['b', 1],
      ['c', 2],
      ['d', 3],
      ['a', 4],
    ]);
    expect([...placesAfterMove(jobs, 'b', 'b')]).toEqual([]);
    expect([...placesAfterMove(jobs, 'nobody', 'b')]).toEqual([]);
  });
});

describe('ended jobs', () => {
  test('printed again: whole, some sheets, with other settings; also when only the disk remembers', async () => {
    const disk = new MemoryDisk();
    const first = await start({ disk });
    first.attach();
    const id = await first.desk.submit(request(4));
    await first.until(id, 'sent');

    const { desk, attach, until, view } = await start({ disk });
    const output = attach();
    await until(await desk.reprint(id), 'sent');
    const some = await desk.reprint(id, { sheets: [3, 1] });
    await until(some, 'sent');
    const { settings, plan } = request(4, '', { copies: 3 });
    await until(await desk.reprint(id, { settings, plan }), 'sent');
    expect(output.pages).toEqual([0, 1, 2, 3, 1, 3, 0, 1, 2, 3]);
    expect(output.copies).toEqual([1, 1, 3]);
    expect(view(some)).toMatchObject({ title: 'Report', sheets: 2 });
    // Four jobs, one document.
    expect(disk.documents.size).toBe(1);
  });

  test('a job that has not ended is neither printed again nor erased', async () => {
    const { desk } = await start();
    const id = await desk.submit(request());
    await expect(desk.reprint(id)).rejects.toMatchObject({ code: 'job.not-ended' });
    await expect(desk.erase(id)).rejects.toMatchObject({ code: 'job.not-ended' });
  });

  test('erased: record and documents are gone from disk; what waits stays', async () => {
    const { desk, attach, until, disk } = await start();
    attach();
    const id = await desk.submit(request());
    await until(id, 'sent');
    await desk.erase(id);
    expect([disk.jobs.size, disk.requests.size, disk.documents.size]).toEqual([0, 0, 0]);
    await expect(desk.reprint(id)).rejects.toMatchObject({ code: 'job.gone' });

    await until(await desk.submit(request()), 'sent');
    const waiting = await desk.submit(request(), { hold: true });
    await desk.eraseAll();
    expect([...disk.jobs.keys()]).toEqual([waiting]);
    expect(disk.documents.size).toBe(1);
    expect(await desk.contents(waiting)).toMatchObject({ title: 'Report', documents: [{ id: 'doc' }] });
  });

  test('erased while something about it is still to be written: it does not come back', async () => {
    const { desk, attach, until, holding, disk, store, passTime } = await start();
    const output = new HeldOutput();
    output.holdFrom = 1 + 3 * 300;
    attach(output);
    const id = await desk.submit(request());
    await holding(output);
    store.failNext(1_000);
    output.letGo();
    await until(id, 'sent');
    store.failNext(0);
    await desk.erase(id);
    passTime(60_000);
    expect(disk.jobs.size).toBe(0);
  });

  test('only the latest are kept at hand', async () => {
    const { desk, attach, until, disk } = await start();
    attach();
    let last = '';
    for (let job = 0; job < 25; job++) last = await desk.submit(request(1));
    await until(last, 'sent');
    await eventually(() => expect(desk.queue.views.length).toBeLessThanOrEqual(20));
    expect(disk.jobs.size).toBe(25);
  });

  test('retention: too old, then beyond the room; jobs without documents take none', () => {
    const day = 24 * 60 * 60_000;
    const now = 100 * day;
    const job = (id: string, age: number, megabytes: number) => ({
      id,
      endedAt: now - age * day,
      documentBytes: megabytes * 1e6,
    });
    const jobs = [job('new', 1, 6), job('big', 2, 6), job('light', 3, 0), job('old', 40, 1)];
    const policy = { ...DEFAULT_POLICY, keepDays: 30, keepMegabytes: 10 };
    expect(expired(jobs, policy, now)).toEqual(['big', 'old']);
    expect(expired(jobs, { ...policy, keepDays: null, keepMegabytes: null }, now)).toEqual([]);
  });

  test('a stricter policy takes effect at once and is remembered', async () => {
    const disk = new MemoryDisk();
    const { desk, attach, until, passTime } = await start({ disk });
    attach();
    const id = await desk.submit(request());
    await until(id, 'sent');
    passTime(2 * 24 * 60 * 60_000);
    const policy = { ...DEFAULT_POLICY, keepDays: 1, keepMegabytes: null };
    await desk.setPolicy(policy);
    expect(disk.jobs.size).toBe(0);
    expect(await (await start({ disk })).desk.policy()).toEqual(policy);
  });
});

describe('secrets', () => {
  const SECRET: JobRequest = {
    ...request(2, 'Notice of dismissal'),
    account: { id: 4711, password: 90210 },
    documents: [
      { id: 'doc', name: 'dismissal.pdf', blob: new Blob(['%PDF severance pay']), password: 'hunter2' },
    ],
  };

  /** Everything on the disk, as whoever steals it can read it. */
  async function everything(disk: MemoryDisk): Promise<string> {
    const bytes: string[] = [];
    const walk = async (value: unknown): Promise<void> => {
      if (value instanceof Blob) bytes.push(await value.text());
      else if (value instanceof ArrayBuffer) bytes.push(new TextDecoder('latin1').decode(value));
      else if (ArrayBuffer.isView(value)) await walk(value.buffer);
      else if (value instanceof Map) for (const [key, item] of value) await walk([key, item]);
      else if (typeof value === 'object' && value) for (const item of Object.values(value)) await walk(item);
      else bytes.push(String(value));
    };
    await walk({ ...disk });
    return bytes.join('\n');
  }

  test('passwords of the department and of PDFs are not readable on disk, and come back after a reload', async () => {
    const disk = new MemoryDisk();
    const key = crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const options = { disk, deviceKey: () => key };
    const { desk } = await start(options);
    const id = await desk.submit(SECRET);
    const found = await everything(disk);
    expect(found).toContain('dismissal.pdf');
    expect(found).not.toContain('hunter2');
    expect(found).not.toContain('90210');
    const again = await start(options);
    const { account, documents } = await again.desk.requestOf(id);
    expect(account).toEqual({ id: 4711, password: 90210 });
    expect(documents[0]!.password).toBe('hunter2');
    expect(JSON.stringify(await again.desk.contents(id))).not.toContain('90210');
  });

  test('without a key to seal them with they are dropped, and last as long as the page', async () => {
    const disk = new MemoryDisk();
    const options = { disk, deviceKey: () => Promise.reject(new Error('no keys here')) };
    const { desk } = await start(options);
    const id = await desk.submit(SECRET);
    expect(await everything(disk)).not.toContain('hunter2');
    expect((await desk.requestOf(id)).documents[0]!.password).toBe('hunter2');
    const again = await (await start(options)).desk.requestOf(id);
    expect(again.account).toEqual({ id: 4711, password: 0 });
    expect(again.documents[0]).not.toHaveProperty('password');
  });

  test('with a PIN nothing but the user’s name is readable, before, while and after it is printed', async () => {
    const disk = new MemoryDisk();
    const { desk, attach, until, view } = await start({ disk });
    attach();
    const id = await desk.submit(SECRET, { pin: '4812' });
    expect(view(id)).toMatchObject({
      title: '',
      held: 'pin',
      state: 'queued',
      user: 'ada',
      reprintable: false,
    });
    const secrets = ['dismiss', 'severance', 'hunter2', '90210', '4812'];
    const check = async () => {
      const found = await everything(disk);
      for (const secret of secrets) expect(found).not.toContain(secret);
    };
    await check();
    expect(await desk.contents(id)).toBeNull();
    await expect(desk.letGo(id)).rejects.toMatchObject({ code: 'job.locked' });
    await desk.letGo(id, '4812');
    await check();
    await until(id, 'sent');
    await check();
    // What was sealed is gone when it is out.
    expect([disk.requests.size, disk.documents.size]).toEqual([0, 0]);
    expect(disk.ledger).toMatchObject([{ title: '', department: '4711', sides: 2 }]);
    await expect(desk.reprint(id)).rejects.toMatchObject({ code: 'job.documents-gone' });
  });

  test('a reload needs the PIN again, also for the rest of a job that was cut', async () => {
    const disk = new MemoryDisk();
    const first = await start({ disk });
    const id = await first.desk.submit(SECRET, { pin: 'tulip' });
    await first.desk.letGo(id, 'tulip');
    const { desk, view, attach, until } = await start({ disk });
    attach();
    expect(view(id)).toMatchObject({ held: 'pin', state: 'queued' });
    await desk.letGo(id, 'tulip');
    await until(id, 'sent');
  });

  test('wrong PINs cost ever more time, and a reload does not give it back', async () => {
    const disk = new MemoryDisk();
    const { desk, passTime } = await start({ disk });
    const id = await desk.submit(SECRET, { pin: '4812' });
    const wrong = (seconds: number) => ({ code: 'job.pin-wrong', params: { seconds } });
    await expect(desk.letGo(id, '0000')).rejects.toMatchObject(wrong(0));
    await expect(desk.letGo(id, '0001')).rejects.toMatchObject(wrong(0));
    await expect(desk.letGo(id, '0002')).rejects.toMatchObject(wrong(2));
    await expect(desk.letGo(id, '4812')).rejects.toMatchObject({
      code: 'job.pin-wait',
      params: { seconds: 2 },
    });
    passTime(2_000);
    await expect(desk.letGo(id, '0003')).rejects.toMatchObject(wrong(4));
    const again = await start({ disk });
    again.passTime(2_000);
    await expect(again.desk.letGo(id, '4812')).rejects.toMatchObject({ code: 'job.pin-wait' });
    again.passTime(4_000);
    await again.desk.letGo(id, '4812');
    expect(disk.jobs.get(id)!.work.pin).toMatchObject({ failures: 0, notBefore: 0 });
  });

  test('an attempt is written down before it is made: a plug pulled in between gives nothing away', async () => {
    const { desk, store, disk } = await start();
    const id = await desk.submit(SECRET, { pin: '4812' });
    store.failNext(1);
    await expect(desk.letGo(id, '4812')).rejects.toMatchObject({ code: 'job.storage-blocked' });
    expect(disk.jobs.get(id)!.view.held).toBe('pin');
  });

  test('PINs are stretched as OWASP asks, each job with a salt of its own', async () => {
    const { desk, disk } = await start();
    const [one, two] = [
      await desk.submit(SECRET, { pin: '4812' }),
      await desk.submit(SECRET, { pin: '4812' }),
    ];
    const locks = [one, two].map((id) => disk.jobs.get(id)!.work.pin!);
    for (const { iterations, salt } of locks) {
      expect(iterations).toBeGreaterThanOrEqual(600_000);
      expect(salt).toHaveLength(16);
    }
    expect([...locks[0]!.salt]).not.toEqual([...locks[1]!.salt]);
    await expect(desk.submit(SECRET, { pin: '12' })).rejects.toMatchObject({ code: 'job.pin-too-short' });
    await expect(desk.submit(SECRET, { pin: '4812', keep: 'memory' })).rejects.toMatchObject({
      code: 'job.pin-needs-disk',
    });
  });

  test('a file that changed since it was added is noticed when the job comes, not at its turn', async () => {
    const { desk } = await start();
    const blob = new Blob(['x']);
    blob.slice = () =>
      ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }) as never;
    const documents = [{ id: 'moved', name: 'moved.pdf', blob }];
    await expect(desk.submit({ ...request(), documents })).rejects.toMatchObject({
      code: 'job.document-unreadable',
      params: { name: 'moved.pdf' },
    });
  });
});
