/**
 * Blocks of any length in, whole lines out: blocks end wherever they like. The machine widens lines to a multiple of
 * four pixels; what was not asked for is cut off at the right.
 */
export class LineCutter {
  readonly #sentBytes: number;
  readonly #keptBytes: number;
  readonly #open: Uint8Array<ArrayBuffer>;
  #filled = 0;

  /** `lineBytes` as sent, of which the first `keptBytes` are wanted. */
  constructor(lineBytes: number, keptBytes: number) {
    this.#sentBytes = lineBytes;
    this.#keptBytes = keptBytes;
    this.#open = new Uint8Array(lineBytes);
  }

  /** The lines that are complete now, one after the other without a gap. */
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const lines = Math.floor((this.#filled + bytes.length) / this.#sentBytes);
    const whole = new Uint8Array(lines * this.#keptBytes);
    let at = 0;
    for (let line = 0; line < lines; line += 1) {
      const missing = this.#sentBytes - this.#filled;
      this.#open.set(bytes.subarray(at, at + missing), this.#filled);
      at += missing;
      this.#filled = 0;
      whole.set(this.#open.subarray(0, this.#keptBytes), line * this.#keptBytes);
    }
    this.#open.set(bytes.subarray(at), this.#filled);
    this.#filled += bytes.length - at;
    return whole;
  }

  /** Bytes of a line that never was completed: a sheet that ended in the middle of one. */
  get leftOver(): number {
    return this.#filled;
  }
}
