import { beforeEach, describe, expect, test } from 'vitest';
import { inState, newJob } from '../../../src/jobs/job.ts';
import type { JobRecord, StoredDocument } from '../../../src/jobs/job-record.ts';
import type { NewJob } from '../../../src/jobs/job-store.ts';
import type { JobState } from '../../../src/jobs/spooler-api.ts';
import { request } from '../jobs/engine-bench.ts';
import { freshProfile } from './fresh.ts';

type Profile = Awaited<ReturnType<typeof freshProfile>>;
let profile: Profile;
beforeEach(async () => {
  profile = await freshProfile();
});

function record(id: string, createdAt = 1, user = 'ada', title = `Report ${id}`): JobRecord {
  const facts = { id, createdAt, order: createdAt, held: 'no', priority: 'normal', machine: null } as const;
  return newJob(facts, { ...request(2, title), user }, { pin: null, documentBytes: 10 });
}

function ended(job: JobRecord, state: JobState = 'sent'): JobRecord {
  const now = job.view.createdAt + 5;
  if (state !== 'sent') return inState(job, state, now);
  return inState(inState(inState(job, 'preparing', now), 'sending', now), 'sent', now);
}

function withDocuments(job: JobRecord, ...keys: string[]): NewJob {
  const { title, user, plan, settings } = request(2);
  return {
    record: job,
    entry: { jobId: job.view.id, at: 1, state: 'queued', sides: 0, error: null },
    request: {
      jobId: job.view.id,
      documentKeys: keys,
      content: {
        kind: 'open',
        secrets: null,
        request: { title, user, plan, settings, departmentId: null, documents: [] },
      },
    },
    documents: keys.map((key): StoredDocument => ({ key, kind: 'open', blob: new Blob([key]) })),
  };
}

const change = (job: JobRecord) => ({ jobId: job.view.id, record: job, entries: [], ledger: [] });

describe('IndexedDbJobStore', () => {
  test('what was accepted is there after a reload: record, request, documents, journal', async () => {
    const { store } = profile;
    const job = record('a');
    await store.accept(withDocuments(job, 'doc-1'));
    expect(await store.load(20)).toEqual([job]);
    expect(await store.request('a')).toMatchObject({ jobId: 'a', documentKeys: ['doc-1'] });
    const document = await store.document('doc-1');
    expect(document?.kind === 'open' && (await document.blob.text())).toBe('doc-1');
    expect(await store.journal('a')).toMatchObject([{ state: 'queued' }]);
  });

  test('a job that cannot be accepted whole leaves nothing behind', async () => {
    const { store } = profile;
    await store.accept(withDocuments(record('a'), 'doc-1'));
    await expect(store.accept(withDocuments(record('a'), 'doc-2'))).rejects.toMatchObject({
      code: 'job.storage-blocked',
    });
    expect(await store.document('doc-2')).toBeNull();
    expect(await store.journal('a')).toHaveLength(1);
  });

  test('a full disk is called full', async () => {
    const { inTransaction } = profile;
    const full = inTransaction(['preferences'], 'readwrite', () =>
      Promise.reject(new DOMException('full', 'QuotaExceededError')),
    );
    await expect(full).rejects.toMatchObject({ code: 'job.storage-full' });
  });

  test('start-up gets every job that has not ended and only the latest that have', async () => {
    const { store } = profile;
    const open = ['x', 'y'].map((id, index) => record(id, index));
    const done = Array.from({ length: 30 }, (_, index) => ended(record(`done ${index}`, 100 + index)));
    await store.commit([...open, ...done].map(change), 'relaxed');
    const loaded = (await store.load(20)).map(({ view }) => view.id);
    expect(loaded).toHaveLength(22);
    expect(loaded).toEqual(expect.arrayContaining(['x', 'y', 'done 29', 'done 10']));
    expect(loaded).not.toContain('done 9');
  });

  test('documents are shared by the jobs that print them, and go with the last', async () => {
    const { store } = profile;
    await store.accept(withDocuments(record('a'), 'shared', 'own'));
    await store.accept(withDocuments(record('b'), 'shared'));
    await store.erase(['a']);
    expect(await store.document('own')).toBeNull();
    expect(await store.document('shared')).not.toBeNull();
    expect([await store.read('a'), await store.request('a'), await store.journal('a')]).toEqual([
      null,
      null,
      [],
    ]);
    await store.commit([{ ...change(ended(record('b'))), dropContents: true }], 'relaxed');
    expect(await store.document('shared')).toBeNull();
    expect(await store.request('b')).toBeNull();
    expect(await store.read('b')).not.toBeNull();
  });

  test('one commit is all or nothing', async () => {
    const { store } = profile;
    const entry = { jobId: 'a', at: 5, state: 'sent' as const, sides: 2, error: null };
    const poisoned = { ...change(record('b')), record: { view: { id: () => 'no' } } as never };
    await expect(
      store.commit([{ ...change(record('a')), entries: [entry] }, poisoned], 'flushed'),
    ).rejects.toMatchObject({ code: 'job.storage-blocked' });
    expect(await store.read('a')).toBeNull();
    expect(await store.journal('a')).toEqual([]);
  });

  test('the books, from one moment up to another', async () => {
    const { store } = profile;
    const entry = (at: number) => ({
      ...{ jobId: 'a', at, title: '', user: '', department: '', machine: '', paper: 'A4' },
      ...{ sheets: 1, sides: 1, coverage: 0.05 },
    });
    await store.commit(
      [{ ...change(record('a')), record: null, ledger: [10, 20, 30].map(entry) }],
      'relaxed',
    );
    expect((await store.ledger(10, 30)).map(({ at }) => at)).toEqual([10, 20]);
  });
});

describe('history', () => {
  beforeEach(async () => {
    const jobs = [
      ended(record('a', 10, 'bob', 'Brief an Ämter')),
      ended(record('b', 20, 'ada'), 'failed'),
      record('waiting', 30),
      ended(record('c', 40, 'ada', 'Invoice')),
      ended(record('d', 50, 'cleo', 'invoice 2'), 'cancelled'),
    ];
    await profile.store.commit(jobs.map(change), 'relaxed');
  });

  const ids = async (query: object) =>
    (await profile.store.history({ offset: 0, limit: 10, ...query })).jobs.map(({ id }) => id);

  test('ended jobs, newest first, a page at a time, with the total and all users', async () => {
    const page = await profile.store.history({ offset: 1, limit: 2 });
    expect(page.jobs.map(({ id }) => id)).toEqual(['c', 'b']);
    expect(page.total).toBe(4);
    expect(page.users).toEqual(['ada', 'bob', 'cleo']);
  });

  test('by words of the title in any case, by state, by user, by time, and by all of them', async () => {
    expect(await ids({ text: 'INVOICE' })).toEqual(['d', 'c']);
    expect(await ids({ text: ' ämter ' })).toEqual(['a']);
    expect(await ids({ states: ['failed', 'cancelled'] })).toEqual(['d', 'b']);
    expect(await ids({ user: 'ada' })).toEqual(['c', 'b']);
    expect(await ids({ fromMs: 20, untilMs: 50 })).toEqual(['c', 'b']);
    expect(await ids({ user: 'ada', text: 'inv', states: ['sent'] })).toEqual(['c']);
    expect(await ids({ text: 'nothing' })).toEqual([]);
  });
});

describe('the key of this installation', () => {
  test('is one and the same, cannot be read out, and outlives a reload', async () => {
    const { deviceKey, inTransaction } = profile;
    const [one, two] = await Promise.all([deviceKey(crypto), deviceKey(crypto)]);
    expect(one.extractable).toBe(false);
    const iv = new Uint8Array(12);
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, one, Uint8Array.of(7));
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, two, sealed);
    expect([...new Uint8Array(plain)]).toEqual([7]);
    expect(await inTransaction(['keys'], 'readonly', (all) => all.objectStore('keys').count())).toBe(1);
  });
});
