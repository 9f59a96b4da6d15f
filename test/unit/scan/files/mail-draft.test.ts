import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { mailDraft, type Letter } from '../../../../src/scan/files/mail-draft.ts';
import { noise } from '../../../support/finished-pages.ts';

const LETTER: Letter = { to: ['a@example.org'], subject: 'Scan', files: [] };

async function draft(letter: Partial<Letter>): Promise<string> {
  return Buffer.from(await (await mailDraft({ ...LETTER, ...letter })).arrayBuffer()).toString('utf8');
}

/** By somebody else's reader of mail. */
const read = async (letter: Partial<Letter>) => PostalMime.parse(await draft(letter));

const file = (name: string, bytes: Uint8Array, type = 'application/pdf') => ({
  name,
  blob: new Blob([new Uint8Array(bytes)], { type }),
});

describe('a mail draft', () => {
  test('is to be sent, to whom, about what, with files', async () => {
    const bytes = noise(200_000, 1);
    const { headers, to, subject, attachments, text } = await read({
      to: ['a@example.org', 'b@example.org'],
      files: [file('Scan.pdf', bytes), file('Seite 2.png', bytes.subarray(0, 58), 'image/png')],
    });
    expect(headers.find(({ key }) => key === 'x-unsent')?.value).toBe('1');
    expect(to?.map(({ address }) => address)).toEqual(['a@example.org', 'b@example.org']);
    expect(subject).toBe('Scan');
    expect(text?.trim()).toBe('');
    expect(attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['Scan.pdf', 'application/pdf'],
      ['Seite 2.png', 'image/png'],
    ]);
    expect(Buffer.from(attachments[0]!.content as ArrayBuffer).equals(bytes)).toBe(true);
    expect(Buffer.from(attachments[1]!.content as ArrayBuffer).equals(bytes.subarray(0, 58))).toBe(true);
  });

  test('any subject and any name of a file arrive as they are', async () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }).map((text) =>
      text
        .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
        .replace(/\s+/gu, ' ')
        .trim(),
    );
    await fc.assert(
      fc.asyncProperty(words, words, async (subject, name) => {
        fc.pre(subject !== '' && name !== '');
        const letter = await read({ subject, files: [file(name, new Uint8Array(3))] });
        expect(letter.subject).toBe(subject);
        expect(letter.attachments[0]!.filename).toBe(name);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    'Grüße',
    '日本語のスキャン文書'.repeat(12),
    '=?utf-8?B?AAAA?=',
    'a'.repeat(300),
    '😀'.repeat(40),
  ])('the subject %s', async (subject) => {
    expect((await read({ subject })).subject).toBe(subject);
  });

  test('lines are as long as mail allows, and pure ASCII', async () => {
    const text = await draft({
      subject: '日本語'.repeat(60),
      to: Array.from({ length: 30 }, (_, index) => `somebody.${index}@example.org`),
      files: [file('Größe.pdf', noise(1000, 2))],
    });
    const lines = text.split('\r\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(76);
    expect(text).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('nothing from outside becomes a field of its own', async () => {
    const { headers } = await read({
      to: ['a@example.org\r\nBcc: evil@example.org'],
      subject: 'x\r\nBcc: evil@example.org',
      files: [file('a\r\nX-Evil: 1.pdf', new Uint8Array(1), 'text/html\r\nX-Evil: 1')],
    });
    expect(headers.map(({ key }) => key)).toEqual([
      'x-unsent',
      'to',
      'subject',
      'mime-version',
      'content-type',
    ]);
    expect(await draft({ files: [file('a\r\nX-Evil: 1.pdf', new Uint8Array(1))] })).not.toMatch(/^X-Evil/m);
  });

  test('without an address there is no empty field', async () => {
    expect(await draft({ to: [] })).not.toContain('To:');
  });

  test('a file without bytes, and one of many blocks', async () => {
    const bytes = new Uint8Array(6_000_000).map((_, at) => at * 7 + (at >> 8));
    const { attachments } = await read({ files: [file('0.pdf', new Uint8Array(0)), file('6.pdf', bytes)] });
    expect((attachments[0]!.content as ArrayBuffer).byteLength).toBe(0);
    expect(Buffer.from(attachments[1]!.content as ArrayBuffer).equals(bytes)).toBe(true);
  });
});
