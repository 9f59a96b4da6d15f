import { vi } from 'vitest';

/** Far more than anything takes in a test, also where the machine has much else to do. */
const PATIENCE_MS = 30_000;

/** Waits until `check` no longer throws; fails with what it threw last. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: PATIENCE_MS, interval: 5 });
}
