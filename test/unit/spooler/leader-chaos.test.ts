import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Office, request, type Window } from './office.ts';

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('submit' as const), window: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reprint' as const), window: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), window: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const), window: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('freeze' as const), window: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('thaw' as const), window: fc.nat(9) }) },
);
const story = fc.record({
  steps: fc.array(fc.tuple(action, fc.constantFrom(0, 3, 15, 400, 9_000)), { minLength: 5, maxLength: 40 }),
  /** Tenths of the messages that get lost. */
  losses: fc.constantFrom(0, 1, 3),
  workMs: fc.constantFrom(1, 30, 3_000),
  seed: fc.nat(),
});

interface Asked {
  readonly id: string;
  readonly method: 'submit' | 'reprint';
  readonly by: Window;
  state: 'under way' | 'done' | 'failed';
}

describe('windows that come, go, freeze and lose messages', () => {
  it('never have two leaders, do nothing twice, and begin nothing that was reported as failed', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ steps, losses, workMs, seed }) => {
        const office = new Office();
        const { browser } = office;
        const random = randomFrom(seed);
        browser.loses = () => random() * 10 < losses;
        browser.latencyMs = () => Math.floor(random() * 20);
        office.workMs = workMs;
        const windows: Window[] = [office.open('W0')];
        const asked: Asked[] = [];
        const failedBeforeBegun = new Set<string>();
        office.onBegin = (method, id, by) => {
          if (method === 'start') {
            const leaders = office.begunBy('start').filter((each) => each !== by && browser.isAlive(each));
            expect(leaders, 'leaders beside the new one').toEqual([]);
          }
          if (asked.some((call) => call.id === id && call.state === 'failed')) failedBeforeBegun.add(id);
        };
        for (const [step, pauseMs] of steps) {
          const alive = windows.filter(({ id }) => browser.isAlive(id));
          const window = alive[step.window % Math.max(1, alive.length)];
          if (step.do === 'open') windows.push(office.open(`W${windows.length}`));
          else if (!window) continue;
          else if (step.do === 'submit' || step.do === 'reprint') {
            const id = `${step.do} ${asked.length}`;
            const call: Asked = { id, method: step.do, by: window, state: 'under way' };
            asked.push(call);
            const { api } = window;
            const answer = step.do === 'submit' ? api.submit(request(id), { id }) : api.reprint(id);
            answer.then(
              () => (call.state = 'done'),
              () => (call.state = 'failed'),
            );
          } else browser[step.do](window.id);
          await browser.advance(pauseMs);
        }
        browser.loses = () => false;
        for (const { id } of windows) if (browser.isAlive(id)) browser.thaw(id);
        await browser.advance(60_000);

        const timesBegun = (id: string) => office.begun.filter(({ args }) => args.includes(id)).length;
        expect([...failedBeforeBegun]).toEqual([]);
        for (const { id, method, by, state } of asked) {
          if (browser.isAlive(by.id)) expect(state, id).not.toBe('under way');
          if (method === 'reprint') expect(timesBegun(id), id).toBeLessThanOrEqual(1);
          if (method === 'reprint' && state === 'done') expect(timesBegun(id), id).toBe(1);
          if (method === 'submit' && state === 'done') expect(office.jobs.get(id)).toBe(id);
        }
        const living = windows.filter(({ id }) => browser.isAlive(id));
        expect(living.filter(({ leadership }) => leadership().leads)).toHaveLength(
          Math.min(1, living.length),
        );
        for (const { heard } of living) expect(heard.at(-1)!.traySheets).toBe(office.jobs.size);
      }),
      { numRuns: 300 },
    );
  });
});

/** Numbers from 0 to 1 (xorshift): the same story runs the same way again. */
function randomFrom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
