import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SheetPlan } from '../../../src/layout/sheet-plan.ts';
import {
  copyOrder,
  restAfter,
  sheetsWithin,
  sidesBefore,
  wholePlan,
  type CopyOrder,
  type Pass,
} from '../../../src/jobs/resume.ts';
import { numberedSide } from '../../support/fake-raster.ts';

/** A plan whose pages are numbered through, fronts and backs. */
function planOf(pages: number, duplex: 'off' | 'long', covers: readonly number[] = []): SheetPlan {
  const sides = Array.from({ length: pages }, (_, page) => numberedSide(page).side);
  const sheets = sides.flatMap((front, page) => {
    if (duplex === 'off') return [{ front, back: null }];
    return page % 2 === 0 ? [{ front, back: sides[page + 1] ?? null }] : [];
  });
  const fromBypass = { ticket: { source: 'Manual' } } as const;
  return {
    paper: 'A4',
    duplex,
    sheets: sheets.map((sheet, index) => (covers.includes(index) ? { ...sheet, ...fromBypass } : sheet)),
  };
}

type SheetOfPages = (number | null)[];

/** What a machine makes of passes: one sheet after another, each with the pages on its front and back. */
function output(plan: SheetPlan, passes: readonly Pass[], order: CopyOrder): SheetOfPages[] {
  const sheets: SheetOfPages[] = plan.sheets.map(({ front, back }) => [
    front.placements[0]!.pageIndex,
    back?.placements[0]!.pageIndex ?? null,
  ]);
  const made: SheetOfPages[] = [];
  for (const { from, to, copies } of passes) {
    const pass = sheets.slice(from, to);
    if (order === 'sets') for (let copy = 0; copy < copies; copy++) made.push(...pass);
    else for (const sheet of pass) for (let copy = 0; copy < copies; copy++) made.push(sheet);
  }
  return made;
}

const job = fc.record({
  pages: fc.integer({ min: 1, max: 25 }),
  duplex: fc.constantFrom('off' as const, 'long' as const),
  copies: fc.integer({ min: 1, max: 4 }),
  order: fc.constantFrom('stacks' as const, 'sets' as const),
  cuts: fc.array(fc.nat({ max: 40 }), { maxLength: 5 }),
  covers: fc.array(fc.nat({ max: 25 }), { maxLength: 4 }),
});

describe('what remains of a job', () => {
  test('printed part and rest are the whole job, in its order, however often it is cut', () => {
    fc.assert(
      fc.property(job, ({ pages, duplex, order, cuts, covers, ...asked }) => {
        const plan = planOf(pages, duplex, covers);
        // Covers part a job in several, and then the machine makes no copies.
        const copies = covers.length > 0 ? 1 : asked.copies;
        let passes: readonly Pass[] = wholePlan(plan, copies);
        const whole = output(plan, passes, order);
        const printed: SheetOfPages[] = [];
        for (const cut of cuts) {
          const pass = passes[0];
          if (!pass) break;
          const good = pass.from + (cut % (pass.to - pass.from + 1));
          // Of a cut pass the machine has made its first set, or the stacks of the sheets before the cut.
          const made = { ...pass, to: good, copies: order === 'sets' ? 1 : pass.copies };
          printed.push(...output(plan, [made], order));
          passes = restAfter(passes, good, order, wholePlan(plan, copies));
          expect([...printed, ...output(plan, passes, order)]).toEqual(whole);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('passes that ended are left behind, those that follow stay whole', () => {
    const whole = [{ from: 0, to: 5, copies: 3 }];
    const passes = [
      { from: 2, to: 5, copies: 1 },
      { from: 0, to: 5, copies: 2 },
    ];
    expect(restAfter(passes, 4, 'sets', whole)).toEqual([
      { from: 4, to: 5, copies: 1 },
      { from: 0, to: 5, copies: 2 },
    ]);
    expect(restAfter(passes, 5, 'sets', whole)).toEqual([{ from: 0, to: 5, copies: 2 }]);
    expect(restAfter(passes, 2, 'sets', whole)).toEqual(passes);
  });

  test('a person may call sheets of an earlier pass bad: they are made again', () => {
    const rest = restAfter([{ from: 6, to: 9, copies: 3 }], 4, 'stacks', [{ from: 0, to: 9, copies: 3 }]);
    expect(rest).toEqual([{ from: 4, to: 9, copies: 3 }]);
  });

  test('sheets of an earlier run are made again on their own paper', () => {
    const ticket = { source: 'Manual' } as const;
    const whole = [
      { from: 0, to: 1, copies: 1, ticket },
      { from: 1, to: 4, copies: 1 },
      { from: 4, to: 5, copies: 1, ticket },
    ];
    expect(restAfter(whole.slice(2), 2, 'stacks', whole)).toEqual([
      { from: 2, to: 4, copies: 1 },
      { from: 4, to: 5, copies: 1, ticket },
    ]);
    expect(restAfter(whole.slice(1), 0, 'stacks', whole)).toEqual(whole);
  });

  test('first sides that are made again call for the stack again', () => {
    const whole = wholePlan({ ...planOf(6, 'off'), stackAt: 3 }, 1);
    const [, second] = whole;
    const waiting = [{ ...second!, stack: 'turned' as const }];
    expect(restAfter(waiting, 1, 'stacks', whole)).toEqual([{ from: 1, to: 3, copies: 1 }, second]);
    const begun = [{ ...second!, from: 4, stack: 'turned' as const }];
    expect(restAfter(begun, 1, 'stacks', whole).map(({ stack }) => stack)).toEqual([
      undefined,
      'turn',
      'turned',
    ]);
  });

  test('answers beyond the job are taken for its ends', () => {
    const whole = [{ from: 0, to: 3, copies: 1 }];
    expect(restAfter(whole, 99, 'stacks', whole)).toEqual([]);
    expect(restAfter(whole, -1, 'stacks', whole)).toEqual(whole);
    expect(restAfter([], 1, 'stacks', whole)).toEqual([]);
  });

  test('each run of sheets with the same ticket is a pass', () => {
    const plan = planOf(6, 'off', [0, 4, 5]);
    const ticket = { source: 'Manual' };
    expect(wholePlan(plan, 1)).toEqual([
      { from: 0, to: 1, copies: 1, ticket },
      { from: 1, to: 4, copies: 1 },
      { from: 4, to: 6, copies: 1, ticket },
    ]);
    expect(() => wholePlan(plan, 2)).toThrow(expect.objectContaining({ code: 'job.plan-mismatch' }));
    expect(wholePlan(planOf(3, 'off', [0, 1, 2]), 2)).toEqual([{ from: 0, to: 3, copies: 2, ticket }]);
  });

  test('a sheet counts when both of its sides are through; an odd last sheet has only one', () => {
    const plan = planOf(5, 'long');
    const whole = { from: 0, to: 3, copies: 1 };
    expect([0, 1, 2, 3, 4, 5].map((sides) => sheetsWithin(plan, whole, sides))).toEqual([0, 0, 1, 1, 2, 3]);
    expect(sheetsWithin(plan, { from: 2, to: 3, copies: 1 }, 1)).toBe(1);
    expect(sidesBefore(plan, 2)).toBe(4);
    expect(sidesBefore(plan, 3)).toBe(5);
  });

  test('No Collate makes stacks, Group what the quirk says', () => {
    expect(copyOrder('none')).toBe('stacks');
    expect(copyOrder('group')).toBe('sets');
  });
});
