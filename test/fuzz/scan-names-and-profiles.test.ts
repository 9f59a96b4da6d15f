import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { KNOWN_CODES } from '../../src/errors/catalogue.ts';
import { PlatenError } from '../../src/errors/platen-error.ts';
import { fileNameOf, LONGEST_PATTERN, parseFileName } from '../../src/scan/profiles/file-name.ts';
import { PROFILE_PARTS, ScanProfileSchema } from '../../src/scan/profiles/profile.ts';
import { parseProfileFile, profileFile } from '../../src/scan/profiles/profile-file.ts';
import { anyProfile } from '../support/any-profile.ts';

const OPTIONS = { interruptAfterTimeLimit: 4_000, numRuns: 20_000, markInterruptAsFailure: false };

/** Pieces of the language and of what people mistype, in any order. */
const pieces = fc.constantFrom(
  ...['{', '}', '{{', '}}', ':', '%', '%Y', '%%', '%-d', 'date', 'time', 'counter', 'n', 'profile', 'title'],
  ...['{date}', '{counter:3}', '{n:', '3', '0', '99', ' ', '\t', '/', '..', 'CON', '😀', '\u202e', '\ud800'],
);
const typed = fc.oneof(
  fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: LONGEST_PATTERN + 20 }),
);

test('whatever is typed as a pattern makes a name, or is refused at a place within it', () => {
  fc.assert(
    fc.property(typed, fc.string({ unit: 'binary' }), fc.nat(), (pattern, text, number) => {
      try {
        const parsed = parseFileName(pattern);
        const values = { profile: text, title: text, counter: number, n: number, language: 'en' };
        const name = fileNameOf(parsed, { ...values, at: new Date(number * 1e6) });
        expect(name).toMatch(/^[^\p{Cc}\p{Cs}\\/:*?"<>|]{1,210}$/u);
      } catch (thrown) {
        if (!(thrown instanceof PlatenError)) throw thrown;
        expect(KNOWN_CODES).toContain(thrown.code);
        const { position, length } = thrown.params as { position: number; length: number };
        expect(position).toBeGreaterThanOrEqual(0);
        expect(length).toBeGreaterThanOrEqual(pattern === '' ? 0 : 1);
        expect(position + length).toBeLessThanOrEqual(pattern.length);
      }
    }),
    OPTIONS,
  );
});

/** Valid text with a few characters changed, taken out or put in. */
const damagedFile = fc
  .tuple(anyProfile(), fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.string({ maxLength: 3 })), { maxLength: 6 }))
  .map(([profile, wounds]) =>
    wounds.reduce((hurt, [place, gone, put]) => {
      const at = place % (hurt.length + 1);
      return hurt.slice(0, at) + put + hurt.slice(at + gone);
    }, profileFile(profile)),
  );

const strangeFile = fc
  .dictionary(fc.oneof(fc.constantFrom(...Object.keys(PROFILE_PARTS)), fc.string()), fc.jsonValue())
  .map((profile) =>
    JSON.stringify({ format: 'platen-scan-profile', version: 1, profile: { name: 'X', ...profile } }),
  );

test('a profile file is taken whole and valid, or refused with a reason', () => {
  fc.assert(
    fc.property(fc.oneof(damagedFile, strangeFile, fc.json({ maxDepth: 4 })), (text) => {
      try {
        const { profile } = parseProfileFile(text);
        expect(v.is(ScanProfileSchema, { id: 'x', ...profile })).toBe(true);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(PlatenError);
        expect((thrown as PlatenError).code).toBe('scan.profile-refused');
      }
    }),
    OPTIONS,
  );
});
