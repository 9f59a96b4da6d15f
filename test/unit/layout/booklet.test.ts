import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  impose,
  planBooklet,
  type Halves,
  type ImposedSheet,
} from '../../../src/layout/imposition/booklet.ts';
import { outlineOf, transformRect } from '../../../src/layout/geometry.ts';
import { inOneGo } from '../../../src/layout/in-steps.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import { printableArea } from '../../../src/layout/printable-area.ts';
import type { Placement } from '../../../src/layout/sheet-plan.ts';
import { passesByHand } from '../../../src/layout/two-pass.ts';
import { toLyingDown } from '../../../src/layout/places/transform-side.ts';
import { DUPLEX_MODES } from '../../../src/machine/options.ts';
import { PAPERS, PAPER_NAMES } from '../../../src/machine/paper.ts';
import { BOOKLET_BINDINGS, SCALINGS } from '../../../src/settings/catalogue/layout.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';
import { aDocument, input, planOf, times } from './planning.ts';
import { A4_PT, chosenPages } from './support.ts';

const MM = 600 / 25.4;

const plan = (...args: Parameters<typeof planBooklet>) => inOneGo(planBooklet(...args));

/** Page numbers from 1 as printers write them; 0 is a blank page. */
const numbers = ({ front, back }: ImposedSheet) =>
  [front, back].map((halves: Halves) => halves.map((page) => (page === null ? 0 : page + 1)));

/**
 * Folds the sheets of one signature, laid inside each other, and reads the booklet leaf by leaf. Seen from the
 * front, the left half of a sheet folds behind the right one: the right half's front and back make a leaf of the
 * booklet's first part, the left half's back and front one of its second.
 */
function foldAndRead(signature: readonly ImposedSheet[], binding: 'left' | 'right'): (number | null)[] {
  const firstPart = signature.map(({ front, back }) =>
    binding === 'left' ? [front[1], back[0]] : [front[0], back[1]],
  );
  const secondPart = signature.map(({ front, back }) =>
    binding === 'left' ? [back[1], front[0]] : [back[0], front[1]],
  );
  return [...firstPart.flat(), ...secondPart.toReversed().flat()];
}

describe('booklet imposition', () => {
  const all = { signatureSheets: 0, bookletBinding: 'left' } as const;

  it('lays 8 pages on 2 sheets', () => {
    expect(impose(8, all).map(numbers)).toEqual([
      [
        [8, 1],
        [2, 7],
      ],
      [
        [6, 3],
        [4, 5],
      ],
    ]);
  });

  it('lays 12 pages on 3 sheets', () => {
    expect(impose(12, all).map(numbers)).toEqual([
      [
        [12, 1],
        [2, 11],
      ],
      [
        [10, 3],
        [4, 9],
      ],
      [
        [8, 5],
        [6, 7],
      ],
    ]);
  });

  it('lays 13 pages on 4 sheets and leaves the last three pages blank', () => {
    expect(impose(13, all).map(numbers)).toEqual([
      [
        [0, 1],
        [2, 0],
      ],
      [
        [0, 3],
        [4, 13],
      ],
      [
        [12, 5],
        [6, 11],
      ],
      [
        [10, 7],
        [8, 9],
      ],
    ]);
  });

  it('lays 64 pages on 16 sheets: facing halves add up to 65', () => {
    const sheets = impose(64, all).map(numbers);
    expect(sheets).toHaveLength(16);
    expect(sheets[0]).toEqual([
      [64, 1],
      [2, 63],
    ]);
    expect(sheets[7]).toEqual([
      [50, 15],
      [16, 49],
    ]);
    expect(sheets[15]).toEqual([
      [34, 31],
      [32, 33],
    ]);
    for (const side of sheets.flat()) expect(side[0]! + side[1]!).toBe(65);
  });

  it('lays 13 pages in signatures of 2 sheets; only the last has blank pages', () => {
    expect(impose(13, { ...all, signatureSheets: 2 }).map(numbers)).toEqual([
      [
        [8, 1],
        [2, 7],
      ],
      [
        [6, 3],
        [4, 5],
      ],
      [
        [0, 9],
        [10, 0],
      ],
      [
        [0, 11],
        [12, 13],
      ],
    ]);
  });

  it('exchanges left and right for a spine on the right', () => {
    expect(impose(8, { ...all, bookletBinding: 'right' }).map(numbers)).toEqual([
      [
        [1, 8],
        [7, 2],
      ],
      [
        [3, 6],
        [5, 4],
      ],
    ]);
  });

  it('reads in order once folded, for all page counts, signatures and bindings', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 50 }),
        fc.constantFrom(...BOOKLET_BINDINGS),
        (pages, signatureSheets, bookletBinding) => {
          const sheets = impose(pages, { signatureSheets, bookletBinding });
          expect(sheets).toHaveLength(Math.ceil(pages / 4));
          const size = signatureSheets || Math.max(1, sheets.length);
          const read: (number | null)[] = [];
          for (let at = 0; at < sheets.length; at += size) {
            read.push(...foldAndRead(sheets.slice(at, at + size), bookletBinding));
          }
          const expected = Array.from({ length: 4 * sheets.length }, (_, page) =>
            page < pages ? page : null,
          );
          expect(read).toEqual(expected);
        },
      ),
    );
  });
});

describe('booklet sides', () => {
  const base = { ...DEFAULT_SETTINGS, arrangement: 'booklet' } as const;
  const A4 = PAPERS.A4;

  /** As the reader holds the sheet: lying down, pages upright. */
  const lyingDown = ({ matrix, pageIndex }: Placement, size: { widthPt: number; heightPt: number }) => ({
    page: pageIndex + 1,
    ...transformRect(toLyingDown(A4), outlineOf(size, matrix)),
  });

  it('put pages upright on the halves of a sheet that lies down, left edge up', () => {
    const pages = chosenPages(4, { widthPt: 420, heightPt: 595 });
    const [sheet] = plan(pages, base);
    expect(sheet!.front.turned).toBe(true);
    const sides = [sheet!.front, sheet!.back!].map(({ placements }) =>
      placements.map((placement) => lyingDown(placement, pages[0]!)),
    );
    const spine = A4.heightPx / 2;
    for (const [left, right] of sides) {
      expect(left!.x + left!.width).toBeLessThanOrEqual(spine);
      expect(right!.x).toBeGreaterThanOrEqual(spine);
      expect(left!.height).toBeGreaterThan(left!.width);
    }
    expect(sides.map((side) => side.map(({ page }) => page))).toEqual([
      [4, 1],
      [2, 3],
    ]);
    // A quarter counterclockwise: the page's top lies along the sheet's left edge.
    const [a, b, c, d] = sheet!.front.placements[0]!.matrix;
    expect([a, d]).toEqual([0, 0].map((zero) => expect.closeTo(zero) as number));
    expect(b).toBeLessThan(0);
    expect(c).toBeGreaterThan(0);
  });

  it('keep every page within its half and the printable area, whatever the settings', () => {
    fc.assert(
      fc.property(
        fc.record({
          paper: fc.constantFrom(...PAPER_NAMES),
          scaling: fc.constantFrom(...SCALINGS),
          bookletBinding: fc.constantFrom(...BOOKLET_BINDINGS),
          signatureSheets: fc.nat(4),
          creepMm: fc.nat(10),
          bindingMarginMm: fc.nat(10),
          marginMm: fc.nat(10),
        }),
        fc.integer({ min: 1, max: 30 }),
        (settings, count) => {
          const paper = PAPERS[settings.paper];
          const area = printableArea(paper);
          const sheets = plan(chosenPages(count), { ...base, ...settings });
          const sides = sheets.flatMap(({ front, back }) => [front, back!]);
          expect(sides.flatMap(({ placements }) => placements)).toHaveLength(count);
          for (const { clip } of sides.flatMap(({ placements }) => placements)) {
            expect(clip.x).toBeGreaterThanOrEqual(area.x);
            expect(clip.y).toBeGreaterThanOrEqual(area.y);
            expect(clip.x + clip.width).toBeLessThanOrEqual(area.x + area.width);
            expect(clip.y + clip.height).toBeLessThanOrEqual(area.y + area.height);
            // The spine crosses the upright sheet in the middle of its height.
            const spine = paper.heightPx / 2;
            expect(clip.y >= spine || clip.y + clip.height <= spine).toBe(true);
          }
        },
      ),
    );
  });

  it('distribute creep over the sheets of a signature: the innermost pages move to the spine by all of it', () => {
    const pages = chosenPages(16, { widthPt: 420, heightPt: 595 });
    const offsets = plan(pages, { ...base, creepMm: 6 }).map(({ front }) =>
      front.placements.map((placement) => lyingDown(placement, pages[0]!)),
    );
    const spine = A4.heightPx / 2;
    const fromSpine = offsets.map(([left, right]) => [spine - left!.x - left!.width, right!.x - spine]);
    for (const [sheet, [left, right]] of fromSpine.entries()) {
      expect(left! - fromSpine[0]![0]!).toBeCloseTo((-6 * MM * sheet) / 3, -0.4);
      expect(right! - fromSpine[0]![1]!).toBeCloseTo((-6 * MM * sheet) / 3, -0.4);
      expect(Math.abs(left! - right!)).toBeLessThanOrEqual(1);
    }
  });

  it('keep the binding margin free on both sides of the spine, on both sides of the sheet', () => {
    const sides = plan(chosenPages(8), { ...base, scaling: 'fill', bindingMarginMm: 12 }).flatMap(
      ({ front, back }) => [front, back!],
    );
    for (const { clip } of sides.flatMap(({ placements }) => placements)) {
      const gap = Math.min(
        Math.abs(clip.y - A4.heightPx / 2),
        Math.abs(clip.y + clip.height - A4.heightPx / 2),
      );
      expect(gap).toBeCloseTo(12 * MM, -0.4);
    }
  });

  it('turn about the short edge of the sheet, whatever is chosen, by the machine or by hand', () => {
    for (const duplex of DUPLEX_MODES) {
      const plan = planOf(times(8, A4_PT), { arrangement: 'booklet', duplex });
      expect(plan).toMatchObject({ duplex: 'short' });
      expect(plan.sheets.every(({ back }) => back !== null)).toBe(true);
      const byHand = planOf(times(8, A4_PT), { arrangement: 'booklet', duplex, turnedBy: 'hand' });
      expect(byHand).toMatchObject({ duplex: 'off', turnedAt: 'short' });
      const { second } = passesByHand(byHand);
      expect(second!.sheets).toHaveLength(2);
    }
  });

  it('plans 5,000 pages in less than 50 ms of the processor', () => {
    const documents = [aDocument('d', times(5000, A4_PT))];
    const job = input(documents, { arrangement: 'booklet', signatureSheets: 8, creepMm: 2 });
    const milliseconds = Array.from({ length: 10 }, () => {
      const before = process.cpuUsage();
      planJob(job);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    expect(Math.min(...milliseconds)).toBeLessThan(50);
  });
});
