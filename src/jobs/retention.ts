import type { EndedJob } from './job-store.ts';
import type { QueuePolicy } from './queue-api.ts';

export const DEFAULT_POLICY: QueuePolicy = {
  interrupted: 'ask',
  staleMinutes: null,
  keepDays: 90,
  keepMegabytes: 1_000,
};

const DAY_MS = 24 * 60 * 60_000;
const MEGABYTE = 1e6;

/** Ids of the ended jobs that the policy keeps no longer: the too old, then the oldest until the rest fits. */
export function expired(jobs: readonly EndedJob[], policy: QueuePolicy, now: number): string[] {
  const { keepDays, keepMegabytes } = policy;
  const oldest = keepDays === null ? -Infinity : now - keepDays * DAY_MS;
  const room = keepMegabytes === null ? Infinity : keepMegabytes * MEGABYTE;
  const newestFirst = [...jobs].sort((a, b) => b.endedAt - a.endedAt);
  let bytes = 0;
  return newestFirst
    .filter(({ endedAt, documentBytes }) => {
      bytes += documentBytes;
      // A job without documents takes no room and may stay.
      return endedAt < oldest || (bytes > room && documentBytes > 0);
    })
    .map(({ id }) => id);
}
