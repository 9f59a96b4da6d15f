import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeTiff } from '../../../../src/documents/tiff-decoding.ts';
import type { FileExports } from '../../../../src/scan/files/file-kernels.ts';
import { g4Code } from '../../../../src/scan/files/g4.ts';
import { gathered, noise, pageOf } from '../../../support/finished-pages.ts';
import { loadKernels } from '../../../support/load-kernels.ts';
import { Random } from '../../../support/random.ts';
import { referenceG4 } from '../../../support/reference-g4.ts';

const kernels = await loadKernels<FileExports>();

const code = (bits: Uint8Array, widthPx: number, heightPx: number) =>
  gathered(g4Code(pageOf({ widthPx, heightPx, ink: 'black' }, bits), kernels));

/** By somebody else's decoder; 1 = black. Dots behind the width are left out. */
function decode(coded: Buffer, widthPx: number, heightPx: number): string {
  const fields = new Map<number, readonly number[]>([
    [256, [widthPx]],
    [257, [heightPx]],
    [258, [1]],
    [259, [4]],
    [262, [0]],
    [273, [0]],
    [277, [1]],
    [278, [heightPx]],
    [279, [coded.length]],
  ]);
  const reply = decodeTiff({ file: new Uint8Array(coded).buffer, fields, widthPx, heightPx });
  if ('failed' in reply) throw new Error(reply.failed);
  const dots = Array.from({ length: widthPx * heightPx }, (_, at) => (reply.rgba[at * 4] === 0 ? 1 : 0));
  return dots.join('');
}

function dotsOf(bits: Uint8Array, widthPx: number, heightPx: number): string {
  const lineBytes = Math.ceil(widthPx / 8);
  const lines = Array.from({ length: heightPx }, (_, y) =>
    Array.from(bits.subarray(y * lineBytes, (y + 1) * lineBytes), (byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .slice(0, widthPx),
  );
  return lines.join('');
}

async function expectRoundTrip(bits: Uint8Array, widthPx: number, heightPx: number): Promise<void> {
  const coded = await code(bits, widthPx, heightPx);
  expect(coded.equals(referenceG4(bits, widthPx, heightPx)), 'equals the reference').toBe(true);
  expect(decode(coded, widthPx, heightPx) === dotsOf(bits, widthPx, heightPx), 'comes back').toBe(true);
}

/** Runs of all lengths: each line is the one above with some runs moved, so that every mode occurs. */
function runs(widthPx: number, heightPx: number, seed: number): Uint8Array {
  const random = new Random(seed);
  const lineBytes = Math.ceil(widthPx / 8);
  const bits = new Uint8Array(lineBytes * heightPx);
  let edges: number[] = [];
  for (let y = 0; y < heightPx; y++) {
    if (random.chance(0.3)) {
      edges = [];
      for (let x = random.between(0, 9); x < widthPx; x += 1 + Math.floor(random.next() ** 6 * widthPx))
        edges.push(x);
    }
    edges = edges.map((x) => x + random.between(-4, 4)).toSorted((a, b) => a - b);
    for (let pair = 0; pair + 1 < edges.length; pair += 2) {
      for (let x = Math.max(0, edges[pair]!); x < Math.min(widthPx, edges[pair + 1]!); x++) {
        bits[y * lineBytes + (x >> 3)]! |= 0x80 >> (x & 7);
      }
    }
  }
  return bits;
}

describe('CCITT Group 4', () => {
  test.each([
    ['white', 0x00],
    ['black', 0xff],
    ['stripes', 0x55],
    ['wider stripes', 0xf0],
  ])('%s pages of any width', async (_, byte) => {
    for (const widthPx of [1, 2, 7, 8, 9, 63, 64, 65, 128, 1727, 1728, 2559, 2560, 2623, 2624, 20_000]) {
      const bits = new Uint8Array(Math.ceil(widthPx / 8) * 3).fill(byte);
      await expectRoundTrip(bits, widthPx, 3);
    }
  });

  test('runs of every length that has a code of its own, in both colours', async () => {
    const lengths = [...Array(64).keys(), ...Array.from({ length: 42 }, (_, tens) => tens * 64), 5200, 7700];
    for (const length of lengths) {
      for (const black of [false, true]) {
        const widthPx = length + 40;
        const bits = new Uint8Array(Math.ceil(widthPx / 8));
        for (let x = 0; x < widthPx; x++) {
          // Far from both ends, so that no vertical mode is nearer.
          const isInside = x >= 20 && x < 20 + length;
          if (isInside === black) bits[x >> 3]! |= 0x80 >> (x & 7);
        }
        await expectRoundTrip(bits, widthPx, 1);
      }
    }
  });

  test('any page', async () => {
    const shapes = fc.record({
      widthPx: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 3000 })),
      heightPx: fc.integer({ min: 1, max: 12 }),
      seed: fc.nat(),
      draw: fc.constantFrom('noise', 'runs'),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ widthPx, heightPx, seed, draw }) => {
        const bits =
          draw === 'runs' ? runs(widthPx, heightPx, seed) : noise(Math.ceil(widthPx / 8) * heightPx, seed);
        await expectRoundTrip(bits, widthPx, heightPx);
      }),
      { numRuns: 100 },
    );
  });

  test('a page that fills many pieces', async () => {
    await expectRoundTrip(noise(250 * 160, 3), 2000, 160);
  });

  test('a blank page takes a dot a line', async () => {
    expect(await code(new Uint8Array(2500 * 80), 20_000, 80)).toHaveLength(10 + 3);
  });
});
