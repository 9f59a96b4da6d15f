import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAPERS } from '../../../src/machine/paper.ts';
import { parseToneCurve, toneCurve } from '../../../src/settings/tone-curve.ts';
import { residualOf, wedgeCurve } from '../../../src/settings/wedge-curve.ts';
import {
  readWedgeCode,
  WEDGE_CODE_CELLS,
  WEDGE_CODE_MM,
  WEDGE_GRAYS,
  WEDGE_MARK_MM,
  WEDGE_MARKS,
  WEDGE_PATCH_MM,
  WEDGE_PATCHES,
  WEDGE_SIZE_MM,
  wedgeCode,
  wedgeId,
} from '../../../src/settings/wedge.ts';

describe('the step wedge', () => {
  it('has each gray three times, inside its frame, and nothing on anything else', () => {
    const patches = WEDGE_PATCHES.map(({ xMm, yMm }) => ({
      ...{ left: xMm, top: yMm, right: xMm + WEDGE_PATCH_MM, bottom: yMm + WEDGE_PATCH_MM },
    }));
    const marks = WEDGE_MARKS.map(({ xMm, yMm }) => {
      const radius = WEDGE_MARK_MM.outerRadius;
      return { left: xMm - radius, top: yMm - radius, right: xMm + radius, bottom: yMm + radius };
    });
    const { xMm, yMm, cell, height } = WEDGE_CODE_MM;
    const code = { left: xMm, top: yMm, right: xMm + cell * WEDGE_CODE_CELLS, bottom: yMm + height };
    const all = [...patches, ...marks, code];
    for (const [i, one] of all.entries()) {
      expect(Math.min(one.left, one.top)).toBeGreaterThanOrEqual(0);
      expect(one.right).toBeLessThanOrEqual(WEDGE_SIZE_MM.width);
      expect(one.bottom).toBeLessThanOrEqual(WEDGE_SIZE_MM.height);
      for (const other of all.slice(i + 1)) {
        const apartX = Math.max(other.left - one.right, one.left - other.right);
        const apartY = Math.max(other.top - one.bottom, one.top - other.bottom);
        expect(Math.max(apartX, apartY)).toBeGreaterThan(0.4);
      }
    }
    for (const gray of WEDGE_GRAYS) {
      expect(WEDGE_PATCHES.filter((patch) => patch.gray === gray)).toHaveLength(3);
    }
  });

  it('fits every paper', () => {
    for (const { widthMm, heightMm, kind } of Object.values(PAPERS)) {
      const frame = kind === 'envelope' ? 20 : 10;
      expect(WEDGE_SIZE_MM.width).toBeLessThanOrEqual(widthMm - frame);
      expect(WEDGE_SIZE_MM.height).toBeLessThanOrEqual(heightMm - frame);
    }
  });

  it('says which print it is, and notices a cell that was read wrongly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffff }),
        fc.nat(WEDGE_CODE_CELLS - 1),
        fc.nat(WEDGE_CODE_CELLS - 1),
        (id, one, other) => {
          const cells = wedgeCode(id);
          expect(readWedgeCode(cells)).toBe(id);
          const wrong = cells.map((cell, i) => (i === one || i === other ? !cell : cell));
          expect(readWedgeCode(wrong)).toBeNull();
        },
      ),
    );
    expect(readWedgeCode(Array<boolean>(WEDGE_CODE_CELLS).fill(false))).toBeNull();
    expect(readWedgeCode(Array<boolean>(WEDGE_CODE_CELLS).fill(true))).toBeNull();
    expect(wedgeId('a', '')).not.toBe(wedgeId('a', '10:12'));
    expect(wedgeId('a', '')).not.toBe(wedgeId('b', ''));
  });
});

describe('the curve of a wedge', () => {
  const through = (tone: (gray: number) => number) => WEDGE_GRAYS.map(tone);

  it('undoes what the machine does, within two levels', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.75, max: 1.9, noNaN: true }),
        fc.double({ min: -0.25, max: 0.25, noNaN: true }),
        (power, bend) => {
          const tone = (gray: number) => {
            const light = (gray / 255) ** power;
            return 255 * (light + bend * light * (1 - light));
          };
          const curve = toneCurve(parseToneCurve(wedgeCurve(through(tone))));
          for (let gray = 16; gray <= 250; gray += 1)
            expect(Math.abs(tone(curve(gray)) - gray)).toBeLessThan(2);
        },
      ),
    );
  });

  it('never falls, keeps black and white, and can be read, whatever noise there was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -7, max: 7, noNaN: true }), { minLength: 24, maxLength: 24 }),
        (noise) => {
          const lightness = WEDGE_GRAYS.map((gray, i) =>
            i === 0 ? 0 : i === 23 ? 255 : Math.min(255, Math.max(0, gray + noise[i]!)),
          );
          const points = parseToneCurve(wedgeCurve(lightness));
          expect(points[0]).toEqual({ from: 0, to: 0 });
          expect(points.at(-1)).toEqual({ from: 255, to: 255 });
        },
      ),
    );
  });

  it('changes nothing where nothing is wrong, and says how much is', () => {
    expect(parseToneCurve(wedgeCurve(WEDGE_GRAYS)).every(({ from, to }) => from === to)).toBe(true);
    expect(residualOf(WEDGE_GRAYS)).toEqual({ mean: 0, largest: 0 });
    expect(residualOf(WEDGE_GRAYS.map((gray, i) => gray + (i === 5 ? 12 : 0))).largest).toBe(12);
  });

  it('is refused where a lighter gray printed much darker', () => {
    const lightness = WEDGE_GRAYS.map((gray, i) => (i === 10 ? gray - 40 : gray));
    expect(() => wedgeCurve(lightness)).toThrow(
      expect.objectContaining({
        code: 'settings.wedge-order',
        params: { dark: WEDGE_GRAYS[9], light: WEDGE_GRAYS[10] },
      }),
    );
  });
});
