import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planJob } from '../../../src/layout/plan-job.ts';
import { replan, sheetsOf } from '../../../src/layout/replan.ts';
import type { SheetPlan } from '../../../src/layout/sheet-plan.ts';
import { ARRANGEMENTS } from '../../../src/settings/catalogue/layout.ts';
import { A4, aDocument, input, names, placementsOf } from './planning.ts';

const ofPages = (id: string, pages: number) =>
  aDocument(
    id,
    Array.from({ length: pages }, (_, page) => ({ ...A4, widthPt: A4.widthPt - page })),
  );

/** Without numbers, as plans were stored before pages had any. */
const withoutNumbers = (plan: SheetPlan): SheetPlan => ({
  ...plan,
  sheets: plan.sheets.map(({ front }) => ({
    front: {
      placements: front.placements.map(({ documentId, pageIndex, matrix, clip }) => ({
        documentId,
        pageIndex,
        matrix,
        clip,
      })),
    },
    back: null,
  })),
});

describe('planning a job anew', () => {
  it('is the plan of the whole documents when the old plan was whole, with pages chosen anew', () => {
    const documents = [ofPages('a', 3), ofPages('b', 2)];
    const anew = input(documents, { paper: 'Letter', duplex: 'long', scaling: 'shrink', pages: '5-1' });
    const old = planJob(input(documents, { pages: '2' }));
    expect(replan(old, anew)).toEqual(planJob(anew));
  });

  it('keeps to the pages of a part, in their order, whatever it was a part of', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(20), { minLength: 1 }),
        fc.constantFrom(...ARRANGEMENTS),
        fc.constantFrom('', 'last-1', 'odd, even', '1*3'),
        (lengths, chosen, arrangement, pages) => {
          const documents = lengths.map((length, index) => ofPages(String.fromCharCode(97 + index), length));
          fc.pre(pages !== 'odd, even' || lengths.reduce((sum, length) => sum + length, 0) > 1);
          const asChosen = names(placementsOf(planJob(input(documents, { pages }))));
          const part = sheetsOf(planJob(input(documents, { arrangement, pages })), chosen);
          fc.pre(part.sheets.length > 0);
          const again = replan(part, input(documents, { paper: 'A5', pages: '1' }));
          const numbers = new Set(placementsOf(part).map(({ number }) => number!));
          expect(names(placementsOf(again))).toEqual(asChosen.filter((_, index) => numbers.has(index + 1)));
          expect(again).toMatchObject({ paper: 'A5', isPart: true });
          expect(replan(again, input(documents, { paper: 'A5' }))).toEqual(again);
        },
      ),
    );
  });

  it('keeps the turns that were asked for single pages', () => {
    const documents = [ofPages('a', 3)];
    const part = sheetsOf(planJob(input(documents, { pages: '1-2, 3@180' })), [1, 2]);
    const turned = placementsOf(replan(part, input(documents))).map(({ rotation }) => rotation);
    expect(turned).toEqual([0, 180]);
  });

  it('reads parts that were stored before pages were numbered', () => {
    const documents = [ofPages('a', 5)];
    const part = sheetsOf(withoutNumbers(planJob(input(documents))), [1, 3]);
    expect(names(placementsOf(replan(part, input(documents))))).toEqual(['a/1', 'a/3']);
  });
});
