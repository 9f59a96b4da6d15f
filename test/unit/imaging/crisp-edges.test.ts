import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImagingKernels } from '../../../src/imaging/imaging-kernels.ts';
import type { ImageRegion } from '../../../src/imaging/regions.ts';
import { coverages } from '../../../src/imaging/tones.ts';
import type { Kernels } from '../../../src/kernels/kernels.ts';
import { DEFAULT_HALFTONE, type HalftoneSettings } from '../../../src/settings/halftone.ts';
import { halftoneSide } from '../../support/halftone-side.ts';
import { loadKernels } from '../../support/load-kernels.ts';
import type { GrayPicture } from '../../support/reference-objects.ts';

const AWARE: HalftoneSettings = DEFAULT_HALFTONE;
const ONE_SCREEN: HalftoneSettings = { ...DEFAULT_HALFTONE, objectAware: false };

let kernels: Kernels<ImagingKernels>;
/** Body text of tracemonkey.pdf, rendered at 600 dpi with soft edges. */
let text: GrayPicture;

beforeAll(async () => {
  kernels = await loadKernels<ImagingKernels>();
  const file = gunzipSync(readFileSync(new URL('../../vectors/text-600dpi.pgm.gz', import.meta.url)));
  const [widthPx, heightPx] = [640, 320];
  text = { gray: new Uint8Array(file.subarray(file.length - widthPx * heightPx)), widthPx, heightPx };
});

const count = (dots: Uint8Array) => dots.reduce((sum, dot) => sum + dot, 0);

describe('black text', () => {
  it('has far cleaner edges than with one screen for everything', () => {
    const edges = text.gray.filter((level) => level > 0 && level < 255).length;
    /** Dots that a renderer without soft edges would have set otherwise, for each pixel of an edge. */
    const noise = (settings: HalftoneSettings) => {
      const dots = halftoneSide(kernels, settings, text);
      return dots.filter((dot, i) => (dot === 1) !== text.gray[i]! < 128).length / edges;
    };
    const one = noise(ONE_SCREEN);
    expect(one).toBeGreaterThan(0.2);
    // What is left are pixels half covered: they go to the right and down.
    expect(noise(AWARE)).toBeLessThan(one / 3);
  });

  it('is neither bolder nor lighter than its outlines', () => {
    const ink = text.gray.reduce((sum, level) => sum + (255 - level) / 255, 0);
    expect(Math.abs(count(halftoneSide(kernels, AWARE, text)) / ink - 1)).toBeLessThan(0.01);
    expect(count(halftoneSide(kernels, ONE_SCREEN, text)) / ink).toBeLessThan(0.97);
  });

  it('is solid: no white dot has black to its left, right, above and below', () => {
    const { widthPx } = text;
    const holes = (dots: Uint8Array) =>
      dots.filter((dot, i) => dot === 0 && [-1, 1, -widthPx, widthPx].every((step) => dots[i + step] === 1))
        .length;
    const solid = halftoneSide(kernels, AWARE, text);
    expect(holes(solid)).toBeLessThan(holes(halftoneSide(kernels, ONE_SCREEN, text)) / 4);
  });
});

describe.each([0x66, 0x80, 0xa0, 0xc0])('text of gray %i', (ink) => {
  it('comes closer to its shape than with one screen, seen through an eye that blurs', () => {
    const { widthPx, heightPx } = text;
    const gray = text.gray.map((level) => Math.round(ink + ((255 - ink) * level) / 255));
    const solid = coverages(AWARE)[ink]!;
    const ideal = Float64Array.from(text.gray, (level) => (1 - level / 255) * solid);
    const error = (settings: HalftoneSettings) => {
      const dots = halftoneSide(kernels, settings, { gray, widthPx, heightPx });
      const difference = blurred(
        ideal.map((wanted, i) => dots[i]! - wanted),
        widthPx,
      );
      return Math.sqrt(mean(Array.from(difference, (value) => value * value)));
    };
    expect(error(AWARE)).toBeLessThan(0.85 * error(ONE_SCREEN));
  });
});

/** A binomial blur of about one dot. */
function blurred(values: Float64Array, widthPx: number): Float64Array {
  const along = (from: Float64Array, step: number) =>
    from.map((_, i) => {
      const at = (k: number) => from[i + k * step] ?? 0;
      return (at(-2) + 4 * at(-1) + 6 * at(0) + 4 * at(1) + at(2)) / 16;
    });
  return along(along(values, 1), widthPx);
}

/** A line along an axis at any place between pixels. */
function lineAt(place: number, thickness: number, ink: number, isUpright: boolean): GrayPicture {
  const size = 96;
  const gray = new Uint8Array(size * size).fill(255);
  for (let i = 0; i < gray.length; i++) {
    const across = isUpright ? i % size : Math.floor(i / size);
    const covered = Math.min(across + 1, 40 + place + thickness) - Math.max(across, 40 + place);
    if (covered > 0) gray[i] = Math.round(255 - (255 - ink) * covered);
  }
  return { gray, widthPx: size, heightPx: size };
}

/** Mean thickness in dots at sixteen places, upright and level. */
function thicknesses(thickness: number, ink: number, settings: HalftoneSettings): number[] {
  return Array.from({ length: 32 }, (_, i) => {
    const line = lineAt((i >> 1) / 16, thickness, ink, i % 2 === 0);
    return count(halftoneSide(kernels, settings, line)) / line.heightPx;
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('lines', () => {
  it.each([1, 1.5, 2, 2.7, 3, 4.17, 5.5])('black, %f dots thick, stay as thick on average', (thickness) => {
    const printed = thicknesses(thickness, 0, AWARE);
    expect(Math.abs(mean(printed) - thickness)).toBeLessThan(0.1);
    // Whole dots: solid.
    if (thickness >= 2)
      for (const dots of printed) expect(Math.abs(dots - Math.round(dots))).toBeLessThan(0.02);
  });

  it('that fall just between two dots are as thick as any', () => {
    for (const isUpright of [true, false]) {
      const line = lineAt(0.5, 4, 0, isUpright);
      expect(count(halftoneSide(kernels, AWARE, line))).toBe(4 * line.heightPx);
    }
  });

  it('however thin or light, are there', () => {
    for (const [thickness, ink] of [
      [0.3, 0],
      [0.5, 0],
      [1, 0],
      [1, 160],
      [1, 210],
      [1, 235],
      [2, 200],
    ] as const) {
      for (const dots of thicknesses(thickness, ink, AWARE)) expect(dots).toBeGreaterThan(0);
    }
    // With one screen some of them are not.
    expect(Math.min(...thicknesses(1, 210, ONE_SCREEN))).toBe(0);
  });
});

describe('fills', () => {
  it('have the chosen screen a few dots from their outline, and the outline is straight', () => {
    const size = 128;
    const gray = new Uint8Array(size * size).fill(255);
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        if (x >= 20 && x < 100) gray[y * size + x] = x === 20 ? 200 : 150;
      }
    }
    const fill = { gray, widthPx: size, heightPx: size };
    const aware = halftoneSide(kernels, AWARE, fill);
    const one = halftoneSide(kernels, ONE_SCREEN, fill);
    for (let i = 0; i < aware.length; i++) {
      const [x, y] = [i % size, Math.floor(i / size)];
      if (x >= 24 && x < 97 && y >= 3 && y < size - 3) expect(aware[i]).toBe(one[i]);
      if (x < 20 || x >= 100) expect(aware[i]).toBe(0);
    }
    // The pixel of the edge is more than half ink: it has the coverage of the fill.
    const edge = Array.from({ length: size }, (_, y) => aware[y * size + 20]!);
    expect(Math.abs(mean(edge) - coverages(AWARE)[150]!)).toBeLessThan(0.04);
  });

  it('and gradients and pictures are what they are with one screen', () => {
    const size = 96;
    const gray = Uint8Array.from({ length: size * size }, (_, i) => 40 + Math.floor((i % size) * 2));
    const gradient = { gray, widthPx: size, heightPx: size };
    const soft = { ...gradient, gray: gray.map((_, i) => 100 + Math.floor((i % size) / 2)) };
    const photo: ImageRegion = { x: 0, y: 0, width: size, height: size, kind: 'photo' };
    const one = halftoneSide(kernels, ONE_SCREEN, gradient);
    expect(halftoneSide(kernels, AWARE, gradient, [photo])).toEqual(one);
    // All round, the gradient meets white; inside there is nothing to harden.
    const inside = (dots: Uint8Array) =>
      dots.filter((_, i) => [i % size, Math.floor(i / size)].every((at) => at >= 4 && at < size - 4));
    expect(inside(halftoneSide(kernels, AWARE, soft))).toEqual(
      inside(halftoneSide(kernels, ONE_SCREEN, soft)),
    );
  });
});

/** Widths of black and white runs of a line of dots, from the first bar to the last. */
function runs(line: Uint8Array): number[] {
  const widths: number[] = [];
  const [first, last] = [line.indexOf(1), line.lastIndexOf(1)];
  for (let x = first; x <= last; x++) {
    if (x === first || line[x] !== line[x - 1]) widths.push(1);
    else widths[widths.length - 1]! += 1;
  }
  return widths;
}

/** Widths in modules of bars and spaces, in turn: the left half of an EAN-13 and its guards. */
const BARS = [1, 1, 1, 3, 2, 1, 1, 2, 2, 2, 1, 1, 4, 1, 1, 1, 1, 3, 2, 2, 1, 2, 2, 1, 1, 1, 1, 1];

/** Bars of `module` pixels a module, softened at their edges as by a renderer, or wider, as by scaling a picture. */
function barCode(module: number, place: number, softness: number): GrayPicture {
  const [widthPx, heightPx] = [512, 24];
  const profile = new Float64Array(widthPx).fill(255);
  let at = 16 + place;
  BARS.forEach((modules, i) => {
    const end = at + modules * module;
    for (let x = 0; i % 2 === 0 && x < widthPx; x++) {
      const steps = 16;
      for (let k = 0; k < steps; k++) {
        const centre = x + 0.5 + (((k + 0.5) / steps) * 2 - 1) * softness;
        if (centre >= at && centre < end) profile[x]! -= 255 / steps;
      }
    }
    at = end;
  });
  const gray = new Uint8Array(widthPx * heightPx).map((_, i) =>
    Math.max(0, Math.round(profile[i % widthPx]!)),
  );
  return { gray, widthPx, heightPx };
}

describe('bar codes', () => {
  const whole: ImageRegion = { x: 0, y: 0, width: 512, height: 24, kind: 'bilevel' };

  it.each([
    ['drawn as lines', [], 0.5],
    ['a picture', [whole], 0.5],
    ['a picture enlarged smoothly', [whole], 2],
  ] as const)(
    '%s: bars of one width differ by one dot at most, and nothing is dithered',
    (_, regions, softness) => {
      for (const module of [5.2, 6.5, 7.79, 8]) {
        for (const place of [0, 0.25, 0.5, 0.8]) {
          const code = barCode(module, place, softness);
          const dots = halftoneSide(kernels, AWARE, code, regions);
          const first = dots.subarray(3 * code.widthPx, 4 * code.widthPx);
          for (let y = 4; y < code.heightPx - 3; y++) {
            // Every line is the same: no dither. (Those at the ends may round otherwise: white is beside them.)
            expect(Buffer.compare(dots.subarray(y * code.widthPx, (y + 1) * code.widthPx), first)).toBe(0);
          }
          const widths = runs(first);
          expect(widths).toHaveLength(BARS.length - 1);
          widths.forEach((width, i) => {
            expect(Math.abs(width - BARS[i]! * module)).toBeLessThanOrEqual(1);
          });
          const narrow = widths.filter((_width, i) => BARS[i] === 1);
          expect(Math.max(...narrow) - Math.min(...narrow)).toBeLessThanOrEqual(1);
        }
      }
    },
  );

  it('would be dithered at their edges with one screen', () => {
    const dots = halftoneSide(kernels, ONE_SCREEN, barCode(7.79, 0.25, 2), [whole]);
    const lines = new Set(
      Array.from({ length: 24 }, (_, y) => String(dots.subarray(y * 512, y * 512 + 512))),
    );
    expect(lines.size).toBeGreaterThan(1);
  });
});
