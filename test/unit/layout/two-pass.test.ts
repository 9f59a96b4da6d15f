import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedSheet, SheetPlan, SidePlan } from '../../../src/layout/sheet-plan.ts';
import { habitFrom, testSheetForStack, type StackTestAnswers } from '../../../src/layout/stack-test.ts';
import {
  onePlan,
  otherPassOf,
  passesByHand,
  planForSending,
  UNKNOWN_STACK,
  withStackHabit,
} from '../../../src/layout/two-pass.ts';
import type { Mark } from '../../../src/layout/marks.ts';
import type { StackHabit } from '../../../src/machine/stack-habit.ts';
import { PAPERS, PAPER_NAMES } from '../../../src/machine/paper.ts';

/** A sheet of paper with two faces and two ends, as things lie: which face is up, which end points away. */
interface Sheet {
  readonly up: 0 | 1;
  readonly away: 0 | 1;
  readonly prints: readonly Print[];
}
interface Print {
  readonly face: 0 | 1;
  /** The end of the sheet at which the image has its top. */
  readonly topAt: 0 | 1;
  readonly side: SidePlan;
}

/** Everything that a machine, and a person putting stacks back without turning them, may do in their own way. */
interface World {
  readonly printedFaceUp: boolean;
  readonly turnsRound: boolean;
  readonly carried: 'straight' | 'turned-round' | 'over-long' | 'over-short';
  readonly takes: 'highest' | 'lowest';
  readonly printsUpper: boolean;
  readonly topLeads: boolean;
  readonly copies: 'sets' | 'stacks';
}

const world: fc.Arbitrary<World> = fc.record({
  printedFaceUp: fc.boolean(),
  turnsRound: fc.boolean(),
  carried: fc.constantFrom('straight', 'turned-round', 'over-long', 'over-short'),
  takes: fc.constantFrom('highest', 'lowest'),
  printsUpper: fc.boolean(),
  topLeads: fc.boolean(),
  copies: fc.constantFrom('sets', 'stacks'),
});

const other = (bit: 0 | 1): 0 | 1 => (bit === 0 ? 1 : 0);
const turnRound = (stack: readonly Sheet[]) => stack.map((sheet) => ({ ...sheet, away: other(sheet.away) }));
const turnOverLong = (stack: readonly Sheet[]) =>
  stack.toReversed().map((sheet) => ({ ...sheet, up: other(sheet.up) }));

function carry(stack: readonly Sheet[], { carried }: World): readonly Sheet[] {
  switch (carried) {
    case 'straight':
      return stack;
    case 'turned-round':
      return turnRound(stack);
    case 'over-long':
      return turnOverLong(stack);
    case 'over-short':
      return turnRound(turnOverLong(stack));
  }
}

/** What the machine prints, one side a sheet, in its order. */
function sidesSent({ sheets, machineCopies = 1 }: SheetPlan, { copies }: World): SidePlan[] {
  for (const { back } of sheets) expect(back).toBeNull();
  const fronts = sheets.map(({ front }) => front);
  return copies === 'sets'
    ? Array.from({ length: machineCopies }, () => fronts).flat()
    : fronts.flatMap((front) => Array.from({ length: machineCopies }, () => front));
}

function print(
  sheet: Sheet,
  side: SidePlan,
  { printsUpper, topLeads, printedFaceUp, turnsRound }: World,
): Sheet {
  const face = printsUpper ? sheet.up : other(sheet.up);
  const topAt = topLeads ? sheet.away : other(sheet.away);
  return {
    up: printedFaceUp ? face : other(face),
    away: turnsRound ? other(sheet.away) : sheet.away,
    prints: [...sheet.prints, { face, topAt, side }],
  };
}

/** Prints on fresh paper; the tray's stack, lowest sheet first. */
function printFresh(plan: SheetPlan, of: World): Sheet[] {
  return sidesSent(plan, of).map((side) => print({ up: 0, away: 0, prints: [] }, side, of));
}

/** Prints on a stack in the bypass. */
function printStack(stack: readonly Sheet[], plan: SheetPlan, of: World): Sheet[] {
  const sides = sidesSent(plan, of);
  const taken = of.takes === 'highest' ? stack.toReversed() : stack;
  expect(sides).toHaveLength(taken.length);
  return taken.map((sheet, index) => print(sheet, sides[index]!, of));
}

const textOf = ({ marks = [] }: SidePlan) =>
  marks.flatMap((mark: Mark) => (mark.kind === 'text' ? [mark.text] : [])).join();

/** Carries the test out and looks at sheet 1, as a person would. */
function answersIn(of: World): StackTestAnswers {
  const test = testSheetForStack('A4');
  const printed = printStack(carry(printFresh(test.first, of), of), test.second, of);
  const sheetOne = printed.find(({ prints }) => textOf(prints[0]!.side) === '1')!;
  const [number, letter] = sheetOne.prints;
  return {
    letterOn: letter!.face === number!.face ? 'same-side' : 'back',
    letterOfSheetOne: textOf(letter!.side) as 'A' | 'B',
    arrows: letter!.topAt === number!.topAt ? 'same' : 'opposite',
  };
}

const A4 = PAPERS.A4;
const pageSide = (pageIndex: number): SidePlan => ({
  placements: [
    {
      documentId: 'd',
      pageIndex,
      matrix: [8, 0, 0, 8, 118, 118],
      clip: { x: 118, y: 118, width: A4.widthPx - 236, height: A4.heightPx - 236 },
    },
  ],
});

/** Fronts are even pages, backs the odd ones after them; not every sheet has a back. */
const logicalPlan = fc
  .record({
    hasBack: fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
    turnedAt: fc.constantFrom('long' as const, 'short' as const),
    machineCopies: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ hasBack, ...rest }): SheetPlan => ({
    paper: 'A4',
    duplex: 'off',
    ...rest,
    sheets: hasBack.map((has, index): PlannedSheet => ({
      front: pageSide(2 * index),
      back: has ? pageSide(2 * index + 1) : null,
    })),
  }));

describe('two passes by hand', () => {
  it('give every sheet its own back, the right way up, on every machine that the stack test was run on', () => {
    fc.assert(
      fc.property(world, logicalPlan, (of, plan) => {
        const habit = habitFrom(answersIn(of));
        const { first, second } = passesByHand(plan, habit);
        let stack: readonly Sheet[] = printFresh(first, of);
        if (second) {
          stack = carry(stack, of);
          if (habit.refeed === 'turned-over') stack = turnOverLong(stack);
          stack = printStack(stack, second, of);
        }
        expect(stack).toHaveLength(plan.sheets.length * plan.machineCopies!);
        for (const { prints } of stack) {
          const [front, back] = prints;
          const page = front!.side.placements[0]!.pageIndex;
          const logical = plan.sheets[page / 2]!;
          expect(front!.side).toEqual(logical.front);
          expect(back?.side.placements.map(({ pageIndex }) => pageIndex) ?? []).toEqual(
            logical.back ? [page + 1] : [],
          );
          if (!logical.back) continue;
          expect(back!.face).toBe(other(front!.face));
          const isUpsideDown = back!.side.placements[0]!.matrix[0] < 0;
          const topAt = isUpsideDown ? other(back!.topAt) : back!.topAt;
          expect(topAt === front!.topAt).toBe(plan.turnedAt === 'long');
        }
        const counts = stack.map(({ prints }) => prints[0]!.side.placements[0]!.pageIndex).toSorted();
        expect(new Set(counts).size).toBe(plan.sheets.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('turn a back about the middle of its own sheet, to the dot', () => {
    const plan: SheetPlan = {
      paper: 'A4',
      duplex: 'off',
      turnedAt: UNKNOWN_STACK.edge === 'long' ? 'short' : 'long',
      sheets: [{ front: pageSide(0), back: pageSide(1), ticket: { paper: 'A5' } }],
    };
    const [sheet] = passesByHand(plan).second!.sheets;
    const { widthPx, heightPx } = PAPERS.A5;
    const [placement] = sheet!.front.placements;
    expect(placement!.matrix).toEqual(
      [-8, 0, 0, -8, widthPx - 118, heightPx - 118].map((n) => expect.closeTo(n)),
    );
    expect(sheet!.ticket).toEqual({ paper: 'A5', source: 'Manual' });
  });

  it('need no second pass when no sheet has a back, and pass the others blank', () => {
    const oneSided: SheetPlan = { paper: 'A4', duplex: 'off', sheets: [{ front: pageSide(0), back: null }] };
    expect(passesByHand(oneSided).second).toBeNull();
    const mixed: SheetPlan = {
      ...oneSided,
      turnedAt: 'long',
      sheets: [
        { front: pageSide(0), back: pageSide(1) },
        { front: pageSide(2), back: null },
      ],
    };
    const { second } = passesByHand(mixed, { refeed: 'as-it-came', order: 'reversed', edge: 'long' });
    expect(second!.sheets.map(({ front }) => front.placements.map(({ pageIndex }) => pageIndex))).toEqual([
      [],
      [1],
    ]);
  });

  const habits = fc.record<StackHabit>({
    refeed: fc.constantFrom('as-it-came', 'turned-over'),
    order: fc.constantFrom('same', 'reversed'),
    edge: fc.constantFrom('long', 'short'),
  });
  const pagesOf = ({ front }: PlannedSheet) => front.placements.map(({ pageIndex }) => pageIndex);
  const pagesIn = (side: SidePlan) =>
    side.placements.map(({ pageIndex, matrix }) => ({ pageIndex, isUpsideDown: matrix[0] < 0 }));

  it('are the same whether the habit of the machine is known before, or found out after the first', () => {
    fc.assert(
      fc.property(logicalPlan, habits, habits, (plan, guess, truth) => {
        const anew = withStackHabit(planForSending(plan, guess), truth);
        const known = planForSending(plan, truth);
        expect({ ...anew, sheets: [] }).toEqual({ ...known, sheets: [] });
        expect(anew.sheets.map(({ front }) => pagesIn(front))).toEqual(
          known.sheets.map(({ front }) => pagesIn(front)),
        );
      }),
    );
  });

  it('know of each sheet where its other side is printed', () => {
    fc.assert(
      fc.property(logicalPlan, habits, (plan, habit) => {
        const sent = planForSending(plan, habit);
        for (const [index, { front }] of plan.sheets.entries()) {
          const other = otherPassOf(sent, index);
          expect(otherPassOf(sent, other)).toBe(index);
          expect(sent.sheets[index]!.front).toEqual(front);
          if (sent.stackAt === undefined) expect(other).toBe(index);
          else expect(pagesOf(sent.sheets[other]!)).toEqual(plan.sheets[index]!.back ? [2 * index + 1] : []);
        }
      }),
    );
  });

  it('leave the stack test as it is', () => {
    const test = onePlan(testSheetForStack('A4'));
    expect(withStackHabit(test, { refeed: 'turned-over', order: 'same', edge: 'short' })).toBe(test);
  });

  it('assume of an untried machine what its quirk says: a pile face down, its highest sheet taken first', () => {
    const assumed: World = {
      printedFaceUp: false,
      turnsRound: false,
      carried: 'straight',
      takes: 'highest',
      printsUpper: true,
      topLeads: true,
      copies: 'sets',
    };
    expect(habitFrom(answersIn(assumed))).toEqual(UNKNOWN_STACK);
  });
});

describe('the stack test', () => {
  it('keeps numbers and letters apart on one side, also when one is upside down, on every paper', () => {
    for (const name of PAPER_NAMES) {
      const { widthPx, heightPx } = PAPERS[name];
      const box = ({ marks = [] }: SidePlan) => {
        const xs = marks.flatMap((mark) =>
          mark.kind === 'line' ? [mark.x1, mark.x2] : [mark.x - mark.sizePx / 2, mark.x + mark.sizePx / 2],
        );
        const ys = marks.flatMap((mark) =>
          mark.kind === 'line' ? [mark.y1, mark.y2] : [mark.y - mark.sizePx / 2, mark.y + mark.sizePx / 2],
        );
        return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
      };
      const { first, second } = testSheetForStack(name);
      const one = box(first.sheets[0]!.front);
      const two = box(second.sheets[0]!.front);
      const round = [widthPx - two[2], heightPx - two[3], widthPx - two[0], heightPx - two[1]] as const;
      for (const box2 of [two, round]) {
        const apart = one[2] < box2[0] || box2[2] < one[0] || one[3] < box2[1] || box2[3] < one[1];
        expect(apart, name).toBe(true);
      }
      for (const edge of [...one, ...two]) expect(edge).toBeGreaterThanOrEqual(PAPERS[name].marginPx);
      expect(one[2]).toBeLessThan(widthPx - PAPERS[name].marginPx);
      expect(two[2]).toBeLessThan(widthPx - PAPERS[name].marginPx);
    }
  });
});
