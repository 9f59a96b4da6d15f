import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { MailAddressSchema } from '../../../../src/scan/profiles/destination.ts';
import {
  builtInProfiles,
  ORDINARY_PROFILE,
  ScanProfileSchema,
  sourcesOf,
} from '../../../../src/scan/profiles/profile.ts';
import { parseProfileFile, profileFile } from '../../../../src/scan/profiles/profile-file.ts';
import { anyProfile } from '../../../support/any-profile.ts';

const BUILT_IN = builtInProfiles('A4', 'eng');
const [document] = BUILT_IN;
const fileOf = (parts: object) =>
  JSON.stringify({ format: 'platen-scan-profile', version: 1, profile: { name: 'X', ...parts } });

describe('profiles', () => {
  it('that are built in are valid, and no two are started by one key', () => {
    for (const profile of BUILT_IN) expect(v.parse(ScanProfileSchema, profile)).toEqual(profile);
    const keys = BUILT_IN.map(({ key }) => key).filter((key) => key !== 'none');
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('try the glass when the feeder is empty, if they shall', () => {
    expect(sourcesOf({ ...document!, source: 'feeder', glassWhenEmpty: true })).toEqual(['feeder', 'glass']);
    expect(sourcesOf({ ...document!, source: 'feeder', glassWhenEmpty: false })).toEqual(['feeder']);
    expect(sourcesOf({ ...document!, source: 'glass', glassWhenEmpty: true })).toEqual(['glass']);
  });
});

describe('a profile as a file', () => {
  it('comes back as it was, but for what belongs to one computer', () => {
    fc.assert(
      fc.property(anyProfile(), (profile) => {
        const { profile: back, unknown } = parseProfileFile(profileFile(profile));
        const { destination } = profile;
        const elsewhere = destination.kind === 'folder' ? { ...destination, folderId: null } : destination;
        expect({ ...back, id: profile.id }).toEqual({ ...profile, key: 'none', destination: elsewhere });
        expect(unknown).toEqual([]);
      }),
    );
  });

  it('leaves out what it does not know, and fills in what it does not say', () => {
    const { profile, unknown } = parseProfileFile(fileOf({ dpi: 200, stapler: true }));
    expect(profile).toEqual({ ...ORDINARY_PROFILE, name: 'X', dpi: 200 });
    expect(unknown).toEqual(['stapler']);
  });

  it.each([
    ['not JSON', '{', 'not JSON'],
    ['something else', '{"format":"platen-preset","version":1}', 'not a scan profile'],
    ['a later one', '{"format":"platen-scan-profile","version":2}', 'later Platen'],
    ['one without a version', '{"format":"platen-scan-profile"}', 'which version'],
    ['one without a name', '{"format":"platen-scan-profile","version":1,"profile":{}}', 'no name'],
    ['one that is huge', ' '.repeat(70_000), 'too large'],
    ['a resolution beyond the scanner', fileOf({ dpi: 100_000 }), '“dpi” cannot be 100000'],
    ['a name of two lines', fileOf({ name: 'a\nb' }), '“name” cannot be'],
    ['a pattern that is none', fileOf({ fileName: '{x' }), '“fileName” cannot be'],
    ['an unknown format', fileOf({ format: 'docx' }), '“format” cannot be "docx"'],
    [
      'another header for a letter',
      fileOf({ destination: { kind: 'mail', to: ['a@b\r\nBcc: c@d'] } }),
      '“destination”',
    ],
  ])('refuses %s', (_, text, reason) => {
    expect(() => parseProfileFile(text)).toThrow(
      expect.objectContaining({
        code: 'scan.profile-refused',
        params: { reason: expect.stringContaining(reason) as string },
      }),
    );
  });
});

describe('a mail address', () => {
  it.each(['a@b.example', 'Some.One+scan@mail.example.org', 'straße@müller.example'])('%s', (address) => {
    expect(v.is(MailAddressSchema, address)).toBe(true);
  });

  it.each([
    '',
    'a',
    'a@',
    '@b',
    'a@b@c',
    'a b@c',
    'a@b,c@d',
    '<a@b>',
    'a@b\nBcc:c@d',
    `${'a'.repeat(251)}@b.c`,
  ])('not %j', (address) => expect(v.is(MailAddressSchema, address)).toBe(false));
});
