import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../../src/app/state/timeline.ts';
import type { JournalEntry } from '../../../src/jobs/job-store.ts';

function journal(...steps: [JournalEntry['state'], number?, string?][]): JournalEntry[] {
  return steps.map(([state, sides = 0, code], at) => ({
    jobId: 'a',
    at,
    state,
    sides,
    error: code ? { code, params: { sent: 1, sides: 4 } } : null,
  }));
}

describe('what happened to a job', () => {
  it('is told in order, with one line for all the sides between two turns', () => {
    const told = timelineOf(
      journal(
        ['queued'],
        ['preparing'],
        ['sending'],
        ['sending', 1],
        ['sending', 2],
        ['paused', 2, 'usb.hold.paper-empty'],
        ['sending', 2],
        ['sending', 3],
        ['sending', 4],
        ['sent', 4],
      ),
    );
    expect(told).toEqual([
      { at: 0, words: 'Printed from here; it waits for its turn' },
      { at: 1, words: 'Its turn: the first sheet is prepared' },
      { at: 2, words: 'The first bytes leave for the machine' },
      { at: 4, words: '2 sides handed to the machine' },
      { at: 5, words: 'Stopped: The machine is out of paper.' },
      { at: 6, words: 'Goes on' },
      { at: 8, words: '4 sides handed to the machine' },
      { at: 9, words: 'Every sheet was handed to the machine' },
    ]);
  });

  it('says why a job stopped, and that it waits again with what is left', () => {
    const told = timelineOf(
      journal(
        ['queued'],
        ['preparing'],
        ['sending'],
        ['paused', 0, 'usb.vanished'],
        ['queued'],
        ['cancelled'],
      ),
    );
    expect(told.map(({ words }) => words).slice(3)).toEqual([
      expect.stringMatching(/^Stopped: .+/),
      'Waits for its turn again, with the rest',
      'Cancelled',
    ]);
  });

  it('of a job that was never written down there is nothing', () => {
    expect(timelineOf([])).toEqual([]);
  });
});
