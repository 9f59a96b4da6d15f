import { PRIORITIES, type QueuedJobView } from './queue-api.ts';

type Place = Pick<QueuedJobView, 'id' | 'priority' | 'order'>;

/** Urgent jobs first; among equals, their own order. */
export function inOrder(a: Place, b: Place): number {
  return PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || a.order - b.order;
}

/**
 * New places for jobs when one is put in front of another, or at the end (null). Only those whose place changes
 * are returned. Priorities are left alone: a job passes only its equals.
 */
export function placesAfterMove(
  jobs: readonly Place[],
  movedId: string,
  beforeId: string | null,
): Map<string, number> {
  const byOrder = [...jobs].sort((a, b) => a.order - b.order);
  const moved = byOrder.find(({ id }) => id === movedId);
  if (!moved || movedId === beforeId) return new Map();
  const others = byOrder.filter((job) => job !== moved);
  const found = beforeId === null ? -1 : others.findIndex(({ id }) => id === beforeId);
  const at = found < 0 ? others.length : found;
  const target = [...others.slice(0, at), moved, ...others.slice(at)];
  // The places stay the same numbers; who has which of them changes.
  const places = byOrder.map(({ order }) => order);
  const changed = target.map((job, index) => [job, places[index]!] as const);
  return new Map(
    changed.filter(([job, order]) => job.order !== order).map(([job, order]) => [job.id, order]),
  );
}
