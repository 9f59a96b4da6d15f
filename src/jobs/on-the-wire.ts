import type { QueuedJobView } from './queue-api.ts';

/** Bytes of the job may leave at any moment: stopping now would tear it. Jobs that wait lose nothing. */
export function isOnTheWire({ state, question }: Pick<QueuedJobView, 'state' | 'question'>): boolean {
  return !question && (state === 'preparing' || state === 'sending' || state === 'paused');
}

/** Paused, and it goes on by itself: the machine first prints what it has of an earlier job. */
export function waitsForEngine({ state, error }: Pick<QueuedJobView, 'state' | 'error'>): boolean {
  return state === 'paused' && error?.code === 'usb.finishing';
}
