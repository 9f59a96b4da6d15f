import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SideOrder } from '../../../src/jobs/side-order.ts';

describe('SideOrder', () => {
  test('two workers of one pace keep to what they were promised', () => {
    const order = new SideOrder(['a', 'b'], 6, 3);
    const taken: (readonly [string, number | 'wait' | null, number | null])[] = [];
    for (const [worker, head] of [
      ['a', 0],
      ['b', 0],
      // The second side was quicker than the first.
      ['b', 0],
      ['a', 1],
      ['a', 2],
      ['b', 2],
    ] as const) {
      taken.push([worker, order.take(worker, head), order.promise(worker)]);
    }
    expect(taken).toEqual([
      ['a', 0, 2],
      ['b', 1, 3],
      ['b', 3, 4],
      ['a', 2, 5],
      ['a', 5, null],
      ['b', 4, null],
    ]);
  });

  test('who would have to wait takes what another was promised', () => {
    const order = new SideOrder(['slow', 'quick'], 9, 2);
    expect([order.take('slow', 0), order.promise('slow')]).toEqual([0, 2]);
    expect([order.take('quick', 0), order.promise('quick')]).toEqual([1, 3]);
    expect(order.take('quick', 0)).toBe(2);
    expect(order.take('quick', 0)).toBe('wait');
    expect(order.take('quick', 1)).toBe(3);
  });

  test('however workers race, every side is begun once, none too early, and the reader is never held up', () => {
    const races = fc.record({
      workers: fc.integer({ min: 1, max: 4 }),
      count: fc.nat(30),
      spare: fc.integer({ min: 0, max: 3 }),
      picks: fc.array(fc.nat(), { minLength: 200, maxLength: 200 }),
    });
    fc.assert(
      fc.property(races, ({ workers, count, spare, picks }) => {
        const ahead = workers - 1 + spare;
        const order = new SideOrder([...Array(workers).keys()], count, ahead);
        const busyWith = new Map<number, number>();
        const begun = new Set<number>();
        const done = new Set<number>();
        let head = 0;
        const settle = () => {
          while (done.has(head)) head += 1;
          for (let worker = 0; worker < workers; worker += 1) {
            if (busyWith.has(worker)) continue;
            const index = order.take(worker, head);
            if (typeof index !== 'number') continue;
            expect(begun.has(index)).toBe(false);
            expect(index).toBeLessThanOrEqual(head + ahead);
            begun.add(index);
            busyWith.set(worker, index);
            order.promise(worker);
          }
          if (head < count) expect(begun.has(head)).toBe(true);
        };
        settle();
        for (const pick of picks) {
          const workersBusy = [...busyWith.keys()];
          if (workersBusy.length === 0) break;
          const worker = workersBusy[pick % workersBusy.length]!;
          done.add(busyWith.get(worker)!);
          busyWith.delete(worker);
          settle();
        }
        expect(done.size).toBe(count);
      }),
    );
  });
});
