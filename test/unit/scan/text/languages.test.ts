import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KEPT_FOLDER } from '../../../../src/pwa/kept-files.ts';
import { TEXT_ENGINE_BYTES, TEXT_LANGUAGES } from '../../../../src/scan/text/languages.ts';

const MODULES = 'node_modules';
const size = (path: string) => statSync(`${MODULES}/${path}`).size;
const version = (name: string) =>
  (JSON.parse(readFileSync(`${MODULES}/${name}/package.json`, 'utf8')) as { version: string }).version;

describe('what a person is told about downloads', () => {
  it.each(TEXT_LANGUAGES)('$name has its real size', ({ code, bytes }) => {
    expect(bytes).toBe(size(`@tesseract.js-data/${code}/4.0.0_best_int/${code}.traineddata.gz`));
  });

  it('so has the recognition', () => {
    const files = ['.js', '.wasm'].map((ending) => `tesseract.js-core/tesseract-core-simd-lstm${ending}`);
    const bytes = ['tesseract.js/dist/worker.min.js', ...files].reduce((sum, file) => sum + size(file), 0);
    expect(TEXT_ENGINE_BYTES).toBe(bytes);
  });
});

it('the folder of the kept files names the versions in it, so that nothing in it ever changes', () => {
  const [engine, data] = KEPT_FOLDER.match(/\d+\.\d+\.\d+/g)!;
  expect(version('tesseract.js')).toBe(engine);
  expect(version('tesseract.js-core')).toBe(engine);
  for (const { code } of TEXT_LANGUAGES) expect(version(`@tesseract.js-data/${code}`)).toBe(data);
});
