import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureImage, parse, type BrowserImageType } from '../../src/documents/headers/measure.ts';
import { readTiff } from '../../src/documents/headers/tiff.ts';
import { PlatenError } from '../../src/errors/platen-error.ts';
import { bmp, exif, gifHeader, jfif, jpegHeader, png } from '../support/image-files.ts';

const picture = { width: 3, height: 2, colour: () => [9, 8, 7, 255] as const };
const document = (name: string) => readFileSync(`test/documents/images/${name}`);

const SEEDS: readonly [BrowserImageType | 'tiff', readonly Uint8Array[]][] = [
  ['png', [png(picture, 300)]],
  ['jpeg', [jpegHeader(3, 2, [jfif(1, 300, 300), exif(6, 72, 72)])]],
  ['gif', [gifHeader(3, 2)]],
  ['bmp', [bmp(picture, 300)]],
  ['webp', [document('red-blue-lossy.webp'), document('red-blue-lossless.webp')]],
  ['avif', [document('red-blue.avif')]],
  ['tiff', [document('four-pages.tif')]],
];

function read(type: BrowserImageType | 'tiff', bytes: Uint8Array): unknown {
  return type === 'tiff' ? parse(() => readTiff(bytes), 'x') : measureImage(type, bytes, 'x');
}

/** Bytes changed, cut off or put in: mostly still the format, somewhere no longer. */
const damage = fc.record({
  changes: fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff, 0x7f, 0x80))), {
    maxLength: 12,
  }),
  cut: fc.option(fc.nat()),
  insert: fc.option(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 8 }))),
});

function damaged(
  seed: Uint8Array,
  { changes, cut, insert }: typeof damage extends fc.Arbitrary<infer T> ? T : never,
) {
  let bytes = Uint8Array.from(seed);
  if (insert) {
    const at = insert[0] % bytes.length;
    bytes = Uint8Array.from([...bytes.subarray(0, at), ...insert[1], ...bytes.subarray(at)]);
  }
  // Mostly near the start, where headers are.
  for (const [at, value] of changes) bytes[at % Math.min(bytes.length, 200)] = value;
  return cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
}

describe.each(SEEDS)('%s', (type, seeds) => {
  it('is measured or refused, whatever was done to it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...seeds), damage, (seed, harm) => {
        const bytes = damaged(seed, harm);
        try {
          read(type, bytes);
        } catch (error) {
          if (!(error instanceof PlatenError)) throw error;
          expect(['document.damaged', 'document.too-large']).toContain(error.code);
        }
      }),
      { numRuns: 3000, interruptAfterTimeLimit: 5000 },
    );
  });

  it('is read without damage', () => {
    for (const seed of seeds) expect(() => read(type, seed)).not.toThrow();
  });
});
