import { describe, expect, test } from 'vitest';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { RasterPool } from '../../../src/jobs/raster-pool.ts';
import { DOC, ManualTimers, fakeHandle, fakePool, numberedSide } from '../../support/fake-raster.ts';

const sides = (count: number) => Array.from({ length: count }, (_, index) => numberedSide(index));

async function readAll(pool: RasterPool, count: number): Promise<number[][]> {
  pool.prepare([DOC]);
  const seen: number[][] = [];
  for await (const side of pool.raster(sides(count))) {
    for await (const chunk of side.read()) seen.push([chunk.bytes[0]!, chunk.bytes[1]!]);
  }
  return seen;
}

describe('RasterPool', () => {
  test('yields every chunk of every side in order, however the workers race', async () => {
    const pool = fakePool(3, {
      beforeSide: (page) => new Promise((done) => setTimeout(done, (7 * page) % 5)),
    });
    const seen = await readAll(pool, 12);
    expect(seen).toEqual(Array.from({ length: 36 }, (_, n) => [Math.floor(n / 3), n % 3]));
  });

  test('rasters at least two sides at once, and never more than a few ahead of the reader', async () => {
    let started = 0;
    let now = 0;
    let most = 0;
    const pool = fakePool(2, {
      beforeSide: () => void (started += 1),
      onRendering: (delta) => (most = Math.max(most, (now += delta))),
    });
    pool.prepare([DOC]);
    let read = 0;
    for await (const side of pool.raster(sides(20))) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      expect(started - read).toBeLessThanOrEqual(4);
      for await (const chunk of side.read()) expect(chunk.bytes[0]).toBe(read);
      read += 1;
    }
    expect(most).toBe(2);
    expect(started).toBe(20);
  });

  test('holds a worker back when the reader does not take its chunks', async () => {
    const written: number[] = [];
    const pool = new RasterPool({
      workers: 1,
      spawn: () => fakeHandle({ chunks: 10, chunkBytes: 400_000 }),
      share: (sink) => ({
        write: async (bytes, lines) => {
          written.push(lines);
          await sink.write(bytes, lines);
        },
      }),
      timers: new ManualTimers(),
    });
    pool.prepare([DOC]);
    const side = (await pool.raster(sides(1)).next()).value!;
    await new Promise((resolve) => setTimeout(resolve, 20));
    // 1 MiB may wait: the third chunk crosses the limit and is the last to be taken.
    expect(written).toHaveLength(3);
    expect(side.buffered).toBeLessThan(1_500_000);
    let chunks = 0;
    for await (const chunk of side.read()) chunks += chunk.bytes.length > 0 ? 1 : 0;
    expect(chunks).toBe(10);
  });

  test('a page that fails fails its side only after the chunks before it, with its code', async () => {
    const pool = fakePool(2, {
      beforeSide: (page) => {
        if (page === 2) throw new PlatenError('document.page-failed', { page: 3 });
      },
    });
    await expect(readAll(pool, 5)).rejects.toMatchObject({
      code: 'document.page-failed',
      params: { page: 3 },
    });
    // The pool goes on working afterwards.
    expect(await readAll(pool, 2)).toHaveLength(6);
  });

  test('a side without progress is given up and its thread replaced', async () => {
    const timers = new ManualTimers();
    let terminated = 0;
    const pool = fakePool(
      1,
      {
        beforeSide: (page) => (page === 1 && terminated === 0 ? new Promise(() => undefined) : undefined),
        onTerminate: () => (terminated += 1),
      },
      timers,
    );
    const reading = readAll(pool, 3);
    reading.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    timers.advance(121_000);
    await expect(reading).rejects.toMatchObject({ code: 'document.raster-stuck' });
    expect(terminated).toBe(1);
    expect(await readAll(pool, 3)).toHaveLength(9);
  });

  test('a thread that dies fails its side, and the next job finds a fresh thread', async () => {
    const handles: ReturnType<typeof fakeHandle>[] = [];
    const pool = new RasterPool({
      workers: 1,
      spawn: () => {
        const first = handles.length === 0;
        const handle = fakeHandle({ beforeSide: () => (first ? new Promise(() => undefined) : undefined) });
        handles.push(handle);
        return handle;
      },
      share: (sink) => sink,
      timers: new ManualTimers(),
    });
    const reading = readAll(pool, 1);
    setTimeout(
      () => handles[0]!.crash(new PlatenError('document.raster-crashed', { detail: 'out of memory' })),
      5,
    );
    await expect(reading).rejects.toMatchObject({ code: 'document.raster-crashed' });
    expect(handles).toHaveLength(2);
    expect(await readAll(pool, 2)).toHaveLength(6);
  });

  test('leaving early stops the workers; one that does not notice is replaced', async () => {
    const timers = new ManualTimers();
    let terminated = 0;
    const pool = fakePool(
      2,
      {
        beforeSide: (page) => (page === 1 && terminated === 0 ? new Promise(() => undefined) : undefined),
        onTerminate: () => (terminated += 1),
      },
      timers,
    );
    pool.prepare([DOC]);
    const run = pool.raster(sides(8));
    await run.next();
    const leaving = run.return();
    await new Promise((resolve) => setTimeout(resolve, 10));
    timers.advance(2_000);
    await leaving;
    expect(terminated).toBe(1);
    expect(await readAll(pool, 3)).toHaveLength(9);
  });

  test('a document that cannot be opened fails the side with its own code', async () => {
    const pool = fakePool(2, {
      onOpen: () => {
        throw new PlatenError('document.damaged');
      },
    });
    await expect(readAll(pool, 1)).rejects.toMatchObject({ code: 'document.damaged' });
  });

  describe('rehearsal', () => {
    test('each worker rehearses the sides that it would be given first', async () => {
      const rehearsed: (readonly number[])[] = [];
      const pool = fakePool(2, { pages: 20, onRehearsal: (pages) => void rehearsed.push(pages) });
      pool.rehearse(DOC);
      await settled();
      expect(rehearsed).toEqual([
        [0, 2, 4],
        [1, 3, 5],
      ]);
    });

    test('a job breaks it off before its first side, and none begins while it is rastered', async () => {
      const log: string[] = [];
      const pool = fakePool(1, {
        pages: 9,
        onRehearsal: (_, signal) =>
          new Promise((done) => {
            log.push('rehearsal');
            signal.addEventListener('abort', () => done(void log.push('stopped')));
          }),
        beforeSide: (page) => {
          log.push(`side ${page}`);
          pool.rehearse(DOC);
        },
      });
      pool.rehearse(DOC);
      await settled();
      expect(await readAll(pool, 2)).toHaveLength(6);
      expect(log).toEqual(['rehearsal', 'stopped', 'side 0', 'side 1']);
    });

    test('a worker that no message gets through to is replaced, and the job loses nothing', async () => {
      const timers = new ManualTimers();
      const never = () => new Promise<never>(() => undefined);
      let spawned = 0;
      const pool = new RasterPool({
        workers: 1,
        spawn: () => {
          spawned += 1;
          const handle = fakeHandle({ pages: 9, onRehearsal: never });
          return spawned > 1 ? handle : { ...handle, api: { ...handle.api, stopRehearsing: never } };
        },
        share: (sink) => sink,
        timers,
      });
      pool.rehearse(DOC);
      await settled();
      const reading = readAll(pool, 2);
      await settled();
      expect(spawned).toBe(1);
      timers.advance(2_001);
      expect(await reading).toHaveLength(6);
      expect(spawned).toBe(2);
    });

    test('a worker that dies in it is replaced before a job comes', async () => {
      let spawned = 0;
      const pool = new RasterPool({
        workers: 1,
        spawn: () => {
          spawned += 1;
          const handle = fakeHandle({ pages: 9, onRehearsal: () => new Promise(() => undefined) });
          if (spawned === 1) setTimeout(() => handle.crash(new PlatenError('document.raster-crashed')), 5);
          return handle;
        },
        share: (sink) => sink,
        timers: new ManualTimers(),
      });
      pool.rehearse(DOC);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(spawned).toBe(2);
      expect(await readAll(pool, 2)).toHaveLength(6);
    });
  });
});

/** What can happen without a timer has happened. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
