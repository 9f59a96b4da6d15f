import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImagingKernels } from '../../../src/imaging/imaging-kernels.ts';
import type { Address, Kernels } from '../../../src/kernels/kernels.ts';
import { loadKernels } from '../../support/load-kernels.ts';
import {
  referenceCount,
  referenceDiffusion,
  referenceGray,
  referenceScreen,
  type Picture,
} from '../../support/reference-kernels.ts';

interface PixelKernels extends ImagingKernels {
  grayLine(source: Address, target: Address, widthPx: number): void;
}

const READ_AHEAD = 60;
const GUARD = 0xa5;

let kernels: Kernels<PixelKernels>;

beforeAll(async () => {
  kernels = await loadKernels<PixelKernels>();
});

/** Reserves in a memory that is given back afterwards, at an address that need not be aligned. */
function scoped<T>(run: (place: (bytes: Uint8Array | number, misalign?: number) => Address) => T): T {
  const mark = kernels.mark();
  const place = (bytes: Uint8Array | number, misalign = 0): Address => {
    const length = typeof bytes === 'number' ? bytes : bytes.length;
    const address = kernels.reserve(length + READ_AHEAD + misalign + 4) + misalign;
    kernels.bytes(address, length + READ_AHEAD + 4).fill(GUARD);
    if (typeof bytes !== 'number') kernels.bytes(address, length).set(bytes);
    return address;
  };
  try {
    return run(place);
  } finally {
    kernels.releaseTo(mark);
  }
}

/** Pixels as documents have them: runs of paper, solid, gray and colour, and plain noise. */
const pixelRuns = fc.array(
  fc.tuple(
    fc.constantFrom('paper', 'solid', 'gray', 'colour', 'noise'),
    fc.integer({ min: 1, max: 70 }),
    fc.nat(0xffffff),
  ),
  { minLength: 1, maxLength: 40 },
);

const pictures = fc
  .record({
    widthPx: fc.integer({ min: 1, max: 150 }),
    lines: fc.integer({ min: 1, max: 20 }),
    padding: fc.integer({ min: 0, max: 9 }),
    runs: pixelRuns,
  })
  .map(({ widthPx, lines, padding, runs }): Picture => {
    const strideBytes = widthPx * 4 + padding;
    const bgra = new Uint8Array(strideBytes * lines).fill(GUARD);
    let [run, left, seed] = [0, runs[0]![1], 7];
    for (let y = 0; y < lines; y++) {
      for (let x = 0; x < widthPx; x++) {
        if (left-- === 0) {
          run = (run + 1) % runs.length;
          left = runs[run]![1];
        }
        const [kind, , value] = runs[run]!;
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
        const gray = (value & 255) * 0x010101;
        const colour = { paper: 0xffffff, solid: 0, gray, colour: value, noise: seed >>> 8 }[kind];
        bgra.set(
          [colour & 255, (colour >> 8) & 255, colour >> 16, (seed ^ value) & 255],
          y * strideBytes + x * 4,
        );
      }
    }
    return { bgra, widthPx, lines, strideBytes };
  });

const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 8 });

/** [first line, lines] of the bands that cover `total` lines; the cuts are taken in turn. */
function bands(total: number, heights: readonly number[]): [number, number][] {
  const result: [number, number][] = [];
  for (let first = 0, i = 0; first < total; i++) {
    const lines = Math.min(heights[i % heights.length]!, total - first);
    result.push([first, lines]);
    first += lines;
  }
  return result;
}

const packedBytes = (widthPx: number) => 2 * Math.ceil(widthPx / 16);

describe('grayLine', () => {
  it('is the reference at every gray level and over the colour cube', () => {
    const steps = [...Array.from({ length: 52 }, (_, i) => i * 5), 1, 127, 128, 254];
    const colours = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => [b, g, r, 255])));
    for (let v = 0; v < 256; v++) colours.push([v, v, v, 255]);
    const line = Uint8Array.from(colours.flat());
    scoped((place) => {
      const source = place(line);
      const target = place(colours.length);
      kernels.exports.grayLine(source, target, colours.length);
      const want = Uint8Array.from(colours, ([b, g, r]) => referenceGray(r!, g!, b!));
      expect(Buffer.compare(kernels.bytes(target, colours.length), want)).toBe(0);
    });
  });

  it('is the reference for any width and address', () => {
    fc.assert(
      fc.property(pictures, fc.nat(3), fc.nat(15), (picture, from, to) =>
        scoped((place) => {
          const source = place(picture.bgra, from);
          const target = place(picture.widthPx, to);
          kernels.exports.grayLine(source, target, picture.widthPx);
          const want = Array.from({ length: picture.widthPx }, (_, x) => {
            const [b, g, r] = picture.bgra.subarray(x * 4);
            return referenceGray(r!, g!, b!);
          });
          expect([...kernels.bytes(target, picture.widthPx)]).toEqual(want);
        }),
      ),
    );
  });
});

describe('screenBand', () => {
  it('is the reference for any tile, stride, width, place on the sheet and cut into bands', () => {
    const tiles = fc.record({
      columns: fc.integer({ min: 1, max: 6 }),
      heightPx: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        pictures,
        tiles,
        cuts,
        fc.record({ firstLine: fc.nat(7000), extra: fc.nat(5), misalign: fc.nat(3), seed: fc.nat() }),
        (picture, { columns, heightPx }, heights, { firstLine, extra, misalign, seed }) =>
          scoped((place) => {
            const tileWidth = columns * 16;
            const thresholds = Uint8Array.from(
              { length: tileWidth * heightPx },
              (_, i) => Math.imul(i + seed, 2654435761) >>> 24,
            );
            const stride = packedBytes(picture.widthPx) + extra;
            const source = place(picture.bgra, misalign);
            const tile = place(thresholds);
            const target = place(stride * picture.lines, misalign);
            for (const [first, lines] of bands(picture.lines, heights)) {
              kernels.exports.screenBand(
                source + first * picture.strideBytes,
                picture.strideBytes,
                target + first * stride,
                stride,
                picture.widthPx,
                lines,
                tile,
                tileWidth,
                heightPx,
                firstLine + first,
              );
            }
            const want = referenceScreen(
              picture,
              { thresholds, widthPx: tileWidth, heightPx },
              stride,
              firstLine,
            );
            const got = kernels.bytes(target, stride * picture.lines + 1);
            expect([...got]).toEqual([...want.bits, GUARD]);
          }),
      ),
    );
  });
});

describe('diffuseBand', () => {
  it('is the reference for any tones, stride, width and cut into bands', () => {
    fc.assert(
      fc.property(
        pictures,
        cuts,
        fc.record({ extra: fc.nat(5), paperFrom: fc.integer({ min: 200, max: 255 }), solidTo: fc.nat(50) }),
        (picture, heights, { extra, paperFrom, solidTo }) =>
          scoped((place) => {
            const tones = Int32Array.from({ length: 512 }, (_, i) => {
              const level = i >> 1;
              if (level >= paperFrom) return i & 1 ? 2 ** 30 : 0;
              if (level <= solidTo) return i & 1 ? -(2 ** 30) : 65536;
              return i & 1 ? 32768 : Math.round(((paperFrom - level) * 65536) / (paperFrom - solidTo));
            });
            const stride = packedBytes(picture.widthPx) + extra;
            const source = place(picture.bgra);
            const table = place(new Uint8Array(tones.buffer));
            const errors = place(new Uint8Array((picture.widthPx + 2) * 4));
            const gray = place(16 * Math.ceil(picture.widthPx / 16));
            const target = place(stride * picture.lines);
            for (const [first, lines] of bands(picture.lines, heights)) {
              kernels.exports.diffuseBand(
                source + first * picture.strideBytes,
                picture.strideBytes,
                target + first * stride,
                stride,
                picture.widthPx,
                lines,
                table,
                paperFrom,
                solidTo,
                errors,
                gray,
                first,
              );
            }
            const want = referenceDiffusion(picture, tones, paperFrom, solidTo, stride);
            const got = kernels.bytes(target, stride * picture.lines + 1);
            expect([...got]).toEqual([...want.bits, GUARD]);
          }),
      ),
      { numRuns: 300 },
    );
  });
});

describe('countDots', () => {
  it('counts bits at any address and length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), fc.nat(15), (bytes, misalign) =>
        scoped((place) => {
          const address = place(bytes, misalign);
          expect(kernels.exports.countDots(address, bytes.length)).toBe(referenceCount(bytes));
        }),
      ),
    );
  });
});
