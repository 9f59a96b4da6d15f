/**
 * The typed door to the WebAssembly kernels (source: workers/kernels, AssemblyScript).
 *
 * One instance owns one block of memory. Buffers are reserved from an arena that only grows and is
 * released as a whole or back to a mark, so a page's way from pixels to coded bytes never leaves the block.
 */

/** A byte address inside the kernels' memory. */
export type Address = number;

/** What workers/kernels/index.ts exports. Each kernel's shapes and polarity are documented at its source. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly __heap_base: WebAssembly.Global;
}

const PAGE_BYTES = 65536;
const ALIGNMENT = 16;

/** Kernels instantiated over memory of their own. `E` narrows to the exports a caller needs. */
export class Kernels<E extends KernelExports = KernelExports> {
  readonly exports: E;
  #top: Address;

  constructor(instance: WebAssembly.Instance) {
    this.exports = instance.exports as unknown as E;
    this.#top = align(Number(this.exports.__heap_base.value));
  }

  /** Compiles and instantiates; `module` may be compiled once and shared between threads. */
  static async load<E extends KernelExports>(module: WebAssembly.Module): Promise<Kernels<E>> {
    return new Kernels<E>(await WebAssembly.instantiate(module, {}));
  }

  /** Reserves `bytes` (16-byte aligned, contents undefined). Views taken before may detach: take them after. */
  reserve(bytes: number): Address {
    const address = this.#top;
    this.#top = align(address + bytes);
    const { memory } = this.exports;
    const missing = this.#top - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return address;
  }

  /** The arena's top, to give to `releaseTo` later. */
  mark(): Address {
    return this.#top;
  }

  /** Gives back everything reserved since `mark`. */
  releaseTo(mark: Address): void {
    this.#top = mark;
  }

  /** A view of kernel memory; valid until the next `reserve`. */
  bytes(address: Address, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.exports.memory.buffer as ArrayBuffer, address, length);
  }
}

function align(address: number): number {
  return (address + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
}
