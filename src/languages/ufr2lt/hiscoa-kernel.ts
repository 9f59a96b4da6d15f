import type { Address, KernelExports, Kernels } from '../../kernels/kernels.ts';
import type { BandCompressor } from './band-compressor.ts';
import { BAND_LINES, MAX_LINE_BYTES } from './geometry.ts';
import { codedBytesBound } from './hiscoa-codes.ts';
import { PARAMETER_SETS, copyDistances } from './hiscoa-parameters.ts';
import type { ParameterSetName } from './job-attributes.ts';

/** Of workers/kernels/hiscoa.ts. */
export interface HiscoaExports extends KernelExports {
  /** Returns the bytes written to `target`; distances are those of the copy commands, in bytes. */
  hiscoaCompress(
    source: Address,
    lineBytes: number,
    lines: number,
    target: Address,
    rep0: number,
    rep2: number,
    rep3: number,
    rep4: number,
    rep5: number,
  ): number;
}

const MAX_BAND_BYTES = MAX_LINE_BYTES * BAND_LINES;

/**
 * Hi-SCoA by the kernel. Bits that already lie in the kernels' memory (a view from `kernels.bytes`) are coded
 * where they are; others are copied in first.
 *
 * Reserves buffers when made: make it before taking a mark that is given back later.
 */
export class HiscoaKernel implements BandCompressor {
  readonly #kernels: Kernels<HiscoaExports>;
  readonly #set: ParameterSetName;
  readonly #staging: Address;
  readonly #target: Address;

  constructor(kernels: Kernels<HiscoaExports>, set: ParameterSetName) {
    this.#kernels = kernels;
    this.#set = set;
    this.#staging = kernels.reserve(MAX_BAND_BYTES);
    this.#target = kernels.reserve(codedBytesBound(MAX_BAND_BYTES));
  }

  compress(bits: Uint8Array, lineBytes: number, lines: number): Uint8Array {
    const size = lineBytes * lines;
    if (size > MAX_BAND_BYTES || bits.length < size) throw new RangeError(`band of ${size} bytes`);
    const { rep0, rep2, rep3, rep4, rep5 } = copyDistances(PARAMETER_SETS[this.#set], lineBytes);
    const { hiscoaCompress } = this.#kernels.exports;
    const source = this.#locate(bits, size);
    const coded = hiscoaCompress(source, lineBytes, lines, this.#target, rep0, rep2, rep3, rep4, rep5);
    return this.#kernels.bytes(this.#target, coded);
  }

  #locate(bits: Uint8Array, size: number): Address {
    if (bits.buffer === this.#kernels.exports.memory.buffer) return bits.byteOffset;
    this.#kernels.bytes(this.#staging, size).set(bits.subarray(0, size));
    return this.#staging;
  }
}
