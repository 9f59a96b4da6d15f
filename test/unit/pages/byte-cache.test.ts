import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteCache } from '../../../workers/pages/byte-cache.ts';

describe('a cache of so many bytes', () => {
  it('gives up what was used longest ago', () => {
    const cache = new ByteCache<number>(30);
    for (const key of ['a', 'b', 'c']) cache.set(key, key.charCodeAt(0), 10);
    expect(cache.get('a')).toBe(97);
    cache.set('d', 100, 10);
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual([97, null, 99, 100]);
  });

  it('keeps the last even if it is too large', () => {
    const cache = new ByteCache<number>(10);
    cache.set('small', 1, 5);
    cache.set('large', 2, 50);
    expect([cache.get('small'), cache.get('large')]).toEqual([null, 2]);
  });

  it('counts what is set again once', () => {
    const cache = new ByteCache<number>(20);
    cache.set('a', 1, 10);
    cache.set('a', 2, 10);
    cache.set('b', 3, 10);
    expect([cache.get('a'), cache.get('b')]).toEqual([2, 3]);
  });

  it('holds no more than it may, and always the values that were set last', () => {
    const step = fc.record({ key: fc.constantFrom(...'abcdefgh'), bytes: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const cache = new ByteCache<number>(100);
        const sizes = new Map<string, { bytes: number; at: number }>();
        steps.forEach(({ key, bytes }, at) => {
          cache.set(key, at, bytes);
          sizes.set(key, { bytes, at });
        });
        let held = 0;
        for (const [key, { bytes, at }] of sizes) {
          const value = cache.get(key);
          if (value === null) continue;
          expect(value).toBe(at);
          held += bytes;
        }
        expect(held).toBeLessThanOrEqual(100);
        const last = steps.at(-1);
        if (last) expect(cache.get(last.key)).toBe(steps.length - 1);
      }),
    );
  });
});
