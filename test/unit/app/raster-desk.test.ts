import { describe, expect, it, vi } from 'vitest';
import type { Client } from '../../../src/app/clients.ts';
import { RasterDesk } from '../../../src/app/state/raster-desk.ts';
import { ThumbnailQueue } from '../../../src/app/state/thumbnail-queue.ts';
import type { DocumentSource, RasterApi } from '../../../src/documents/raster-api.ts';
import { openByName, rasterApi } from './fakes.ts';

const source = (name: string): DocumentSource => ({ id: name, name, blob: new Blob() });
const never = () => new Promise<never>(() => undefined);

function desk(open: RasterApi['open'], patienceMs = 20) {
  const clients: Client<RasterApi>[] = [];
  const start = () => {
    const client: Client<RasterApi> = {
      api: rasterApi({ open, thumbnail: async () => ({ close: vi.fn() }) as unknown as ImageBitmap }),
      onFailure: null,
      terminate: vi.fn(),
    };
    clients.push(client);
    return client;
  };
  return { desk: new RasterDesk(start, patienceMs), clients };
}

describe('raster desk', () => {
  it('replaces a worker that hangs, blames the document, and serves the others from a new one', async () => {
    const opened: string[] = [];
    const { desk: watched, clients } = desk((wanted) => {
      opened.push(wanted.name);
      return wanted.name === 'hang.pdf' ? never() : openByName(wanted);
    });
    await watched.open(source('1.pdf'));
    await expect(watched.open(source('hang.pdf'))).rejects.toMatchObject({
      code: 'app.reader-stopped',
      params: { name: 'hang.pdf' },
    });
    expect(clients[0]!.terminate).toHaveBeenCalledOnce();
    await watched.thumbnail('1.pdf', 0, 100);
    expect(clients).toHaveLength(2);
    expect(opened).toEqual(['1.pdf', 'hang.pdf', '1.pdf']);
  });

  it('tells everybody who waits when the worker dies', async () => {
    const { desk: watched, clients } = desk(never, 60_000);
    const opening = watched.open(source('1.pdf'));
    clients[0]!.onFailure!('out of memory');
    await expect(opening).rejects.toMatchObject({ code: 'app.reader-stopped' });
  });

  it('passes the refusals of documents on, and keeps the worker', async () => {
    const { desk: watched, clients } = desk(openByName);
    await expect(watched.open(source('bad.pdf'))).rejects.toMatchObject({ code: 'document.damaged' });
    await watched.open(source('2.pdf'));
    expect(clients).toHaveLength(1);
  });
});

describe('thumbnail queue', () => {
  it('draws one at a time, in order, and leaves out what nobody wants any more', async () => {
    const drawn: number[] = [];
    let busy = 0;
    const queue = new ThumbnailQueue(async (_id, page) => {
      expect(++busy).toBe(1);
      await new Promise((resume) => setTimeout(resume, 1));
      busy -= 1;
      drawn.push(page);
      return { close: vi.fn() } as unknown as ImageBitmap;
    });
    const left = new AbortController();
    const wanted = [0, 1, 2, 3].map((page) =>
      queue.request('d', page, 9, page === 2 ? left.signal : new AbortController().signal),
    );
    left.abort();
    const bitmaps = await Promise.all(wanted);
    expect(drawn).toEqual([0, 1, 3]);
    expect(bitmaps.map((bitmap) => bitmap !== null)).toEqual([true, true, false, true]);
  });

  it('closes a bitmap that comes too late, and goes on after a failure', async () => {
    const close = vi.fn();
    let release = () => undefined as void;
    const held = new Promise<void>((resume) => (release = resume));
    const queue = new ThumbnailQueue(async (_id, page) => {
      if (page === 0) await held;
      if (page === 1) throw new Error('damaged');
      return { close } as unknown as ImageBitmap;
    });
    const left = new AbortController();
    const late = queue.request('d', 0, 9, left.signal);
    const failing = queue.request('d', 1, 9, new AbortController().signal);
    const last = queue.request('d', 2, 9, new AbortController().signal);
    left.abort();
    release();
    expect(await late).toBeNull();
    await expect(failing).rejects.toThrow('damaged');
    expect(await last).not.toBeNull();
    expect(close).toHaveBeenCalledOnce();
  });
});
