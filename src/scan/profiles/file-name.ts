import { PlatenError } from '../../errors/platen-error.ts';
import { dateText, parseDateText, type DatePiece } from './date-text.ts';
import { safeFileName } from './safe-file-name.ts';

/** What is known about a document when it gets its name. */
export interface FileNameValues {
  readonly at: Date;
  /** Its profile's name. */
  readonly profile: string;
  /** What the batch is called. */
  readonly title: string;
  /** Goes on from one batch to the next. */
  readonly counter: number;
  /** The document's place among those of its batch, from 1. */
  readonly n: number;
  /** Of months and days of the week, as BCP 47 has it. */
  readonly language: string;
}

/** A pattern that was understood. */
export type FileNamePattern = readonly Piece[];

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'word'; readonly word: 'profile' | 'title' }
  | { readonly kind: 'number'; readonly number: 'counter' | 'n'; readonly digits: number }
  | { readonly kind: 'moment'; readonly pieces: readonly DatePiece[] };

export const LONGEST_PATTERN = 200;
const MOST_DIGITS = 9;

/** What `{date}` and `{time}` mean when nothing else is said: they sort as they follow one another. */
const MOMENTS = { date: '%Y-%m-%d', time: '%H-%M-%S' } as const;

/**
 * How files are named, as people write it: `{profile} {date}, no. {counter:3}`.
 *
 *     pattern = { text | "{{" | "}}" | field }
 *     field   = "{" name [ ":" how ] "}"
 *
 * | field | becomes | how |
 * | --- | --- | --- |
 * | `date`, `time` | `2026-11-22`, `14-05-09` | codes as of strftime: `{date:%d.%m.%y}`, see `parseDateText` |
 * | `counter` | a number that goes on from scan to scan | so many digits at least: `{counter:3}` |
 * | `n` | the document's number in its batch, from 1 | the same |
 * | `profile`, `title` | names | |
 *
 * Names of fields may be written large or small. `{{` and `}}` are braces.
 *
 * @throws PlatenError with `position` and `length` of what is wrong in the text, in UTF-16 units from 0:
 *   `scan.name-field` (there is no such field), `scan.name-open` (a brace is not closed), `scan.name-brace` (one closes
 *   nothing), `scan.name-digits` (not 1 to 9), `scan.name-date` (no such code), `scan.name-how` (the field knows no
 *   ways), `scan.name-empty`, `scan.name-long`
 */
export function parseFileName(pattern: string): FileNamePattern {
  if (pattern.trim() === '')
    throw new PlatenError('scan.name-empty', { position: 0, length: pattern.length });
  if (pattern.length > LONGEST_PATTERN) {
    const length = pattern.length - LONGEST_PATTERN;
    throw new PlatenError('scan.name-long', { limit: LONGEST_PATTERN, position: LONGEST_PATTERN, length });
  }
  const pieces: Piece[] = [];
  for (let position = 0; position < pattern.length;) {
    PIECE.lastIndex = position;
    const [whole = '', text, brace, name, how] = PIECE.exec(pattern) ?? [];
    if (text !== undefined) pieces.push({ kind: 'text', text });
    else if (brace !== undefined) pieces.push({ kind: 'text', text: brace.slice(1) });
    else if (name !== undefined) pieces.push(fieldOf({ name, how, position }));
    else throw strayBrace(pattern, position);
    position += whole.length;
  }
  return pieces;
}

/** Text, a doubled brace, or a field with what follows its colon. */
const PIECE = /([^{}]+)|(\{\{|\}\})|\{([^{}:]*)(?::([^{}]*))?\}/uy;

/**
 * The name of a document, without extension: safe on every system (`safeFileName`), whatever the values are. The same
 * values always make the same name; that nothing is overwritten is the business of whoever writes it.
 */
export function fileNameOf(pattern: FileNamePattern, values: FileNameValues): string {
  return safeFileName(pattern.map((piece) => textOf(piece, values)).join(''));
}

/** Whether names made by it differ with the counter, which is then to be counted on. */
export function usesCounter(pattern: FileNamePattern): boolean {
  return pattern.some((piece) => piece.kind === 'number' && piece.number === 'counter');
}

function textOf(piece: Piece, values: FileNameValues): string {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'word':
      return values[piece.word];
    case 'number':
      return String(values[piece.number]).padStart(piece.digits, '0');
    case 'moment':
      return dateText(piece.pieces, values.at, values.language);
  }
}

interface Field {
  readonly name: string;
  /** Behind the colon; undefined without one. */
  readonly how: string | undefined;
  /** Of the opening brace. */
  readonly position: number;
}

function fieldOf(field: Field): Piece {
  const { how, position } = field;
  const name = field.name.trim().toLowerCase();
  const atHow = position + 1 + field.name.length + 1;
  switch (name) {
    case 'date':
    case 'time':
      return { kind: 'moment', pieces: parseDateText(how?.trim() ? how : MOMENTS[name], atHow) };
    case 'counter':
    case 'n':
      return { kind: 'number', number: name, digits: digitsOf(how, atHow) };
    case 'profile':
    case 'title':
      if (how === undefined) return { kind: 'word', word: name };
      throw new PlatenError('scan.name-how', { field: name, position: atHow - 1, length: how.length + 1 });
    default:
      throw new PlatenError('scan.name-field', {
        found: field.name.slice(0, 20),
        position,
        length: field.name.length + (how === undefined ? 2 : how.length + 3),
      });
  }
}

function digitsOf(how: string | undefined, position: number): number {
  if (how === undefined || how.trim() === '') return 1;
  const digits = /^\d+$/.test(how.trim()) ? Number(how) : NaN;
  if (digits >= 1 && digits <= MOST_DIGITS) return digits;
  throw new PlatenError('scan.name-digits', { found: how.slice(0, 20), position, length: how.length });
}

/** Reached only at a brace: one that nothing closes before the next opens, or one that closes nothing. */
function strayBrace(pattern: string, position: number): PlatenError {
  if (pattern[position] === '}') return new PlatenError('scan.name-brace', { position, length: 1 });
  const next = pattern.indexOf('{', position + 1);
  const length = (next < 0 ? pattern.length : next) - position;
  return new PlatenError('scan.name-open', { position, length });
}
