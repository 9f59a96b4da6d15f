import { describe, expect, it } from 'vitest';
import { choosePages } from '../../../src/layout/pages/choose-pages.ts';
import type { PlannedDocument } from '../../../src/layout/plan-input.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import type { SidePlan } from '../../../src/layout/sheet-plan.ts';
import { A4, aDocument, input, names, times } from './planning.ts';

const documents: readonly PlannedDocument[] = [
  aDocument('a', times(3, A4)),
  { ...aDocument('paper', times(1, A4)), role: 'letterhead' },
  { ...aDocument('b', times(4, A4)), blankPages: [1, 3] },
];
const chosen = (pages: string, skipBlank = false) => names(choosePages(documents, { pages, skipBlank }));

describe('choosing pages', () => {
  it('counts through all documents, and leaves those with a role out', () => {
    expect(chosen('')).toEqual(['a/0', 'a/1', 'a/2', 'b/0', 'b/1', 'b/2', 'b/3']);
    expect(chosen('last-3')).toEqual(['b/3', 'b/2', 'b/1', 'b/0', 'a/2']);
  });

  it('numbers the chosen pages and keeps what was asked for each', () => {
    const pages = choosePages(documents, { pages: '5@90, 1', skipBlank: false });
    expect(pages).toEqual([
      { documentId: 'b', documentName: 'b.pdf', pageIndex: 1, ...A4, rotation: 90, number: 1 },
      { documentId: 'a', documentName: 'a.pdf', pageIndex: 0, ...A4, rotation: 0, number: 2 },
    ]);
  });

  it('leaves out blank pages when asked to; the others keep their numbers', () => {
    expect(chosen('', true)).toEqual(['a/0', 'a/1', 'a/2', 'b/0', 'b/2']);
    expect(chosen('6, 5, 4', true)).toEqual(['b/2', 'b/0']);
  });

  it('comes before the layout', () => {
    const plan = planJob(input(documents, { pages: '7-1', arrangement: 'nup', pagesPerSheet: '4' }));
    expect(plan.sheets).toHaveLength(2);
    const pages = (side: SidePlan) => names(side.placements.filter(({ number }) => number !== undefined));
    expect(plan.sheets.map(({ front }) => pages(front))).toEqual([
      ['b/3', 'b/2', 'b/1', 'b/0'],
      ['a/2', 'a/1', 'a/0'],
    ]);
  });

  it('refuses a job of nothing', () => {
    const settings = { pages: '5, 7', skipBlank: true };
    expect(() => planJob(input(documents, settings))).toThrow(/layout\.nothing-to-print/);
    expect(() => planJob(input([documents[1]!]))).toThrow(/layout\.nothing-to-print/);
    expect(() => planJob(input(documents, { pages: '8' }))).toThrow(/layout\.pages-beyond/);
  });
});
