import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transformPoint, type PageDimensions } from '../../../src/layout/geometry.ts';
import type { Mark } from '../../../src/layout/marks.ts';
import { mmToPx, printableArea } from '../../../src/layout/printable-area.ts';
import type { Placement, SidePlan } from '../../../src/layout/sheet-plan.ts';
import { fromLyingDown, mirroring, transformSide } from '../../../src/layout/places/transform-side.ts';
import { PAPERS, PAPER_NAMES } from '../../../src/machine/paper.ts';
import { ALIGNMENTS, ROTATIONS, SCALINGS } from '../../../src/settings/catalogue/layout.ts';
import type { PrintSettings } from '../../../src/settings/print-settings.ts';
import { A4, WIDE_A4, isInside, outline, planOf, scaleOf } from './planning.ts';

const ACTUAL = 600 / 72;
const AREA = printableArea(PAPERS.A4);
const TALL: PageDimensions = { widthPt: 72, heightPt: 144 };
const pageSize = fc.record({
  widthPt: fc.double({ min: 10, max: 5000, noNaN: true }),
  heightPt: fc.double({ min: 10, max: 5000, noNaN: true }),
});
const settings = fc.record({
  paper: fc.constantFrom(...PAPER_NAMES),
  scaling: fc.constantFrom(...SCALINGS),
  scalePercent: fc.integer({ min: 10, max: 400 }),
  alignment: fc.constantFrom(...ALIGNMENTS),
  rotation: fc.constantFrom(...ROTATIONS),
  autoRotate: fc.boolean(),
});

function front(page: PageDimensions, patch: Partial<PrintSettings>): Placement {
  return planOf([page], patch).sheets[0]!.front.placements[0]!;
}

/** In degrees clockwise, which way the page's right is seen. */
function turnOf({ matrix: [a, b] }: Placement): number {
  return (Math.round((Math.atan2(b, a) * 180) / Math.PI) + 360) % 360;
}

describe('scaling', () => {
  it('a ruler of one inch is as many dots as the scaling says: 600 at actual size, and percent of that', () => {
    fc.assert(
      fc.property(pageSize, settings, (page, layout) => {
        const ruler = (patch: Partial<PrintSettings>, along: 'x' | 'y') => {
          const { matrix } = front(page, { ...layout, ...patch });
          const [x1, y1] = transformPoint(matrix, 0, 0);
          const [x2, y2] = along === 'x' ? transformPoint(matrix, 72, 0) : transformPoint(matrix, 0, 72);
          return Math.hypot(x2 - x1, y2 - y1);
        };
        for (const along of ['x', 'y'] as const) {
          expect(ruler({ scaling: 'actual' }, along)).toBeCloseTo(600, 6);
          expect(ruler({ scaling: 'percent' }, along)).toBeCloseTo(6 * layout.scalePercent, 6);
        }
      }),
    );
  });

  it('fill covers the printable area and is no larger than that needs', () => {
    fc.assert(
      fc.property(pageSize, settings, (page, layout) => {
        const area = printableArea(PAPERS[layout.paper]);
        const box = outline(page, front(page, { ...layout, scaling: 'fill' }));
        expect(isInside(area, box)).toBe(true);
        const spare = Math.min(box.width - area.width, box.height - area.height);
        expect(spare).toBeCloseTo(0, 6);
      }),
    );
  });

  it('shrink is fit, but never larger than actual size', () => {
    fc.assert(
      fc.property(pageSize, settings, (page, layout) => {
        const fit = scaleOf(front(page, { ...layout, scaling: 'fit' }));
        const shrink = scaleOf(front(page, { ...layout, scaling: 'shrink' }));
        expect(shrink).toBeCloseTo(Math.min(fit, ACTUAL), 9);
      }),
    );
  });

  it('never draws outside of the printable area', () => {
    fc.assert(
      fc.property(pageSize, settings, (page, layout) => {
        expect(isInside(front(page, layout).clip, printableArea(PAPERS[layout.paper]))).toBe(true);
      }),
    );
  });
});

describe('alignment', () => {
  it.each<[PrintSettings['alignment'], number, number]>([
    ['top-left', 0, 0],
    ['top', 0.5, 0],
    ['top-right', 1, 0],
    ['left', 0, 0.5],
    ['centre', 0.5, 0.5],
    ['right', 1, 0.5],
    ['bottom-left', 0, 1],
    ['bottom', 0.5, 1],
    ['bottom-right', 1, 1],
  ])('%s', (alignment, across, down) => {
    const box = outline(TALL, front(TALL, { scaling: 'actual', alignment }));
    expect(box.x).toBe(AREA.x + Math.trunc((AREA.width - 600) * across));
    expect(box.y).toBe(AREA.y + Math.trunc((AREA.height - 1200) * down));
  });

  it('keeps pages in whole pixels, so that scans at 600 dpi keep theirs', () => {
    fc.assert(
      fc.property(pageSize, settings, (page, layout) => {
        const { matrix } = front(page, { ...layout, rotation: '0', autoRotate: false });
        expect(Number.isInteger(matrix[4])).toBe(true);
        expect(Number.isInteger(matrix[5])).toBe(true);
      }),
    );
  });
});

describe('turning', () => {
  it.each<[string, PageDimensions, Partial<PrintSettings>, number]>([
    ['an upright page stays', A4, {}, 0],
    ['a wide page is turned to the left', WIDE_A4, {}, 270],
    ['unless nobody wants that', WIDE_A4, { autoRotate: false }, 0],
    ['all pages by a quarter', A4, { rotation: '90' }, 90],
    ['all pages upside down', A4, { rotation: '180' }, 180],
    ['all pages by three quarters', A4, { rotation: '270' }, 270],
    ['a wide page that was turned by a quarter stays so', WIDE_A4, { rotation: '90' }, 90],
    ['a wide page upside down is turned as well', WIDE_A4, { rotation: '180' }, 90],
    ['one page by itself', A4, { pages: '1@90' }, 90],
    ['one page by itself, and all', A4, { pages: '1@90', rotation: '180' }, 270],
    ['one page by itself against all', A4, { pages: '1@90', rotation: '270' }, 0],
  ])('%s', (_, page, patch, expected) => {
    expect(turnOf(front(page, patch))).toBe(expected);
  });

  it('a side says that it is read with its left edge up where a wide page was turned so', () => {
    expect(planOf([WIDE_A4]).sheets[0]!.front.turned).toBe(true);
    expect(planOf([A4]).sheets[0]!.front.turned).toBeUndefined();
    expect(planOf([A4], { rotation: '180' }).sheets[0]!.front.turned).toBeUndefined();
  });
});

describe('margins', () => {
  it('the extra margin keeps pages from all edges', () => {
    const { clip } = front(A4, { marginMm: 10 });
    const [x, width] = [AREA.x + mmToPx(10), AREA.width - 2 * mmToPx(10)];
    expect(clip).toEqual({ x, y: x, width, height: AREA.height - 2 * mmToPx(10) });
    expect(isInside(outline(A4, front(A4, { marginMm: 10 })), clip)).toBe(true);
  });

  it('too much of it is refused', () => {
    expect(() => planOf([A4], { paper: 'Com10', marginMm: 50 })).toThrow(/layout\.no-room/);
    const nup = { arrangement: 'nup', pagesPerSheet: '16', pageGapMm: 50, paper: 'A5' } as const;
    expect(() => planOf([A4], nup)).toThrow(/layout\.no-room/);
  });

  /** How far the place of each side is from its printable area's edges: left, top, right, bottom. */
  const insets = (patch: Partial<PrintSettings>) => {
    const plan = planOf([A4, A4], { bindingMarginMm: 12, bindingMarginBy: 'layout', ...patch });
    return sidesOfFirst(plan.sheets[0]!).map(({ placements: [placement] }) => {
      const { x, y, width, height } = placement!.clip;
      const [right, bottom] = [AREA.x + AREA.width - x - width, AREA.y + AREA.height - y - height];
      return [x - AREA.x, y - AREA.y, right, bottom].map((px) => (px === mmToPx(12) ? 'M' : px)).join(' ');
    });
  };
  const sidesOfFirst = ({ front: one, back }: { front: SidePlan; back: SidePlan | null }) =>
    back ? [one, back] : [one];

  it.each<[string, Partial<PrintSettings>, string[]]>([
    ['one-sided, left', {}, ['M 0 0 0']],
    ['one-sided, right', { bindingEdge: 'right' }, ['0 0 M 0']],
    ['one-sided, top', { bindingEdge: 'top' }, ['0 M 0 0']],
    ['like a book, the back seen through the sheet', { duplex: 'long' }, ['M 0 0 0', '0 0 M 0']],
    ['like a notepad', { duplex: 'short' }, ['0 M 0 0', '0 0 0 M']],
    ['from the right', { duplex: 'long', bindingEdge: 'right' }, ['0 0 M 0', 'M 0 0 0']],
    ['book at the top', { duplex: 'long', bindingEdge: 'top' }, ['0 M 0 0', '0 M 0 0']],
    ['notepad at the left', { duplex: 'short', bindingEdge: 'left' }, ['M 0 0 0', 'M 0 0 0']],
    ['turned by hand', { duplex: 'long', turnedBy: 'hand' }, ['M 0 0 0', '0 0 M 0']],
    ['mirrored, still at the edge that is bound', { duplex: 'long', mirror: true }, ['M 0 0 0', '0 0 M 0']],
    ['made by the machine', { duplex: 'long', bindingMarginBy: 'machine' }, ['0 0 0 0', '0 0 0 0']],
    [
      'asked of a machine that cannot',
      { duplex: 'long', turnedBy: 'hand', bindingMarginBy: 'machine' },
      ['M 0 0 0', '0 0 M 0'],
    ],
  ])('binding margin: %s', (_, patch, expected) => {
    expect(insets(patch)).toEqual(expected);
  });
});

describe('moved and mirrored sides', () => {
  it('fronts and backs move by their own offsets, and no further than the printable area', () => {
    const offsets = { offsetXMm: 3.2, offsetYMm: -1, backOffsetXMm: -2, backOffsetYMm: 4.5 };
    const before = planOf([TALL, TALL], { duplex: 'long', scaling: 'actual' }).sheets[0]!;
    const after = planOf([TALL, TALL], { duplex: 'long', scaling: 'actual', ...offsets }).sheets[0]!;
    const moved = (one: SidePlan, other: SidePlan) => {
      const [from, to] = [one.placements[0]!, other.placements[0]!];
      expect(isInside(to.clip, AREA)).toBe(true);
      return [to.matrix[4] - from.matrix[4], to.matrix[5] - from.matrix[5]];
    };
    expect(moved(before.front, after.front)).toEqual([mmToPx(3.2), mmToPx(-1)]);
    expect(moved(before.back!, after.back!)).toEqual([mmToPx(-2), mmToPx(4.5)]);
  });

  it('left and right are exchanged, top and bottom are not', () => {
    fc.assert(
      fc.property(pageSize, settings, (page, layout) => {
        const { widthPx } = PAPERS[layout.paper];
        const plain = front(page, layout).matrix;
        const mirrored = front(page, { ...layout, mirror: true }).matrix;
        const [x, y] = transformPoint(plain, 7, 5);
        const [mirroredX, mirroredY] = transformPoint(mirrored, 7, 5);
        expect(mirroredX).toBeCloseTo(widthPx - x, 6);
        expect(mirroredY).toBeCloseTo(y, 6);
      }),
    );
  });

  it('texts are mirrored too, about their anchor, however they run', () => {
    const text = { kind: 'text', layer: 'over', gray: 0, text: 'A', align: 'start', sizePx: 9 } as const;
    const marks: Mark[] = [0, 30, 90].map((angle) => ({ ...text, x: 1000, y: 500, angle }));
    const mirrored = transformSide({ placements: [], marks }, mirroring({ widthPx: 4960 })).marks!;
    expect(rounded(mirrored)).toEqual(
      [0, -30, -90].map((angle) => ({ ...text, x: 3960, y: 500, angle, mirrored: true })),
    );
    const turned = transformSide({ placements: [], marks }, fromLyingDown({ heightPx: 7016 })).marks!;
    expect(rounded(turned)).toEqual([90, 120, 180].map((angle) => ({ ...text, x: 500, y: 6016, angle })));
  });

  it('the job sheet stays readable', () => {
    const [banner, page] = planOf([A4], { banner: true, mirror: true, header: '{title}' }).sheets;
    const hasMirrored = ({ marks = [] }: SidePlan) =>
      marks.some((mark) => mark.kind === 'text' && mark.mirrored);
    expect(banner!.role).toBe('banner');
    expect([hasMirrored(banner!.front), hasMirrored(page!.front)]).toEqual([false, true]);
  });

  it('mirrored twice is not mirrored', () => {
    const marks = fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant('line' as const),
          layer: fc.constant('over' as const),
          gray: fc.nat(255),
          x1: fc.nat(4000),
          y1: fc.nat(4000),
          x2: fc.nat(4000),
          y2: fc.nat(4000),
          widthPx: fc.nat(9),
        }),
        fc.record({
          kind: fc.constant('text' as const),
          layer: fc.constant('under' as const),
          gray: fc.nat(255),
          text: fc.string(),
          x: fc.nat(4000),
          y: fc.nat(4000),
          sizePx: fc.nat(200),
          align: fc.constantFrom('start' as const, 'center' as const, 'end' as const),
          angle: fc.integer({ min: -179, max: 179 }),
        }),
      ),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(pageSize, settings, marks, (page, layout, drawn) => {
        const side: SidePlan = { placements: [front(page, layout)], marks: drawn };
        const mirror = mirroring(PAPERS[layout.paper]);
        const twice = transformSide(transformSide(side, mirror), mirror);
        const back = { ...twice, marks: twice.marks!.map((mark) => withoutMirroring(mark)) };
        expect(rounded(back)).toEqual(rounded(side));
      }),
    );
  });
});

function withoutMirroring(mark: Mark): Mark {
  if (mark.kind === 'line') return mark;
  const { mirrored, ...text } = mark;
  expect(mirrored).toBe(false);
  return text;
}

/** Numbers to the millionth, and no -0. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'number' ? Math.round(part * 1e6) / 1e6 + 0 : part,
    ),
  );
}
