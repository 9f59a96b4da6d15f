import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutByRegions, type ImageRegion } from '../../../src/imaging/regions.ts';

const regions = fc.array(
  fc.record({
    x: fc.double({ min: -20, max: 60, noNaN: true }),
    y: fc.double({ min: -20, max: 60, noNaN: true }),
    width: fc.double({ min: 0, max: 40, noNaN: true }),
    height: fc.double({ min: 0, max: 40, noNaN: true }),
    kind: fc.constantFrom('photo', 'bilevel'),
  } satisfies Record<keyof ImageRegion, fc.Arbitrary<unknown>>),
  { maxLength: 6 },
) as fc.Arbitrary<ImageRegion[]>;

describe('cutByRegions', () => {
  it('says of every pixel what the last picture that touches it is', () => {
    fc.assert(
      fc.property(
        regions,
        fc.nat(40),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 50 }),
        (pictures, firstLine, lines, widthPx) => {
          let next = firstLine;
          for (const part of cutByRegions(pictures, firstLine, lines, widthPx)) {
            expect(part.firstLine).toBe(next);
            expect(part.lines).toBeGreaterThan(0);
            next += part.lines;
            for (let y = part.firstLine; y < next; y++) {
              for (let x = 0; x < widthPx; x++) {
                const topmost = pictures.findLast((p) => touches(p, x, y));
                const span = part.spans.find(({ start, end }) => start <= x && x < end);
                expect(span?.kind).toBe(topmost?.kind);
              }
            }
          }
          expect(next).toBe(firstLine + lines);
        },
      ),
    );
  });

  it('leaves a strip without pictures whole', () => {
    expect(cutByRegions([], 512, 512, 4960)).toEqual([{ firstLine: 512, lines: 512, spans: [] }]);
  });
});

/** Whether the picture covers a part of the pixel; one without area covers nothing. */
function touches({ x, y, width, height }: ImageRegion, px: number, py: number): boolean {
  const [left, right] = [Math.floor(x), Math.ceil(x + width)];
  const [top, bottom] = [Math.floor(y), Math.ceil(y + height)];
  return left <= px && px < right && top <= py && py < bottom;
}
