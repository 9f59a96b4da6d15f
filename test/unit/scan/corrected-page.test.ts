import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernels } from '../../../src/kernels/kernels.ts';
import type { CorrectionKernels } from '../../../src/scan/corrections/correction-kernels.ts';
import { correctedLines, correctedPage } from '../../../src/scan/corrections/corrected-page.ts';
import { AS_SCANNED, type Corrections } from '../../../src/scan/corrections/corrections.ts';
import { inkBelow, speckShape } from '../../../src/scan/corrections/despeckler.ts';
import { NOTHING_FOUND, type Findings } from '../../../src/scan/corrections/findings.ts';
import { pageMapping } from '../../../src/scan/corrections/geometry.ts';
import type { StoredPixels } from '../../../src/scan/corrections/stored-pixels.ts';
import { thresholdRadius, thresholdRule } from '../../../src/scan/corrections/blackener.ts';
import { toneTable } from '../../../src/scan/corrections/tone.ts';
import type { PixelShape } from '../../../src/scan/pages/scanned-page.ts';
import { loadKernels } from '../../support/load-kernels.ts';
import { Random } from '../../support/random.ts';
import {
  referenceAdaptive,
  referenceDespeckle,
  referenceErase,
  referenceFixed,
  referenceGeometry,
  referenceGrayOf,
  referencePacked,
  referenceTone,
  type Pixels,
} from '../../support/reference-corrections.ts';

let kernels: Kernels<CorrectionKernels>;

beforeAll(async () => {
  kernels = await loadKernels<CorrectionKernels>();
});

/** A stored page: paper, strokes, specks and tints, with a little noise. */
function storedPage(
  shape: PixelShape,
  linesPerStrip: number,
  seed: number,
): StoredPixels & { pixels: Pixels } {
  const { widthPx, heightPx, mode } = shape;
  const channels = mode === 'colour' ? 3 : 1;
  const random = new Random(seed);
  const bytes = new Uint8Array(widthPx * heightPx * channels).map(() => 236 + random.between(0, 12));
  const mark = (left: number, top: number, width: number, height: number) => {
    const colour = Array.from({ length: channels }, () => random.between(0, 200));
    for (let y = top; y < Math.min(heightPx, top + height); y++) {
      for (let x = left; x < Math.min(widthPx, left + width); x++)
        bytes.set(colour, (y * widthPx + x) * channels);
    }
  };
  for (let i = 0; i < 4; i++) {
    const [x, y] = [random.between(0, widthPx - 1), random.between(0, heightPx - 1)];
    mark(x, y, random.between(1, 30), random.between(1, 30));
  }
  for (let i = 0; i < 10; i++) {
    mark(
      random.between(0, widthPx - 1),
      random.between(0, heightPx - 1),
      random.between(1, 3),
      random.between(1, 3),
    );
  }
  const stripBytes = linesPerStrip * widthPx * channels;
  return {
    shape,
    linesPerStrip,
    pixels: { widthPx, heightPx, channels, bytes },
    strip: (index) => Promise.resolve(bytes.slice(index * stripBytes, (index + 1) * stripBytes)),
  };
}

async function linesOf(
  source: StoredPixels,
  findings: Findings,
  corrections: Corrections,
  bandLines?: number,
): Promise<Uint8Array> {
  const { shape } = pageMapping(source.shape, findings, corrections);
  const frame = { left: 0, top: 0, width: shape.widthPx, height: shape.heightPx };
  const options = bandLines === undefined ? {} : { bandLines };
  const parts: Uint8Array[] = [];
  for await (const part of correctedLines({ source, findings, corrections, kernels }, frame, options)) {
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The same, a correction after the other over the whole page. */
function reference(
  page: Pixels,
  shape: PixelShape,
  findings: Findings,
  corrections: Corrections,
): Uint8Array {
  const mapping = pageMapping(shape, findings, corrections);
  const table = toneTable(findings, corrections);
  const paper = Math.max(1, table[findings.paperGray]!);
  let pixels = referenceGeometry(page, mapping, findings.paperGray);
  pixels = referenceErase(pixels, Math.round((corrections.eraseEdgesMm * shape.dpi) / 25.4));
  pixels = referenceTone(pixels, table);
  if (mapping.shape.ink !== 'colour') pixels = referenceGrayOf(pixels);
  const isBlack = mapping.shape.ink === 'black';
  if (isBlack && corrections.threshold === 'adaptive') {
    pixels = referenceAdaptive(pixels, thresholdRadius(shape.dpi), thresholdRule(paper));
  } else if (isBlack) {
    pixels = referenceFixed(pixels, corrections.threshold as number);
  }
  if (corrections.despeckle) {
    pixels = referenceDespeckle(pixels, speckShape(shape.dpi), inkBelow(isBlack ? 255 : paper));
  }
  return isBlack ? referencePacked(pixels) : pixels.bytes;
}

const shapes = fc.record({
  widthPx: fc.integer({ min: 1, max: 70 }),
  heightPx: fc.integer({ min: 1, max: 60 }),
  dpi: fc.constantFrom(75, 100, 150, 300),
  mode: fc.constantFrom('gray' as const, 'colour' as const),
});

const crops = fc.oneof(
  fc.constant('none' as const),
  fc.constant('page' as const),
  fc.record({
    leftMm: fc.double({ min: -2, max: 12, noNaN: true }),
    topMm: fc.double({ min: -2, max: 12, noNaN: true }),
    widthMm: fc.double({ min: 0, max: 20, noNaN: true }),
    heightMm: fc.double({ min: 0, max: 20, noNaN: true }),
  }),
);

const anyCorrections: fc.Arbitrary<Corrections> = fc.record({
  straighten: fc.oneof(
    fc.constant(0),
    fc.constant('auto' as const),
    fc.double({ min: -30, max: 30, noNaN: true }),
  ),
  crop: crops,
  eraseEdgesMm: fc.constantFrom(0, 0, 0.4, 2),
  turn: fc.constantFrom(0, 90, 180, 270),
  whitePoint: fc.constantFrom(null, 'auto' as const, 200, 255),
  brightness: fc.constantFrom(0, 0, -30, 55),
  contrast: fc.constantFrom(0, 0, 40, -20),
  despeckle: fc.boolean(),
  ink: fc.constantFrom('as-scanned', 'gray', 'black'),
  threshold: fc.oneof(fc.constant('adaptive' as const), fc.integer({ min: 0, max: 255 })),
});

const anyFindings: fc.Arbitrary<Findings> = fc.record({
  skewDegrees: fc.constantFrom(0, 1.3, -4.2),
  sheet: fc.constantFrom(null, { leftMm: 1, topMm: 0.5, widthMm: 4, heightMm: 5 }),
  paperGray: fc.constantFrom(242, 255, 180),
  inkShare: fc.constant(0.1),
  isBlank: fc.constant(false),
  isPatch: fc.constant(false),
});

describe('a corrected page', () => {
  it('is what the reference makes, however high the bands and strips are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ shape: shapes, corrections: anyCorrections, findings: anyFindings }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        async ({ shape, corrections, findings }, linesPerStrip, bandLines, seed) => {
          const source = storedPage(shape, linesPerStrip, seed);
          const got = await linesOf(source, findings, corrections, bandLines);
          const wanted = reference(source.pixels, shape, findings, corrections);
          expect(got.length).toBe(wanted.length);
          expect(Buffer.compare(got, wanted)).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is what was scanned when nothing is corrected', async () => {
    const shape = { widthPx: 333, heightPx: 222, dpi: 300, mode: 'colour' } as const;
    const source = storedPage(shape, 50, 1);
    const got = await linesOf(source, NOTHING_FOUND, AS_SCANNED);
    expect(Buffer.compare(got, source.pixels.bytes)).toBe(0);
  });

  it('can be read twice, and says its shape beforehand', async () => {
    const shape = { widthPx: 40, heightPx: 30, dpi: 150, mode: 'gray' } as const;
    const source = storedPage(shape, 7, 2);
    const corrections: Corrections = { ...AS_SCANNED, turn: 90, ink: 'black' };
    const page = correctedPage({ source, findings: NOTHING_FOUND, corrections, kernels });
    expect(page).toMatchObject({ widthPx: 30, heightPx: 40, dpi: 150, ink: 'black' });
    const read = async () => {
      const parts: Uint8Array[] = [];
      for await (const part of page.portions()) parts.push(part);
      return Buffer.concat(parts);
    };
    const first = await read();
    expect(first.length).toBe(4 * 40);
    expect(Buffer.compare(first, await read())).toBe(0);
  });
});
