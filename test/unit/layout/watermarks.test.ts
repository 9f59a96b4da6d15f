import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transformPoint, type RectPx } from '../../../src/layout/geometry.ts';
import {
  stampPlacements,
  watermarkMarks,
  type WatermarkSettings,
} from '../../../src/layout/marks/marks-watermark.ts';
import type { TextMark } from '../../../src/layout/marks.ts';
import { printableArea } from '../../../src/layout/printable-area.ts';
import { PAPERS, PAPER_NAMES } from '../../../src/machine/paper.ts';
import { ALIGNMENTS } from '../../../src/settings/catalogue/layout.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';
import { aDocument } from './planning.ts';

type Point = readonly [x: number, y: number];
const area = printableArea(PAPERS.A4);

const settings: fc.Arbitrary<WatermarkSettings> = fc
  .record({
    watermark: fc
      .string({ minLength: 1, maxLength: 40 })
      .filter((text) => /^[^\p{Cc}\p{Z}\p{Cf}]+$/u.test(text)),
    watermarkPosition: fc.constantFrom(...ALIGNMENTS),
    watermarkAngle: fc.integer({ min: -180, max: 180 }),
    watermarkSize: fc.integer({ min: 1, max: 20 }).map((step) => 5 * step),
    watermarkOpacity: fc.integer({ min: 1, max: 20 }).map((step) => 5 * step),
  })
  .map((chosen) => ({ ...DEFAULT_SETTINGS, ...chosen }));
const anyArea = fc.constantFrom(...PAPER_NAMES).map((name) => printableArea(PAPERS[name]));

/** The corners of a text that is as long as it may be, its letters as high as a line. */
function cornersOf({ x, y, align, angle, sizePx, maxLengthPx }: TextMark): Point[] {
  const length = maxLengthPx!;
  const from = { start: 0, center: -length / 2, end: -length }[align];
  const radians = (angle * Math.PI) / 180;
  const turn = (along: number, down: number): Point => [
    x + along * Math.cos(radians) + down * Math.sin(radians),
    y - along * Math.sin(radians) + down * Math.cos(radians),
  ];
  return [from, from + length].flatMap((along) => [-0.6, 0.6].map((line) => turn(along, line * sizePx)));
}

function boundsOf(points: readonly Point[]) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** How much is left free at each edge. */
function freeAround({ x, y, width, height }: RectPx, points: readonly Point[]) {
  const { left, right, top, bottom } = boundsOf(points);
  return { left: left - x, right: x + width - right, top: top - y, bottom: y + height - bottom };
}

/** In its position, and nowhere outside of the area. */
function expectInPosition(
  free: ReturnType<typeof freeAround>,
  position: WatermarkSettings['watermarkPosition'],
) {
  for (const room of Object.values(free)) expect(room).toBeGreaterThan(-1e-6);
  for (const edge of ['left', 'right', 'top', 'bottom'] as const) {
    if (position.includes(edge)) expect(free[edge]).toBeCloseTo(0, 5);
  }
  if (!/left|right/.test(position)) expect(free.left).toBeCloseTo(free.right, 5);
  if (!/top|bottom/.test(position)) expect(free.top).toBeCloseTo(free.bottom, 5);
}

describe('watermark text', () => {
  it('lies in its position inside the printable area, at every angle and size', () => {
    fc.assert(
      fc.property(anyArea, settings, (area, of) => {
        const [mark, ...others] = watermarkMarks(area, of);
        expect(others).toEqual([]);
        expectInPosition(freeAround(area, cornersOf(mark!)), of.watermarkPosition);
        expect(mark).toMatchObject({
          opacity: of.watermarkOpacity / 100,
          angle: of.watermarkAngle,
          clip: area,
        });
      }),
    );
  });

  it('begins at the left edge and ends at the right one, so that short letters touch it too', () => {
    const at = (watermarkPosition: 'left' | 'right', watermarkAngle: number) => {
      const [mark] = watermarkMarks(area, {
        ...DEFAULT_SETTINGS,
        watermark: 'X',
        watermarkPosition,
        watermarkAngle,
      });
      return { align: mark!.align, x: mark!.x };
    };
    expect(at('left', 0)).toEqual({ align: 'start', x: area.x });
    expect(at('right', 0)).toEqual({ align: 'end', x: area.x + area.width });
    expect(at('left', 180).align).toBe('end');
  });

  it('is as large as its share of the room', () => {
    const size = (watermarkSize: number) =>
      watermarkMarks(area, { ...DEFAULT_SETTINGS, watermark: 'DRAFT', watermarkSize })[0]!.sizePx;
    expect(size(40) / size(80)).toBeCloseTo(0.5, 6);
    const free = freeAround(
      area,
      cornersOf(watermarkMarks(area, { ...DEFAULT_SETTINGS, watermark: 'DRAFT', watermarkSize: 100 })[0]!),
    );
    expect(free.left).toBeCloseTo(0, 5);
  });

  it('repeated covers the area without getting out of hand', () => {
    fc.assert(
      fc.property(anyArea, settings, (area, of) => {
        const marks = watermarkMarks(area, { ...of, watermarkTiled: true });
        expect(marks.length).toBeGreaterThanOrEqual(9);
        expect(marks.length).toBeLessThanOrEqual(19 * 19);
        const { left, right, top, bottom } = boundsOf(marks.map(({ x, y }) => [x, y]));
        expect(left).toBeLessThanOrEqual(area.x);
        expect(top).toBeLessThanOrEqual(area.y);
        expect(right).toBeGreaterThanOrEqual(area.x + area.width);
        expect(bottom).toBeGreaterThanOrEqual(area.y + area.height);
        for (const { clip } of marks) expect(clip).toEqual(area);
      }),
    );
  });

  it('of nothing but white space is none', () => {
    expect(watermarkMarks(area, { ...DEFAULT_SETTINGS, watermark: ' \n\u202e ' })).toEqual([]);
  });
});

describe('stamp', () => {
  it('lies in its position inside the printable area, at every angle and size, undistorted', () => {
    const length = fc.double({ min: 5, max: 2000, noNaN: true });
    fc.assert(
      fc.property(anyArea, settings, length, length, (area, of, widthPt, heightPt) => {
        const [placement, ...others] = stampPlacements(area, aDocument('s', [{ widthPt, heightPt }]), of);
        expect(others).toEqual([]);
        const { matrix } = placement!;
        const corners = [0, widthPt].flatMap((x) => [0, heightPt].map((y) => transformPoint(matrix, x, y)));
        expectInPosition(freeAround(area, corners), of.watermarkPosition);
        const [a, b, c, d] = matrix;
        expect(Math.hypot(a, b)).toBeCloseTo(Math.hypot(c, d), 6);
        expect(a * d - b * c).toBeGreaterThan(0);
        // Counterclockwise: what runs to the right on the stamp rises on paper.
        const radians = (of.watermarkAngle * Math.PI) / 180;
        expect(Math.atan2(-b, a) - Math.atan2(Math.sin(radians), Math.cos(radians))).toBeCloseTo(0, 6);
        expect(placement!.opacity).toBe(of.watermarkOpacity / 100);
        expect(placement).not.toHaveProperty('number');
      }),
    );
  });
});
