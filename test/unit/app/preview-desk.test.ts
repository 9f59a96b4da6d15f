import { describe, expect, it, vi } from 'vitest';
import type { Client } from '../../../src/app/clients.ts';
import { PreviewDesk, URGENCY, type Urgency } from '../../../src/app/state/preview-desk.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import type { MadeSide, PreviewApi } from '../../../src/jobs/preview-api.ts';
import { DOC, numberedSide } from '../../support/fake-raster.ts';

const turn = () => new Promise<void>((resume) => setTimeout(resume));
const idle = new AbortController().signal;

const wish = (page: number, urgency: Urgency, signal: AbortSignal) => {
  const request = numberedSide(page);
  return { request, key: JSON.stringify(request), urgency, signal };
};

/** A worker whose sides are finished by the test. `log` tells what it was asked, in order. */
function desk(options: { patienceMs?: number; isPrinting?: () => boolean } = {}) {
  const log: string[] = [];
  const clients: Client<PreviewApi>[] = [];
  let finish: ((side: MadeSide | PlatenError) => void) | null = null;
  const start = () => {
    const api: PreviewApi = {
      open: async ({ id }) => void log.push(`open ${id}`),
      close: async (id) => void log.push(`close ${id}`),
      make: (request) =>
        new Promise((resolve, reject) => {
          log.push(`make ${request.side.placements[0]!.pageIndex}`);
          finish = (end) => (end instanceof PlatenError ? reject(end) : resolve(end));
        }),
      stop: async () => {
        log.push('stop');
        finish?.(new PlatenError('job.cancelled'));
      },
      picture: vi.fn(),
      dots: vi.fn(),
    };
    const client: Client<PreviewApi> = { api, onFailure: null, terminate: () => log.push('terminate') };
    clients.push(client);
    return client;
  };
  let sources = [DOC];
  const made = new PreviewDesk(start, { sources: () => sources, isPrinting: () => false, ...options });
  return {
    desk: made,
    log,
    clients,
    end: async (blackDots = 1) => {
      finish?.({ pageData: new Uint8Array(4), blackDots });
      await turn();
    },
    remove: () => (sources = []),
  };
}

describe('preview desk', () => {
  it('makes one side at a time, what is looked at before what may be looked at', async () => {
    const { desk: preview, log, end } = desk();
    const first = preview.make(wish(0, URGENCY.now, idle));
    void preview.make(wish(1, URGENCY.ahead, idle));
    void preview.make(wish(2, URGENCY.beside, idle));
    void preview.make(wish(3, URGENCY.now, idle));
    await turn();
    expect(log).toEqual(['open doc', 'make 0']);
    await end(7);
    expect((await first)!.blackDots).toBe(7);
    for (let side = 0; side < 3; side++) await end();
    expect(log.filter((line) => line.startsWith('make'))).toEqual(['make 0', 'make 3', 'make 2', 'make 1']);
  });

  it('gives up what nobody wants any more, and never begins it where it still waits', async () => {
    const { desk: preview, log, end } = desk();
    const [old, never] = [new AbortController(), new AbortController()];
    const given = preview.make(wish(0, URGENCY.now, old.signal));
    const waiting = preview.make(wish(1, URGENCY.now, never.signal));
    await turn();
    never.abort();
    old.abort();
    const newest = preview.make(wish(2, URGENCY.now, idle));
    await turn();
    await end();
    expect(await given).toBeNull();
    expect(await waiting).toBeNull();
    expect(await newest).not.toBeNull();
    expect(log).toEqual(['open doc', 'make 0', 'stop', 'make 2']);
  });

  it('lets something urgent pass, and makes the rest again afterwards', async () => {
    const { desk: preview, log, end } = desk();
    const ahead = preview.make(wish(5, URGENCY.ahead, idle));
    await turn();
    const now = preview.make(wish(6, URGENCY.now, idle));
    await turn();
    await end();
    expect(await now).not.toBeNull();
    await end();
    expect(await ahead).not.toBeNull();
    expect(log).toEqual(['open doc', 'make 5', 'stop', 'make 6', 'make 5']);
  });

  it('opens documents once, beforehand, and closes those that are gone', async () => {
    const { desk: preview, log, end, remove } = desk();
    preview.refresh();
    preview.refresh();
    void preview.make(wish(0, URGENCY.now, idle));
    await turn();
    await end();
    remove();
    preview.refresh();
    expect(log).toEqual(['open doc', 'make 0', 'close doc']);
  });

  it('replaces a worker that hangs, and goes on with the next side', async () => {
    const { desk: preview, log, clients, end } = desk({ patienceMs: 10 });
    await expect(preview.make(wish(0, URGENCY.now, idle))).rejects.toMatchObject({
      code: 'app.reader-stopped',
      params: { name: 'doc.pdf' },
    });
    const next = preview.make(wish(1, URGENCY.now, idle));
    await turn();
    await end();
    expect(await next).not.toBeNull();
    expect(clients).toHaveLength(2);
    expect(log).toEqual(['open doc', 'make 0', 'terminate', 'open doc', 'make 1']);
  });

  it('makes equal sides that are wanted at once only once, for whoever still wants them', async () => {
    const { desk: preview, log, end } = desk();
    const stage = new AbortController();
    const large = preview.make(wish(0, URGENCY.now, stage.signal));
    const small = preview.make(wish(0, URGENCY.beside, idle));
    await turn();
    stage.abort();
    await end(9);
    expect(await large).toBeNull();
    expect((await small)!.blackDots).toBe(9);
    expect(log).toEqual(['open doc', 'make 0']);
  });

  it('makes what is looked at while a job is printed, and the rest after it', async () => {
    let isPrinting = true;
    const { desk: preview, log, end } = desk({ isPrinting: () => isPrinting });
    void preview.make(wish(1, URGENCY.beside, idle));
    await turn();
    expect(log).toEqual([]);
    void preview.make(wish(0, URGENCY.now, idle));
    await turn();
    expect(log).toEqual(['open doc', 'make 0']);
    await end();
    expect(log).toEqual(['open doc', 'make 0']);
    preview.makeRoom(true);
    isPrinting = false;
    preview.makeRoom(false);
    await turn();
    expect(log.at(-1)).toBe('make 1');
  });
});
