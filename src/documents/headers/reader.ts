/** Thrown by the header parsers; `measure` turns it into `document.damaged`. */
export class HeaderError extends Error {
  override readonly name = 'HeaderError';
}

/** Reads numbers from bytes and refuses, by `HeaderError`, to look outside of them. */
export class HeaderReader {
  readonly #view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    readonly littleEndian = false,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    this.#check(at, 1);
    return this.#view.getUint8(at);
  }

  u16(at: number): number {
    this.#check(at, 2);
    return this.#view.getUint16(at, this.littleEndian);
  }

  u24(at: number): number {
    this.#check(at, 3);
    const [a, b, c] = [this.u8(at), this.u8(at + 1), this.u8(at + 2)];
    return this.littleEndian ? a | (b << 8) | (c << 16) : (a << 16) | (b << 8) | c;
  }

  u32(at: number): number {
    this.#check(at, 4);
    return this.#view.getUint32(at, this.littleEndian);
  }

  i32(at: number): number {
    this.#check(at, 4);
    return this.#view.getInt32(at, this.littleEndian);
  }

  /** One character a byte. */
  ascii(at: number, length: number): string {
    this.#check(at, length);
    return String.fromCharCode(...this.bytes.subarray(at, at + length));
  }

  /** A reader over a part, its offsets from the part's start. */
  part(at: number, length: number, littleEndian = this.littleEndian): HeaderReader {
    this.#check(at, length);
    return new HeaderReader(this.bytes.subarray(at, at + length), littleEndian);
  }

  #check(at: number, length: number): void {
    if (at < 0 || length < 0 || at + length > this.bytes.length) {
      throw new HeaderError(`bytes ${at} to ${at + length} of ${this.bytes.length}`);
    }
  }
}

/** What a header tells, before anything is decoded. */
export interface ImageHeader {
  /** As stored, before any orientation is applied. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** As stored; null when the file does not say or what it says makes no sense. */
  readonly density: Density | null;
}

export interface Density {
  readonly xDpi: number;
  readonly yDpi: number;
}

/** Below: a banner's worth of page for a thumbnail. Above: finer than any scanner. Both are mistakes. */
const PLAUSIBLE_DPI = { least: 10, most: 9600 };

/** A density if it is a plausible one. */
export function density(xDpi: number, yDpi: number): Density | null {
  const plausible = (dpi: number) => dpi >= PLAUSIBLE_DPI.least && dpi <= PLAUSIBLE_DPI.most;
  return plausible(xDpi) && plausible(yDpi) ? { xDpi, yDpi } : null;
}

export const CM_PER_INCH = 2.54;
export const METRES_PER_INCH = 0.0254;
