import { describe, expect, it } from 'vitest';
import {
  blueNoiseScreen,
  clusteredScreen,
  type ClusteredScreenSpec,
  type Screen,
} from '../../../src/imaging/screens.ts';

const DPI = 600;

/** 1 = black, for a wanted coverage. */
const flat = (screen: Screen, coverage: number): number[] =>
  Array.from(screen.fractions, (fraction) => (coverage > fraction ? 1 : 0));

const share = (dots: readonly number[]) => dots.reduce((sum, dot) => sum + dot, 0) / dots.length;

/** |DFT|² of a tile at (u, v) cycles a tile, u and v from 0 to size - 1. */
function powerSpectrum(dots: readonly number[], size: number): Float64Array {
  const waves = Array.from({ length: size }, (_, i) => (2 * Math.PI * i) / size);
  const transform = (re: Float64Array, im: Float64Array): [Float64Array, Float64Array] => {
    // Transforms the rows and transposes; twice is the whole transform.
    const [outRe, outIm] = [new Float64Array(size * size), new Float64Array(size * size)];
    for (let y = 0; y < size; y++) {
      for (let u = 0; u < size; u++) {
        let [sumRe, sumIm] = [0, 0];
        for (let x = 0; x < size; x++) {
          const angle = waves[(u * x) % size]!;
          const [a, b] = [re[y * size + x]!, im[y * size + x]!];
          sumRe += a * Math.cos(angle) + b * Math.sin(angle);
          sumIm += b * Math.cos(angle) - a * Math.sin(angle);
        }
        outRe[u * size + y] = sumRe;
        outIm[u * size + y] = sumIm;
      }
    }
    return [outRe, outIm];
  };
  const [re, im] = transform(...transform(Float64Array.from(dots), new Float64Array(size * size)));
  return re.map((value, i) => value * value + im[i]! * im[i]!);
}

/** Frequency of a bin in cycles a pixel, negative in the upper half. */
const signed = (bin: number, size: number) => (bin <= size / 2 ? bin : bin - size) / size;

function strongest(dots: readonly number[], size: number): { lpi: number; angleDeg: number } {
  const power = powerSpectrum(dots, size);
  power[0] = 0;
  const at = power.indexOf(Math.max(...power));
  const [u, v] = [signed(at % size, size), signed(Math.floor(at / size), size)];
  return { lpi: Math.hypot(u, v) * DPI, angleDeg: (Math.atan2(Math.abs(v), Math.abs(u)) * 180) / Math.PI };
}

/** Sizes of the connected (8-neighbour) groups of `value`, the tile repeating. */
function groupSizes(dots: readonly number[], size: number, value: number): number[] {
  const seen = new Uint8Array(dots.length);
  const sizes: number[] = [];
  for (let start = 0; start < dots.length; start++) {
    if (seen[start] || dots[start] !== value) continue;
    const open = [start];
    seen[start] = 1;
    let count = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      count++;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const x = ((at % size) + dx + size) % size;
          const y = (Math.floor(at / size) + dy + size) % size;
          const next = y * size + x;
          if (!seen[next] && dots[next] === value) {
            seen[next] = 1;
            open.push(next);
          }
        }
      }
    }
    sizes.push(count);
  }
  return sizes;
}

const clustered: [string, ClusteredScreenSpec, number][] = [
  ['Gradation', { periodPx: 6, smallestDotPx: 2 }, 141.4],
  ['Resolution', { periodPx: 4, smallestDotPx: 1 }, 212.1],
  ['ColorTone', { periodPx: 8, smallestDotPx: 2 }, 106.1],
];

describe.each(clustered)('the screen of %s', (_, spec, lpi) => {
  const screen = clusteredScreen(spec);
  const size = screen.widthPx;

  it('gives the coverage asked for, to a dot of the smallest size in the tile', () => {
    for (let coverage = 0; coverage <= 1; coverage += 1 / 253) {
      const got = share(flat(screen, coverage));
      expect(Math.abs(got - coverage)).toBeLessThanOrEqual(spec.smallestDotPx / screen.fractions.length);
    }
    expect(share(flat(screen, 1))).toBe(1);
    expect(share(flat(screen, 0))).toBe(0);
  });

  it('has its strongest period at the wanted lines per inch and at 45° in the middle tones', () => {
    for (const coverage of [0.35, 0.5, 0.65]) {
      const peak = strongest(flat(screen, coverage), size);
      expect(peak.lpi).toBeCloseTo(lpi, 1);
      expect(peak.angleDeg).toBeCloseTo(45, 6);
    }
  });

  it('has fewer dots in highlights, not smaller ones, and fewer holes in shadows', () => {
    const allDots = (spec.smallestDotPx * 2) / spec.periodPx ** 2;
    for (const part of [0.03, 0.2, 0.5, 0.9]) {
      const dots = groupSizes(flat(screen, part * allDots), size, 1);
      expect(new Set(dots)).toEqual(new Set([spec.smallestDotPx]));
      const holes = groupSizes(flat(screen, 1 - part * allDots), size, 0);
      expect(new Set(holes)).toEqual(new Set([spec.smallestDotPx]));
    }
  });

  it('spreads the few dots of a highlight: every sixteenth of the tile holds its part', () => {
    const cells = (size * size) / (spec.periodPx ** 2 / 2);
    const dots = flat(screen, (0.25 * 2 * spec.smallestDotPx) / spec.periodPx ** 2);
    const perQuarter = new Array<number>(16).fill(0);
    dots.forEach((dot, i) => {
      const [x, y] = [i % size, Math.floor(i / size)];
      perQuarter[Math.floor((4 * y) / size) * 4 + Math.floor((4 * x) / size)]! += dot;
    });
    const even = (0.25 * cells * spec.smallestDotPx) / 16;
    for (const count of perQuarter) {
      expect(count).toBeGreaterThan(0.5 * even);
      expect(count).toBeLessThan(1.5 * even);
    }
  });
});

describe('blue noise', () => {
  const screen = blueNoiseScreen();

  it('ranks every pixel of the tile once', () => {
    const ranks = Array.from(screen.fractions, (fraction) => Math.round(fraction * 4096 - 0.5));
    expect(ranks.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 4096 }, (_, i) => i));
  });

  it('has next to no structure coarser than 120 lpi at any tone', () => {
    for (const coverage of [0.05, 0.1, 0.3, 0.5, 0.7, 0.9]) {
      const power = powerSpectrum(flat(screen, coverage), 64);
      // Where black or white dots are few, their own mean distance sets the limit.
      const coarse = Math.min(120 / DPI, Math.sqrt(Math.min(coverage, 1 - coverage)) / 2);
      let [sum, bins] = [0, 0];
      power.forEach((value, at) => {
        const radius = Math.hypot(signed(at % 64, 64), signed(Math.floor(at / 64), 64));
        if (radius === 0 || radius > coarse) return;
        sum += value;
        bins++;
      });
      // White noise of this coverage would have this power in every bin.
      const white = 4096 * coverage * (1 - coverage);
      expect(sum / bins / white).toBeLessThan(0.15);
    }
  });

  it('is the same every time', () => {
    expect(blueNoiseScreen().fractions).toEqual(screen.fractions);
  });
});
