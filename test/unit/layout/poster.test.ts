import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, outlineOf, transformRect, type Matrix, type RectPx } from '../../../src/layout/geometry.ts';
import { inOneGo } from '../../../src/layout/in-steps.ts';
import { planPoster, type PosterSettings } from '../../../src/layout/imposition/poster.ts';
import type { ChosenPage } from '../../../src/layout/pages/chosen-page.ts';
import { printableArea } from '../../../src/layout/printable-area.ts';
import type { SidePlan } from '../../../src/layout/sheet-plan.ts';
import { toLyingDown } from '../../../src/layout/places/transform-side.ts';
import { PAPERS, PAPER_NAMES } from '../../../src/machine/paper.ts';
import { ALIGNMENTS, ROTATIONS, SCALINGS } from '../../../src/settings/catalogue/layout.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';
import { A4_PT, chosenPages } from './support.ts';

const MM = 600 / 25.4;
const base = { ...DEFAULT_SETTINGS, arrangement: 'poster' } as const;

const size = fc.record({
  widthPt: fc.double({ min: 50, max: 3000, noNaN: true }),
  heightPt: fc.double({ min: 50, max: 3000, noNaN: true }),
});
const settings: fc.Arbitrary<PosterSettings> = fc
  .record({
    paper: fc.constantFrom(...PAPER_NAMES),
    posterColumns: fc.integer({ min: 1, max: 10 }),
    posterRows: fc.integer({ min: 1, max: 10 }),
    posterOverlapMm: fc.integer({ min: 0, max: 50 }),
    scaling: fc.constantFrom(...SCALINGS),
    alignment: fc.constantFrom(...ALIGNMENTS),
    rotation: fc.constantFrom(...ROTATIONS),
    autoRotate: fc.boolean(),
    marginMm: fc.integer({ min: 0, max: 20 }),
  })
  .map((chosen) => ({ ...base, ...chosen }));

const plan = (...args: Parameters<typeof planPoster>) => inOneGo(planPoster(...args));

/** A sheet of the poster as it hangs, and where on the poster its pixels are. */
interface Hung {
  /** From page points to the poster. */
  readonly matrix: Matrix;
  /** What it shows of the page, and all that it shows, on the poster. */
  readonly shows: RectPx;
  readonly print: RectPx;
}

/** Hangs the sheets side by side as a person does: each print overlaps its neighbour's by the overlap. */
function hang(sides: readonly SidePlan[], of: PosterSettings): Hung[] {
  const paper = PAPERS[of.paper];
  return sides.map((side, index) => {
    const upright: Matrix = side.turned ? toLyingDown(paper) : [1, 0, 0, 1, 0, 0];
    const print = transformRect(upright, printableArea(paper));
    const overlap = Math.round(of.posterOverlapMm * MM);
    const x = (index % of.posterColumns) * (print.width - overlap);
    const y = Math.floor(index / of.posterColumns) * (print.height - overlap);
    const onto = compose([1, 0, 0, 1, x - print.x, y - print.y], upright);
    const [placement] = side.placements;
    return {
      matrix: compose(onto, placement!.matrix),
      shows: transformRect(onto, placement!.clip),
      print: transformRect(onto, printableArea(paper)),
    };
  });
}

const contains = ({ x, y, width, height }: RectPx, px: number, py: number) =>
  px >= x && px <= x + width && py >= y && py <= y + height;

describe('poster', () => {
  it('tiles reassemble to the page: all of them show one and the same picture, to the dot', () => {
    fc.assert(
      fc.property(size, settings, (page, of) => {
        const sides = plan(chosenPages(1, page), of);
        expect(sides).toHaveLength(of.posterColumns * of.posterRows);
        const hung = hang(sides, of);
        for (const { matrix } of hung) {
          for (const [index, value] of matrix.entries()) {
            expect(Math.abs(value - hung[0]!.matrix[index]!)).toBeLessThan(1e-6);
          }
        }
      }),
    );
  });

  it('tiles leave nothing of the page out, and neighbours show the overlap twice', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(size, settings, share, share, (page, of, across, down) => {
        const hung = hang(plan(chosenPages(1, page), of), of);
        const outline = outlineOf(page, hung[0]!.matrix);
        const last = hung.at(-1)!.print;
        const margin = Math.round(of.marginMm * MM);
        const [width, height] = [last.x + last.width, last.y + last.height];
        const px = margin + across * (width - 2 * margin);
        const py = margin + down * (height - 2 * margin);
        const prints = hung.filter(({ print }) => contains(print, px, py));
        expect(prints.length).toBeGreaterThan(0);
        for (const { shows } of prints) expect(contains(shows, px, py)).toBe(true);
        if (of.scaling === 'fit' || of.scaling === 'shrink') {
          expect(outline.x).toBeGreaterThanOrEqual(margin - 1e-6);
          expect(outline.y).toBeGreaterThanOrEqual(margin - 1e-6);
          expect(outline.x + outline.width).toBeLessThanOrEqual(width - margin + 1e-6);
          expect(outline.y + outline.height).toBeLessThanOrEqual(height - margin + 1e-6);
        }
        const overlap = Math.round(of.posterOverlapMm * MM);
        const [first, second] = hung;
        if (of.posterColumns > 1) expect(first!.print.x + first!.print.width - second!.print.x).toBe(overlap);
      }),
    );
  });

  it('sheets lie down where that makes the picture larger, unless pages are not to be turned', () => {
    const wide = chosenPages(1, { widthPt: A4_PT.heightPt, heightPt: A4_PT.widthPt });
    const twoByTwo = { ...base, posterColumns: 2, posterRows: 2 };
    for (const { turned } of plan(wide, twoByTwo)) expect(turned).toBe(true);
    for (const { turned } of plan(wide, { ...twoByTwo, autoRotate: false })) expect(turned).toBeUndefined();
    for (const { turned } of plan(chosenPages(1), twoByTwo)) expect(turned).toBeUndefined();
    // Two upright sheets side by side are as wide as a wide page: they stay upright.
    for (const { turned } of plan(wide, { ...twoByTwo, posterRows: 1 })) expect(turned).toBeUndefined();
  });

  it('cut marks and labels: at the left and top of every sheet that covers, in the strip that is covered', () => {
    const of = { ...base, posterColumns: 3, posterRows: 2, posterOverlapMm: 10 };
    const sides = plan(chosenPages(1, { widthPt: 1000, heightPt: 1000 }), { ...of, autoRotate: false });
    const area = printableArea(PAPERS.A4);
    const overlap = Math.round(10 * MM);
    const kinds = sides.map(({ marks }) => {
      const lines = marks!.filter((mark) => mark.kind === 'line');
      return {
        ticks: lines.filter(({ dashPx }) => !dashPx).length,
        dashed: lines.filter(({ dashPx }) => dashPx).length,
        label: marks!.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])).join(),
      };
    });
    expect(kinds).toEqual([
      { ticks: 0, dashed: 2, label: 'Column 1, row 1' },
      { ticks: 2, dashed: 2, label: 'Column 2, row 1' },
      { ticks: 2, dashed: 1, label: 'Column 3, row 1' },
      { ticks: 2, dashed: 1, label: 'Column 1, row 2' },
      { ticks: 4, dashed: 1, label: 'Column 2, row 2' },
      { ticks: 4, dashed: 0, label: '' },
    ]);
    const right = area.x + area.width;
    const bottom = area.y + area.height;
    for (const mark of sides.flatMap(({ marks }) => marks!)) {
      if (mark.kind === 'text') {
        const half = mark.sizePx / 2;
        const inRight = mark.x - half >= right - overlap && mark.x + half <= right;
        const inBottom = mark.y - half >= bottom - overlap && mark.y + half <= bottom;
        expect(mark.angle === 90 ? inRight : inBottom).toBe(true);
      } else {
        for (const [x, y] of [
          [mark.x1, mark.y1],
          [mark.x2, mark.y2],
        ] as const) {
          expect(contains(area, x, y)).toBe(true);
          if (mark.dashPx) expect(x > right - overlap || y > bottom - overlap).toBe(true);
        }
      }
    }
    const bare = plan(chosenPages(1), { ...of, posterMarks: false, posterLabels: false });
    expect(bare.flatMap(({ marks }) => marks)).toEqual([]);
  });

  it('says of which page a sheet is when there are several', () => {
    const [first] = plan(chosenPages(2), base);
    expect(first!.marks!.at(-1)).toMatchObject({ text: 'Page 1, column 1, row 1' });
  });

  it('refuses posters of more sheets than one can mean, before it plans any', () => {
    const many = { ...base, posterColumns: 10, posterRows: 10 };
    // Pages that are not there: to plan one would fail otherwise.
    expect(() => plan(new Array<ChosenPage>(2000), many)).toThrow(
      expect.objectContaining({
        code: 'layout.too-many-sheets',
        params: { sheets: 200_000, limit: 100_000 },
      }) as Error,
    );
  });
});
