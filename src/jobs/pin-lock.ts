import { PBKDF2_ITERATIONS } from './sealing.ts';

/** What is kept of a PIN: enough to try one, and how often somebody tried wrongly. */
export interface PinLock {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly failures: number;
  /** No PIN is tried before; milliseconds since 1970. */
  readonly notBefore: number;
}

/** Fewer can be tried by hand. */
export const SHORTEST_PIN = 4;
/** The first slips of a finger cost nothing. */
const FREE_FAILURES = 2;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60 * 60_000;

export function newPinLock(salt: Uint8Array<ArrayBuffer>): PinLock {
  return { salt, iterations: PBKDF2_ITERATIONS, failures: 0, notBefore: 0 };
}

/**
 * The lock after one more wrong PIN: the wait doubles each time, up to an hour. It is written down before the PIN
 * is tried, so that pulling the plug in between gives no free attempt.
 */
export function afterWrongPin(lock: PinLock, now: number): PinLock {
  const failures = lock.failures + 1;
  const doublings = failures - FREE_FAILURES - 1;
  const waitMs = doublings < 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** doublings);
  return { ...lock, failures, notBefore: now + waitMs };
}

export function afterRightPin(lock: PinLock): PinLock {
  return { ...lock, failures: 0, notBefore: 0 };
}

/** Milliseconds until a PIN may be tried. A clock that was put back costs an hour at most. */
export function pinWaitMs(lock: PinLock, now: number): number {
  return Math.min(LONGEST_WAIT_MS, Math.max(0, lock.notBefore - now));
}
