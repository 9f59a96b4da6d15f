import { PlatenError } from '../../errors/platen-error.ts';

/**
 * A parser is a generator: it yields how many bytes it wants next and is resumed with them. What it is given
 * is good until it yields again.
 */
export type Parser<T> = Generator<Want, T, Uint8Array>;

export interface Want {
  /** 1 or more. */
  readonly atLeast: number;
  readonly atMost: number;
}

/**
 * Feeds a parser from pieces of any size. Holds no more than the parser wants at once, and knows where in the
 * stream every byte came from, though other layers' bytes may lie between the pieces.
 */
export class ByteSource {
  readonly #tailReason: string;
  #parser: Parser<void> | null = null;
  #want: Want | null = null;
  /** Start of a wanted run whose rest has not come yet. */
  #carry = new Uint8Array(64);
  #carried = 0;
  /** The bytes last given: from index `#starts[i]` on they lie at stream offset `#offsets[i]`. */
  #starts: number[] = [];
  #offsets: number[] = [];

  /** `tailReason`: why bytes after the parser's end are refused. */
  constructor(tailReason: string) {
    this.#tailReason = tailReason;
  }

  run(parser: Parser<void>): void {
    this.#parser = parser;
    this.#advance(parser.next());
  }

  /** The parser has come to its end. */
  get isDone(): boolean {
    return this.#want === null;
  }

  /** Some, but not all of the bytes the parser wants have come. */
  get isInsideWant(): boolean {
    return this.#carried > 0;
  }

  /** `offset`: where in the stream the piece starts. The piece is not kept. */
  push(piece: Uint8Array, offset: number): void {
    let at = 0;
    while (at < piece.length) {
      const want = this.#want;
      if (want === null) malformed(offset + at, this.#tailReason);
      const rest = piece.length - at;
      if (this.#carried === 0 && rest >= want.atLeast) {
        const count = Math.min(want.atMost, rest);
        this.#locate(offset + at);
        at += count;
        this.#give(piece.subarray(at - count, at));
      } else {
        const count = Math.min(want.atLeast - this.#carried, rest);
        this.#keep(piece.subarray(at, at + count), offset + at);
        at += count;
        if (this.#carried === want.atLeast) {
          this.#carried = 0;
          this.#give(this.#carry.subarray(0, want.atLeast));
        }
      }
    }
  }

  *take(count: number): Parser<Uint8Array> {
    return yield { atLeast: count, atMost: count };
  }

  /** Whatever there is: 1 to `atMost` bytes. */
  *takeSome(atMost: number): Parser<Uint8Array> {
    return yield { atLeast: 1, atMost };
  }

  /** Stream offset of byte `index` of what was given last. */
  offsetOf(index: number): number {
    let i = this.#starts.length - 1;
    while (i > 0 && this.#starts[i]! > index) i--;
    return this.#offsets[i]! + index - this.#starts[i]!;
  }

  /** Refuses byte `index` of what was given last. */
  fail(reason: string, index = 0): never {
    malformed(this.offsetOf(index), reason);
  }

  #give(bytes: Uint8Array): void {
    this.#advance(this.#parser!.next(bytes));
  }

  #advance(result: IteratorResult<Want, void>): void {
    this.#want = result.done === true ? null : result.value;
  }

  #locate(offset: number): void {
    this.#starts = [0];
    this.#offsets = [offset];
  }

  #keep(bytes: Uint8Array, offset: number): void {
    if (this.#carried === 0) this.#locate(offset);
    else if (this.offsetOf(this.#carried) !== offset) {
      this.#starts.push(this.#carried);
      this.#offsets.push(offset);
    }
    const needed = this.#carried + bytes.length;
    if (needed > this.#carry.length) {
      const larger = new Uint8Array(Math.max(needed, this.#want!.atLeast));
      larger.set(this.#carry.subarray(0, this.#carried));
      this.#carry = larger;
    }
    this.#carry.set(bytes, this.#carried);
    this.#carried = needed;
  }
}

export function malformed(offset: number, reason: string): never {
  throw new PlatenError('language.malformed', { offset, reason });
}
