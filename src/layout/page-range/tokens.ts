import { PlatenError } from '../../errors/platen-error.ts';

export type TokenKind = 'number' | 'word' | '-' | '*' | '@' | '/' | ',';

/** A piece of what was typed. */
export interface Token {
  readonly kind: TokenKind;
  /** Words in lower case. */
  readonly text: string;
  /** Of its first character, from 0. */
  readonly position: number;
  readonly length: number;
}

const TOKEN = /(\d+)|(\p{L}+)|([-‐‑‒–—−])|([*×])|(@)|(\/)|([,;])/uy;
const KINDS: readonly TokenKind[] = ['number', 'word', '-', '*', '@', '/', ','];
/** Blanks say nothing; neither does a degree sign, which follows a number that is one anyway. */
const SILENT = /[\s°]*/uy;

/** Throws PlatenError `layout.pages-unexpected` at the first character that belongs to no token. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let position = skipSilent(text, 0); position < text.length;) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (!match) throw unexpected(String.fromCodePoint(text.codePointAt(position)!), position);
    const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)]!;
    const { length } = match[0];
    tokens.push({ kind, text: match[0].toLowerCase(), position, length });
    position = skipSilent(text, position + length);
  }
  return tokens;
}

function skipSilent(text: string, from: number): number {
  SILENT.lastIndex = from;
  return from + SILENT.exec(text)![0].length;
}

/** PlatenError `layout.pages-unexpected` for some of the text. */
export function unexpected(found: string, position: number): PlatenError {
  return new PlatenError('layout.pages-unexpected', {
    found: found.slice(0, 20),
    position,
    length: found.length,
  });
}
