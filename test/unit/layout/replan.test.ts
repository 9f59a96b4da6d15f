import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSheets, type PlannedDocument } from '../../../src/layout/plan-sheets.ts';
import { replan, sheetsOf } from '../../../src/layout/replan.ts';
import type { SheetPlan } from '../../../src/layout/sheet-plan.ts';

const A4 = { widthPt: 595, heightPt: 842 };
const document = (id: string, pages: number): PlannedDocument => ({
  id,
  pages: Array.from({ length: pages }, (_, page) => ({ ...A4, widthPt: A4.widthPt - page })),
});
const pagesOf = (plan: SheetPlan) =>
  plan.sheets
    .flatMap(({ front, back }) => (back ? [front, back] : [front]))
    .flatMap(({ placements }) => placements.map(({ documentId, pageIndex }) => `${documentId}/${pageIndex}`));

describe('planning a job anew', () => {
  it('is the plan of the whole documents when the old plan had all of their pages', () => {
    const documents = [document('a', 3), document('b', 2)];
    const settings = { paper: 'Letter', duplex: 'long', scaling: 'shrink' } as const;
    const old = planSheets(documents, { paper: 'A4', duplex: 'off', scaling: 'fit' });
    expect(replan(old, documents, settings)).toEqual(planSheets(documents, settings));
  });

  it('keeps to the pages of the old plan, in their order, however often it is asked', () => {
    const duplex = fc.constantFrom('off' as const, 'long' as const, 'short' as const);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(20), { minLength: 1 }),
        duplex,
        duplex,
        (lengths, chosen, before, after) => {
          const documents = lengths.map((length, index) => document(String.fromCharCode(97 + index), length));
          const whole = planSheets(documents, { paper: 'A4', duplex: before, scaling: 'fit' });
          const part = sheetsOf(whole, chosen);
          const again = replan(part, documents, { paper: 'A5', duplex: after, scaling: 'fit' });
          expect(pagesOf(again)).toEqual(pagesOf(part));
          expect(again).toMatchObject({ paper: 'A5', duplex: after });
          const sides = pagesOf(part).length;
          expect(again.sheets).toHaveLength(after === 'off' ? sides : Math.ceil(sides / 2));
        },
      ),
    );
  });
});
