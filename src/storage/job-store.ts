import type { IDBPTransaction } from 'idb';
import type { JobRecord, StoredDocument, StoredRequest } from '../jobs/job-record.ts';
import type { EndedJob, JobChange, JobStore, JournalEntry, NewJob } from '../jobs/job-store.ts';
import type { HistoryPage, HistoryQuery, LedgerEntry, QueuePolicy } from '../jobs/queue-api.ts';
import type { JobState } from '../jobs/spooler-api.ts';
import type { PlatenSchema } from './database.ts';
import { jobHistory } from './job-history.ts';
import { inTransaction } from './transaction.ts';

const WAITING_OR_ACTIVE: readonly JobState[] = ['queued', 'preparing', 'sending', 'paused'];
const POLICY = 'queue';

type Contents = IDBPTransaction<PlatenSchema, ('requests' | 'documents')[], 'readwrite'>;

/** Jobs in IndexedDB. */
export class IndexedDbJobStore implements JobStore {
  load(ended: number): Promise<readonly JobRecord[]> {
    return inTransaction(['jobs'], 'readonly', async (transaction) => {
      const jobs = transaction.objectStore('jobs');
      const open = await Promise.all(WAITING_OR_ACTIVE.map((state) => jobs.index('state').getAll(state)));
      const latest: JobRecord[] = [];
      let cursor = await jobs.index('endedAt').openCursor(null, 'prev');
      for (; cursor && latest.length < ended; cursor = await cursor.continue()) latest.push(cursor.value);
      return [...open.flat(), ...latest];
    });
  }

  accept({ record, entry, request, documents }: NewJob): Promise<void> {
    const stores: ('jobs' | 'journal' | 'requests' | 'documents')[] = [
      'jobs',
      'journal',
      'requests',
      'documents',
    ];
    const work = async (transaction: IDBPTransaction<PlatenSchema, typeof stores, 'readwrite'>) => {
      const kept = transaction.objectStore('documents');
      await Promise.all([
        transaction.objectStore('jobs').add(record),
        transaction.objectStore('journal').add(entry),
        transaction.objectStore('requests').add(request),
        ...documents.map(async (document) => {
          if ((await kept.getKey(document.key)) === undefined) await kept.add(document);
        }),
      ]);
    };
    return inTransaction(stores, 'readwrite', work, 'strict');
  }

  commit(changes: readonly JobChange[], durability: 'flushed' | 'relaxed'): Promise<void> {
    const stores: ('jobs' | 'journal' | 'ledger' | 'requests' | 'documents')[] = [
      'jobs',
      'journal',
      'ledger',
    ];
    if (changes.some(({ request, dropContents }) => request ?? dropContents))
      stores.push('requests', 'documents');
    const work = async (transaction: IDBPTransaction<PlatenSchema, typeof stores, 'readwrite'>) => {
      for (const { jobId, record, entries, ledger, request, dropContents } of changes) {
        await Promise.all([
          record && transaction.objectStore('jobs').put(record),
          ...entries.map((entry) => transaction.objectStore('journal').add(entry)),
          ...ledger.map((entry) => transaction.objectStore('ledger').add(entry)),
          request && transaction.objectStore('requests').put(request),
        ]);
        if (dropContents) await dropContentsOf(jobId, transaction as unknown as Contents);
      }
    };
    return inTransaction(stores, 'readwrite', work, durability === 'flushed' ? 'strict' : 'relaxed');
  }

  read(id: string): Promise<JobRecord | null> {
    return inTransaction(['jobs'], 'readonly', async (transaction) => {
      return (await transaction.objectStore('jobs').get(id)) ?? null;
    });
  }

  request(id: string): Promise<StoredRequest | null> {
    return inTransaction(['requests'], 'readonly', async (transaction) => {
      return (await transaction.objectStore('requests').get(id)) ?? null;
    });
  }

  document(key: string): Promise<StoredDocument | null> {
    return inTransaction(['documents'], 'readonly', async (transaction) => {
      return (await transaction.objectStore('documents').get(key)) ?? null;
    });
  }

  erase(ids: readonly string[]): Promise<void> {
    const stores: ('jobs' | 'journal' | 'requests' | 'documents')[] = [
      'jobs',
      'journal',
      'requests',
      'documents',
    ];
    return inTransaction(stores, 'readwrite', async (transaction) => {
      const journal = transaction.objectStore('journal');
      for (const id of ids) {
        await transaction.objectStore('jobs').delete(id);
        const entries = await journal.index('jobId').getAllKeys(id);
        await Promise.all(entries.map((key) => journal.delete(key)));
        await dropContentsOf(id, transaction as unknown as Contents);
      }
    });
  }

  ended(): Promise<readonly EndedJob[]> {
    return inTransaction(['jobs'], 'readonly', async (transaction) => {
      const records = await transaction.objectStore('jobs').index('endedAt').getAll();
      return records.map(({ view, work }) => ({
        id: view.id,
        endedAt: view.endedAt!,
        documentBytes: work.documentBytes,
      }));
    });
  }

  history(query: HistoryQuery): Promise<HistoryPage> {
    return jobHistory(query);
  }

  journal(id: string): Promise<readonly JournalEntry[]> {
    return inTransaction(['journal'], 'readonly', (transaction) =>
      transaction.objectStore('journal').index('jobId').getAll(id),
    );
  }

  ledger(fromMs: number, untilMs: number): Promise<readonly LedgerEntry[]> {
    const range = IDBKeyRange.bound(fromMs, untilMs, false, true);
    return inTransaction(['ledger'], 'readonly', (transaction) =>
      transaction.objectStore('ledger').index('at').getAll(range),
    );
  }

  policy(): Promise<QueuePolicy | null> {
    return inTransaction(['policies'], 'readonly', async (transaction) => {
      return (await transaction.objectStore('policies').get(POLICY)) ?? null;
    });
  }

  async setPolicy(policy: QueuePolicy): Promise<void> {
    await inTransaction(['policies'], 'readwrite', (transaction) =>
      transaction.objectStore('policies').put(policy, POLICY),
    );
  }
}

/** Takes a request away, and the documents that no other request has. */
async function dropContentsOf(jobId: string, transaction: Contents): Promise<void> {
  const requests = transaction.objectStore('requests');
  const request = await requests.get(jobId);
  if (!request) return;
  await requests.delete(jobId);
  for (const key of request.documentKeys) {
    const others = await requests.index('documentKeys').count(key);
    if (others === 0) await transaction.objectStore('documents').delete(key);
  }
}
