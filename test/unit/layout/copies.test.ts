import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whyByComputer } from '../../../src/layout/sheets/copies.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import type { SheetPlan, SidePlan } from '../../../src/layout/sheet-plan.ts';
import { ticketRuns } from '../../../src/layout/tickets.ts';
import { COLLATIONS, DUPLEX_MODES, type Collation } from '../../../src/machine/options.ts';
import { COPIES_BY, SEPARATORS, SHEET_ORDERS } from '../../../src/settings/catalogue/pages.ts';
import { TURNED_BY } from '../../../src/settings/catalogue/paper.ts';
import type { PrintSettings } from '../../../src/settings/print-settings.ts';
import { A4, aDocument, input, times } from './planning.ts';

/** What can be read on a side of paper; a blank side reads as nothing. */
const readSide = (side: SidePlan | undefined) =>
  (side?.placements ?? []).map(({ documentId, pageIndex }) => `${documentId}${pageIndex}`).join() +
  (side?.marks ? 'banner' : '');
const readSheet = (front: SidePlan, back?: SidePlan) => [readSide(front), readSide(back)].join('/');

/**
 * The machine as its quirks describe it: it gets sides, not sheets, and prints them two by two when told to print
 * both sides. `none`: each sheet as often as asked. `group`: all of them, again and again. `sides-first` is a
 * machine that begins the next set on the back of the last sheet when that is free; the plan must not allow it to.
 */
function machineOutput(
  plan: SheetPlan,
  collation: Collation,
  sets: 'sheets-first' | 'sides-first',
): string[] {
  return ticketRuns(plan.sheets).flatMap((run) => {
    const sides = run.sheets.flatMap(({ front, back }) => (back ? [front, back] : [front]));
    const copies = plan.machineCopies!;
    if (collation === 'group' && sets === 'sides-first') {
      return toSheets(Array.from({ length: copies }, () => sides).flat(), plan);
    }
    const sheets = toSheets(sides, plan);
    return collation === 'group'
      ? Array.from({ length: copies }, () => sheets).flat()
      : sheets.flatMap((sheet) => times(copies, sheet));
  });
}

function toSheets(sides: readonly SidePlan[], { duplex }: SheetPlan): string[] {
  if (duplex === 'off') return sides.map((side) => readSheet(side));
  return Array.from({ length: Math.ceil(sides.length / 2) }, (_, sheet) =>
    readSheet(sides[2 * sheet]!, sides[2 * sheet + 1]),
  );
}

type Wanted = Pick<
  PrintSettings,
  | 'copies'
  | 'collation'
  | 'copiesBy'
  | 'duplex'
  | 'turnedBy'
  | 'separators'
  | 'sheetOrder'
  | 'interleave'
  | 'banner'
>;

/** The stack of paper that a person who chose these settings expects, said as plainly as can be. */
function expectedStack(pageCounts: readonly number[], wanted: Wanted): string[] {
  const blank = '/';
  const pages = pageCounts.map((count, document) =>
    Array.from({ length: count }, (_, page) => `${'abcd'[document]}${page}`),
  );
  const parts = wanted.separators === 'documents' ? pages : [pages.flat()];
  const perSheet = wanted.duplex === 'off' ? 1 : 2;
  const units: string[][] = [];
  for (const [index, part] of parts.entries()) {
    if (index > 0) units.push([blank]);
    for (let page = 0; page < part.length; page += perSheet) {
      const sheet = `${part[page]}/${(perSheet === 2 && part[page + 1]) || ''}`;
      units.push(wanted.interleave ? [sheet, blank] : [sheet]);
    }
  }
  const stacks =
    wanted.collation === 'group'
      ? times(wanted.copies, units.flat())
      : units.map((unit) => times(wanted.copies, unit).flat());
  const hasSeparators = wanted.separators === 'copies' && wanted.copies > 1;
  const joined = stacks.flatMap((stack, index) => (hasSeparators && index > 0 ? [blank, ...stack] : stack));
  const all = wanted.banner ? ['banner/', ...joined] : joined;
  return wanted.sheetOrder === 'reverse' ? all.toReversed() : all;
}

const wanted: fc.Arbitrary<Wanted> = fc.record({
  copies: fc.integer({ min: 1, max: 4 }),
  collation: fc.constantFrom(...COLLATIONS),
  copiesBy: fc.constantFrom(...COPIES_BY),
  duplex: fc.constantFrom(...DUPLEX_MODES),
  turnedBy: fc.constantFrom(...TURNED_BY),
  separators: fc.constantFrom(...SEPARATORS),
  sheetOrder: fc.constantFrom(...SHEET_ORDERS),
  interleave: fc.boolean(),
  banner: fc.boolean(),
});
const pageCounts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
const documentsOf = (counts: readonly number[]) =>
  counts.map((count, index) => aDocument('abcd'[index]!, times(count, A4)));

describe('copies', () => {
  it('every combination of copies, collation, maker, duplex, separators and order gives exactly the right sides', () => {
    fc.assert(
      fc.property(pageCounts, wanted, (counts, settings) => {
        const plan = planJob(input(documentsOf(counts), settings));
        const expected = expectedStack(counts, settings);
        if (settings.turnedBy === 'hand') {
          // A person turns each sheet, so its sides stay together whatever the machine counts.
          const sheets = plan.sheets.map(({ front, back }) => readSheet(front, back ?? undefined));
          const copies = plan.machineCopies!;
          const output =
            settings.collation === 'group'
              ? times(copies, sheets).flat()
              : sheets.flatMap((sheet) => times(copies, sheet));
          expect(output).toEqual(expected);
        } else {
          expect(machineOutput(plan, settings.collation, 'sheets-first')).toEqual(expected);
          expect(machineOutput(plan, settings.collation, 'sides-first')).toEqual(expected);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('have one owner: the machine is told of all of them, or the sheets stand in the plan as often', () => {
    fc.assert(
      fc.property(pageCounts, wanted, (counts, settings) => {
        const plan = planJob(input(documentsOf(counts), settings));
        const once = planJob(input(documentsOf(counts), { ...settings, copies: 1 }));
        const why = whyByComputer(once.sheets, settings);
        const byMachine = settings.copiesBy === 'machine' && why === null;
        expect(plan.machineCopies).toBe(byMachine ? settings.copies : 1);
        const ofDocuments = ({ sheets }: SheetPlan) => sheets.filter(({ role }) => role === undefined).length;
        expect(ofDocuments(plan) * plan.machineCopies!).toBe(ofDocuments(once) * settings.copies);
      }),
    );
  });

  it('of an odd number of pages on both sides begin on fresh sheets, made by the machine or not', () => {
    for (const copiesBy of COPIES_BY) {
      const settings = { copies: 2, collation: 'group', duplex: 'long', copiesBy } as const;
      const plan = planJob(input(documentsOf([3]), settings));
      expect(machineOutput(plan, 'group', 'sides-first')).toEqual(['a0/a1', 'a2/', 'a0/a1', 'a2/']);
    }
  });

  it('of sheets from several trays are sent set by set, because each tray is a job of its own', () => {
    const settings = { copies: 3, collation: 'group', frontCover: 'blank', coverSource: 'Manual' } as const;
    const plan = planJob(input(documentsOf([2]), settings));
    expect(plan.machineCopies).toBe(1);
    expect(machineOutput(plan, 'group', 'sheets-first')).toEqual(times(3, ['/', 'a0/', 'a1/']).flat());
    expect(whyByComputer(plan.sheets, { ...settings, separators: 'none' })).toMatch(/several jobs/);
  });

  it('that nobody can have meant are refused', () => {
    const settings = { copies: 999, copiesBy: 'computer' } as const;
    expect(() => planJob(input(documentsOf([5, 96]), settings))).toThrow(
      expect.objectContaining({
        code: 'layout.too-many-sheets',
        params: { sheets: 100_899, limit: 100_000 },
      }) as Error,
    );
  });
});
