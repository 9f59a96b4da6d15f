import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMarks } from '../../../../src/scan/calibration/find-marks.ts';
import type { GrayImage } from '../../../../src/scan/calibration/gray-image.ts';
import { readWedge } from '../../../../src/scan/calibration/read-wedge.ts';
import { parseToneCurve, toneCurve } from '../../../../src/settings/tone-curve.ts';
import { wedgeCurve } from '../../../../src/settings/wedge-curve.ts';
import { WEDGE_GRAYS } from '../../../../src/settings/wedge.ts';
import { Random } from '../../../support/random.ts';
import { wedgePicture, type WedgePrint } from '../../../support/wedge-picture.ts';

/** A machine whose dots grow: grays come out darker, by most in the middle. */
const DARK = (gray: number) => 255 * (gray / 255) ** 1.6;
const ID = 0xa53c;

/** What remains between the gray that is wanted and the gray that is printed once the curve is in place. */
function largestMiss(image: GrayImage, tone: (gray: number) => number): number {
  const curve = toneCurve(parseToneCurve(wedgeCurve(readWedge(image).lightness)));
  return Math.max(...Array.from({ length: 256 }, (_, gray) => Math.abs(tone(curve(gray)) - gray)));
}

const print = (changes: Partial<WedgePrint>): WedgePrint => ({ id: ID, tone: DARK, ...changes });

describe('the step wedge on the glass', () => {
  it.each([
    ['straight', {}],
    ['a little turned', { turnedDegrees: 3 }],
    ['ten degrees askew, near a corner', { turnedDegrees: -10, atMm: [60, 80] }],
    ['upside down and askew', { turnedDegrees: 176 }],
    ['lying on its side', { turnedDegrees: 90 }],
    ['on brown paper with weak black', { paper: 170, black: 60 }],
    ['noisy', { noise: 25, turnedDegrees: 2 }],
    ['printed a little too large', { scale: 1.02, turnedDegrees: 5 }],
    ['in dots of 106 lines', { screenLpi: 106, turnedDegrees: 1.3 }],
    ['in dots of 60 lines, askew', { screenLpi: 60, turnedDegrees: 8 }],
  ] as [string, Partial<WedgePrint>][])('is measured within two levels %s', (_, changes) => {
    const image = wedgePicture(print(changes));
    const reading = readWedge(image);
    expect(reading.id).toBe(ID);
    expect(Math.abs(reading.turnedDegrees - (changes.turnedDegrees ?? 0))).toBeLessThan(0.2);
    reading.lightness.forEach((light, i) => {
      expect(Math.abs(light - DARK(WEDGE_GRAYS[i]!)), `gray ${WEDGE_GRAYS[i]}`).toBeLessThan(2);
    });
    expect(largestMiss(image, DARK)).toBeLessThan(2.5);
  });

  it('gives the same at other resolutions', () => {
    for (const dpi of [150, 300]) {
      const { lightness } = readWedge(wedgePicture(print({ turnedDegrees: -4 }), dpi));
      lightness.forEach((light, i) => expect(Math.abs(light - DARK(WEDGE_GRAYS[i]!))).toBeLessThan(2));
    }
  });

  it('is not misled by dust, writing and other rings', () => {
    const over = (x: number, y: number) => {
      const isRing = Math.abs(Math.hypot(x - 30, y - 40) - 3.75) < 0.75;
      const isDust = Math.hypot((x % 13) - 6, (y % 17) - 8) < 0.4;
      const isLine = y > 250 && y % 6 < 1;
      return isRing || isLine ? 30 : isDust ? 20 : null;
    };
    const { lightness } = readWedge(wedgePicture(print({ over }), 150));
    lightness.forEach((light, i) => expect(Math.abs(light - DARK(WEDGE_GRAYS[i]!))).toBeLessThan(3));
  });
});

describe('what is no good wedge', () => {
  const codeOf = (image: GrayImage) => {
    try {
      readWedge(image);
      return null;
    } catch (thrown) {
      return (thrown as { code?: string }).code ?? String(thrown);
    }
  };

  it('is refused with its reason', () => {
    const blank = { widthPx: 1270, heightPx: 1736, dpi: 150, levels: new Uint8Array(1270 * 1736).fill(240) };
    expect(codeOf(blank)).toBe('scan.wedge-not-found');
    // A sheet that reaches beyond the glass.
    expect(codeOf(wedgePicture(print({ atMm: [20, 148] }), 150))).toBe('scan.wedge-not-found');
    // Printed at another size.
    expect(codeOf(wedgePicture(print({ scale: 0.9 }), 150))).toBe('scan.wedge-not-found');
    expect(codeOf(wedgePicture(print({ paper: 130, black: 70 }), 150))).toBe('scan.wedge-faint');
    const smudge = (x: number, y: number) => (y > 80 && y < 90 && x > 70 && x < 140 ? 60 : null);
    expect(codeOf(wedgePicture(print({ over: smudge }), 150))).toMatch(/wedge-(unreadable|not-found)/);
    const stripe = (_: number, y: number) => (y > 150 && y < 162 ? 120 : null);
    expect(codeOf(wedgePicture(print({ over: stripe }), 150))).toBe('scan.wedge-uneven');
  });

  it('as in a mirror is not found: a transparency lies the wrong way up', () => {
    const image = wedgePicture(print({}), 150);
    const { widthPx, heightPx } = image;
    const levels = image.levels.map(
      (_, at) => image.levels[at - (at % widthPx) + (widthPx - 1 - (at % widthPx))]!,
    );
    expect(codeOf({ widthPx, heightPx, dpi: 150, levels })).toBe('scan.wedge-not-found');
  });

  it('ends in a reason and in time, whatever the picture', () => {
    fc.assert(
      fc.property(
        fc.record({
          widthPx: fc.integer({ min: 1, max: 300 }),
          heightPx: fc.integer({ min: 1, max: 300 }),
          dpi: fc.constantFrom(50, 100, 300, 600),
          seed: fc.nat(),
          kind: fc.constantFrom('noise', 'stripes', 'flat'),
        }),
        ({ widthPx, heightPx, dpi, seed, kind }) => {
          const chance = new Random(seed);
          const levels = Uint8Array.from({ length: widthPx * heightPx }, (_, at) =>
            kind === 'noise' ? chance.next() * 256 : kind === 'stripes' ? ((at >> 3) % 2) * 255 : seed % 256,
          );
          const image = { widthPx, heightPx, dpi, levels };
          expect(Array.isArray(findMarks(image))).toBe(true);
          expect(codeOf(image)).toBe('scan.wedge-not-found');
        },
      ),
      { numRuns: 60 },
    );
  });
});
