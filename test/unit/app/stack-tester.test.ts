import { describe, expect, it } from 'vitest';
import { StackTester } from '../../../src/app/state/stack-tester.ts';
import type { QueuedJobView } from '../../../src/jobs/queue-api.ts';
import type { JobRequest, SpoolerApi } from '../../../src/jobs/spooler-api.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../src/storage/preferences.ts';
import { jobView, snapshot } from './fakes.ts';

const HABIT = { refeed: 'turned-over', order: 'same', edge: 'short' } as const;

/** A tester, and a machine of which the test says how its jobs stand. */
function bench() {
  const requests: JobRequest[] = [];
  const calls: unknown[][] = [];
  const learned: unknown[] = [];
  let refuses = false;
  const answer = () => (refuses ? Promise.reject(new Error('no')) : Promise.resolve());
  const machine = Object.assign(new EventTarget(), { snapshot: snapshot('ready') });
  const spooler = {
    submit: async (request: JobRequest) => {
      requests.push(request);
      await answer();
      return 'test';
    },
    stackIsBack: async (...call: Parameters<SpoolerApi['stackIsBack']>) => {
      calls.push(call);
      await answer();
    },
  };
  const settings = { ...DEFAULT_SETTINGS, paper: 'A5' as const };
  const current = { ...DEFAULT_PREFERENCES, user: 'ada', settings };
  const preferences = {
    current,
    update: (changes: Partial<Preferences>) => {
      Object.assign(current, changes);
      learned.push(changes);
    },
    flush: () => undefined,
  };
  const start = () => new StackTester(spooler, machine, preferences);
  const tester = start();
  const stands = (...jobs: Partial<QueuedJobView>[]) => {
    machine.snapshot = snapshot(
      'ready',
      jobs.map((job) => jobView({ id: 'test', ...job })),
    );
    machine.dispatchEvent(new Event('change'));
  };
  return { tester, requests, calls, learned, stands, refuse: () => (refuses = true), reload: start };
}

describe('the test of the stack', () => {
  it('goes from the first sides to the questions, and what is answered is remembered', async () => {
    const { tester, requests, calls, learned, stands } = bench();
    expect(tester.step).toBe('idle');
    await tester.begin();
    expect(requests[0]).toMatchObject({
      settings: { paper: 'A5', source: 'Manual' },
      plan: { paper: 'A5', stackAt: 2 },
    });
    expect(requests[0]!.plan.sheets).toHaveLength(4);
    expect(tester.step).toBe('first');
    stands({ state: 'sending', sidesSent: 1 });
    expect(tester.step).toBe('first');
    stands({ state: 'queued', held: 'stack', sidesSent: 2 });
    expect(tester.step).toBe('stack');
    await tester.goOn();
    // It must not be laid out for what is only now to be found out.
    expect(calls).toEqual([['test', null]]);
    stands({ state: 'sending', sidesSent: 3 });
    expect(tester.step).toBe('second');
    stands({ state: 'sent', sidesSent: 4 });
    expect(tester.step).toBe('questions');
    tester.learn(HABIT);
    expect(learned.at(-1)).toEqual({ stackHabit: HABIT, stackTestJob: null });
    expect(tester.step).toBe('idle');
  });

  it.each([
    ['was cancelled', [{ state: 'cancelled' }]],
    ['failed', [{ state: 'failed' }]],
    ['was erased', []],
  ] as const)('has failed when its job %s, and can be begun again', async (_, jobs) => {
    const { tester, stands } = bench();
    await tester.begin();
    stands({ state: 'sending' });
    stands(...jobs);
    expect(tester.step).toBe('failed');
    await tester.begin();
    stands({ state: 'queued' });
    expect(tester.step).toBe('first');
  });

  it('goes on after a reload where it was, and is over once it is answered', async () => {
    const { tester, stands, reload } = bench();
    await tester.begin();
    stands({ state: 'queued', held: 'stack', sidesSent: 2 });
    expect([reload().step, reload().isUnderWay]).toEqual(['stack', true]);
    stands({ state: 'sent', sidesSent: 4 });
    const again = reload();
    expect([again.step, again.isUnderWay]).toEqual(['questions', true]);
    again.learn(HABIT);
    expect([reload().step, reload().isUnderWay]).toEqual(['idle', false]);
  });

  it('is given up after a reload when its job was erased', async () => {
    const { tester, stands, reload } = bench();
    await tester.begin();
    stands();
    expect([reload().step, reload().isUnderWay]).toEqual(['failed', false]);
  });

  it('has failed when the queue does not take it, or does not let it go on', async () => {
    const refused = bench();
    refused.refuse();
    await refused.tester.begin();
    expect(refused.tester.step).toBe('failed');

    const stuck = bench();
    await stuck.tester.begin();
    stuck.stands({ state: 'queued', held: 'stack', sidesSent: 2 });
    stuck.refuse();
    await stuck.tester.goOn();
    expect(stuck.tester.step).toBe('failed');
  });
});
