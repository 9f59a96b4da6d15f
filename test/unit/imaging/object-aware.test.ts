import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { screenFor } from '../../../src/imaging/halftone-modes.ts';
import type { ImagingKernels } from '../../../src/imaging/imaging-kernels.ts';
import type { ImageRegion } from '../../../src/imaging/regions.ts';
import { detailScreen } from '../../../src/imaging/screens.ts';
import { coverages, diffusionTones, thresholds } from '../../../src/imaging/tones.ts';
import type { Kernels } from '../../../src/kernels/kernels.ts';
import { DEFAULT_HALFTONE, HALFTONES, type HalftoneSettings } from '../../../src/settings/halftone.ts';
import { halftoneSide } from '../../support/halftone-side.ts';
import { loadKernels } from '../../support/load-kernels.ts';
import { referenceDiffusion } from '../../support/reference-kernels.ts';
import { referenceKinds, referenceSettle, type GrayPicture } from '../../support/reference-objects.ts';

let kernels: Kernels<ImagingKernels>;

beforeAll(async () => {
  kernels = await loadKernels<ImagingKernels>();
});

/** What the plain implementations make of a whole side, a byte a dot. */
function reference(
  settings: HalftoneSettings,
  picture: GrayPicture,
  regions: readonly ImageRegion[],
): Uint8Array {
  const { widthPx, heightPx } = picture;
  const kinds = referenceKinds(regions, widthPx, heightPx);
  const settled = referenceSettle(picture, kinds, Math.round((settings.sharpening / 100) * 32));
  const wanted = coverages(settings);
  const screen = screenFor(settings);
  if (!screen) {
    const { table, paperFrom, solidTo } = diffusionTones(wanted);
    const bgra = new Uint8Array(4 * widthPx * heightPx).map((_, i) => settled.gray[i >> 2]!);
    const source = { bgra, widthPx, lines: heightPx, strideBytes: widthPx * 4 };
    const strideBytes = Math.ceil(widthPx / 8);
    const { bits } = referenceDiffusion(source, table, paperFrom, solidTo, strideBytes);
    return settled.gray.map(
      (_, i) =>
        (bits[Math.floor(i / widthPx) * strideBytes + ((i % widthPx) >> 3)]! >> (7 - ((i % widthPx) & 7))) &
        1,
    );
  }
  const tile = { ...screen, limits: thresholds(screen, wanted) };
  const fine = { ...detailScreen(), limits: thresholds(detailScreen(), wanted) };
  return settled.gray.map((level, i) => {
    const [x, y] = [i % widthPx, Math.floor(i / widthPx)];
    const { limits, widthPx: across, heightPx: down } = settled.isDetail[i] ? fine : tile;
    return level < limits[(y % down) * across + (x % across)]! ? 1 : 0;
  });
}

/** Strokes, fills, gradients and noise with soft edges, from a list of boxes. */
const boxes = fc.array(
  fc.record({
    x: fc.double({ min: -5, max: 90, noNaN: true }),
    y: fc.double({ min: -5, max: 40, noNaN: true }),
    width: fc.oneof(
      fc.double({ min: 0.1, max: 5, noNaN: true }),
      fc.double({ min: 5, max: 70, noNaN: true }),
    ),
    height: fc.oneof(
      fc.double({ min: 0.1, max: 5, noNaN: true }),
      fc.double({ min: 5, max: 40, noNaN: true }),
    ),
    gray: fc.oneof(fc.constant(0), fc.constant(255), fc.nat(255)),
    noise: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 120 })),
  }),
  { minLength: 1, maxLength: 12 },
);

const pictures = fc
  .record({ widthPx: fc.integer({ min: 1, max: 100 }), heightPx: fc.integer({ min: 1, max: 40 }), boxes })
  .map(({ widthPx, heightPx, boxes: drawn }): GrayPicture => {
    const gray = new Uint8Array(widthPx * heightPx).fill(255);
    let seed = 1;
    for (const box of drawn) {
      for (let y = 0; y < heightPx; y++) {
        for (let x = 0; x < widthPx; x++) {
          const across = Math.min(x + 1, box.x + box.width) - Math.max(x, box.x);
          const down = Math.min(y + 1, box.y + box.height) - Math.max(y, box.y);
          if (across <= 0 || down <= 0) continue;
          seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
          const level = Math.min(255, box.gray + (box.noise * seed) / 2 ** 32);
          const at = y * widthPx + x;
          gray[at] = Math.round(gray[at]! + (level - gray[at]!) * across * down);
        }
      }
    }
    return { gray, widthPx, heightPx };
  });

const regionLists: fc.Arbitrary<ImageRegion[]> = fc.array(
  fc.record({
    x: fc.double({ min: -10, max: 90, noNaN: true }),
    y: fc.double({ min: -10, max: 40, noNaN: true }),
    width: fc.double({ min: 0, max: 100, noNaN: true }),
    height: fc.double({ min: 0, max: 40, noNaN: true }),
    kind: fc.constantFrom('photo' as const, 'bilevel' as const),
  }),
  { maxLength: 4 },
);

const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });

describe.each(HALFTONES.filter((name) => name !== 'Threshold'))('%s, object-aware', (halftone) => {
  it('makes of any side, in any bands, what the plain implementation makes of it', () => {
    fc.assert(
      fc.property(
        pictures,
        regionLists,
        cuts,
        fc.constantFrom(0, 35, 100),
        (picture, regions, heights, sharpening) => {
          const settings = { ...DEFAULT_HALFTONE, halftone, sharpening };
          const got = halftoneSide(kernels, settings, picture, regions, heights);
          expect(Buffer.compare(got, reference(settings, picture, regions))).toBe(0);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('sharpening', () => {
  const [widthPx, heightPx] = [96, 240];
  /** A soft edge from light to dark gray, as in an enlarged photo, with a word's stem beside it. */
  const gray = Uint8Array.from({ length: widthPx * heightPx }, (_, i) => {
    const x = i % widthPx;
    return x >= 80 && x < 85 ? 0 : Math.round(200 - 120 / (1 + Math.exp(30 - x)));
  });
  const photo: ImageRegion = { x: 0, y: 0, width: 64, height: heightPx, kind: 'photo' };
  const darkness = (sharpening: number, left: number, right: number) => {
    const settings = { ...DEFAULT_HALFTONE, sharpening };
    const dots = halftoneSide(kernels, settings, { gray, widthPx, heightPx }, [photo]);
    return dots.reduce((sum, dot, i) => {
      // Beside the picture is white, which counts as an edge.
      const y = Math.floor(i / widthPx);
      const isCounted = y >= 4 && y < heightPx - 4 && left <= i % widthPx && i % widthPx < right;
      return sum + (isCounted ? dot : 0);
    }, 0);
  };

  it('makes the light side of an edge in a picture lighter and its dark side darker', () => {
    expect(darkness(100, 25, 29)).toBeLessThan(0.95 * darkness(0, 25, 29));
    expect(darkness(100, 32, 36)).toBeGreaterThan(1.05 * darkness(0, 32, 36));
  });

  it('leaves even tones, and everything outside of pictures, as they are', () => {
    expect(darkness(100, 3, 12)).toBe(darkness(0, 3, 12));
    expect(darkness(100, 64, widthPx)).toBe(darkness(0, 64, widthPx));
  });
});
