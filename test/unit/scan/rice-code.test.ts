import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { riceDecode, riceEncode, riceLimit } from '../../../src/scan/pages/rice-code.ts';

const decoded = (coded: Uint8Array, length: number) => {
  const values = new Uint8Array(length);
  return riceDecode(coded, values) ? [...values] : null;
};

/** Quiet, noisy and wild stretches, as pages have them. */
const values = fc
  .array(
    fc.record({ spread: fc.constantFrom(0, 1, 2, 5, 20, 100, 127), count: fc.integer({ min: 1, max: 90 }) }),
    { maxLength: 6 },
  )
  .chain((parts) =>
    fc.tuple(
      ...parts.map(({ spread, count }) =>
        fc.array(fc.integer({ min: -spread, max: spread }), { minLength: count, maxLength: count }),
      ),
    ),
  )
  .map((parts) => Uint8Array.from(parts.flat(), (value) => value & 0xff));

describe('Rice codes', () => {
  test('come back as they were, in no more room than said', () => {
    fc.assert(
      fc.property(fc.oneof(values, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        const coded = riceEncode(bytes);
        expect(coded.length).toBeLessThanOrEqual(riceLimit(bytes.length));
        expect(decoded(coded, bytes.length)).toEqual([...bytes]);
      }),
      { numRuns: 400 },
    );
  });

  test('are the codes of the book: so many ones, a zero, the plain bits', () => {
    // Folded to 0, 1, 2 and 4, whose mean leaves no plain bit: 0, 10, 110, 11110.
    expect([...riceEncode(Uint8Array.of(0, 255, 1, 2))]).toEqual([1 + 0, 0b01011011, 0b11000000]);
    // Folded to 8 and 11, with three plain bits: 10 000, 10 011.
    expect([...riceEncode(Uint8Array.of(4, 250))]).toEqual([1 + 3, 0b10000100, 0b11000000]);
    expect([...riceEncode(new Uint8Array(130))]).toEqual([0, 0, 0]);
    expect([...riceEncode(Uint8Array.of(127, 128))]).toEqual([9, 127, 128]);
  });

  test('of a quiet page take a quarter of its room', () => {
    const noise = Uint8Array.from({ length: 6_400 }, (_, at) => [0, 1, 0, 255, 0, 0, 1, 255][(at * 7) % 8]!);
    expect(riceEncode(noise).length).toBeLessThan(noise.length / 3.5);
  });

  test('anything else is refused, or is as many values as were wanted: no hang, nothing out of bounds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.integer({ min: 0, max: 200 }), (bytes, length) => {
        const found = decoded(bytes, length);
        if (found) expect(found).toHaveLength(length);
      }),
      { numRuns: 1_000 },
    );
    const coded = riceEncode(Uint8Array.of(0, 255, 1, 2));
    expect(decoded(coded.subarray(0, 2), 4)).toBeNull();
    expect(decoded(Uint8Array.of(...coded, 0), 4)).toBeNull();
    expect(decoded(Uint8Array.of(10, 1, 2, 3, 4), 4)).toBeNull();
    // More ones than a value can have.
    expect(decoded(new Uint8Array(60).fill(0xff).fill(1, 0, 1), 1)).toBeNull();
  });
});
