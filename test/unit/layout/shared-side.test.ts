import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  intersection,
  transformRect,
  type PageDimensions,
  type RectPx,
} from '../../../src/layout/geometry.ts';
import { mmToPx, printableArea } from '../../../src/layout/printable-area.ts';
import type { SidePlan } from '../../../src/layout/sheet-plan.ts';
import { rectLyingDown, toLyingDown } from '../../../src/layout/places/transform-side.ts';
import { PAPERS, PAPER_NAMES } from '../../../src/machine/paper.ts';
import {
  PAGES_PER_SHEET,
  PAGE_BORDERS,
  PAGE_ORDERS,
  SCALINGS,
} from '../../../src/settings/catalogue/layout.ts';
import type { PrintSettings } from '../../../src/settings/print-settings.ts';
import {
  A4,
  WIDE_A4,
  isInside,
  names,
  outline,
  placementsOf,
  planOf,
  scaleOf,
  sidesOf,
  times,
} from './planning.ts';

const AREA = printableArea(PAPERS.A4);
const pageSize = fc.record({
  widthPt: fc.double({ min: 50, max: 2000, noNaN: true }),
  heightPt: fc.double({ min: 50, max: 2000, noNaN: true }),
});
const settings = fc.record({
  arrangement: fc.constant('nup' as const),
  // Envelopes have no room for sixteen pages with wide gaps.
  paper: fc.constantFrom(...PAPER_NAMES.filter((name) => PAPERS[name].kind === 'sheet')),
  pagesPerSheet: fc.constantFrom(...PAGES_PER_SHEET),
  pageOrder: fc.constantFrom(...PAGE_ORDERS),
  pageGapMm: fc.nat(20),
  scaling: fc.constantFrom(...SCALINGS),
  autoRotate: fc.boolean(),
  duplex: fc.constantFrom('off' as const, 'long' as const),
});

function overlap(one: RectPx, other: RectPx): number {
  const { width, height } = intersection(one, other);
  return Math.min(width, height);
}

/** The page numbers as they stand on the side, row by row, as its reader holds it. */
function table({ placements, turned }: SidePlan): string {
  const seen = placements.map(({ number, clip }) => ({
    number: number!,
    place: turned ? transformRect(toLyingDown(PAPERS.A4), clip) : clip,
  }));
  const rows = [...new Set(seen.map(({ place }) => place.y))].sort((a, b) => a - b);
  return rows
    .map((y) =>
      seen
        .filter(({ place }) => place.y === y)
        .sort((a, b) => a.place.x - b.place.x)
        .map(({ number }) => number)
        .join(' '),
    )
    .join(' / ');
}

const firstTable = (patch: Partial<PrintSettings>, page: PageDimensions = A4, count = 16) =>
  table(planOf(times(count, page), { arrangement: 'nup', ...patch }).sheets[0]!.front);

describe('several pages a side', () => {
  it('hold every page exactly once, in order', () => {
    fc.assert(
      fc.property(fc.array(pageSize, { minLength: 1, maxLength: 40 }), settings, (pages, layout) => {
        const plan = planOf(pages, layout);
        expect(names(placementsOf(plan))).toEqual(pages.map((_, index) => `d/${index}`));
        const perSide = Number(layout.pagesPerSheet);
        const sides = sidesOf(plan.sheets).filter(({ placements }) => placements.length > 0);
        expect(sides).toHaveLength(Math.ceil(pages.length / perSide));
        for (const { placements } of sides.slice(0, -1)) expect(placements).toHaveLength(perSide);
      }),
    );
  });

  it('never overlap, and stay inside of the printable area', () => {
    fc.assert(
      fc.property(fc.array(pageSize, { minLength: 16, maxLength: 16 }), settings, (pages, layout) => {
        const area = printableArea(PAPERS[layout.paper]);
        for (const { placements } of sidesOf(planOf(pages, layout).sheets)) {
          placements.forEach(({ clip }, index) => {
            expect(isInside(clip, area)).toBe(true);
            for (const other of placements.slice(index + 1))
              expect(overlap(clip, other.clip)).toBeLessThan(1e-6);
          });
        }
      }),
      { numRuns: 50 },
    );
  });

  it('fit: every page lies in its place and fills it one way', () => {
    fc.assert(
      fc.property(fc.array(pageSize, { minLength: 1, maxLength: 16 }), settings, (pages, layout) => {
        for (const placement of placementsOf(planOf(pages, { ...layout, scaling: 'fit' }))) {
          const box = outline(pages[placement.pageIndex]!, placement);
          expect(isInside(box, placement.clip)).toBe(true);
          const { width, height } = placement.clip;
          expect(Math.min(width - box.width, height - box.height)).toBeCloseTo(0, 6);
        }
      }),
    );
  });

  it('lie a gap apart', () => {
    const { placements } = planOf(times(4, A4), { arrangement: 'nup', pagesPerSheet: '4', pageGapMm: 10 })
      .sheets[0]!.front;
    const [one, two, three] = placements.map(({ clip }) => clip);
    expect(two!.x - one!.x - one!.width).toBe(mmToPx(10));
    expect(three!.y - one!.y - one!.height).toBe(mmToPx(10));
  });
});

describe('orders', () => {
  it.each<[PrintSettings['pageOrder'], string, string]>([
    ['Z', '1 2 3 / 4 5 6', '1 2 / 3 4 / 5 6'],
    ['N', '1 3 5 / 2 4 6', '1 4 / 2 5 / 3 6'],
    ['Z-rtl', '3 2 1 / 6 5 4', '2 1 / 4 3 / 6 5'],
    ['N-rtl', '5 3 1 / 6 4 2', '4 1 / 5 2 / 6 3'],
  ])('%s', (pageOrder, upright, wide) => {
    expect(firstTable({ pagesPerSheet: '6', pageOrder })).toBe(upright);
    expect(firstTable({ pagesPerSheet: '6', pageOrder }, WIDE_A4)).toBe(wide);
  });

  it.each<[PrintSettings['pagesPerSheet'], string, string]>([
    ['2', '1 2', '1 / 2'],
    ['4', '1 2 / 3 4', '1 2 / 3 4'],
    ['8', '1 2 3 4 / 5 6 7 8', '1 2 / 3 4 / 5 6 / 7 8'],
    ['9', '1 2 3 / 4 5 6 / 7 8 9', '1 2 3 / 4 5 6 / 7 8 9'],
    ['16', '1 2 3 4 / 5 6 7 8 / 9 10 11 12 / 13 14 15 16', '1 2 3 4 / 5 6 7 8 / 9 10 11 12 / 13 14 15 16'],
  ])('%s pages', (pagesPerSheet, upright, wide) => {
    expect(firstTable({ pagesPerSheet })).toBe(upright);
    expect(firstTable({ pagesPerSheet }, WIDE_A4)).toBe(wide);
  });

  it('fill an unfinished side from its beginning', () => {
    expect(firstTable({ pagesPerSheet: '4', pageOrder: 'N-rtl' }, A4, 3)).toBe('3 1 / 2');
  });
});

describe('the side turns to suit its pages', () => {
  it.each<[PrintSettings['pagesPerSheet'], boolean, boolean]>([
    ['2', true, false],
    ['4', false, true],
    ['6', true, false],
    ['8', true, false],
    ['9', false, true],
    ['16', false, true],
  ])('%s pages: lying down for upright ones %s, for wide ones %s', (pagesPerSheet, upright, wide) => {
    const turned = (page: PageDimensions) =>
      planOf(times(16, page), { arrangement: 'nup', pagesPerSheet }).sheets[0]!.front.turned === true;
    expect([turned(A4), turned(WIDE_A4)]).toEqual([upright, wide]);
  });

  it('so that no page of the paper’s shape would come out larger the other way', () => {
    for (const pagesPerSheet of PAGES_PER_SHEET) {
      for (const page of [A4, WIDE_A4]) {
        const layout = { arrangement: 'nup', pagesPerSheet } as const;
        const chosen = planOf(times(16, page), { ...layout, autoRotate: false });
        const other = page === A4 ? WIDE_A4 : A4;
        // A mostly differing job gets the other grid; the odd page among them is as it would be there.
        const mixed = planOf([page, ...times(15, other)], { ...layout, autoRotate: true });
        const [here, there] = [chosen, mixed].map((plan) => scaleOf(plan.sheets[0]!.front.placements[0]!));
        expect(here).toBeGreaterThanOrEqual(there! - 0.01);
      }
    }
  });

  it('pages of the other orientation are turned in their places', () => {
    const { placements } = planOf([A4, A4, WIDE_A4, A4], { arrangement: 'nup', pagesPerSheet: '4' })
      .sheets[0]!.front;
    const scales = placements.map(scaleOf);
    expect(scales[2]).toBeCloseTo(scales[0]!, 1);
    expect(placements[2]!.matrix[0]).toBe(0);
    expect(placements[0]!.matrix[1]).toBe(0);
  });
});

describe('one page, repeated', () => {
  const card: PageDimensions = { widthPt: (85 / 25.4) * 72, heightPt: (55 / 25.4) * 72 };
  const copies = (page: PageDimensions, patch: Partial<PrintSettings>) =>
    planOf([page, page], { arrangement: 'repeat', ...patch }).sheets.map(({ front }) => front);

  it('fills the grid with it, one side for each page', () => {
    const sides = copies(A4, { pagesPerSheet: '9' });
    expect(sides.map(({ placements }) => names(placements))).toEqual([times(9, 'd/0'), times(9, 'd/1')]);
    expect(sides[0]!.placements.map(({ number }) => number)).toEqual(times(9, 1));
  });

  it('takes as many as the side takes at actual size: ten cards of 85 by 55 mm on A4', () => {
    const [side] = copies(card, { scaling: 'actual' });
    expect(side!.placements).toHaveLength(10);
    for (const placement of side!.placements) {
      expect(scaleOf(placement)).toBeCloseTo(600 / 72, 9);
      expect(isInside(placement.clip, AREA)).toBe(true);
    }
    expect(copies(card, { scaling: 'percent', scalePercent: 50 })[0]!.placements).toHaveLength(42);
  });

  it('lays the side down where it then takes more', () => {
    const label: PageDimensions = { widthPt: (140 / 25.4) * 72, heightPt: (60 / 25.4) * 72 };
    const [lying] = copies(label, { scaling: 'actual' });
    const [upright] = copies(label, { scaling: 'actual', autoRotate: false });
    expect([lying!.placements.length, upright!.placements.length]).toEqual([6, 4]);
  });

  it('is there once where it is larger than the side, and not without end where it is tiny', () => {
    const huge = { widthPt: 3000, heightPt: 4000 };
    expect(copies(huge, { scaling: 'actual' })[0]!.placements).toHaveLength(1);
    expect(copies({ widthPt: 1, heightPt: 1 }, { scaling: 'actual' })[0]!.placements).toHaveLength(1600);
  });
});

describe('lines around pages', () => {
  it('stay inside of the printable area, and frames on their page, whatever the layout', () => {
    fc.assert(
      fc.property(
        fc.array(pageSize, { minLength: 1, maxLength: 9 }),
        settings,
        fc.constantFrom(...PAGE_BORDERS),
        (pages, layout, pageBorder) => {
          const area = printableArea(PAPERS[layout.paper]);
          for (const { placements, marks = [] } of sidesOf(planOf(pages, { ...layout, pageBorder }).sheets)) {
            if (pageBorder === 'none') expect(marks).toEqual([]);
            if (pageBorder === 'thin' || pageBorder === 'thick')
              expect(marks).toHaveLength(4 * placements.length);
            for (const mark of marks) {
              if (mark.kind !== 'line') throw new Error('a text');
              const ink = {
                x: Math.min(mark.x1, mark.x2) - (mark.x1 === mark.x2 ? mark.widthPx / 2 : 0),
                y: Math.min(mark.y1, mark.y2) - (mark.y1 === mark.y2 ? mark.widthPx / 2 : 0),
                width: Math.abs(mark.x1 - mark.x2) + (mark.x1 === mark.x2 ? mark.widthPx : 0),
                height: Math.abs(mark.y1 - mark.y2) + (mark.y1 === mark.y2 ? mark.widthPx : 0),
              };
              expect(isInside(mark.clip ? intersection(ink, mark.clip) : ink, area)).toBe(true);
              // Frames are on a page; crop marks are on none.
              const most = Math.max(
                ...placements.map(({ clip, pageIndex }, index) =>
                  overlap(ink, intersection(clip, outline(pages[pageIndex]!, placements[index]!))),
                ),
              );
              if (pageBorder !== 'crop')
                expect(most).toBeGreaterThanOrEqual(Math.min(mark.widthPx, ink.width) - 1e-6);
            }
          }
        },
      ),
    );
  });

  it('crop marks keep a millimetre from the page, and from its neighbours', () => {
    const { placements, marks } = planOf(times(4, A4), {
      arrangement: 'nup',
      pagesPerSheet: '4',
      pageGapMm: 10,
      pageBorder: 'crop',
      scaling: 'percent',
      scalePercent: 40,
    }).sheets[0]!.front;
    expect(marks).toHaveLength(4 * 8);
    for (const mark of marks!) {
      if (mark.kind !== 'line') throw new Error('a text');
      const { x1, y1, x2, y2 } = mark;
      const seen = intersection(
        {
          x: Math.min(x1, x2) - 1,
          y: Math.min(y1, y2) - 1,
          width: Math.abs(x1 - x2) + 2,
          height: Math.abs(y1 - y2) + 2,
        },
        mark.clip!,
      );
      for (const placement of placements)
        expect(overlap(seen, outline(A4, placement))).toBeLessThanOrEqual(0);
    }
  });
});

it('a sheet that lies down and its upright side are the same sheet', () => {
  const lying = rectLyingDown(
    { x: 0, y: 0, width: PAPERS.A4.widthPx, height: PAPERS.A4.heightPx },
    PAPERS.A4,
  );
  expect(lying).toEqual({ x: 0, y: 0, width: PAPERS.A4.heightPx, height: PAPERS.A4.widthPx });
});
