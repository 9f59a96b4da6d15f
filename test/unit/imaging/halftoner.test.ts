import { beforeAll, describe, expect, it } from 'vitest';
import { Halftoner } from '../../../src/imaging/halftoner.ts';
import type { ImagingKernels } from '../../../src/imaging/imaging-kernels.ts';
import { screenFor } from '../../../src/imaging/halftone-modes.ts';
import { coverages, diffusionTones, thresholds } from '../../../src/imaging/tones.ts';
import type { Kernels } from '../../../src/kernels/kernels.ts';
import {
  DEFAULT_HALFTONE,
  HALFTONES,
  type HalftoneName,
  type HalftoneSettings,
} from '../../../src/settings/halftone.ts';
import { loadKernels } from '../../support/load-kernels.ts';
import { referenceCount, referenceDiffusion, referenceScreen } from '../../support/reference-kernels.ts';
import halftones from '../../vectors/halftones.json' with { type: 'json' };

type Colour = readonly [red: number, green: number, blue: number];

let kernels: Kernels<ImagingKernels>;

beforeAll(async () => {
  kernels = await loadKernels<ImagingKernels>();
});

interface Side {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly colourAt: (x: number, y: number) => Colour;
}

/** One screen for everything; what is object-aware is tested in object-aware.test.ts. */
const settingsOf = (halftone: HalftoneName): HalftoneSettings => ({
  ...DEFAULT_HALFTONE,
  halftone,
  objectAware: false,
});

/** A whole side through a halftoner, in bands of the given heights taken in turn. */
function print(
  side: Side,
  halftoner: Halftoner,
  strideBytes: number,
  heights: readonly number[],
): Uint8Array {
  const dots = new Uint8Array(strideBytes * side.heightPx);
  for (let first = 0, i = 0; first < side.heightPx; i++) {
    const lines = Math.min(heights[i % heights.length]!, side.heightPx - first);
    const bgra = kernels.bytes(halftoner.bgraAddress, lines * side.widthPx * 4);
    for (let y = 0; y < lines; y++) {
      for (let x = 0; x < side.widthPx; x++) {
        const [red, green, blue] = side.colourAt(x, first + y);
        bgra.set([blue, green, red, 255], (y * side.widthPx + x) * 4);
      }
    }
    const done = halftoner.screen(first, lines);
    dots.set(kernels.bytes(done.address, done.lines * strideBytes), done.firstLine * strideBytes);
    first += lines;
  }
  return dots;
}

function once(side: Side, settings: HalftoneSettings, strideBytes: number, heights: readonly number[]) {
  const mark = kernels.mark();
  const { widthPx, heightPx } = side;
  const options = { settings, widthPx, heightPx, strideBytes, maxLines: Math.max(...heights) };
  const halftoner = new Halftoner(kernels, options);
  const dots = print(side, halftoner, strideBytes, heights);
  const { blackDots } = halftoner;
  kernels.releaseTo(mark);
  return { dots, blackDots };
}

const isBlack = (dots: Uint8Array, strideBytes: number, x: number, y: number) =>
  (dots[y * strideBytes + (x >> 3)]! >> (7 - (x & 7))) & 1;

/** 256 patches of 96 x 96 in a square of 16 by 16, black first. */
const PATCH = 96;
const ramp: Side = {
  widthPx: 16 * PATCH,
  heightPx: 16 * PATCH,
  colourAt: (x, y) => {
    const level = Math.floor(y / PATCH) * 16 + Math.floor(x / PATCH);
    return [level, level, level];
  },
};

function patchCoverages(dots: Uint8Array, strideBytes: number): number[] {
  return Array.from({ length: 256 }, (_, level) => {
    const [left, top] = [(level % 16) * PATCH, Math.floor(level / 16) * PATCH];
    let count = 0;
    for (let y = top; y < top + PATCH; y++) {
      count += referenceCount(
        dots.subarray(y * strideBytes + left / 8, y * strideBytes + (left + PATCH) / 8),
      );
    }
    return count / PATCH ** 2;
  });
}

describe.each(['Gradation', 'Resolution', 'ColorTone'] as const)('a ramp of 256 steps in %s', (mode) => {
  it('has the coverage of the driver at every step, printed in bands of odd heights', () => {
    const strideBytes = ramp.widthPx / 8 + 16;
    const { dots } = once(ramp, settingsOf(mode), strideBytes, [37, 1, 111, 5]);
    const got = patchCoverages(dots, strideBytes);
    got.forEach((coverage, level) => {
      expect(Math.abs(coverage - halftones.modes[mode].coverage[level]!), `level ${level}`).toBeLessThan(
        0.02,
      );
    });
    expect(got.slice(0, 3)).toEqual([1, 1, 1]);
    expect(got[255]).toBe(0);
    expect(new Set(got).size).toBeGreaterThanOrEqual(230);
  });

  it('prints pure red, green and blue as dark as the driver does', () => {
    const patch = (colour: Colour) => {
      const side = { widthPx: PATCH, heightPx: PATCH, colourAt: () => colour };
      return once(side, settingsOf(mode), PATCH / 8, [PATCH]).blackDots / PATCH ** 2;
    };
    const { red, green, blue } = halftones.primaries[mode];
    expect(Math.abs(patch([255, 0, 0]) - red)).toBeLessThan(0.02);
    expect(Math.abs(patch([0, 255, 0]) - green)).toBeLessThan(0.02);
    expect(Math.abs(patch([0, 0, 255]) - blue)).toBeLessThan(0.02);
  });
});

describe.each(['BlueNoise', 'ErrorDiffusion'] as const)('a ramp of 256 steps in %s', (mode) => {
  it('has the coverage of its curve at every step', () => {
    const strideBytes = ramp.widthPx / 8;
    const { dots } = once(ramp, settingsOf(mode), strideBytes, [37, 1, 111, 5]);
    const wanted = coverages(settingsOf(mode));
    patchCoverages(dots, strideBytes).forEach((coverage, level) => {
      expect(Math.abs(coverage - wanted[level]!), `level ${level}`).toBeLessThan(0.02);
    });
  });
});

/** Gradients, colours, text-like strokes and paper, on an odd width. */
const picture: Side = {
  widthPx: 333,
  heightPx: 157,
  colourAt: (x, y) => {
    if (x % 90 > 60) return [255, 255, 255];
    if (x % 29 < 3) return [0, 0, 0];
    return y < 80 ? [x % 256, y, (x * y) % 256] : [x % 256, x % 256, x % 256];
  },
};
const PICTURE_STRIDE = 48;

describe.each(HALFTONES)('%s', (halftone) => {
  const settings = { ...settingsOf(halftone), brightness: 10, contrast: 5, density: -20 };

  it('prints the same dots however the side is cut into bands', () => {
    const whole = once(picture, settings, PICTURE_STRIDE, [157]);
    for (const heights of [[1], [2], [31], [64, 3, 1]]) {
      const cut = once(picture, settings, PICTURE_STRIDE, heights);
      expect(Buffer.compare(cut.dots, whole.dots)).toBe(0);
      expect(cut.blackDots).toBe(whole.blackDots);
    }
    expect(whole.blackDots).toBe(referenceCount(whole.dots));
  });

  it('makes of the whole side what the plain implementation makes of it', () => {
    const { widthPx, heightPx } = picture;
    const bgra = new Uint8Array(widthPx * heightPx * 4);
    for (let y = 0; y < heightPx; y++) {
      for (let x = 0; x < widthPx; x++) {
        const [red, green, blue] = picture.colourAt(x, y);
        bgra.set([blue, green, red, 255], (y * widthPx + x) * 4);
      }
    }
    const pixels = { bgra, widthPx, lines: heightPx, strideBytes: widthPx * 4 };
    const wanted = coverages(settings);
    const screen = screenFor(settings);
    const { table, paperFrom, solidTo } = diffusionTones(wanted);
    const want = screen
      ? referenceScreen(pixels, { ...screen, thresholds: thresholds(screen, wanted) }, PICTURE_STRIDE)
      : referenceDiffusion(pixels, table, paperFrom, solidTo, PICTURE_STRIDE);
    const got = once(picture, settings, PICTURE_STRIDE, [13, 50]).dots;
    expect(Buffer.compare(got, want.bits)).toBe(0);
  });

  it('leaves everything right of the sheet white, paper empty and black solid', () => {
    const { dots } = once(picture, settings, PICTURE_STRIDE, [40]);
    for (let y = 0; y < picture.heightPx; y++) {
      for (let x = 0; x < PICTURE_STRIDE * 8; x++) {
        const black = isBlack(dots, PICTURE_STRIDE, x, y);
        if (x >= picture.widthPx || x % 90 > 60) expect(black).toBe(0);
        else if (x % 29 < 3) expect(black).toBe(1);
      }
    }
  });

  it('begins anew after a reset', () => {
    const mark = kernels.mark();
    const { widthPx, heightPx } = picture;
    const options = { settings, widthPx, heightPx, strideBytes: PICTURE_STRIDE, maxLines: 50 };
    const halftoner = new Halftoner(kernels, options);
    const first = print(picture, halftoner, PICTURE_STRIDE, [50]);
    const { blackDots } = halftoner;
    halftoner.reset();
    expect(halftoner.blackDots).toBe(0);
    expect(Buffer.compare(print(picture, halftoner, PICTURE_STRIDE, [50]), first)).toBe(0);
    expect(halftoner.blackDots).toBe(blackDots);
    kernels.releaseTo(mark);
  });
});

describe('adjustments', () => {
  it('reach the paper', () => {
    const gray = (change: Partial<HalftoneSettings>) => {
      const side: Side = { widthPx: PATCH, heightPx: PATCH, colourAt: () => [128, 128, 128] };
      return once(side, { ...DEFAULT_HALFTONE, ...change }, PATCH / 8, [PATCH]).blackDots;
    };
    expect(gray({ brightness: 40 })).toBeLessThan(gray({}));
    expect(gray({ brightness: -40 })).toBeGreaterThan(gray({}));
    expect(gray({ density: 40 })).toBeGreaterThan(gray({}));
    expect(gray({ density: -40 })).toBeLessThan(gray({}));
  });
});

describe('a halftoner', () => {
  const options = { settings: DEFAULT_HALFTONE, widthPx: 100, heightPx: 9, strideBytes: 14, maxLines: 8 };

  it('refuses a band out of order or too tall', () => {
    const mark = kernels.mark();
    const halftoner = new Halftoner(kernels, options);
    halftoner.screen(0, 8);
    expect(() => halftoner.screen(0, 8)).toThrow('internal.unexpected');
    expect(() => halftoner.screen(9, 1)).toThrow('internal.unexpected');
    expect(() => halftoner.screen(8, 9)).toThrow('internal.unexpected');
    halftoner.screen(8, 1);
    kernels.releaseTo(mark);
  });

  it('refuses lines too short for the sheet', () => {
    expect(() => new Halftoner(kernels, { ...options, strideBytes: 13 })).toThrow('internal.unexpected');
  });

  it('reserves nothing after its construction', () => {
    const mark = kernels.mark();
    const halftoner = new Halftoner(kernels, { ...options, settings: settingsOf('ErrorDiffusion') });
    const top = kernels.mark();
    halftoner.screen(0, 8);
    halftoner.reset();
    halftoner.screen(0, 8);
    expect(kernels.mark()).toBe(top);
    kernels.releaseTo(mark);
  });
});
