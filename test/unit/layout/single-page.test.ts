import type { Matrix } from '../../../src/layout/geometry.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printableArea } from '../../../src/layout/printable-area.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import type { Placement } from '../../../src/layout/sheet-plan.ts';
import { DUPLEX_MODES } from '../../../src/machine/options.ts';
import { PAPERS, PAPER_NAMES } from '../../../src/machine/paper.ts';
import type { PrintSettings } from '../../../src/settings/print-settings.ts';
import { A4, aDocument, input, names, planOf, sidesOf } from './planning.ts';

type LayoutSettings = Pick<PrintSettings, 'paper' | 'duplex' | 'scaling'>;

const pageSize = fc.record({
  widthPt: fc.double({ min: 10, max: 14_000, noNaN: true }),
  heightPt: fc.double({ min: 10, max: 14_000, noNaN: true }),
});
const settings = fc.record({
  paper: fc.constantFrom(...PAPER_NAMES),
  duplex: fc.constantFrom(...DUPLEX_MODES),
  scaling: fc.constantFrom('fit' as const, 'shrink' as const, 'actual' as const),
});

const apply = ([a, b, c, d, e, f]: Matrix, x: number, y: number) => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
});

function only(page: { widthPt: number; heightPt: number }, layout: LayoutSettings): Placement {
  return planOf([page], layout).sheets[0]!.front.placements[0]!;
}

/** The page's outline on the side. */
function outline(page: { widthPt: number; heightPt: number }, { matrix }: Placement) {
  const one = apply(matrix, 0, 0);
  const two = apply(matrix, page.widthPt, page.heightPt);
  return {
    left: Math.min(one.x, two.x),
    top: Math.min(one.y, two.y),
    right: Math.max(one.x, two.x),
    bottom: Math.max(one.y, two.y),
  };
}

const plain: LayoutSettings = { paper: 'A4', duplex: 'off', scaling: 'actual' };

describe('fit and shrink', () => {
  it('keep every page inside the printable area, which it touches unless it was not enlarged', () => {
    fc.assert(
      fc.property(
        pageSize,
        settings,
        fc.constantFrom('fit' as const, 'shrink' as const),
        (page, base, scaling) => {
          const placement = only(page, { ...base, scaling });
          const area = printableArea(PAPERS[base.paper]);
          const box = outline(page, placement);
          const slack = 1e-6;
          expect(box.left).toBeGreaterThanOrEqual(area.x - slack);
          expect(box.top).toBeGreaterThanOrEqual(area.y - slack);
          expect(box.right).toBeLessThanOrEqual(area.x + area.width + slack);
          expect(box.bottom).toBeLessThanOrEqual(area.y + area.height + slack);
          const fills =
            Math.abs(box.right - box.left - area.width) < 0.01 ||
            Math.abs(box.bottom - box.top - area.height) < 0.01;
          const scale = Math.hypot(placement.matrix[0], placement.matrix[1]);
          if (scaling === 'fit') expect(fills).toBe(true);
          else expect(fills || Math.abs(scale - 600 / 72) < 1e-9).toBe(true);
          expect(scaling === 'shrink' ? scale : 0).toBeLessThanOrEqual(600 / 72);
        },
      ),
    );
  });

  it('centre the page to the pixel', () => {
    fc.assert(
      fc.property(pageSize, settings, (page, layout) => {
        const { widthPx, heightPx } = PAPERS[layout.paper];
        const box = outline(page, only(page, layout));
        const tolerance = layout.scaling === 'actual' ? 9 : 1;
        expect(Math.abs(box.left + box.right - widthPx)).toBeLessThanOrEqual(2 * tolerance);
        expect(Math.abs(box.top + box.bottom - heightPx)).toBeLessThanOrEqual(2 * tolerance);
      }),
    );
  });
});

describe('every placement', () => {
  it('is clipped to the printable area, keeps the shape of the page and does not mirror it', () => {
    fc.assert(
      fc.property(pageSize, settings, (page, layout) => {
        const { matrix, clip } = only(page, layout);
        const [a, b, c, d] = matrix;
        expect(clip).toEqual(printableArea(PAPERS[layout.paper]));
        expect(a * c + b * d).toBeCloseTo(0, 12);
        expect(Math.hypot(a, b)).toBeCloseTo(Math.hypot(c, d), 12);
        expect(a * d - b * c).toBeGreaterThan(0);
      }),
    );
  });
});

describe('actual size', () => {
  it('makes an inch 600 dots, whatever the page and the paper', () => {
    fc.assert(
      fc.property(pageSize, settings, (page, layout) => {
        const { matrix } = only(page, { ...layout, scaling: 'actual' });
        const from = apply(matrix, 0, 0);
        for (const to of [apply(matrix, 72, 0), apply(matrix, 0, 72)]) {
          expect(Math.hypot(to.x - from.x, to.y - from.y)).toBeCloseTo(600, 9);
        }
      }),
    );
  });

  it.each([
    ['A4', A4],
    ['A4', { widthPt: 595, heightPt: 842 }],
    ['A4', { widthPt: 595.28, heightPt: 841.89 }],
    ['Letter', { widthPt: 612, heightPt: 792 }],
    ['Legal', { widthPt: 612, heightPt: 1008 }],
  ] as const)('puts a page of the size of %s exactly on the sheet (%o)', (paper, page) => {
    expect(only(page, { ...plain, paper }).matrix).toEqual([600 / 72, 0, 0, 600 / 72, 0, 0]);
  });

  it('turns a landscape page of the size of the sheet exactly onto it', () => {
    const box = outline(
      { widthPt: 792, heightPt: 612 },
      only({ widthPt: 792, heightPt: 612 }, { ...plain, paper: 'Letter' }),
    );
    expect(box.left).toBe(0);
    expect(box.top).toBeCloseTo(0, 9);
    expect(box.right).toBeCloseTo(5100, 9);
    expect(box.bottom).toBeCloseTo(6600, 9);
  });
});

describe('landscape pages', () => {
  it('are turned with their top along the left edge, upright ones not at all', () => {
    fc.assert(
      fc.property(pageSize, settings, (page, layout) => {
        const { matrix } = only(page, layout);
        const topLeft = apply(matrix, 0, 0);
        const topRight = apply(matrix, page.widthPt, 0);
        if (page.widthPt > page.heightPt) {
          expect(topRight.x).toBeCloseTo(topLeft.x, 6);
          expect(topRight.y).toBeLessThan(topLeft.y);
          expect(outline(page, only(page, layout)).left).toBeCloseTo(topLeft.x, 6);
        } else {
          expect(topRight.y).toBeCloseTo(topLeft.y, 6);
          expect(topRight.x).toBeGreaterThan(topLeft.x);
        }
      }),
    );
  });
});

describe('sheets', () => {
  it('hold all pages of all documents, in order, one to a side, backs only in duplex', () => {
    const documents = fc.array(fc.array(fc.constant(A4), { minLength: 1, maxLength: 7 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(documents, settings, (lists, layout) => {
        const plan = planJob(
          input(
            lists.map((pages, index) => aDocument(`doc${index}`, pages)),
            layout,
          ),
        );
        const printed = sidesOf(plan.sheets).map(({ placements }) => names(placements));
        expect(printed).toEqual(lists.flatMap((pages, doc) => pages.map((_, page) => [`doc${doc}/${page}`])));
        expect(plan).toMatchObject({ paper: layout.paper, duplex: layout.duplex });
        const withoutBack = plan.sheets.filter(({ back }) => back === null);
        if (layout.duplex === 'off') expect(withoutBack).toHaveLength(plan.sheets.length);
        else expect(withoutBack.every((sheet) => sheet === plan.sheets.at(-1))).toBe(true);
      }),
    );
  });
});
