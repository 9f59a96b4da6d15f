import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/jobs/retention.ts';
import { MemoryDisk } from '../../support/memory-job-store.ts';
import { request, start } from './engine-bench.ts';

const MINUTE_MS = 60_000;

/** A program that was closed while a job waited, and one that finds it so much later. */
async function afterAway(minutes: number, staleMinutes: number | null, hold = false) {
  const disk = new MemoryDisk();
  disk.policy = { ...DEFAULT_POLICY, staleMinutes };
  const before = await start({ disk });
  const id = await before.desk.submit(request(1), { hold });
  const after = await start({ disk, now: () => 1_000 + minutes * MINUTE_MS });
  return { ...after, id, disk };
}

describe('row 25: jobs that lie there since a restart', () => {
  test('are printed whatever their age, unless the policy says otherwise', async () => {
    const { id, attach, until } = await afterAway(10_000, null);
    attach();
    await until(id, 'sent');
  });

  test('that are older than the policy allows are held, and say why, until somebody lets them go', async () => {
    const { id, attach, until, view, desk } = await afterAway(16, 15);
    const output = attach();
    expect(view(id)).toMatchObject({
      state: 'queued',
      held: 'held',
      error: { code: 'job.stale', params: { minutes: 16 } },
    });
    const other = await desk.submit(request(2));
    await until(other, 'sent');
    expect(output.pages).toEqual([0, 1]);
    await desk.letGo(id);
    await until(id, 'sent');
    expect(view(id).error).toBeNull();
  });

  test('that are younger go on by themselves', async () => {
    const { id, attach, until } = await afterAway(14, 15);
    attach();
    await until(id, 'sent');
  });

  test('that were on hold anyway stay so without another word', async () => {
    const { id, view } = await afterAway(60, 15, true);
    expect(view(id)).toMatchObject({ held: 'held', error: null });
  });

  test('that waited while this program ran are not concerned', async () => {
    const disk = new MemoryDisk();
    disk.policy = { ...DEFAULT_POLICY, staleMinutes: 2 };
    const { desk, attach, until, passTime } = await start({ disk });
    const id = await desk.submit(request(1));
    passTime(60 * MINUTE_MS);
    attach();
    await until(id, 'sent');
  });
});
