import { hasEnded } from '../jobs/job.ts';
import type { HistoryPage, HistoryQuery, QueuedJobView } from '../jobs/queue-api.ts';
import { inTransaction } from './transaction.ts';

/** Ended jobs that match, newest first. Throws as `inTransaction` does. */
export function jobHistory(query: HistoryQuery): Promise<HistoryPage> {
  const { fromMs = -Infinity, untilMs = Infinity, offset, limit } = query;
  return inTransaction(['jobs'], 'readonly', async (transaction) => {
    const jobs = transaction.objectStore('jobs');
    const range = IDBKeyRange.bound(fromMs, untilMs, false, true);
    const [records, users] = await Promise.all([
      jobs.index('createdAt').getAll(range),
      distinctUsers(() => jobs.index('user').openKeyCursor(null, 'nextunique')),
    ]);
    const found = records
      .map(({ view }) => view)
      .filter(matcher(query))
      .reverse();
    return { jobs: found.slice(offset, offset + limit), total: found.length, users };
  });
}

function matcher({ text, states, user }: HistoryQuery): (job: QueuedJobView) => boolean {
  const wanted = text?.trim().toLocaleLowerCase();
  return (job) =>
    hasEnded(job) &&
    (states === undefined || states.includes(job.state)) &&
    (user === undefined || job.user === user) &&
    (!wanted || job.title.toLocaleLowerCase().includes(wanted));
}

interface KeyCursor {
  readonly key: string;
  continue(): Promise<KeyCursor | null>;
}

async function distinctUsers(open: () => Promise<KeyCursor | null>): Promise<string[]> {
  const users: string[] = [];
  for (let cursor = await open(); cursor; cursor = await cursor.continue()) {
    if (cursor.key !== '') users.push(cursor.key);
  }
  return users.sort((a, b) => a.localeCompare(b));
}
