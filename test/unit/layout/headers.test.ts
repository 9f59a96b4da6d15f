import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate, headerMarks, type TemplateValues } from '../../../src/layout/marks/marks-header.ts';
import { printableArea } from '../../../src/layout/printable-area.ts';
import { PAPERS } from '../../../src/machine/paper.ts';

const values: TemplateValues = {
  page: '3',
  pages: '12',
  date: '22 Nov 2026',
  time: '19:05',
  title: 'Report',
  file: 'report.pdf',
  user: 'ada',
};
const printable = printableArea(PAPERS.A4);

describe('header and footer templates', () => {
  it.each([
    ['{title} | | {date}', ['Report', '', '22 Nov 2026']],
    ['| {page} / {pages} |', ['', '3 / 12', '']],
    ['{file}', ['report.pdf', '', '']],
    ['{user}|{time}', ['ada', '19:05', '']],
    ['a | b | c | d', ['a', 'b', 'c | d']],
    ['', ['', '', '']],
    ['{unknown} {Page} {page', ['{unknown} {Page} {page', '', '']],
    ['{{page}} {}', ['{3} {}', '', '']],
    ['{__proto__} {constructor} {toString}', ['{__proto__} {constructor} {toString}', '', '']],
  ])('%j reads %j', (template, fields) => {
    expect(fillTemplate(template, values)).toEqual(fields);
  });

  it('take values as they are: names and strokes in them mean nothing, line ends and direction marks are dropped', () => {
    const hostile = { ...values, title: '{user}|$&\n\u202e{page}\u0000end', user: '$1 $`' };
    expect(fillTemplate('{title} | {user}', hostile)).toEqual(['{user}|$& {page} end', '$1 $`', '']);
  });

  it('give three lines of bounded length for whatever is typed and whatever the job is called', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('{page}', '{title}', '|', '{', '}', '\u202e', '\r\n', '😀'),
    );
    const template = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('').slice(0, 300));
    fc.assert(
      fc.property(template, fc.string({ unit: 'binary', maxLength: 5000 }), (typed, title) => {
        const fields = fillTemplate(typed, { ...values, title });
        expect(fields).toHaveLength(3);
        for (const field of fields) {
          expect(field).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
          expect(field.length).toBeLessThan(400 * 200);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('header and footer', () => {
  const settings = { header: 'a|b|c', footer: '', headerSizePt: 9 };

  it('stand along the edges of the printable area, left, middle and right', () => {
    const marks = headerMarks(printable, { ...settings, footer: '|x|' }, values);
    expect(marks.map(({ text, align }) => [text, align])).toEqual([
      ['a', 'start'],
      ['b', 'center'],
      ['c', 'end'],
      ['x', 'center'],
    ]);
    const halfLine = 0.6 * 9 * (600 / 72);
    for (const { y, text } of marks) {
      const edge = text === 'x' ? printable.y + printable.height - halfLine : printable.y + halfLine;
      expect(y).toBeCloseTo(edge, 6);
    }
    expect(marks[1]!.x).toBeCloseTo(PAPERS.A4.widthPx / 2, 0);
    expect(marks[0]!.x - printable.x).toBeCloseTo(printable.x + printable.width - marks[2]!.x, 6);
  });

  it('leave each other room: no field reaches into the next, however long', () => {
    for (const header of ['a|b|c', 'a||c', 'a|b|', '|b|c', 'a||', '|b|', '||c']) {
      const spans = headerMarks(printable, { ...settings, header }, values).map(
        ({ x, align, maxLengthPx }) => {
          const from = { start: 0, center: -0.5, end: -1 }[align];
          return [x + from * maxLengthPx!, x + (from + 1) * maxLengthPx!] as const;
        },
      );
      for (const [index, [from, to]] of spans.entries()) {
        expect(from).toBeGreaterThanOrEqual(printable.x);
        expect(to).toBeLessThanOrEqual(printable.x + printable.width);
        if (index > 0) expect(from).toBeGreaterThan(spans[index - 1]![1]);
      }
    }
  });
});
