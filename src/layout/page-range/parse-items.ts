import type { QuarterTurn } from '../geometry.ts';
import { PlatenError } from '../../errors/platen-error.ts';
import { tokenize, unexpected, type Token, type TokenKind } from './tokens.ts';

/** A part of the text between commas: `count` pages from `first` on, `step` apart, all of them `times` over. */
export interface PageRangeItem {
  /** Where it stands in the text. */
  readonly position: number;
  readonly length: number;
  /** From 1. */
  readonly first: number;
  /** Below 0: backwards. */
  readonly step: number;
  readonly count: number;
  readonly times: number;
  readonly rotation: QuarterTurn;
}

type Span = Pick<PageRangeItem, 'first' | 'step' | 'count'>;

/** The items of a text, not yet taken apart into pages: no work that the text does not itself contain. */
export function parseItems(text: string, pageCount: number): PageRangeItem[] {
  return new ItemParser(tokenize(text), pageCount).parse();
}

/** Numbers are held to this before they are used, so that none is too large to count with. */
const LARGEST_NUMBER = 1_000_000_000;

class ItemParser {
  readonly #tokens: readonly Token[];
  readonly #pageCount: number;
  #next = 0;

  constructor(tokens: readonly Token[], pageCount: number) {
    this.#tokens = tokens;
    this.#pageCount = pageCount;
  }

  parse(): PageRangeItem[] {
    const items: PageRangeItem[] = [];
    while (this.#peek()) {
      items.push(this.#item());
      const token = this.#peek();
      if (token && !this.#take(',')) throw unexpected(token.text, token.position);
    }
    return items;
  }

  #item(): PageRangeItem {
    const { position } = this.#peek()!;
    const span = this.#every(this.#span());
    let times = 1;
    let rotation: QuarterTurn = 0;
    for (let sign; (sign = this.#take('*') ?? this.#take('@'));) {
      if (sign.kind === '*') times = Math.min(LARGEST_NUMBER, times * this.#amount(sign));
      else rotation = ((rotation + this.#turn(sign)) % 360) as QuarterTurn;
    }
    const last = this.#tokens[this.#next - 1]!;
    return { ...span, times, rotation, position, length: last.position + last.length - position };
  }

  #span(): Span {
    const word = this.#word('all', 'odd', 'even');
    if (word) {
      const [first, step] = { all: [1, 1], odd: [1, 2], even: [2, 2] }[word] as [number, number];
      return { first, step, count: Math.max(0, Math.floor((this.#pageCount - first) / step) + 1) };
    }
    const from = this.#place();
    const dash = this.#take('-');
    if (!dash) {
      if (from === null) throw unexpected(this.#peek()!.text, this.#peek()!.position);
      return { first: from, step: 1, count: 1 };
    }
    const to = this.#place();
    if (from === null && to === null) throw this.#nothingAfter(dash);
    const [first, last] = [from ?? 1, to ?? this.#pageCount];
    return { first, step: last < first ? -1 : 1, count: Math.abs(last - first) + 1 };
  }

  #every(span: Span): Span {
    const sign = this.#take('/');
    if (!sign) return span;
    const every = this.#amount(sign);
    return { ...span, step: span.step * every, count: Math.ceil(span.count / every) };
  }

  /** null where there is none. */
  #place(): number | null {
    const word = this.#word('first', 'last');
    if (word) return word === 'first' ? 1 : this.#pageCount;
    const token = this.#take('number');
    if (!token) return null;
    const page = valueOf(token);
    if (page < 1 || page > this.#pageCount) {
      const { position, length } = token;
      throw new PlatenError('layout.pages-beyond', {
        page: token.text.slice(0, 20),
        pages: this.#pageCount,
        position,
        length,
      });
    }
    return page;
  }

  /** The number after a sign; at least 1. */
  #amount(sign: Token): number {
    const token = this.#take('number');
    if (!token) throw this.#nothingAfter(sign);
    if (valueOf(token) < 1) throw unexpected(token.text, token.position);
    return valueOf(token);
  }

  #turn(sign: Token): QuarterTurn {
    const minus = this.#take('-');
    const token = this.#take('number');
    if (!token) throw this.#nothingAfter(minus ?? sign);
    const degrees = valueOf(token);
    if (degrees % 90 !== 0 || degrees >= 360) {
      const { position, length } = token;
      throw new PlatenError('layout.pages-turn', { found: token.text.slice(0, 20), position, length });
    }
    return ((minus ? 360 - degrees : degrees) % 360) as QuarterTurn;
  }

  #word<Word extends string>(...words: readonly Word[]): Word | null {
    const word = words.find((known) => known === this.#peek()?.text);
    if (word) this.#next++;
    return word ?? null;
  }

  #take(kind: TokenKind): Token | null {
    const token = this.#peek();
    if (token?.kind !== kind) return null;
    this.#next++;
    return token;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  /** Something else stands behind a sign that wants a number, or nothing: then the sign itself is pointed at. */
  #nothingAfter({ text, position, length }: Token): PlatenError {
    const next = this.#peek();
    return next && next.kind !== ','
      ? unexpected(next.text, next.position)
      : new PlatenError('layout.pages-incomplete', { after: text, position, length });
  }
}

function valueOf({ text }: Token): number {
  return Math.min(LARGEST_NUMBER, Number(text));
}
