import type { Address, Kernels } from '../../kernels/kernels.ts';
import type { CorrectionKernels } from './correction-kernels.ts';
import type { Box } from './gray-page.ts';
import type { StoredPixels } from './stored-pixels.ts';

/**
 * A part of the stored page in the kernels' memory, moved over it as needed. It may reach beyond the page; there is paper
 * of one gray.
 */
export class SourceWindow {
  readonly #kernels: Kernels<CorrectionKernels>;
  readonly #source: StoredPixels;
  readonly #channels: number;
  readonly #paperGray: number;
  readonly #address: Address;
  #box: Box = { left: 0, top: 0, right: 0, bottom: 0 };

  /** Room for `bytes`. */
  constructor(
    kernels: Kernels<CorrectionKernels>,
    source: StoredPixels,
    options: { readonly bytes: number; readonly channels: number; readonly paperGray: number },
  ) {
    this.#kernels = kernels;
    this.#source = source;
    this.#channels = options.channels;
    this.#paperGray = options.paperGray;
    this.#address = kernels.reserve(options.bytes);
  }

  get box(): Box {
    return this.#box;
  }

  get strideBytes(): number {
    return (this.#box.right - this.#box.left) * this.#channels;
  }

  /** Where a pixel within the window is. */
  at(x: number, y: number): Address {
    return this.#address + (y - this.#box.top) * this.strideBytes + (x - this.#box.left) * this.#channels;
  }

  /** Moves the window to `box`; lines that it shows already are not fetched again. */
  async moveTo(box: Box): Promise<void> {
    const before = this.#box;
    const isBeside = before.left === box.left && before.right === box.right;
    const from = isBeside ? Math.max(before.top, box.top) : box.top;
    const to = isBeside ? Math.min(before.bottom, box.bottom) : box.top;
    if (to > from) {
      const kept = this.at(box.left, from);
      this.#box = box;
      this.#memory().copyWithin(this.at(box.left, from), kept, kept + (to - from) * this.strideBytes);
      await this.#fetch(box.top, from);
      await this.#fetch(to, box.bottom);
    } else {
      this.#box = box;
      await this.#fetch(box.top, box.bottom);
    }
  }

  /** Fills lines `top` up to `bottom`. */
  async #fetch(top: number, bottom: number): Promise<void> {
    if (bottom <= top) return;
    const { left, right } = this.#box;
    const { shape, linesPerStrip } = this.#source;
    const { widthPx, heightPx } = shape;
    const isWithin = left >= 0 && right <= widthPx && top >= 0 && bottom <= heightPx;
    if (!isWithin) {
      const start = this.at(left, top);
      this.#memory().fill(this.#paperGray, start, start + (bottom - top) * this.strideBytes);
    }
    const [from, to] = [Math.max(0, left), Math.min(widthPx, right)];
    const [first, end] = [Math.max(0, top), Math.min(heightPx, bottom)];
    if (to <= from || end <= first) return;
    const lineBytes = widthPx * this.#channels;
    for (let y = first; y < end;) {
      const index = Math.floor(y / linesPerStrip);
      const strip = await this.#source.strip(index);
      const memory = this.#memory();
      for (const last = Math.min(end, (index + 1) * linesPerStrip); y < last; y++) {
        const line = (y - index * linesPerStrip) * lineBytes;
        memory.set(
          strip.subarray(line + from * this.#channels, line + to * this.#channels),
          this.at(from, y),
        );
      }
    }
  }

  #memory(): Uint8Array {
    return new Uint8Array(this.#kernels.exports.memory.buffer);
  }
}
