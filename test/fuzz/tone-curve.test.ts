import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PlatenError } from '../../src/errors/platen-error.ts';
import { formatToneCurve, parseToneCurve, toneCurve } from '../../src/settings/tone-curve.ts';

it('any text is a tone curve that can be used, or an error that points into it', () => {
  const pieces = fc.constantFrom(
    '0:0',
    '96:112',
    '255:255',
    ' ',
    ',',
    ':',
    '12',
    '-',
    '999',
    '\n',
    'é',
    '1:2:3',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        const points = parseToneCurve(text);
        expect(parseToneCurve(formatToneCurve(points))).toEqual(points);
        for (const gray of [0, 1, 127.5, 254, 255]) expect(toneCurve(points)(gray)).toBeGreaterThanOrEqual(0);
      } catch (error) {
        expect(error).toBeInstanceOf(PlatenError);
        const { code, params } = error as PlatenError;
        expect(code).toMatch(/^settings\.tone-curve-/);
        const [position, length] = [Number(params['position']), Number(params['length'])];
        expect(length).toBeGreaterThan(0);
        expect(position + length).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 1000 },
  );
});
