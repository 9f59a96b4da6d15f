import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileExports } from '../../../../src/scan/files/file-kernels.ts';
import { filteredLines } from '../../../../src/scan/files/filtered-lines.ts';
import { gathered, noise, pageOf, photograph } from '../../../support/finished-pages.ts';
import { loadKernels } from '../../../support/load-kernels.ts';
import { referenceBestFilter, referenceFilter } from '../../../support/reference-filters.ts';

const kernels = await loadKernels<FileExports>();

test('lines are filtered as the plain reference does', async () => {
  const shapes = fc.record({
    widthPx: fc.integer({ min: 1, max: 90 }),
    heightPx: fc.integer({ min: 1, max: 9 }),
    channels: fc.constantFrom(1 as const, 3 as const),
    seed: fc.nat(1000),
  });
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(shapes, async ({ widthPx, heightPx, channels, seed }) => {
      const lineBytes = widthPx * channels;
      const bytes =
        seed % 3 === 0 ? noise(lineBytes * heightPx, seed) : photograph(widthPx, heightPx, channels, seed);
      const page = pageOf({ widthPx, heightPx, ink: channels === 3 ? 'colour' : 'gray' }, bytes, 4);
      const lines = Array.from({ length: heightPx }, (_, y) => {
        const line = bytes.subarray(y * lineBytes, (y + 1) * lineBytes);
        const above =
          y === 0 ? new Uint8Array(lineBytes) : bytes.subarray((y - 1) * lineBytes, y * lineBytes);
        const filter = referenceBestFilter(line, above, channels);
        seen.add(filter);
        return {
          png: [filter, ...referenceFilter(filter, line, above, channels)],
          tiff: [...referenceFilter(1, line, above, channels)],
        };
      });
      for (const predictor of ['png', 'tiff'] as const) {
        const filtered = await gathered(copied(filteredLines(page, predictor, kernels)));
        expect([...filtered]).toEqual(lines.flatMap((line) => line[predictor]));
      }
    }),
    { numRuns: 150 },
  );
  expect([...seen].toSorted()).toEqual([0, 1, 2, 3, 4]);
});

/** Pieces are valid until the next is asked for. */
async function* copied(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield piece.slice();
}
