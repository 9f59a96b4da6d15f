import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImagingKernels } from '../../../src/imaging/imaging-kernels.ts';
import type { Kernels } from '../../../src/kernels/kernels.ts';
import { DEFAULT_HALFTONE, type HalftoneSettings } from '../../../src/settings/halftone.ts';
import { halftoneSide } from '../../support/halftone-side.ts';
import { loadKernels } from '../../support/load-kernels.ts';
import { referenceLighten, referenceThicken, type Plane } from '../../support/reference-strokes.ts';

let kernels: Kernels<ImagingKernels>;
let text: Plane;

beforeAll(async () => {
  kernels = await loadKernels<ImagingKernels>();
  const file = gunzipSync(readFileSync(new URL('../../vectors/text-600dpi.pgm.gz', import.meta.url)));
  const [widthPx, heightPx] = [640, 320];
  const gray = file.subarray(file.length - widthPx * heightPx);
  text = { dots: Uint8Array.from(gray, (level) => (level < 128 ? 1 : 0)), widthPx, heightPx };
});

/** Black and white only, so that dots are what was drawn. */
function printed(plane: Plane, change: Partial<HalftoneSettings>, heights?: readonly number[]): Plane {
  const { dots, widthPx, heightPx } = plane;
  const gray = dots.map((dot) => (dot === 1 ? 0 : 255));
  const settings = { ...DEFAULT_HALFTONE, ...change };
  const side = { gray, widthPx, heightPx };
  return { ...plane, dots: halftoneSide(kernels, settings, side, [], heights ?? [heightPx]) };
}

/** Boxes and slanted strokes, black and white, over each other. */
const planes = fc
  .record({
    widthPx: fc.integer({ min: 1, max: 150 }),
    heightPx: fc.integer({ min: 1, max: 50 }),
    strokes: fc.array(
      fc.record({
        x: fc.integer({ min: -5, max: 150 }),
        y: fc.integer({ min: -5, max: 50 }),
        width: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 90 })),
        height: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 50 })),
        slant: fc.constantFrom(0, 0, 0.5, -1),
        dot: fc.constantFrom(1, 1, 0),
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ widthPx, heightPx, strokes }): Plane => {
    const dots = new Uint8Array(widthPx * heightPx);
    for (const { x, y, width, height, slant, dot } of strokes) {
      for (let py = Math.max(0, y); py < Math.min(heightPx, y + height); py++) {
        const left = x + Math.round(slant * (py - y));
        for (let px = Math.max(0, left); px < Math.min(widthPx, left + width); px++)
          dots[py * widthPx + px] = dot;
      }
    }
    return { dots, widthPx, heightPx };
  });

const cuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });

it('dots are finished as the plain implementations finish them, in any bands', () => {
  fc.assert(
    fc.property(
      planes,
      cuts,
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom('off', 'light', 'strong'),
      (plane, heights, thinLines, tonerPattern) => {
        // Kernels work on a sheet as wide as its lines are long; white there is white.
        const padded = 128 * Math.ceil(plane.widthPx / 128);
        const dots = new Uint8Array(padded * plane.heightPx);
        plane.dots.forEach((dot, i) => {
          dots[Math.floor(i / plane.widthPx) * padded + (i % plane.widthPx)] = dot;
        });
        const sheet = { dots, widthPx: padded, heightPx: plane.heightPx };
        const thick = thinLines > 1 ? referenceThicken(sheet, thinLines) : sheet;
        const want = tonerPattern === 'off' ? thick : referenceLighten(thick, tonerPattern === 'strong');
        const got = printed(sheet, { thinLines, tonerPattern }, heights);
        expect(Buffer.compare(got.dots, want.dots)).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});

const drawn = (widthPx: number, heightPx: number, isBlack: (x: number, y: number) => boolean): Plane => ({
  dots: Uint8Array.from({ length: widthPx * heightPx }, (_, i) =>
    isBlack(i % widthPx, Math.floor(i / widthPx)) ? 1 : 0,
  ),
  widthPx,
  heightPx,
});

const rowOf = ({ dots, widthPx }: Plane, y: number) => [...dots.subarray(y * widthPx, (y + 1) * widthPx)];
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

describe('thin lines', () => {
  it.each([2, 3, 4, 5, 6])('are made %i dots thick, whatever they were; thick ones stay', (thinnest) => {
    for (let thickness = 1; thickness <= 9; thickness++) {
      const upright = drawn(128, 60, (x) => x >= 60 && x < 60 + thickness);
      const level = drawn(128, 60, (_, y) => y >= 30 && y < 30 + thickness);
      const want = Math.max(thickness, thinnest);
      expect(sum(rowOf(printed(upright, { thinLines: thinnest }), 30))).toBe(want);
      const { dots, widthPx } = printed(level, { thinLines: thinnest });
      expect(sum(dots.filter((_, i) => i % widthPx === 64))).toBe(want);
    }
  });

  it('that are slanted do not break, and are at least as thick', () => {
    for (const slope of [0, 0.2, 0.5, 1]) {
      const line = drawn(128, 60, (x, y) => Math.round(20 + y * slope) === x);
      const got = printed(line, { thinLines: 3 });
      for (let y = 8; y < 45; y++) {
        const black = rowOf(got, y);
        expect(sum(black)).toBeGreaterThanOrEqual(3);
        expect(sum(black)).toBeLessThanOrEqual(3 + Math.ceil(2 * slope) + 2);
      }
    }
  });

  it('leave discs and boxes as they are', () => {
    const shapes = drawn(
      256,
      80,
      (x, y) => Math.hypot(x - 50, y - 40) < 25 || (x > 120 && x < 190 && y > 20 && y < 60),
    );
    expect(printed(shapes, { thinLines: 6 }).dots).toEqual(shapes.dots);
  });

  it('never close a gap: what was white in three dots or more is not all black', () => {
    const hatch = drawn(128, 40, (x) => x % 5 === 0);
    for (const thinnest of [2, 4, 6]) {
      const row = rowOf(printed(hatch, { thinLines: thinnest }), 20);
      for (let x = 10; x < 115; x += 5) expect(sum(row.slice(x, x + 5))).toBeLessThanOrEqual(3);
    }
  });

  it('leave the counters of letters open', () => {
    /** White areas that do not reach the picture's edge. */
    const counters = (plane: Plane) => whiteAreas(plane);
    const before = counters(text);
    expect(before).toBeGreaterThan(10);
    for (const thinnest of [2, 3, 4])
      expect(counters(printed(text, { thinLines: thinnest }))).toBeGreaterThanOrEqual(before);
  });

  it('of gray stay as they are: only black line art is thickened', () => {
    const gray = new Uint8Array(128 * 40).fill(255).map((white, i) => (i % 128 === 60 ? 150 : white));
    const side = { gray, widthPx: 128, heightPx: 40 };
    const thickened = halftoneSide(kernels, { ...DEFAULT_HALFTONE, thinLines: 4 }, side);
    expect(thickened).toEqual(halftoneSide(kernels, DEFAULT_HALFTONE, side));
  });

  it('of pictures stay as they are', () => {
    const plane = drawn(128, 40, (x) => x === 60);
    const gray = plane.dots.map((dot) => 255 - 255 * dot);
    const side = { gray, widthPx: 128, heightPx: 40 };
    const photo = { x: 0, y: 0, width: 128, height: 40, kind: 'photo' as const };
    expect(halftoneSide(kernels, { ...DEFAULT_HALFTONE, thinLines: 4 }, side, [photo])).toEqual(plane.dots);
  });
});

/** Connected areas of white (4 neighbours) enclosed in black. */
function whiteAreas({ dots, widthPx, heightPx }: Plane): number {
  const seen = Uint8Array.from(dots);
  let enclosed = 0;
  for (let start = 0; start < seen.length; start++) {
    if (seen[start]) continue;
    let reachesEdge = false;
    const open = [start];
    seen[start] = 1;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
      if (x === 0 || y === 0 || x === widthPx - 1 || y === heightPx - 1) reachesEdge = true;
      for (const next of [x > 0 ? at - 1 : at, x < widthPx - 1 ? at + 1 : at, at - widthPx, at + widthPx]) {
        if (next < 0 || next >= seen.length || seen[next]) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
    if (!reachesEdge) enclosed++;
  }
  return enclosed;
}

describe('toner saved by a pattern', () => {
  it.each([
    ['light', 0.75],
    ['strong', 0.5],
  ] as const)('%s: that share of a solid is left, and its edges stay', (tonerPattern, share) => {
    const solid = drawn(256, 200, (x, y) => x >= 20 && x < 220 && y >= 20 && y < 180);
    const got = printed(solid, { tonerPattern });
    const inside = got.dots.filter((_, i) => {
      const [x, y] = [i % 256, Math.floor(i / 256)];
      return x >= 24 && x < 216 && y >= 24 && y < 176;
    });
    expect(sum(inside) / inside.length).toBeCloseTo(share, 6);
    got.dots.forEach((dot, i) => {
      const [x, y] = [i % 256, Math.floor(i / 256)];
      const isEdge = x < 22 || x >= 218 || y < 22 || y >= 178;
      if (isEdge) expect(dot).toBe(solid.dots[i]);
    });
  });

  it('leaves text readable: nothing of strokes up to four dots thick is taken', () => {
    const lines = drawn(128, 40, (x) => x % 16 < 4);
    expect(printed(lines, { tonerPattern: 'strong' }).dots).toEqual(lines.dots);
    const saved = printed(text, { tonerPattern: 'strong' });
    expect(sum(saved.dots)).toBeLessThan(sum(text.dots));
    expect(whiteAreas(saved)).toBeGreaterThanOrEqual(whiteAreas(text));
  });
});
