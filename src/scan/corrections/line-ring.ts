import type { Address, Kernels } from '../../kernels/kernels.ts';
import type { CorrectionKernels } from './correction-kernels.ts';

/** Kernels read and write a little beyond the end of a line. */
export const SLACK_BYTES = 64;

/** The latest lines of a page, in the kernels' memory: each takes the place of the one `capacity` lines before it. */
export class LineRing {
  readonly #address: Address;
  readonly #stride: number;
  readonly #capacity: number;

  constructor(kernels: Kernels<CorrectionKernels>, capacity: number, lineBytes: number) {
    this.#capacity = capacity;
    this.#stride = lineBytes + SLACK_BYTES;
    this.#address = reserveClear(kernels, capacity * this.#stride);
  }

  line(y: number): Address {
    return this.#address + (y % this.#capacity) * this.#stride;
  }
}

/** Lines of a page in a ring. */
export interface RingLines {
  readonly ring: LineRing;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: number;
}

/** Memory that is 0. */
export function reserveClear(kernels: Kernels<CorrectionKernels>, bytes: number): Address {
  const address = kernels.reserve(bytes);
  kernels.bytes(address, bytes).fill(0);
  return address;
}
