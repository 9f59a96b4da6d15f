import { KEPT_FOLDER } from '../../src/pwa/kept-files.ts';
import { TEXT_ENGINE_BYTES, TEXT_LANGUAGES } from '../../src/scan/text/languages.ts';

/** The files of the recognition by their names in tesseract.js and its core. */
export const WORKER_FILE = 'worker.min.js';

export function engineFile(): string {
  return `${engineName()}.js`;
}

/** Where they lie; workers are in a folder beside it. */
export const textFilesUrl = (): string => new URL(`../${KEPT_FOLDER}`, self.location.href).href;

export interface FileSet {
  readonly names: readonly string[];
  readonly bytes: number;
}

/** All that is needed to read these languages. */
export function filesToRead(languages: readonly string[]): FileSet {
  const bytes = TEXT_LANGUAGES.filter(({ code }) => languages.includes(code)).map(
    (language) => language.bytes,
  );
  return {
    names: [WORKER_FILE, engineFile(), `${engineName()}.wasm`, ...languages.map(languageFile)],
    bytes: bytes.reduce((sum, size) => sum + size, TEXT_ENGINE_BYTES),
  };
}

function languageFile(code: string): string {
  return `${code}.traineddata.gz`;
}

/** `lstm`: without the older engine, whose data we do not have. */
function engineName(): string {
  return hasSimd() ? 'tesseract-core-simd-lstm' : 'tesseract-core-lstm';
}

/** A module of one function that makes a vector: `v128.const`-free `i32.const 0, i8x16.splat, i8x16.popcnt`. */
const VECTOR_MODULE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // \0asm, version 1
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // types: () → v128
  ...[0x03, 0x02, 0x01, 0x00], // functions: one, of that type
  ...[0x0a, 0x0a, 0x01, 0x08, 0x00], // code: one body of 8 bytes, no locals
  ...[0x41, 0x00, 0xfd, 0x0f, 0xfd, 0x62, 0x0b], // i32.const 0, i8x16.splat, i8x16.popcnt, end
);

function hasSimd(): boolean {
  return WebAssembly.validate(VECTOR_MODULE);
}
