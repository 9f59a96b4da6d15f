import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { HistoryStore } from '../../../src/app/state/history-store.ts';
import { boundsOf, LedgerStore } from '../../../src/app/state/ledger-store.ts';
import { MachineStore } from '../../../src/app/state/machine-store.ts';
import { PreferencesStore } from '../../../src/app/state/preferences-store.ts';
import { QueueStore } from '../../../src/app/state/queue-store.ts';
import { placesAfterMove } from '../../../src/jobs/waiting-order.ts';
import type { HistoryPage } from '../../../src/jobs/queue-api.ts';
import { FakeSpooler, jobView, snapshot } from './fakes.ts';

let spooler: FakeSpooler;
let queue: QueueStore;

beforeEach(async () => {
  spooler = new FakeSpooler();
  const machine = new MachineStore(spooler.asApi(), new PreferencesStore(), null);
  queue = new QueueStore(spooler.asApi(), machine);
  await machine.start();
});

const waiting = (id: string, order: number, changes = {}) => jobView({ id, order, ...changes });

describe('queue store', () => {
  it('lists in the order of printing: on the wire, urgent, normal, low', () => {
    spooler.say(
      snapshot('printing', [
        waiting('low', 0, { priority: 'low' }),
        waiting('second', 5),
        jobView({ id: 'done', state: 'sent', endedAt: 1 }),
        waiting('first', 3),
        waiting('urgent', 9, { priority: 'urgent' }),
        waiting('running', 7, { state: 'sending' }),
      ]),
    );
    expect(queue.active.map(({ id }) => id)).toEqual(['running', 'urgent', 'first', 'second', 'low']);
    expect(queue.ended.map(({ id }) => id)).toEqual(['done']);
  });

  it.each([
    ['b', -1, ['b', 'a', 'c'], 1],
    ['b', 1, ['a', 'c', 'b'], 3],
    ['a', 1, ['b', 'a', 'c'], 2],
    ['c', -1, ['a', 'c', 'b'], 2],
    ['a', -1, ['a', 'b', 'c'], null],
    ['c', 1, ['a', 'b', 'c'], null],
  ] as const)('a step of %s by %i, as the queue understands it', async (id, by, order, place) => {
    const jobs = [waiting('a', 1), waiting('b', 2), waiting('c', 3)];
    spooler.say(snapshot('ready', [...jobs, waiting('other', 0, { priority: 'low' })]));
    expect(await queue.step(queue.find(id)!, by)).toBe(place);
    const [call] = spooler.calls.filter(([name]) => name === 'moveBefore');
    expect(call !== undefined).toBe(place !== null);
    const places = call ? placesAfterMove(jobs, call[1] as string, call[2] as string | null) : new Map();
    const after = jobs.map((job) => ({ ...job, order: places.get(job.id) ?? job.order }));
    expect(after.sort((x, y) => x.order - y.order).map((job) => job.id)).toEqual(order);
  });

  it.each([
    ['a', 'c', ['b', 'c', 'a']],
    ['c', 'a', ['c', 'a', 'b']],
    ['a', 'urgent', ['a', 'b', 'c']],
    ['a', 'a', ['a', 'b', 'c']],
  ])('dropped: %s on %s', async (dragged, target, order) => {
    const jobs = [waiting('a', 1), waiting('b', 2), waiting('c', 3)];
    spooler.say(snapshot('ready', [...jobs, waiting('urgent', 0, { priority: 'urgent' })]));
    await queue.dropOn(dragged, target);
    const [call] = spooler.calls.filter(([name]) => name === 'moveBefore');
    const places = call ? placesAfterMove(jobs, call[1] as string, call[2] as string | null) : new Map();
    const after = jobs.map((job) => ({ ...job, order: places.get(job.id) ?? job.order }));
    expect(after.sort((x, y) => x.order - y.order).map((job) => job.id)).toEqual(order);
  });

  it('keeps what went wrong with the job it went wrong with, until something else is tried', async () => {
    expect(await queue.act('a', (api) => api.letGo('a', 'wrong'))).toBe(false);
    expect(queue.errorOf('a')?.code).toBe('job.pin-wrong');
    expect(queue.errorOf('b')).toBeNull();
    expect(await queue.act('a', (api) => api.letGo('a', 'right'))).toBe(true);
    expect(queue.errorOf('a')).toBeNull();
  });

  it('says that the documents are gone instead of nothing', async () => {
    expect(await queue.contents('a')).toBeNull();
    expect(queue.errorOf('a')?.code).toBe('app.contents-gone');
  });
});

describe('history store', () => {
  const page = (total: number): HistoryPage => ({ jobs: [], total, users: [] });

  it('asks for one page at a time, and starts over when the search is narrowed', async () => {
    spooler.historyPage = () => page(5000);
    const history = new HistoryStore(queue);
    await history.load();
    await history.turn(1);
    await history.narrow({ text: 'letter', states: ['failed'] });
    await history.narrow({ states: undefined });
    const asked = spooler.calls.filter(([name]) => name === 'history').map(([, query]) => query);
    expect(asked).toEqual([
      { offset: 0, limit: 50 },
      { offset: 50, limit: 50 },
      { offset: 0, limit: 50, text: 'letter', states: ['failed'] },
      { offset: 0, limit: 50, text: 'letter' },
    ]);
  });

  it('shows the answer to the latest question, whichever comes last', async () => {
    let release: (late: HistoryPage) => void = () => undefined;
    const late = new Promise<HistoryPage>((resolve) => (release = resolve));
    spooler.historyPage = ({ text }) => (text === 'slow' ? late : page(2));
    const history = new HistoryStore(queue);
    const slow = history.narrow({ text: 'slow' });
    await history.narrow({ text: 'quick' });
    release(page(1));
    await slow;
    expect(history.page.total).toBe(2);
  });

  it('goes back a page when erasing has emptied the one in view', async () => {
    let total = 51;
    spooler.historyPage = () => page(total);
    const history = new HistoryStore(queue);
    await history.load();
    await history.turn(1);
    total = 50;
    await history.load();
    expect(history.offset).toBe(0);
  });
});

describe('ledger store', () => {
  it('adds up the month in local time, the newest period first', async () => {
    const entry = (day: number, month = 10) => ({
      jobId: `${month}-${day}`,
      at: new Date(2026, month, day, 23, 59).getTime(),
      title: 't',
      user: '',
      department: '',
      machine: '',
      paper: 'A4',
      sheets: 1,
      sides: 2,
      coverage: 0.05,
    });
    spooler.entries = [entry(31, 9), entry(1), entry(30), entry(1, 11)];
    const ledger = new LedgerStore(queue, () => new Date(2026, 10, 22).getTime());
    await ledger.load();
    expect(ledger.totals('day', 'none').map(({ period, sides }) => [period, sides])).toEqual([
      ['2026-11-30', 2],
      ['2026-11-01', 2],
    ]);
    await ledger.choose('last-month');
    expect(ledger.entries).toHaveLength(1);
    await ledger.choose('all');
    expect(ledger.entries).toHaveLength(4);
  });

  it('knows that January follows December', () => {
    const [fromMs, untilMs] = boundsOf('last-month', new Date(2027, 0, 5));
    expect([new Date(fromMs), new Date(untilMs)]).toEqual([new Date(2026, 11, 1), new Date(2027, 0, 1)]);
  });
});
