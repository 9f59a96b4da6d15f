import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineShrinker, shrunkPx } from '../../../src/scan/pages/line-shrinker.ts';

interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: number;
  readonly bytes: Uint8Array;
}

/** The average under each new pixel, computed point by point from the definition. */
function reference({ widthPx, heightPx, channels, bytes }: Picture, from: number, to: number): number[] {
  const made: number[] = [];
  const overlap = (old: number, px: number, length: number) =>
    Math.max(0, Math.min((old + 1) * to, (px + 1) * from, length * to) - Math.max(old * to, px * from));
  const rows = Math.max(1, Math.floor((heightPx * to) / from + 0.5));
  for (let row = 0; row < rows; row += 1) {
    for (let px = 0; px < shrunkPx(widthPx, from, to); px += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        let area = 0;
        for (let y = 0; y < heightPx; y += 1) {
          const down = overlap(y, row, heightPx);
          if (down === 0) continue;
          for (let x = 0; x < widthPx; x += 1) {
            const units = down * overlap(x, px, widthPx);
            sum += units * bytes[(y * widthPx + x) * channels + channel]!;
            area += units;
          }
        }
        made.push(Math.floor(sum / area + 0.5));
      }
    }
  }
  return made;
}

const pictures: fc.Arbitrary<Picture> = fc
  .record({
    widthPx: fc.integer({ min: 1, max: 20 }),
    heightPx: fc.integer({ min: 1, max: 20 }),
    channels: fc.constantFrom(1, 3),
  })
  .chain((shape) => {
    const length = shape.widthPx * shape.heightPx * shape.channels;
    return fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => ({ ...shape, bytes }));
  });

describe('making lines smaller', () => {
  test('each pixel is the average of the area under it, however the lines come', () => {
    const ratios = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(pictures, ratios, fc.integer({ min: 1, max: 5 }), (picture, [a, b], portion) => {
        const [from, to] = [Math.max(a, b), Math.min(a, b)];
        const { widthPx, heightPx, channels, bytes } = picture;
        const shrinker = new LineShrinker({ widthPx, channels, from, to });
        const step = portion * widthPx * channels;
        const parts: Uint8Array[] = [];
        for (let at = 0; at < heightPx * widthPx * channels; at += step) {
          parts.push(shrinker.push(bytes.subarray(at, at + step)));
        }
        parts.push(shrinker.finish());
        expect([...Buffer.concat(parts)]).toEqual(reference(picture, from, to));
      }),
    );
  });

  test('one to one changes nothing', () => {
    fc.assert(
      fc.property(pictures, ({ widthPx, channels, bytes }) => {
        const shrinker = new LineShrinker({ widthPx, channels, from: 300, to: 300 });
        expect([...shrinker.push(bytes), ...shrinker.finish()]).toEqual([...bytes]);
      }),
    );
  });

  test('white stays white and black black at resolutions that divide badly', () => {
    for (const [from, to] of [
      [600, 599],
      [300, 200],
      [600, 401],
      [75, 50],
    ] as const) {
      for (const value of [0, 255]) {
        const shrinker = new LineShrinker({ widthPx: 601, channels: 3, from, to });
        const made = shrinker.push(new Uint8Array(601 * 3 * 600).fill(value));
        expect(made.length).toBe(shrinker.widthPx * 3 * Math.floor((600 * to) / from));
        expect(made.every((byte) => byte === value)).toBe(true);
      }
    }
  });
});
