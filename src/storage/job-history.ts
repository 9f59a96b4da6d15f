import type { JobView } from '../jobs/spooler-api.ts';
import { database } from './database.ts';

/** How many ended jobs are remembered. */
const KEPT = 200;

/** The latest jobs, newest first; empty when storage is out of reach. */
export async function loadHistory(): Promise<JobView[]> {
  try {
    const db = await database();
    const jobs: JobView[] = [];
    let cursor = await db.transaction('jobs').store.index('createdAt').openCursor(null, 'prev');
    while (cursor && jobs.length < KEPT) {
      jobs.push(cursor.value);
      cursor = await cursor.continue();
    }
    return jobs;
  } catch {
    return [];
  }
}

/** Writes one job as it stands now. Failure is swallowed: printing goes on without a history. */
export async function recordJob(job: JobView): Promise<void> {
  try {
    const db = await database();
    await db.put('jobs', job);
  } catch {
    // Storage is full or blocked; the job itself is not affected.
  }
}

export async function eraseJob(id: string): Promise<void> {
  try {
    const db = await database();
    await db.delete('jobs', id);
  } catch {
    // Nothing to erase where nothing could be kept.
  }
}
