/**
 * Turns one band of dots into Hi-SCoA code. The plain implementation (hiscoa-reference.ts) and the kernel
 * (hiscoa-kernel.ts) give the same bytes.
 */
export interface BandCompressor {
  /**
   * `bits`: `lines` lines of `lineBytes` bytes. Returns the code with END, padding and obfuscation, without
   * page-end word. The result is a view that is good until the next call.
   */
  compress(bits: Uint8Array, lineBytes: number, lines: number): Uint8Array;
}
