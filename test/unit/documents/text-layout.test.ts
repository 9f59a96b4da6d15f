import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, pageLines, paginate, runsOf } from '../../../src/documents/text-layout.ts';

const grid = { columns: 10, lines: 3 };

/** The pages as text, line by line. */
function pages(text: string, of = grid): string[][] {
  return paginate(text, of).map((start) =>
    pageLines(text, start, of).map((line) => text.slice(line.start, line.end)),
  );
}

describe('lines and pages', () => {
  it.each([
    ['', [[]]],
    ['one', [['one']]],
    ['one\n', [['one']]],
    ['one\r\ntwo\rthree\nfour', [['one', 'two', 'three'], ['four']]],
    ['\n\n\nfour', [['', '', ''], ['four']]],
    ['a\fb', [['a'], ['b']]],
    ['a\f', [['a']]],
    ['0123456789', [['0123456789']]],
    ['0123456789abc', [['0123456789', 'abc']]],
    ['the quick brown fox', [['the quick ', 'brown fox']]],
    ['a\tb\tc', [['a\tb\t', 'c']]],
    ['世界世界世界', [['世界世界世', '界']]],
  ])('%j', (text, expected) => {
    expect(pages(text)).toEqual(expected);
  });

  it('hold every character once, in order, within the grid', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\r', '\t', '\f', '世', 'é', '👍', '\u0301'),
      maxLength: 300,
    });
    const anyGrid = fc.record({
      columns: fc.integer({ min: 2, max: 20 }),
      lines: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(text, anyGrid, (content, of) => {
        const printed = pages(content, of);
        expect(printed.flat().join('')).toBe(content.replace(/[\n\r\f]/g, ''));
        for (const lines of printed) {
          expect(lines.length).toBeLessThanOrEqual(of.lines);
          for (const line of lines) expect(cells(line.trimEnd())).toBeLessThanOrEqual(of.columns);
        }
      }),
    );
  });
});

/** Width of a line, reckoned on its own. */
function cells(line: string): number {
  let count = 0;
  for (const character of line) {
    count = character === '\t' ? (Math.floor(count / 8) + 1) * 8 : count + cellsOf(character.codePointAt(0)!);
  }
  return count;
}

describe('runs', () => {
  it('keep Latin text together and put everything else on the grid', () => {
    expect(runsOf('plain é')).toEqual([{ text: 'plain é', cell: 0 }]);
    expect(runsOf('a\tb')).toEqual([
      { text: 'a', cell: 0 },
      { text: 'b', cell: 8 },
    ]);
    expect(runsOf('a世b')).toEqual([
      { text: 'a', cell: 0 },
      { text: '世', cell: 1 },
      { text: 'b', cell: 3 },
    ]);
    expect(runsOf('e\u0301x')).toEqual([{ text: 'e\u0301x', cell: 0 }]);
    expect(runsOf('שלום')).toEqual([{ text: 'שלום', cell: 0 }]);
  });

  it('lose nothing but tabs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (line) => {
        const text = runsOf(line).map((run) => run.text);
        expect(text.join('').replaceAll(' ', '')).toBe(line.replace(/[\t ]/g, ''));
      }),
    );
  });
});
