import { beforeEach, describe, expect, it } from 'vitest';
import { Lifecycle } from '../../../src/app/state/lifecycle.ts';
import { MachineStore } from '../../../src/app/state/machine-store.ts';
import { PreferencesStore } from '../../../src/app/state/preferences-store.ts';
import type { Leadership } from '../../../src/jobs/shared-spooler-api.ts';
import type { JobState } from '../../../src/jobs/spooler-api.ts';
import { FakeSpooler, jobView, snapshot } from './fakes.ts';

const ALONE: Leadership = { leads: true, others: 0 };

describe('a page with a job', () => {
  let window: EventTarget;
  let spooler: FakeSpooler;
  let lead: (now: Leadership) => void;
  let screen: boolean;

  beforeEach(async () => {
    window = new EventTarget();
    spooler = new FakeSpooler();
    const machine = new MachineStore(spooler.asApi(), new PreferencesStore(), null);
    new Lifecycle({
      machine,
      spooler: {
        followLeadership: async (listener) => {
          lead = listener;
        },
      },
      screen: { want: (isWanted) => (screen = isWanted) },
      window: window as Window,
    });
    await machine.start();
  });

  function job(state: JobState): void {
    spooler.say(snapshot('ready', [jobView({ state })]));
  }

  /** Whether somebody who closes the window is asked first. */
  function asks(): boolean {
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    return leaving.defaultPrevented;
  }

  it.each<[JobState, boolean]>([
    ['queued', false],
    ['preparing', true],
    ['sending', true],
    ['paused', true],
    ['sent', false],
    ['failed', false],
    ['cancelled', false],
  ])('%s: on the wire %s', (state, isOnTheWire) => {
    lead(ALONE);
    job(state);
    expect([screen, asks()]).toEqual([isOnTheWire, isOnTheWire]);
  });

  it.each<[string, Leadership]>([
    ['another window would take over', { leads: true, others: 1 }],
    ['another window prints', { leads: false, others: 0 }],
  ])('nobody is asked where %s, but the screen stays on', (_why, now) => {
    job('sending');
    lead(now);
    expect([screen, asks()]).toEqual([true, false]);
  });

  it('asks from the moment it is left alone, until the job has ended', () => {
    lead({ leads: true, others: 1 });
    job('sending');
    expect(asks()).toBe(false);
    lead(ALONE);
    expect(asks()).toBe(true);
    job('sent');
    expect(asks()).toBe(false);
  });
});
