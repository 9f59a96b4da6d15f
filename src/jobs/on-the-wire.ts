import type { QueuedJobView } from './queue-api.ts';

/** Bytes of the job may leave at any moment: stopping now would tear it. Jobs that wait lose nothing. */
export function isOnTheWire({ state, question }: Pick<QueuedJobView, 'state' | 'question'>): boolean {
  return !question && (state === 'preparing' || state === 'sending' || state === 'paused');
}
