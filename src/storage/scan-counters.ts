import * as v from 'valibot';
import { inTransaction } from './transaction.ts';

const KEY = 'scan counters';
const LARGEST = 999_999_999;
const CountersSchema = v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1)));

async function change<T>(
  work: (counters: Record<string, number>) => { readonly result: T; readonly isChanged: boolean },
): Promise<T> {
  return inTransaction(['preferences'], 'readwrite', async (transaction) => {
    const store = transaction.objectStore('preferences');
    const parsed = v.safeParse(CountersSchema, await store.get(KEY));
    const counters = parsed.success ? parsed.output : {};
    const { result, isChanged } = work(counters);
    if (isChanged) await store.put(counters, KEY);
    return result;
  });
}

/**
 * The number that comes next; from 1. `name`: whose counter it is, a profile's id, or '' without one.
 * Throws as `inTransaction` does.
 */
export function nextNumber(name: string): Promise<number> {
  return change((counters) => ({ result: counters[name] ?? 1, isChanged: false }));
}

/**
 * Takes `count` numbers in a row and returns the first. No two calls get the same, from whichever window; what was
 * taken is used up, whatever becomes of it. Throws as `inTransaction` does.
 */
export function takeNumbers(name: string, count: number): Promise<number> {
  return change((counters) => {
    const first = counters[name] ?? 1;
    counters[name] = first + count > LARGEST ? 1 : first + count;
    return { result: first, isChanged: count > 0 };
  });
}

/** Goes on with `next`. Throws as `inTransaction` does. */
export function setNextNumber(name: string, next: number): Promise<void> {
  return change((counters) => {
    counters[name] = Math.min(LARGEST, Math.max(1, Math.round(next)));
    return { result: undefined, isChanged: true };
  });
}
