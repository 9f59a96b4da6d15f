import { readFile } from 'node:fs/promises';
import { Kernels, type KernelExports } from '../../src/kernels/kernels.ts';

let compiled: Promise<WebAssembly.Module> | undefined;

/** The built kernels (`npm run build:kernels`) over fresh memory. */
export async function loadKernels<E extends KernelExports>(): Promise<Kernels<E>> {
  compiled ??= readFile(new URL('../../workers/kernels/build/kernels.wasm', import.meta.url)).then((bytes) =>
    WebAssembly.compile(new Uint8Array(bytes)),
  );
  return Kernels.load<E>(await compiled);
}
