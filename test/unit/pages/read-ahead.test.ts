import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAhead } from '../../../workers/pages/read-ahead.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Makes tens of numbers, and notes how many at once. */
function maker(ms: (index: number) => number) {
  const log = { begun: 0, running: 0, most: 0, aborted: 0 };
  const make = async (item: number, index: number, signal: AbortSignal) => {
    log.begun += 1;
    log.running += 1;
    log.most = Math.max(log.most, log.running);
    signal.addEventListener('abort', () => (log.aborted += 1));
    await pause(ms(index));
    log.running -= 1;
    return item * 10;
  };
  return { log, make };
}

describe('reading ahead', () => {
  it('gives everything in order, and never makes more at once than it may', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 4 }), async (each, atOnce) => {
        const { log, make } = maker((index) => each[index]!);
        const items = each.map((_, index) => index);
        const made: number[] = [];
        for await (const one of readAhead(items, atOnce, make)) made.push(one);
        expect(made).toEqual(items.map((item) => item * 10));
        expect(log.most).toBeLessThanOrEqual(atOnce);
      }),
      { numRuns: 40 },
    );
  });

  it('makes the next ones while one is used, but no more than that', async () => {
    const { log, make } = maker(() => 1);
    const texts = readAhead([1, 2, 3, 4, 5, 6, 7, 8], 2, make);
    expect((await texts.next()).value).toBe(10);
    await pause(30);
    expect(log.begun).toBe(3);
    expect((await texts.next()).value).toBe(20);
    await pause(30);
    expect(log.begun).toBe(4);
    await texts.return();
  });

  it('gives up the rest when nobody wants more', async () => {
    const { log, make } = maker(() => 20);
    for await (const text of readAhead([1, 2, 3, 4, 5, 6], 3, make)) {
      expect(text).toBe(10);
      break;
    }
    expect(log.aborted).toBeGreaterThan(0);
    await pause(60);
    expect(log.begun).toBeLessThanOrEqual(4);
  });

  it('fails when one fails, at its place', async () => {
    const used: number[] = [];
    const make = async (item: number) => {
      if (item === 3) throw new Error('three');
      return item;
    };
    const run = async () => {
      for await (const one of readAhead([1, 2, 3, 4, 5], 2, make)) used.push(one);
    };
    await expect(run()).rejects.toThrow('three');
    expect(used).toEqual([1, 2]);
  });
});
