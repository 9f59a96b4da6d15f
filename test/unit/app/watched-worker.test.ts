import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WatchedWorker } from '../../../src/app/state/watched-worker.ts';

const A_WHILE_MS = 60_000;
const PATIENCE_MS = 10 * A_WHILE_MS;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Every worker answers with its own number, when the test says so. */
function watched() {
  const ended: number[] = [];
  let started = 0;
  let answer: (() => void) | null = null;
  const onReplaced = vi.fn();
  const start = () => {
    const number = ++started;
    const ask = () => new Promise<number>((resolve) => (answer = () => resolve(number)));
    return { api: { ask }, onFailure: null, terminate: () => void ended.push(number) };
  };
  const worker = new WatchedWorker(start, PATIENCE_MS, onReplaced);
  const ask = () => worker.call('', (api) => api.ask());
  return { worker, ask, ended, onReplaced, answer: () => answer!() };
}

async function asked({ ask, answer }: ReturnType<typeof watched>): Promise<number> {
  const asking = ask();
  answer();
  return asking;
}

describe('a watched worker, while memory is short', () => {
  it('is ended when it has nothing to do, and started again when it has', async () => {
    const one = watched();
    expect(await asked(one)).toBe(1);
    await vi.advanceTimersByTimeAsync(A_WHILE_MS);
    expect(one.ended).toEqual([]);
    one.worker.saveMemory(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(one.ended).toEqual([1]);
    expect(one.onReplaced).toHaveBeenCalledOnce();
    expect(one.worker.running).toBeNull();
    expect(await asked(one)).toBe(2);
    await vi.advanceTimersByTimeAsync(0);
    expect(one.ended).toEqual([1]);
    await vi.advanceTimersByTimeAsync(A_WHILE_MS);
    expect(one.ended).toEqual([1, 2]);
  });

  it('is left alone while somebody waits for it', async () => {
    const one = watched();
    const asking = one.ask();
    one.worker.saveMemory(true);
    await vi.advanceTimersByTimeAsync(A_WHILE_MS);
    expect(one.ended).toEqual([]);
    one.answer();
    expect(await asking).toBe(1);
  });

  it('stays when memory is no longer short', async () => {
    const one = watched();
    await asked(one);
    expect(one.worker.saveMemory(true)).toBe(true);
    expect(one.worker.saveMemory(true)).toBe(false);
    one.worker.saveMemory(false);
    await vi.advanceTimersByTimeAsync(A_WHILE_MS);
    expect(one.ended).toEqual([]);
  });
});
