import { describe, expect, it } from 'vitest';
import { BoundedCache } from '../../../src/app/state/bounded-cache.ts';

describe('bounded cache', () => {
  it('forgets what was used longest ago, and never weighs more than it may', () => {
    const cache = new BoundedCache<string>(10, (text) => text.length);
    cache.set('a', 'xxxx');
    cache.set('b', 'xxxx');
    expect(cache.get('a')).toBe('xxxx');
    cache.set('c', 'xxxx');
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['xxxx', undefined, 'xxxx']);
    cache.set('a', 'yyyyyyyy');
    expect([cache.get('a'), cache.get('c')]).toEqual(['yyyyyyyy', undefined]);
  });

  it('keeps the newest even where it is too heavy', () => {
    const cache = new BoundedCache<number>(10, (weight) => weight);
    cache.set('small', 3);
    cache.set('huge', 99);
    expect([cache.get('small'), cache.get('huge')]).toEqual([undefined, 99]);
    cache.set('small', 3);
    expect([cache.get('small'), cache.get('huge')]).toEqual([3, undefined]);
  });
});
