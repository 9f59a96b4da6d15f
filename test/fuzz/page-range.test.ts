import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../src/errors/catalogue.ts';
import { PlatenError } from '../../src/errors/platen-error.ts';
import { MAX_PAGES, parsePageRange } from '../../src/layout/page-range/page-range.ts';

/** What is worked out piece by piece takes minutes; a busy machine may stand still for a while. */
const AT_ONCE_MS = 4000;

/** Pieces of the language and of what people mistype, in any order. */
const pieces = fc.constantFrom(
  ...[
    '1',
    '9',
    '0',
    '42',
    '999999999',
    '12345678901234567890',
    'all',
    'odd',
    'even',
    'first',
    'last',
    'LAST',
    'x',
  ],
  ...[
    '-',
    '–',
    '*',
    '×',
    '@',
    '/',
    ',',
    ';',
    ' ',
    '\t',
    '°',
    '90',
    '180',
    '-90',
    '.',
    'ß',
    '😀',
    '\ud800',
    '½',
  ],
);
const text = fc.oneof(
  fc.array(pieces, { maxLength: 60 }).map((list) => list.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

describe('any text for the field of pages', () => {
  it('gives pages that exist, or an error that points into the text', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20_000 }), (typed, pageCount) => {
        try {
          const pages = parsePageRange(typed, pageCount);
          expect(pages.length).toBeGreaterThan(0);
          expect(pages.length).toBeLessThanOrEqual(Math.max(MAX_PAGES, pageCount));
          for (const { page, rotation, item } of pages) {
            // Plain comparisons: there are up to a hundred thousand.
            if (!(page >= 1 && page <= pageCount && Number.isInteger(page))) throw new Error(`page ${page}`);
            if (![0, 90, 180, 270].includes(rotation)) throw new Error(`turned by ${rotation}`);
            if (item && item.position + item.length > typed.length) throw new Error('outside of the text');
          }
        } catch (thrown) {
          if (!(thrown instanceof PlatenError)) throw thrown;
          expect(KNOWN_CODES).toContain(thrown.code);
          const { position, length } = thrown.params as { position: number; length: number };
          expect(position).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThan(0);
          expect(position + length).toBeLessThanOrEqual(typed.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['9999999*999999', 20_000],
    ['1*999999999*999999999*999999999', 20_000],
    [`${'all,'.repeat(250)}`, 20_000],
    [`1${'*9'.repeat(499)}`, 20_000],
    [`1${'/9'.repeat(499)}`, 20_000],
    ['9'.repeat(1000), 20_000],
    ['-'.repeat(1000), 20_000],
    [' '.repeat(1000), 20_000],
    [`1${'@90'.repeat(333)}`, 20_000],
  ])('is done with at once: %.30s', (typed, pageCount) => {
    const start = performance.now();
    try {
      parsePageRange(typed, pageCount);
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(PlatenError);
    }
    expect(performance.now() - start).toBeLessThan(AT_ONCE_MS);
  });
});
