/** How many pixels become how many, the same across and down: `to` is no more than `from`. */
export interface Shrinking {
  /** Pixels of a line that comes. */
  readonly widthPx: number;
  readonly channels: number;
  readonly from: number;
  readonly to: number;
}

/** Pixels left of `px` when `from` become `to`, at least one. */
export function shrunkPx(px: number, from: number, to: number): number {
  return Math.max(1, Math.floor((px * to) / from + 0.5));
}

/**
 * Makes lines smaller as they come, by the average of the area under each new pixel, exact to the rounding; one line
 * of sums is all it remembers. Where the last pixel reaches beyond what came, it is the average of what is there.
 */
export class LineShrinker {
  readonly widthPx: number;
  readonly #channels: number;
  /** Size of a new pixel in units of which an old one has `#to`: whole numbers all the way. */
  readonly #from: number;
  readonly #to: number;
  /** Of each byte of the old line: its values times the units by which they belong to the new one. */
  readonly #sums: Float64Array;
  /** Units of the new line that have come. */
  #height = 0;
  #isEmpty = true;

  constructor({ widthPx, channels, from, to }: Shrinking) {
    const divisor = greatestCommonDivisor(from, to);
    this.#from = from / divisor;
    this.#to = to / divisor;
    this.#channels = channels;
    this.widthPx = shrunkPx(widthPx, from, to);
    this.#sums = new Float64Array(widthPx * channels);
  }

  /** Takes whole lines; gives the new lines that they complete, without a gap. */
  push(lines: Uint8Array): Uint8Array<ArrayBuffer> {
    const lineBytes = this.#sums.length;
    const count = lines.length / lineBytes;
    const made = new Uint8Array(this.#complete(count) * this.#newLineBytes);
    let at = 0;
    for (let line = 0; line < count; line += 1) {
      const bytes = lines.subarray(line * lineBytes, (line + 1) * lineBytes);
      let left = this.#to;
      // An old line is never higher than a new one, so it belongs to two of them at most.
      while (left > 0) {
        const units = Math.min(left, this.#from - this.#height);
        this.#add(bytes, units);
        left -= units;
        if (this.#height < this.#from) continue;
        this.#write(made, at);
        at += this.#newLineBytes;
      }
    }
    return made;
  }

  /** The last line, where at least half of it has come or there is no other; else nothing. */
  finish(): Uint8Array<ArrayBuffer> {
    if (this.#height === 0 || (this.#height * 2 < this.#from && !this.#isEmpty)) return new Uint8Array(0);
    const made = new Uint8Array(this.#newLineBytes);
    this.#write(made, 0);
    return made;
  }

  get #newLineBytes(): number {
    return this.widthPx * this.#channels;
  }

  #complete(count: number): number {
    return Math.floor((this.#height + count * this.#to) / this.#from);
  }

  #add(bytes: Uint8Array, units: number): void {
    const sums = this.#sums;
    if (this.#height === 0) for (let at = 0; at < sums.length; at += 1) sums[at] = bytes[at]! * units;
    else for (let at = 0; at < sums.length; at += 1) sums[at]! += bytes[at]! * units;
    this.#height += units;
  }

  #write(made: Uint8Array, at: number): void {
    const [from, to, channels, sums] = [this.#from, this.#to, this.#channels, this.#sums];
    const oldWidth = sums.length / channels;
    for (let px = 0; px < this.widthPx; px += 1) {
      const start = px * from;
      const end = Math.min((px + 1) * from, oldWidth * to);
      const area = (end - start) * this.#height;
      const first = Math.floor(start / to);
      const last = Math.ceil(end / to);
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        for (let old = first; old < last; old += 1) {
          const units = Math.min(end, (old + 1) * to) - Math.max(start, old * to);
          sum += sums[old * channels + channel]! * units;
        }
        made[at++] = Math.floor((2 * sum + area) / (2 * area));
      }
    }
    this.#height = 0;
    this.#isEmpty = false;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
