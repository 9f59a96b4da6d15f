import { describe, expect, it } from 'vitest';
import { itemsFor } from '../../../src/app/jobs/job-actions.ts';
import { JobNotifier, type Notice } from '../../../src/app/state/job-notifier.ts';
import { wantsSomebody } from '../../../src/app/state/queue-store.ts';
import { standingOf } from '../../../src/app/state/standing.ts';
import type { QueuedJobView } from '../../../src/jobs/queue-api.ts';
import { jobView, snapshot } from './fakes.ts';

const question = { sheetsAccepted: 1, sheetsPossible: 1, sheets: 2, reason: 'usb.vanished', copies: 1 };
const outOfPaper = { code: 'usb.out-of-paper', params: {} };

describe('how a job stands, and the one next thing to do', () => {
  const machineIs = (status: Parameters<typeof snapshot>[0], active: QueuedJobView[] = []) => ({
    machine: snapshot(status).machine,
    active,
  });

  it.each([
    ['waits for a machine', jobView(), 'none', /waits for a machine/i, 'connect'],
    ['is on hold', jobView({ held: 'held' }), 'ready', /on hold/i, 'let-go'],
    ['has a PIN', jobView({ held: 'pin' }), 'ready', /PIN/, 'let-go'],
    ['asks', jobView({ state: 'paused', question }), 'ready', /answer/i, 'answer'],
    ['failed', jobView({ state: 'failed', endedAt: 1 }), 'ready', /failed · 0 of 2 sheets/i, 'reprint'],
    [
      'failed, erased',
      jobView({ state: 'failed', endedAt: 1, reprintable: false }),
      'ready',
      /failed/i,
      undefined,
    ],
    [
      'is for another',
      jobView({ machine: { kind: 'usb', vendorId: 1, productId: 2, serialNumber: 'X1' } }),
      'ready',
      /X1/,
      'connect',
    ],
    ['is next', jobView(), 'ready', /its turn/i, undefined],
    [
      'is being cancelled',
      jobView({ state: 'sending', cancelling: true, question: null }),
      'printing',
      /cancelling/i,
      undefined,
    ],
  ] as const)('%s', (_, job, status, words, action) => {
    const standing = standingOf(job, machineIs(status, [job]));
    expect(standing.words).toMatch(words);
    expect(standing.next?.action).toBe(action);
  });

  it('names the job it waits for, never one that is on hold', () => {
    const job = jobView({ order: 3 });
    const held = jobView({ id: 'held', title: 'held.pdf', held: 'held' });
    const ahead = jobView({ id: 'ahead', title: 'ahead.pdf' });
    expect(standingOf(job, machineIs('ready', [held, ahead, job])).words).toContain('ahead.pdf');
    expect(standingOf(job, machineIs('ready', [held, job, ahead])).words).toMatch(/its turn/);
  });
});

it('a job that waits until the machine has printed what it has wants nobody', () => {
  const job = jobView({ state: 'paused', error: { code: 'usb.finishing', params: { seconds: 20 } } });
  expect(wantsSomebody(job)).toBe(false);
  expect(wantsSomebody({ ...job, error: outOfPaper })).toBe(true);
  expect(standingOf(job, { machine: snapshot('printing').machine, active: [job] }).words).toMatch(
    /first prints what it has/,
  );
  const notices: Notice[] = [];
  const notifier = new JobNotifier(
    (notice) => notices.push(notice),
    () => 0,
  );
  notifier.hear({ jobs: [job] });
  expect(notices).toEqual([]);
  notifier.hear({ jobs: [{ ...job, error: outOfPaper }] });
  expect(notices).toHaveLength(1);
});

describe('what can be done with a job', () => {
  const actions = (job: QueuedJobView) =>
    itemsFor(job).flatMap((item) => (item === 'line' ? [] : [item.action]));

  it('never offers settings or a file where nothing can be read', () => {
    expect(actions(jobView({ held: 'pin', reprintable: false }))).not.toContain('edit');
    expect(actions(jobView({ held: 'pin', reprintable: false }))).not.toContain('save-prn');
    expect(actions(jobView({ state: 'sent', endedAt: 1, reprintable: false }))).toEqual([
      'timeline',
      'erase',
    ]);
  });

  it('leaves a job on the wire in its place', () => {
    expect(actions(jobView({ state: 'sending' }))).toEqual(['save-prn', 'timeline', 'cancel']);
  });
});

describe('notifications', () => {
  function heard() {
    const notices: Notice[] = [];
    let now = 0;
    const notifier = new JobNotifier(
      (notice) => notices.push(notice),
      () => now,
    );
    return {
      notices,
      hear: (atMs: number, job: QueuedJobView) => ((now = atMs), notifier.hear({ jobs: [job] })),
    };
  }

  it('tells of the end of a job that took more than half a minute, and of no other', () => {
    const { notices, hear } = heard();
    hear(0, jobView({ state: 'sending' }));
    hear(29_000, jobView({ state: 'sent', endedAt: 1 }));
    expect(notices).toEqual([]);
    hear(100_000, jobView({ state: 'queued' }));
    hear(200_000, jobView({ state: 'preparing' }));
    hear(231_000, jobView({ state: 'sent', endedAt: 1 }));
    expect(notices).toEqual([{ title: 'letter.pdf', text: expect.stringMatching(/^Sent/), tag: 'job' }]);
  });

  it('says once what a job waits for, and again when it is something else', () => {
    const { notices, hear } = heard();
    hear(0, jobView({ state: 'paused', error: outOfPaper }));
    hear(1, jobView({ state: 'paused', error: outOfPaper }));
    expect(notices).toHaveLength(1);
    hear(2, jobView({ state: 'sending' }));
    hear(3, jobView({ state: 'paused', error: outOfPaper }));
    hear(4, jobView({ state: 'queued', question }));
    expect(notices.map(({ text }) => /good sheet/.test(text))).toEqual([false, false, true]);
  });

  it('keeps quiet about jobs that had ended before', () => {
    const { notices, hear } = heard();
    hear(1e9, jobView({ state: 'failed', endedAt: 1 }));
    expect(notices).toEqual([]);
  });
});
