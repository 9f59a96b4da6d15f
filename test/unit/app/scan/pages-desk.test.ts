import { describe, expect, it } from 'vitest';
import { PagesDesk } from '../../../../src/app/scan/pages/pages-desk.ts';
import type { Client } from '../../../../src/app/clients.ts';
import { AS_SCANNED } from '../../../../src/scan/corrections/corrections.ts';
import type { PagesApi } from '../../../../src/scan/pages/pages-api.ts';

/** Workers that draw when they are told to. */
class Workers {
  readonly asked: string[] = [];
  readonly clients: Client<PagesApi>[] = [];
  closed = 0;
  #answers: (() => void)[] = [];

  readonly start = (): Client<PagesApi> => {
    const picture = (pageId: string) =>
      new Promise<ImageBitmap>((resolve) => {
        this.asked.push(pageId);
        const bitmap = { pageId, close: () => void (this.closed += 1) };
        this.#answers.push(() => resolve(bitmap as unknown as ImageBitmap));
      });
    const client: Client<PagesApi> = {
      api: { picture } as unknown as PagesApi,
      onFailure: null,
      terminate: () => undefined,
    };
    this.clients.push(client);
    return client;
  };

  async answer(): Promise<void> {
    this.#answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const wanted = (id: string) => ({ page: { id }, corrections: AS_SCANNED, maxPx: 100 });

describe('the desk of scanned pages', () => {
  it('draws one after another, what is looked at first, and nothing for those who left', async () => {
    const workers = new Workers();
    const desk = new PagesDesk(workers.start);
    const stay = new AbortController();
    const leave = new AbortController();
    const first = desk.picture(wanted('a'), stay.signal);
    const second = desk.picture(wanted('b'), leave.signal);
    const third = desk.picture(wanted('c'), stay.signal);
    const urgent = desk.picture(wanted('d'), stay.signal, true);
    expect(workers.asked).toEqual(['a']);
    leave.abort();
    for (let answers = 0; answers < 3; answers++) await workers.answer();
    expect(workers.asked).toEqual(['a', 'd', 'c']);
    expect(await second).toBeNull();
    expect(await Promise.all([first, third, urgent])).toMatchObject([
      { pageId: 'a' },
      { pageId: 'c' },
      { pageId: 'd' },
    ]);
    expect(workers.clients).toHaveLength(1);
  });

  it('closes a picture that nobody waits for any more', async () => {
    const workers = new Workers();
    const desk = new PagesDesk(workers.start);
    const leave = new AbortController();
    const picture = desk.picture(wanted('a'), leave.signal);
    leave.abort();
    await workers.answer();
    expect(await picture).toBeNull();
    expect(workers.closed).toBe(1);
  });

  it('tells everybody when the worker breaks, and goes on with another', async () => {
    const workers = new Workers();
    const desk = new PagesDesk(workers.start);
    const { signal } = new AbortController();
    const first = desk.picture(wanted('a'), signal);
    const second = desk.picture(wanted('b'), signal);
    workers.clients[0]!.onFailure?.('out of memory');
    await expect(first).rejects.toMatchObject({
      code: 'app.worker-failed',
      params: { detail: 'out of memory' },
    });
    expect(workers.clients).toHaveLength(2);
    await workers.answer();
    await workers.answer();
    expect(await second).toMatchObject({ pageId: 'b' });
  });
});
