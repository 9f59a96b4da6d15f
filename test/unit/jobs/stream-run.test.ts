import { describe, expect, test, vi } from 'vitest';
import type { QueuePolicy } from '../../../src/jobs/queue-api.ts';
import { DEFAULT_POLICY } from '../../../src/jobs/retention.ts';
import { STREAM_PIECE_BYTES } from '../../../src/jobs/stream-run.ts';
import type { JobRequest } from '../../../src/jobs/spooler-api.ts';
import { eventually } from '../../support/eventually.ts';
import { MemoryDisk } from '../../support/memory-job-store.ts';
import { HeldOutput, request, start } from './engine-bench.ts';

const PIECE = STREAM_PIECE_BYTES;
const BYTES = Uint8Array.from({ length: 4 * PIECE - 7 }, (_, at) => (at * 31) & 0xff);

/** Four sheets, each complete with a piece of the stream; the last piece is not full. */
function printFile(isWhole = true): JobRequest {
  const ends = [PIECE, 2 * PIECE, 3 * PIECE, BYTES.length];
  return {
    ...request(4, 'ready.prn'),
    documents: [{ id: 'prn', name: 'ready.prn', blob: new Blob([BYTES]) }],
    stream: { sides: ends.map((endsAt) => ({ endsAt, blackDots: 1_000 })), isWhole },
  };
}

function received({ written }: HeldOutput): Buffer {
  return Buffer.concat(written);
}

/** Stopped when two sheets were accepted. */
async function halfWay(policy: QueuePolicy['interrupted']) {
  const disk = new MemoryDisk();
  disk.policy = { ...DEFAULT_POLICY, interrupted: policy };
  const bench = await start({ disk });
  const output = new HeldOutput();
  output.holdFrom = 2 * PIECE;
  const id = await bench.desk.submit(printFile());
  bench.attach(output);
  await bench.holding(output);
  return { ...bench, output, id };
}

describe('a print file', () => {
  test('arrives byte for byte, with nothing before or after it, and is in the books', async () => {
    const { desk, attach, until, disk, view, states } = await start();
    const id = await desk.submit(printFile());
    const output = attach();
    await until(id, 'sent');
    expect(received(output).equals(BYTES)).toBe(true);
    expect(view(id)).toMatchObject({ sidesSent: 4, isPrintFile: true, reprintable: true });
    expect(disk.ledger).toMatchObject([{ jobId: id, sides: 4, sheets: 4 }]);
    await eventually(() =>
      expect(new Set(states(id))).toEqual(new Set(['queued', 'preparing', 'sending', 'sent'])),
    );
  });

  test('lives through a reload, and is printed again as it is', async () => {
    const disk = new MemoryDisk();
    const first = await start({ disk });
    await first.desk.submit(printFile());
    const { attach, until, desk } = await start({ disk });
    const { id } = desk.queue.views[0]!;
    attach();
    await until(id, 'sent');
    const again = attach();
    await until(await desk.reprint(id), 'sent');
    expect(received(again).equals(BYTES)).toBe(true);
  });

  test('cannot be changed, nor printed in part', async () => {
    const { desk, attach, until } = await start();
    const job = printFile();
    const id = await desk.submit(job);
    const whole = { code: 'job.print-file-whole' };
    await expect(desk.edit(id, job)).rejects.toMatchObject(whole);
    expect(await desk.contents(id)).toBeNull();
    attach();
    await until(id, 'sent');
    await expect(desk.reprint(id, { sheets: [1] })).rejects.toMatchObject(whole);
  });

  test('interrupted: asks under every policy but restart, and goes on from the first byte only', async () => {
    for (const policy of ['ask', 'resume'] as const) {
      const { id, output, desk, until, attach, view } = await halfWay(policy);
      output.unplug();
      await until(id, 'paused');
      expect(view(id).question).toMatchObject({ sheetsAccepted: 2, sheetsPossible: 3 });
      await expect(desk.answer(id, { kind: 'resume', lastGoodSheet: 2 })).rejects.toMatchObject({
        code: 'job.print-file-whole',
      });
      await desk.answer(id, { kind: 'restart' });
      const again = attach();
      await until(id, 'sent');
      expect(received(again).equals(BYTES)).toBe(true);
    }
    const { id, output, until, attach } = await halfWay('restart');
    output.unplug();
    await until(id, 'queued');
    const again = attach();
    await until(id, 'sent');
    expect(received(again).equals(BYTES)).toBe(true);
  });

  test('a person may say that every sheet is there', async () => {
    const { id, output, desk, until } = await halfWay('ask');
    output.unplug();
    await until(id, 'paused');
    await desk.answer(id, { kind: 'resume', lastGoodSheet: 4 });
    await until(id, 'sent');
  });

  test('cancelled in the middle: the connection is broken off, and the words say so', async () => {
    const { id, output, desk, until, view } = await halfWay('ask');
    await desk.cancel(id);
    output.letGo();
    await until(id, 'cancelled');
    expect(output.aborted).toBe(true);
    expect(received(output).length).toBeLessThan(BYTES.length);
    expect(view(id).error).toMatchObject({ code: 'job.print-file-cut' });
  });

  test('one that breaks off leaves the machine in mid-job, and the next job knows', async () => {
    for (const isWhole of [true, false]) {
      const { desk, attach, until, onTorn } = await start();
      const output = new HeldOutput();
      const flush = vi.spyOn(output, 'flush');
      attach(output);
      await until(await desk.submit(printFile(isWhole)), 'sent');
      expect(flush).toHaveBeenCalledWith(isWhole);
      expect(onTorn).toHaveBeenCalledTimes(isWhole ? 0 : 1);
    }
  });
});
