import type { IDBPTransaction, StoreNames } from 'idb';
import { PlatenError } from '../errors/platen-error.ts';
import { database, forgetConnection, type PlatenSchema } from './database.ts';

type Name = StoreNames<PlatenSchema>;
type Mode = 'readonly' | 'readwrite';
type Transaction<Names extends Name[], M extends Mode> = IDBPTransaction<PlatenSchema, Names, M>;

/**
 * Runs `work` in one transaction and resolves when it is complete: all of it is on disk or nothing.
 * `work` must await nothing but the transaction's own requests. A connection that the browser closed under it is
 * opened again, once.
 *
 * Throws PlatenError `job.storage-full`, `job.storage-blocked`, or what `database` throws.
 */
export async function inTransaction<Names extends Name[], M extends Mode, T>(
  names: Names,
  mode: M,
  work: (transaction: Transaction<Names, M>) => Promise<T>,
  durability: 'relaxed' | 'strict' = 'relaxed',
): Promise<T> {
  try {
    return await attempt(names, mode, work, durability);
  } catch (thrown) {
    if (!isClosed(thrown)) throw storageError(thrown);
    forgetConnection();
  }
  try {
    return await attempt(names, mode, work, durability);
  } catch (thrown) {
    throw storageError(thrown);
  }
}

async function attempt<Names extends Name[], M extends Mode, T>(
  names: Names,
  mode: M,
  work: (transaction: Transaction<Names, M>) => Promise<T>,
  durability: 'relaxed' | 'strict',
): Promise<T> {
  const db = await database();
  const transaction = db.transaction(names, mode, { durability });
  // The reason of an abort is the transaction's; its requests only say that it was aborted.
  const done = transaction.done.then(
    () => null,
    (thrown: unknown) => ({ thrown }),
  );
  let result: T;
  try {
    result = await work(transaction);
  } catch (thrown) {
    abort(transaction);
    const reason = (await done)?.thrown;
    throw isAbort(thrown) ? (reason ?? thrown) : thrown;
  }
  const failure = await done;
  if (failure) throw failure.thrown;
  return result;
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}

/** The connection was closed by the browser, or gave way to another tab. */
function isClosed(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'InvalidStateError';
}

function storageError(thrown: unknown): PlatenError {
  if (thrown instanceof PlatenError) return thrown;
  const name = thrown instanceof Error ? thrown.name : '';
  const detail = thrown instanceof Error ? `${name}: ${thrown.message}` : String(thrown);
  if (name === 'QuotaExceededError') return new PlatenError('job.storage-full', {}, { cause: thrown });
  return new PlatenError('job.storage-blocked', { detail: detail.slice(0, 300) }, { cause: thrown });
}
