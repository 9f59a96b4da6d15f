import type { WrittenFile } from '../pages/pages-api.ts';
import { BlobSink } from './file-sink.ts';

export interface Letter {
  readonly to: readonly string[];
  readonly subject: string;
  readonly files: readonly Pick<WrittenFile, 'name' | 'blob'>[];
}

const EOL = '\r\n';
/** Base64 has lines of 76 characters (RFC 2045 §6.8), which are 57 bytes. */
const LINES = /.{1,76}/g;
/** Coded at once; whole lines. */
const BLOCK_BYTES = 57 * 256;
/** Read at once; whole blocks. */
const READ_BYTES = BLOCK_BYTES * 64;
/** In an encoded word; with what says that it is one, and `Subject:`, 76 characters at most (RFC 2047 §2). */
const WORD_BYTES = 39;
/** Lines should not be longer than 78 characters (RFC 5322 §2.1.1). */
const PLAIN_SUBJECT = /^(?!.*=\?)[\x20-\x7e]{0,69}$/;

/**
 * A letter with files, not sent yet, as an `.eml` file. Mail programs that know `X-Unsent` (Outlook does) open it to be
 * written on and sent. It has no sender: that is the mail program's business.
 *
 * Written here because libraries for mail want whole files as text, and write names and long subjects that are not
 * English in ways the standards do not know (RFC 2047, RFC 2231).
 */
export async function mailDraft({ to, subject, files }: Letter): Promise<Blob> {
  // Base64 has no underscores.
  const boundary = `=_${crypto.randomUUID()}`;
  const sink = new BlobSink();
  const write = (...lines: string[]) =>
    sink.write(new TextEncoder().encode(lines.map((line) => line + EOL).join('')));
  write(
    'X-Unsent: 1',
    // An empty field would not be a field.
    ...(to.length > 0 ? [`To: ${to.map(oneLine).join(`,${EOL} `)}`] : []),
    `Subject: ${encodedWords(oneLine(subject))}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed;${EOL} boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    '',
  );
  for (const { name, blob } of files) {
    write(
      `--${boundary}`,
      `Content-Type: ${/^[\w.+-]+\/[\w.+-]+/.exec(blob.type)?.[0] ?? 'application/octet-stream'}`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment;${EOL} ${fileNameParameter(oneLine(name))}`,
      '',
    );
    for (let at = 0; at < blob.size; at += READ_BYTES) {
      const bytes = new Uint8Array(await blob.slice(at, at + READ_BYTES).arrayBuffer());
      for (let from = 0; from < bytes.length; from += BLOCK_BYTES) {
        write(...base64(bytes.subarray(from, from + BLOCK_BYTES)).match(LINES)!);
      }
    }
  }
  write(`--${boundary}--`);
  return sink.blob('message/rfc822');
}

/** What came from outside stays within its field. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
}

function encodedWords(text: string): string {
  if (PLAIN_SUBJECT.test(text)) return text;
  const words: string[] = [];
  let word: number[] = [];
  // A character must not be divided between words (RFC 2047 §5).
  for (const character of text) {
    const bytes = new TextEncoder().encode(character);
    if (word.length + bytes.length > WORD_BYTES) {
      words.push(base64(word));
      word = [];
    }
    word.push(...bytes);
  }
  return [...words, base64(word)].map((each) => `=?utf-8?B?${each}?=`).join(`${EOL} `);
}

/** RFC 2231 §4, for names that a quoted string cannot hold. */
function fileNameParameter(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `filename="${name.replace(/["\\]/g, '\\$&')}"`;
  const escaped = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename*=utf-8''${escaped}`;
}

function base64(bytes: Iterable<number>): string {
  return btoa(String.fromCharCode(...bytes));
}
