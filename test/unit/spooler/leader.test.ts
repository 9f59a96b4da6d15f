import { beforeEach, describe, expect, it } from 'vitest';
import type { PlatenError } from '../../../src/errors/platen-error.ts';
import { Office, request, type Window } from './office.ts';

let office: Office;

beforeEach(() => {
  office = new Office();
});

/** Windows opened one after another; the first leads. */
async function open(...ids: string[]): Promise<Window[]> {
  const windows: Window[] = [];
  for (const id of ids) {
    windows.push(office.open(id));
    await office.browser.advance(100);
  }
  return windows;
}

/** How a call ends, or 'under way'. */
function outcome(call: Promise<unknown>): () => string {
  let state = 'under way';
  call.then(
    (value) => (state = `ok ${String(value)}`),
    (error: PlatenError) => (state = error.code),
  );
  return () => state;
}

const SIMULATED = { kind: 'simulated' } as const;

describe('one spooler for all windows', () => {
  it('is run by the first; the others show the same and steer it', async () => {
    const [first, second] = await open('A', 'B');
    const submitted = outcome(second!.api.submit(request('letter'), { id: 'job' }));
    await office.browser.advance(100);
    expect(submitted()).toBe('ok job');
    expect(office.begunBy('start')).toEqual(['A']);
    expect(office.begunBy('submit')).toEqual(['A']);
    expect(second!.heard.at(-1)!.traySheets).toBe(1);
    expect(second!.heard.at(-1)).toEqual(first!.heard.at(-1));
    expect(first!.leadership()).toEqual({ leads: true, others: 1 });
    expect(second!.leadership()).toEqual({ leads: false, others: 0 });
  });

  it('reaches the parts of the API, and failures arrive with their codes', async () => {
    const [, second] = await open('A', 'B');
    const state = second!.api.simulator.state();
    const cancelled = outcome(second!.api.cancel('nothing'));
    await office.browser.advance(100);
    expect(await state).toEqual({ speed: 'instant' });
    expect(cancelled()).toBe('job.gone');
  });

  it('takes what cannot travel for a failure of that call only', async () => {
    const [, second] = await open('A', 'B');
    const bad = outcome(second!.api.submit({ title: () => undefined } as never));
    const good = outcome(second!.api.submit(request('letter'), { id: 'job' }));
    await office.browser.advance(100);
    expect(bad()).toBe('internal.unexpected');
    expect(good()).toBe('ok job');
  });

  it('waits for calls that take long, as long as the leader is there', async () => {
    office.workMs = 60_000;
    const [, second] = await open('A', 'B');
    const submitted = outcome(second!.api.submit(request('a thousand pages'), { id: 'job' }));
    await office.browser.advance(110_000);
    expect(submitted()).toBe('under way');
    await office.browser.advance(20_000);
    expect(submitted()).toBe('ok job');
    expect(office.begunBy('submit')).toEqual(['A']);
  });

  it('lets go of the documents of a window that has gone, and counts the others', async () => {
    const [first, second] = await open('A', 'B', 'C');
    void second!.api.prepare([{ id: 'one' }, { id: 'two' }] as never);
    void second!.api.release(['one']);
    await office.browser.advance(100);
    expect(first!.leadership().others).toBe(2);
    office.browser.kill('B');
    await office.browser.advance(100);
    expect(first!.leadership().others).toBe(1);
    expect(office.begun.at(-1)).toEqual({ by: 'A', method: 'release', args: [['two']] });
  });
});

describe('when the leader goes', () => {
  it('the next takes over: same machine, same documents kept open, and everybody hears of it', async () => {
    const [first, second, third] = await open('A', 'B', 'C');
    void first!.api.connect(SIMULATED);
    void second!.api.prepare([{ id: 'one' }] as never);
    await office.browser.advance(100);
    office.browser.kill('A');
    await office.browser.advance(100);
    expect(office.begunBy('start')).toEqual(['A', 'B']);
    expect(second!.leadership()).toEqual({ leads: true, others: 1 });
    expect(third!.heard.at(-1)!.machine.status).toBe('ready');
    expect(office.begun.filter(({ by }) => by === 'B')).toEqual([
      { by: 'B', method: 'start', args: [] },
      { by: 'B', method: 'connect', args: [SIMULATED] },
      { by: 'B', method: 'prepare', args: [[{ id: 'one' }]] },
    ]);
  });

  it('a machine that was disconnected stays so', async () => {
    const [first, second] = await open('A', 'B');
    void first!.api.connect(SIMULATED);
    await office.browser.advance(100);
    void second!.api.disconnect();
    await office.browser.advance(100);
    office.browser.kill('A');
    await office.browser.advance(100);
    expect(office.begunBy('connect')).toEqual(['A']);
    expect(second!.heard.at(-1)!.machine.status).toBe('none');
  });

  it.each([
    ['by the new leader itself', 'B'],
    ['by another window', 'C'],
  ])('a job that was being submitted %s is there once', async (_who, asker) => {
    for (const lifeMs of [1, 5, 11, 15, 20, 21]) {
      office = new Office();
      const windows = await open('A', 'B', 'C');
      const { api } = windows.find(({ id }) => id === asker)!;
      const submitted = outcome(api.submit(request('letter'), { id: 'job' }));
      await office.browser.advance(lifeMs);
      office.browser.kill('A');
      await office.browser.advance(200);
      expect(submitted(), `after ${lifeMs} ms`).toBe('ok job');
      expect(office.jobs).toEqual(new Map([['job', 'letter']]));
    }
  });

  it('gives each submit an id of its own when the page gives none', async () => {
    const [, second] = await open('A', 'B');
    const both = [second!.api.submit(request('letter')), second!.api.submit(request('letter'))].map(outcome);
    await office.browser.advance(15);
    office.browser.kill('A');
    await office.browser.advance(200);
    expect(office.jobs.size).toBe(2);
    expect(new Set(both.map((now) => now())).size).toBe(2);
  });

  it.each(['B', 'C'])('what may not be done twice fails in words for %s', async (asker) => {
    const windows = await open('A', 'B', 'C');
    const reprinted = outcome(windows.find(({ id }) => id === asker)!.api.reprint('job'));
    await office.browser.advance(15);
    office.browser.kill('A');
    await office.browser.advance(200);
    expect(reprinted()).toBe('job.leader-gone');
    expect(office.begunBy('reprint')).toEqual(['A']);
  });

  it('what the old one said arrives late and counts no more', async () => {
    const [first, , third] = await open('A', 'B', 'C');
    for (let i = 0; i < 5; i++) void first!.api.connect(SIMULATED);
    await office.browser.advance(100);
    office.browser.latencyMs = () => 300;
    office.open('D');
    await office.browser.advance(310);
    office.browser.latencyMs = () => 1;
    office.browser.kill('A');
    await office.browser.advance(50);
    void third!.api.submit(request('letter'), { id: 'job' });
    await office.browser.advance(400);
    expect(office.begunBy('submit')).toEqual(['B']);
    expect(third!.heard.at(-1)!.traySheets).toBe(1);
  });

  it('a call made while there is no leader waits for the next', async () => {
    const [, second] = await open('A', 'B');
    office.browser.freeze('B');
    office.browser.kill('A');
    await office.browser.advance(100);
    const third = office.open('C');
    const submitted = outcome(third.api.submit(request('letter'), { id: 'job' }));
    await office.browser.advance(2_000);
    expect(submitted()).toBe('under way');
    office.browser.thaw('B');
    await office.browser.advance(1_100);
    expect(submitted()).toBe('ok job');
    expect(second!.leadership().leads).toBe(true);
  });
});

describe('messages that get lost', () => {
  /** Loses the first message of that kind. */
  function lose(kind: string, to?: string): void {
    let isLost = false;
    office.browser.loses = (message, hearer) => {
      if (isLost || message.kind !== kind || (to && hearer !== to)) return false;
      isLost = true;
      return true;
    };
  }

  it.each(['call', 'answer', 'missing', 'ask'])('%s: the call is done all the same', async (kind) => {
    const [, second] = await open('A', 'B');
    lose(kind);
    const submitted = outcome(second!.api.submit(request('letter'), { id: 'job' }));
    await office.browser.advance(3_100);
    expect(submitted()).toBe('ok job');
    expect(office.jobs.size).toBe(1);
  });

  it.each(['call', 'answer'])('%s: a reprint is made once', async (kind) => {
    const [, second] = await open('A', 'B');
    lose(kind);
    const reprinted = outcome(second!.api.reprint('job'));
    await office.browser.advance(3_100);
    expect(reprinted()).toBe('ok copy 0 of job');
    expect(office.begunBy('reprint')).toEqual(['A']);
  });

  it('an announcement: the followers ask who leads', async () => {
    const [, , third] = await open('A', 'B', 'C');
    lose('leading', 'C');
    office.browser.kill('A');
    const submitted = outcome(third!.api.submit(request('letter'), { id: 'job' }));
    await office.browser.advance(4_000);
    expect(submitted()).toBe('ok job');
    expect(office.begunBy('submit')).toEqual(['B']);
  });
});

describe('a leader that is silent', () => {
  it('stays in office; calls fail in words, and are not begun when it wakes', async () => {
    const [first, second] = await open('A', 'B');
    void first!.api.connect(SIMULATED);
    await office.browser.advance(100);
    office.browser.freeze('A');
    const submitted = outcome(second!.api.submit(request('letter'), { id: 'job' }));
    await office.browser.advance(7_000);
    expect(submitted()).toBe('under way');
    await office.browser.advance(2_000);
    expect(submitted()).toBe('job.leader-silent');
    const { machine } = second!.heard.at(-1)!;
    expect(machine).toMatchObject({ status: 'lost', error: { code: 'job.leader-silent' } });
    expect(second!.leadership().leads).toBe(false);
    office.browser.thaw('A');
    await office.browser.advance(3_000);
    expect(office.begunBy('submit')).toEqual([]);
    expect(second!.heard.at(-1)!.machine.status).toBe('ready');
    const again = outcome(second!.api.submit(request('letter'), { id: 'job' }));
    await office.browser.advance(100);
    expect(again()).toBe('ok job');
  });

  it('gives way when it is closed', async () => {
    const [, second] = await open('A', 'B');
    office.browser.freeze('A');
    await office.browser.advance(20_000);
    office.browser.kill('A');
    await office.browser.advance(100);
    expect(second!.leadership().leads).toBe(true);
    expect(second!.heard.at(-1)!.machine.error).toBeNull();
  });

  it('tells a window that is opened then', async () => {
    await open('A');
    office.browser.freeze('A');
    const second = office.open('B');
    await office.browser.advance(10_000);
    expect(second.heard.at(-1)!.machine.error).toEqual({ code: 'job.leader-silent', params: {} });
  });

  it('is not taken for one because the computer slept', async () => {
    const [, second] = await open('A', 'B');
    office.workMs = 5_000;
    const submitted = outcome(second!.api.submit(request('letter'), { id: 'job' }));
    await office.browser.advance(1_500);
    office.browser.sleep(8 * 3_600_000);
    await office.browser.advance(15_000);
    expect(submitted()).toBe('ok job');
    expect(second!.heard.every(({ machine }) => machine.error === null)).toBe(true);
  });
});

describe('another version', () => {
  it('is refused in words, until one of the own leads', async () => {
    await open('A');
    const newer = office.open('B', 'another build');
    const early = outcome(newer.api.submit(request('letter'), { id: 'job' }));
    await office.browser.advance(100);
    const late = outcome(newer.api.submit(request('letter'), { id: 'job' }));
    await office.browser.advance(20_000);
    expect([early(), late()]).toEqual(['job.other-version', 'job.other-version']);
    expect(newer.heard.at(-1)!.machine.error).toMatchObject({ code: 'job.other-version' });
    office.browser.kill('A');
    await office.browser.advance(100);
    expect(newer.leadership().leads).toBe(true);
    expect(newer.heard.at(-1)!.machine.error).toBeNull();
    expect(office.jobs.size).toBe(0);
  });
});
