import { describe, expect, test } from 'vitest';
import { afterInterruption } from '../../../src/jobs/recovery.ts';
import { inState, newJob, withWork } from '../../../src/jobs/job.ts';
import type { QueuePolicy } from '../../../src/jobs/queue-api.ts';
import { eventually } from '../../support/eventually.ts';
import { MemoryDisk } from '../../support/memory-job-store.ts';
import { HeldOutput, request, start, USB_MACHINE } from './engine-bench.ts';

const POLICY = { staleMinutes: null, keepDays: null, keepMegabytes: null };

function diskWith(interrupted: QueuePolicy['interrupted']): MemoryDisk {
  const disk = new MemoryDisk();
  disk.policy = { ...POLICY, interrupted };
  return disk;
}

/** A job of five duplex sheets of which two and a half were accepted. */
async function halfWay(disk: MemoryDisk) {
  const bench = await start({ disk });
  const output = new HeldOutput();
  // One byte to begin the job, then 300 for each side.
  output.holdFrom = 1 + 5 * 300 + 100;
  const id = await bench.desk.submit(request(10, 'Report', { duplex: 'long' }));
  bench.attach(output);
  await bench.holding(output);
  await eventually(() => expect(disk.jobs.get(id)!.work.acceptedSides).toBe(5));
  return { ...bench, output, id };
}

test('a program that begins after a job was interrupted takes the machine for one in the middle of a job', async () => {
  const first = await start();
  const output = new HeldOutput();
  output.holdFrom = 250;
  const id = await first.desk.submit(request(5));
  first.attach(output);
  await first.holding(output);
  output.unplug();
  await eventually(() => expect(first.view(id).question).not.toBeNull());

  const asking = await start({ disk: first.disk });
  expect(asking.onTorn).toHaveBeenCalledTimes(1);
  await asking.desk.answer(id, { kind: 'resume', lastGoodSheet: 1 });
  const answered = await start({ disk: first.disk });
  expect(answered.view(id).state).toBe('queued');
  expect(answered.onTorn).toHaveBeenCalledTimes(1);
});

describe('an unplugged cable', () => {
  test('asks after the sheets that were accepted whole, and prints the rest with the right sides on top', async () => {
    const { id, output, desk, view, until, attach, disk } = await halfWay(diskWith('ask'));
    output.unplug();
    await until(id, 'paused');
    expect(view(id)).toMatchObject({
      error: { code: 'usb.vanished' },
      question: { sheetsAccepted: 2, sheets: 5, copies: 1, reason: 'usb.vanished' },
    });
    expect(disk.ledger).toMatchObject([{ jobId: id, sheets: 2, sides: 5, machine: 'iR1024' }]);
    await desk.answer(id, { kind: 'resume', lastGoodSheet: 2 });
    const rest = attach();
    await until(id, 'sent');
    expect(rest.pages).toEqual([4, 5, 6, 7, 8, 9]);
    expect(view(id)).toMatchObject({ sidesSent: 10, question: null, error: null });
    expect(disk.ledger.map(({ sides }) => sides)).toEqual([5, 6]);
  });

  test('other jobs do not wait for the answer', async () => {
    const { id, output, desk, until, attach } = await halfWay(diskWith('ask'));
    const other = await desk.submit(request(1));
    output.unplug();
    await until(id, 'paused');
    attach();
    await until(other, 'sent');
  });

  test('a person may start over or give up', async () => {
    for (const kind of ['restart', 'give-up'] as const) {
      const { id, output, desk, until, attach } = await halfWay(diskWith('ask'));
      output.unplug();
      await until(id, 'paused');
      const again = attach();
      await desk.answer(id, { kind });
      await until(id, kind === 'restart' ? 'sent' : 'cancelled');
      expect(again.pages).toHaveLength(kind === 'restart' ? 10 : 0);
      await expect(desk.answer(id, { kind })).rejects.toMatchObject({ code: 'job.no-question' });
    }
  });

  test('all sheets are there: the job is over', async () => {
    const { id, output, desk, until } = await halfWay(diskWith('ask'));
    output.unplug();
    await until(id, 'paused');
    await desk.answer(id, { kind: 'resume', lastGoodSheet: 5 });
    await until(id, 'sent');
  });

  test('policy resume goes on by itself after the last whole sheet, policy restart from the first', async () => {
    for (const policy of ['resume', 'restart'] as const) {
      const { id, output, until, attach } = await halfWay(diskWith(policy));
      output.unplug();
      await until(id, 'queued');
      const rest = attach();
      await until(id, 'sent');
      expect(rest.pages[0]).toBe(policy === 'resume' ? 4 : 0);
    }
  });

  test('copies of the machine: stacks go on after the last sheet, a set is completed before the others', async () => {
    for (const [collation, copies, pages] of [
      ['none', [3], [1, 2]],
      ['group', [1, 2], [1, 2, 0, 1, 2]],
    ] as const) {
      const disk = diskWith('ask');
      const { desk, attach, holding, until, view } = await start({ disk });
      const output = new HeldOutput();
      output.holdFrom = 1 + 300 + 100;
      const id = await desk.submit(request(3, 'Copies', { copies: 3, collation }));
      attach(output);
      await holding(output);
      await eventually(() => expect(view(id).sidesSent).toBe(1));
      output.unplug();
      await until(id, 'paused');
      expect(view(id).question).toMatchObject({ sheetsAccepted: 1, copies: 3 });
      await desk.answer(id, { kind: 'resume', lastGoodSheet: 1 });
      const rest = attach();
      await until(id, 'sent');
      expect(rest.copies).toEqual(copies);
      expect(rest.pages).toEqual(pages);
      const booked = disk.ledger.map(({ sides }) => sides);
      expect(booked).toEqual(collation === 'none' ? [3, 6] : [1, 2, 6]);
    }
  });

  test('a pipe that failed and was not opened anew is tried again after a minute', async () => {
    const { id, output, until, passTime, desk } = await halfWay(diskWith('ask'));
    output.unplug('usb.torn');
    await until(id, 'paused');
    const other = await desk.submit(request(1));
    output.letGo();
    passTime(60_000);
    await until(other, 'sent');
  });
});

describe('a crash or a reload', () => {
  test('what waited waits; what had sent something asks; the machine is known to be torn', async () => {
    const disk = diskWith('ask');
    const { id } = await halfWay(disk);
    const before = await start({ disk });
    // Two sheets accepted a moment ago, the one that was cut, and 10 s for good measure.
    const finish = { ms: 25_000, afterHoldMs: 25_000 };
    expect(before.onTorn).toHaveBeenCalledWith(USB_MACHINE, finish);
    expect(before.view(id)).toMatchObject({
      state: 'paused',
      error: { code: 'job.reloaded', params: { sent: 5, sides: 10 } },
      question: { sheetsAccepted: 2, reason: 'job.reloaded' },
    });
    await before.desk.answer(id, { kind: 'resume', lastGoodSheet: 2 });
    const rest = before.attach();
    await before.until(id, 'sent');
    expect(rest.pages).toEqual([4, 5, 6, 7, 8, 9]);
    // The same question is not asked twice, nor the same sides booked.
    expect(disk.ledger.map(({ sides }) => sides)).toEqual([5, 6]);
  });

  test('nothing sent yet: it simply goes on', async () => {
    const disk = diskWith('ask');
    const first = await start({ disk, raster: { beforeSide: () => new Promise(() => undefined) } });
    const id = await first.desk.submit(request(2));
    first.attach();
    await first.until(id, 'preparing');
    const second = await start({ disk });
    expect(second.view(id)).toMatchObject({ state: 'queued', question: null });
    expect(second.onTorn).not.toHaveBeenCalled();
    second.attach();
    await second.until(id, 'sent');
  });

  test('a job that was being cancelled is cancelled', async () => {
    const disk = diskWith('resume');
    const { id, desk } = await halfWay(disk);
    await desk.cancel(id);
    const { view } = await start({ disk });
    expect(view(id)).toMatchObject({ state: 'cancelled', error: { code: 'job.cancel-forced' } });
  });

  test('what the journal says at every moment of a crash: never less than what had arrived, never much more', async () => {
    for (let at = 1; at <= 10 * 300; at += 50) {
      const disk = diskWith('resume');
      const first = await start({ disk });
      const output = new HeldOutput();
      output.holdFrom = at;
      const id = await first.desk.submit(request(10, 'Report', { duplex: 'long' }));
      first.attach(output);
      await first.holding(output);
      const arrived = Math.floor((output.bytesAccepted - 1) / 600);
      const { acceptedSheets, offeredSheets } = disk.jobs.get(id)!.work;
      expect(acceptedSheets).toBeLessThanOrEqual(arrived);
      expect(offeredSheets).toBeGreaterThanOrEqual(arrived);
      expect(offeredSheets - arrived).toBeLessThanOrEqual(1);
      const second = await start({ disk });
      const { question, state } = second.view(id);
      const next = second.disk.jobs.get(id)!.work.passes[0]?.from;
      if (question)
        expect(question).toMatchObject({ sheetsAccepted: acceptedSheets, sheetsPossible: offeredSheets });
      else expect({ state, next }).toEqual({ state: 'queued', next: arrived });
    }
  });

  test('a question outlives any number of reloads', async () => {
    const disk = diskWith('ask');
    const { id } = await halfWay(disk);
    await start({ disk });
    const { view, onTorn } = await start({ disk });
    expect(view(id).question).toMatchObject({ sheetsAccepted: 2 });
    // Nobody has told the machine to forget the rest meanwhile.
    expect(onTorn).toHaveBeenCalledTimes(1);
  });
});

describe('afterInterruption', () => {
  const facts = { id: 'a', createdAt: 1, order: 1, held: 'no', priority: 'normal', machine: null } as const;
  const sending = () => {
    const queued = newJob(facts, request(4), { pin: null, documentBytes: 1 });
    return inState(inState(queued, 'preparing', 2), 'sending', 3);
  };
  const reason = { code: 'usb.vanished', params: {} };

  test('policy hold holds even what had sent nothing', () => {
    const preparing = inState(newJob(facts, request(4), { pin: null, documentBytes: 1 }), 'preparing', 2);
    expect(afterInterruption(preparing, 'hold', reason, 9).view).toMatchObject({
      state: 'queued',
      held: 'held',
    });
    expect(afterInterruption(preparing, 'ask', reason, 9).view).toMatchObject({
      state: 'queued',
      held: 'no',
    });
  });

  test('three runs in a row without a side: a person is asked, whatever the policy', () => {
    let record = sending();
    for (let run = 1; run <= 3; run++) {
      const after = afterInterruption(record, 'resume', reason, 9);
      expect(after.view.state).toBe(run < 3 ? 'queued' : 'paused');
      if (run < 3) record = inState(inState(after, 'preparing', 9), 'sending', 9);
    }
    const sure = { acceptedSides: 1, acceptedSheets: 1, offeredSheets: 1 };
    const gained = withWork(sending(), { ...sure, fruitless: 2 });
    expect(afterInterruption(gained, 'resume', reason, 9)).toMatchObject({
      view: { state: 'queued' },
      work: { fruitless: 0, passes: [{ from: 1, to: 4, copies: 1 }] },
    });
  });

  test('policy resume asks where more may have arrived than is known, and says between which sheets', () => {
    const unsure = withWork(sending(), { acceptedSides: 1, acceptedSheets: 1, offeredSheets: 3 });
    expect(afterInterruption(unsure, 'resume', reason, 9).view).toMatchObject({
      state: 'paused',
      question: { sheetsAccepted: 1, sheetsPossible: 3 },
    });
  });

  test('policy resume asks when the machine may have begun the other sets', () => {
    const all = { acceptedSides: 4, acceptedSheets: 4, offeredSheets: 4 };
    const passes = [{ from: 0, to: 4, copies: 2 }];
    const sets = withWork(sending(), { ...all, passes, copyOrder: 'sets' });
    expect(afterInterruption(sets, 'resume', reason, 9).view.state).toBe('paused');
    const stacks = withWork(sets, { copyOrder: 'stacks' });
    expect(afterInterruption(stacks, 'resume', reason, 9).view.state).toBe('sent');
  });

  test('starting over three times in a row gets nowhere either', () => {
    const record = withWork(sending(), { acceptedSides: 3, acceptedSheets: 3, fruitless: 2 });
    expect(afterInterruption(record, 'restart', reason, 9).view.question).toMatchObject({
      sheetsAccepted: 3,
    });
  });
});

describe('job states', () => {
  test('ended states are final, and steps off the table are refused', () => {
    const facts = { id: 'a', createdAt: 1, order: 1, held: 'no', priority: 'normal', machine: null } as const;
    const job = newJob(facts, request(), { pin: null, documentBytes: 0 });
    for (const end of ['cancelled', 'failed'] as const) {
      const ended = inState(job, end, 5);
      expect(ended.view.endedAt).toBe(5);
      for (const next of ['queued', 'sending', 'sent', 'failed'] as const) {
        expect(() => inState(ended, next, 6)).toThrow();
      }
    }
    expect(() => inState(job, 'sent', 2)).toThrow();
    expect(() => inState(job, 'sending', 2)).toThrow();
  });
});
