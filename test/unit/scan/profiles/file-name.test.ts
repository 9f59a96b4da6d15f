import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../../src/errors/catalogue.ts';
import { PlatenError } from '../../../../src/errors/platen-error.ts';
import {
  fileNameOf,
  LONGEST_PATTERN,
  parseFileName,
  usesCounter,
  type FileNameValues,
} from '../../../../src/scan/profiles/file-name.ts';

const VALUES: FileNameValues = {
  // A Sunday.
  at: new Date(2026, 10, 22, 14, 5, 9),
  profile: 'Document',
  title: 'Letters',
  counter: 7,
  n: 2,
  language: 'en',
};
const nameOf = (pattern: string, changes: Partial<FileNameValues> = {}) =>
  fileNameOf(parseFileName(pattern), { ...VALUES, ...changes });

function problemOf(pattern: string) {
  try {
    parseFileName(pattern);
  } catch (thrown) {
    if (!(thrown instanceof PlatenError)) throw thrown;
    const { position, length } = thrown.params as { position: number; length: number };
    return { code: thrown.code, marked: pattern.slice(position, position + length) };
  }
  return null;
}

describe('a file name', () => {
  it.each([
    ['Scan', 'Scan'],
    ['{profile} {date} {time}', 'Document 2026-11-22 14-05-09'],
    ['{DATE}, no. {Counter:4}', '2026-11-22, no. 0007'],
    ['{counter}-{n:2}', '7-02'],
    ['{title} {date:%d.%m.%y}', 'Letters 22.11.26'],
    ['{time:%I %M %p}', '02 05 PM'],
    ['{date:%A, %B %d} {date:%a %b}', 'Sunday, November 22 Sun Nov'],
    ['{date:%F week %V day %j}', '2026-11-22 week 47 day 326'],
    ['{date:100%%}', '100%'],
    ['{date:} {counter: }', '2026-11-22 7'],
    ['{{{n}}}', '{2}'],
    ['a}}b{{c', 'a}b{c'],
  ])('%s becomes %s', (pattern, name) => expect(nameOf(pattern)).toBe(name));

  it('speaks of months as the language does', () => {
    expect(nameOf('{date:%d %B}', { language: 'de', at: new Date(2026, 2, 1) })).toBe('01 März');
  });

  // ISO 8601: the week with the year's first Thursday is its first.
  it.each([
    [2026, 0, 1, '01'],
    [2027, 0, 1, '53'],
    [2024, 11, 30, '01'],
    [2021, 0, 4, '01'],
    [2016, 0, 3, '53'],
  ])('of the week of %i-%i-%i', (year, month, day, week) => {
    expect(nameOf('{date:%V}', { at: new Date(year, month, day, 23, 59) })).toBe(week);
  });

  it('has the noon and the midnight of a clock of 12 hours', () => {
    const at = (hour: number) => nameOf('{time:%I%p}', { at: new Date(2026, 0, 1, hour) });
    expect([0, 1, 11, 12, 13, 23].map(at)).toEqual(['12AM', '01AM', '11AM', '12PM', '01PM', '11PM']);
  });

  it('says whether it counts', () => {
    expect(usesCounter(parseFileName('{n} {date}'))).toBe(false);
    expect(usesCounter(parseFileName('{n} {counter:2}'))).toBe(true);
  });
});

describe('what is wrong is told at the character', () => {
  it.each([
    ['  ', 'scan.name-empty', '  '],
    ['a {dte} b', 'scan.name-field', '{dte}'],
    ['a {dte:x} b', 'scan.name-field', '{dte:x}'],
    ['a {} b', 'scan.name-field', '{}'],
    ['a {date b', 'scan.name-open', '{date b'],
    ['a {date {time}', 'scan.name-open', '{date '],
    ['a } b', 'scan.name-brace', '}'],
    ['{date}}', 'scan.name-brace', '}'],
    ['{counter:x}', 'scan.name-digits', 'x'],
    ['{counter:0}', 'scan.name-digits', '0'],
    ['{counter:10}', 'scan.name-digits', '10'],
    ['{n: 3.5}', 'scan.name-digits', ' 3.5'],
    ['on {date:%d %Q}', 'scan.name-date', '%Q'],
    ['on {date:%d %}', 'scan.name-date', '%'],
    ['{date:%😀}', 'scan.name-date', '%😀'],
    ['{title:3}', 'scan.name-how', ':3'],
    ['x'.repeat(LONGEST_PATTERN + 3), 'scan.name-long', 'xxx'],
  ])('%s: %s', (pattern, code, marked) => {
    expect(problemOf(pattern)).toEqual({ code, marked });
    const { what } = explain({ code, params: { found: 'x', field: 'x', limit: 1 } });
    expect(what).not.toContain('inside Platen');
  });
});

it('any text can be written as a pattern that means itself', () => {
  const anyText = fc.string({ unit: fc.constantFrom(...'ab {}:%09-_.'), minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(
      anyText.filter((text) => text.trim() !== ''),
      (text) => {
        const pieces = parseFileName(text.replace(/[{}]/g, '$&$&'));
        expect(pieces.map((piece) => (piece.kind === 'text' ? piece.text : '?')).join('')).toBe(text);
      },
    ),
  );
});

it('numbers keep their order as text while their digits last', () => {
  fc.assert(
    fc.property(fc.nat(99_999), fc.nat(99_999), (a, b) => {
      const [nameA, nameB] = [a, b].map((counter) => nameOf('{counter:5}', { counter }));
      expect(nameA! < nameB!).toBe(a < b);
    }),
  );
});
