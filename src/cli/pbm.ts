/** Portable bitmaps, binary form (P4): 1 = black, most significant bit leftmost, lines padded to whole bytes. */
export interface PbmImage {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Bytes a line. */
  readonly stride: number;
  /** Padding bits are 0. */
  readonly bits: Uint8Array;
}

/** Larger sides are a mistake or an attack; Legal at 600 dpi is 5100 x 8400. */
const MAX_SIDE_PX = 65535;

/** Reads every image of a file (P4 files may hold several). Throws Error with a plain sentence. */
export function parsePbm(file: Uint8Array): readonly PbmImage[] {
  const images: PbmImage[] = [];
  let at = 0;
  do {
    const reader = new HeaderReader(file, at);
    reader.expectMagic();
    const widthPx = reader.number();
    const heightPx = reader.number();
    const start = reader.endOfHeader();
    const stride = Math.ceil(widthPx / 8);
    at = start + stride * heightPx;
    if (at > file.length) throw new Error(`the bitmap is cut off: ${at - file.length} bytes are missing`);
    images.push({ widthPx, heightPx, stride, bits: clearPadding(file.slice(start, at), widthPx, stride) });
  } while (at < file.length);
  return images;
}

export function formatPbm({ widthPx, heightPx, bits }: Omit<PbmImage, 'stride'>): Uint8Array {
  const header = new TextEncoder().encode(`P4\n${widthPx} ${heightPx}\n`);
  const file = new Uint8Array(header.length + bits.length);
  file.set(header);
  file.set(bits, header.length);
  return file;
}

function clearPadding(bits: Uint8Array, widthPx: number, stride: number): Uint8Array {
  const mask = 0xff << (stride * 8 - widthPx);
  for (let at = stride - 1; at < bits.length; at += stride) bits[at]! &= mask;
  return bits;
}

class HeaderReader {
  readonly #file: Uint8Array;
  #at: number;

  constructor(file: Uint8Array, at: number) {
    this.#file = file;
    this.#at = at;
  }

  expectMagic(): void {
    if (this.#next() !== 'P' || this.#next() !== '4') throw new Error('not a binary bitmap (PBM, P4)');
  }

  number(): number {
    let char = this.#next();
    if (!isSpace(char) && char !== '#') throw new Error('the bitmap has a broken header');
    while (isSpace(char) || char === '#') {
      if (char === '#') while (char !== '\n' && char !== '') char = this.#next();
      char = this.#next();
    }
    let digits = '';
    while (/^\d$/.test(char) && digits.length < 6) {
      digits += char;
      char = this.#next();
    }
    this.#at--;
    const value = Number(digits);
    if (digits === '' || value < 1 || value > MAX_SIDE_PX) throw new Error('the bitmap has a broken size');
    return value;
  }

  /** One white space byte ends the header. */
  endOfHeader(): number {
    if (!isSpace(this.#next())) throw new Error('the bitmap has a broken header');
    return this.#at;
  }

  #next(): string {
    const byte = this.#file[this.#at++];
    return byte === undefined ? '' : String.fromCharCode(byte);
  }
}

function isSpace(char: string): boolean {
  return char !== '' && ' \t\n\v\f\r'.includes(char);
}
