import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  distinctNames,
  freeName,
  numberedName,
  safeFileName,
} from '../../../../src/scan/profiles/safe-file-name.ts';

describe('a safe name', () => {
  it.each([
    ['Rechnung 12/2026', 'Rechnung 12_2026'],
    ['a\\b:c*d?e"f<g>h|i~j', 'a_b_c_d_e_f_g_h_i_j'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['  .hidden. ', 'hidden'],
    ['line\nbreak\tand\u0000nul', 'line_break_and_nul'],
    ['evil\u202efdp.exe', 'evil_fdp.exe'],
    ['half \ud83d', 'half _'],
    ['CON', '_CON'],
    ['nul.tar', '_nul.tar'],
    ['Com1 ', '_Com1'],
    ['lpt¹', '_lpt¹'],
    ['Console', 'Console'],
    ['com10', 'com10'],
    ['', 'Scan'],
    ['...', 'Scan'],
    ['e\u0301tude', '\u00e9tude'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
  ])('%j becomes %j', (text, name) => expect(safeFileName(text)).toBe(name));

  it('is cut between characters', () => {
    expect(safeFileName('ä'.repeat(300))).toBe('ä'.repeat(100));
    expect(safeFileName(`${'x'.repeat(199)}👨‍👩‍👧`)).toBe('x'.repeat(199));
  });

  it('is one that every system takes, whatever it was made of, and stays what it is', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: fc.constantFrom(...'conaux.lptm19 /\\:\u0000\u202e¹'), maxLength: 12 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const name = safeFileName(text);
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(201);
        expect(name).not.toMatch(/[\p{Cc}\p{Cs}\\/:*?"<>|\u202a-\u202e\u2066-\u2069]|^[\s.]|[\s.]$|^$/u);
        expect(name).not.toMatch(/^(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?$/i);
        expect(safeFileName(name)).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('names that are taken', () => {
  it('are followed by a number in front of the extension', () => {
    expect([1, 2, 10].map((number) => numberedName('Letter.pdf', number))).toEqual([
      'Letter.pdf',
      'Letter (2).pdf',
      'Letter (10).pdf',
    ]);
    expect(numberedName('Letter', 2)).toBe('Letter (2)');
    expect(numberedName('.pdf', 2)).toBe('.pdf (2)');
    const taken = new Set(['a.b.pdf', 'a.b (2).pdf']);
    expect(freeName('a.b.pdf', (name) => taken.has(name))).toBe('a.b (3).pdf');
  });

  it('are told apart, however they are written', () => {
    expect(distinctNames(['a.pdf', 'A.pdf', 'a (2).pdf', 'a.pdf'])).toEqual([
      'a.pdf',
      'A (2).pdf',
      'a (2) (2).pdf',
      'a (3).pdf',
    ]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'A', 'a (2)', 'a (3)', 'b.pdf')), (names) => {
        const distinct = distinctNames(names).map((name) => name.toLowerCase());
        expect(new Set(distinct).size).toBe(names.length);
      }),
    );
  });
});
