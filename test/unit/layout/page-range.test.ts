import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/errors/catalogue.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { MAX_PAGES, parsePageRange } from '../../../src/layout/page-range/page-range.ts';

const pages = (text: string, count = 10) => parsePageRange(text, count).map(({ page }) => page);
const turns = (text: string) => parsePageRange(text, 10).map(({ page, rotation }) => `${page}@${rotation}`);

function errorOf(text: string, count = 10): PlatenError {
  try {
    parsePageRange(text, count);
  } catch (thrown) {
    if (thrown instanceof PlatenError) return thrown;
    throw thrown;
  }
  throw new Error(`“${text}” was understood`);
}

describe('pages in human order', () => {
  it.each<[string, number[]]>([
    ['', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['  ', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['all', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['7', [7]],
    ['1-3', [1, 2, 3]],
    ['3-1', [3, 2, 1]],
    ['4-4', [4]],
    ['odd', [1, 3, 5, 7, 9]],
    ['even', [2, 4, 6, 8, 10]],
    ['first, last', [1, 10]],
    ['8-', [8, 9, 10]],
    ['-3', [1, 2, 3]],
    ['last-8', [10, 9, 8]],
    ['last-first', [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]],
    ['2*2', [2, 2]],
    ['1-2*2', [1, 2, 1, 2]],
    ['2*2*3', [2, 2, 2, 2, 2, 2]],
    ['1-9/2', [1, 3, 5, 7, 9]],
    ['9-2/3', [9, 6, 3]],
    ['odd/2', [1, 5, 9]],
    ['5, 1, 5', [5, 1, 5]],
    ['3-1, odd, last, 9-, 2*2', [3, 2, 1, 1, 3, 5, 7, 9, 10, 9, 10, 2, 2]],
    [' 1 - 3 ;8,', [1, 2, 3, 8]],
    ['1–3, LAST, 2×2', [1, 2, 3, 10, 2, 2]],
  ])('“%s”', (text, expected) => {
    expect(pages(text)).toEqual(expected);
  });

  it('turns pages by themselves', () => {
    expect(turns('4@90, odd@180, 2')).toEqual(['4@90', '1@180', '3@180', '5@180', '7@180', '9@180', '2@0']);
    expect(turns('1@-90, 2@270°, 3@90@90, 4*2@90, 5@90*2')).toEqual([
      '1@270',
      '2@270',
      '3@180',
      '4@90',
      '4@90',
      '5@90',
      '5@90',
    ]);
  });

  it('says which part of the text chose a page, for the sheet map', () => {
    const text = '3-1, last@90';
    const items = parsePageRange(text, 9).map(({ item }) => item!);
    const written = items.map(({ position, length }) => text.slice(position, position + length));
    expect(written).toEqual(['3-1', '3-1', '3-1', 'last@90']);
    expect(parsePageRange('', 2).map(({ item }) => item)).toEqual([null, null]);
  });

  it('gives a list of single pages back as it was written, whatever the list', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1 }), (list) => {
        expect(pages(list.join(', '), 500)).toEqual(list);
      }),
    );
  });

  it('takes every span both ways, and in steps', () => {
    const page = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(page, page, fc.integer({ min: 1, max: 9 }), (from, to, every) => {
        const forward = pages(`${Math.min(from, to)}-${Math.max(from, to)}`, 60);
        expect(pages(`${from}-${to}`, 60)).toEqual(from <= to ? forward : forward.toReversed());
        const stepped = pages(`${from}-${to}/${every}`, 60);
        expect(stepped).toEqual(pages(`${from}-${to}`, 60).filter((_, index) => index % every === 0));
      }),
    );
  });

  it('odd and even together are all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), (count) => {
        expect(pages('odd, even', count).toSorted((a, b) => a - b)).toEqual(pages('', count));
      }),
    );
  });
});

describe('errors point at the character', () => {
  it.each<[string, string, string]>([
    // [text with what is pointed at in brackets, code, what the sentences must hold]
    ['1-3, [x]', 'layout.pages-unexpected', '“x”'],
    ['1, [lst]', 'layout.pages-unexpected', '“lst”'],
    ['1[.]5', 'layout.pages-unexpected', '“.”'],
    ['1 [2]', 'layout.pages-unexpected', '“2”'],
    ['1-3[-]5', 'layout.pages-unexpected', '“-”'],
    ['1,[,]2', 'layout.pages-unexpected', '“,”'],
    ['[*]2', 'layout.pages-unexpected', '“*”'],
    ['1, [😀]', 'layout.pages-unexpected', '“😀”'],
    ['2*[last]', 'layout.pages-unexpected', '“last”'],
    ['2*[0]', 'layout.pages-unexpected', '“0”'],
    ['[-]', 'layout.pages-incomplete', 'after “-”'],
    ['2[*]', 'layout.pages-incomplete', 'after “*”'],
    ['2[*], 3', 'layout.pages-incomplete', 'after “*”'],
    ['2[@] ', 'layout.pages-incomplete', 'after “@”'],
    ['1-4[/]', 'layout.pages-incomplete', 'after “/”'],
    ['1, [11]', 'layout.pages-beyond', 'no page 11'],
    ['1-[99999999999999999999]', 'layout.pages-beyond', 'the last one is 10'],
    ['[0]', 'layout.pages-beyond', 'from 1 to 10'],
    ['odd, 3@[45]', 'layout.pages-turn', '45 degrees'],
    ['3@[360]', 'layout.pages-turn', '360 degrees'],
    ['1, [2*999999]', 'layout.pages-too-many', '100000'],
    ['[9*9999999*99999999*99999999]', 'layout.pages-too-many', '100000'],
  ])('%s', (marked, code, words) => {
    const text = marked.replace(/[[\]]/g, '');
    const error = errorOf(text);
    expect(error.code).toBe(code);
    const { position, length } = error.params as { position: number; length: number };
    expect(
      `${text.slice(0, position)}[${text.slice(position, position + length)}]${text.slice(position + length)}`,
    ).toBe(marked);
    const { what, why, next } = explain(error);
    expect(`${what} ${why} ${next}`).toContain(words);
    expect(`${what} ${why} ${next}`).not.toMatch(/\{\w+\}/);
  });

  it('when nothing is chosen', () => {
    expect(errorOf('even', 1).code).toBe('layout.pages-none');
    expect(pages('even, 1', 1)).toEqual([1]);
  });

  it('holds the number of pages before making them', () => {
    expect(parsePageRange(`1*${MAX_PAGES}`, 1)).toHaveLength(MAX_PAGES);
    expect(errorOf(`1*${MAX_PAGES + 1}`, 1).code).toBe('layout.pages-too-many');
    expect(errorOf(`1*${MAX_PAGES}, 1`, 1).params).toMatchObject({ position: 10, length: 1 });
  });
});
