import { PAPERS, type PaperName } from '../machine/paper.ts';
import { QUIRKS } from '../machine/quirks.ts';
import type { StackHabit } from '../machine/stack-habit.ts';
import type { PlannedSheet, SheetPlan, SidePlan } from './sheet-plan.ts';
import { transformSide } from './places/transform-side.ts';

/** What a machine whose stacks were never tried is taken to do. */
export const UNKNOWN_STACK: StackHabit = QUIRKS.unknownStack.answer;

/** Two one-sided jobs; between them a person puts the stack back. */
export interface HandPasses {
  readonly first: SheetPlan;
  /** null: no sheet has a second side. */
  readonly second: SheetPlan | null;
}

const BLANK_SIDE: SidePlan = { placements: [] };

/**
 * Both sides of a plan's sheets, printed one after the other on a machine that sees only one-sided sheets.
 *
 * The second pass takes the sheets from the bypass, every one of them, so that none gets its neighbour's back: those
 * without a second side pass blank. Their order, and whether backs are turned by 180°, follow from what the machine
 * does with a stack and from the edge about which the plan's sheets turn.
 */
export function passesByHand(plan: SheetPlan, habit: StackHabit = UNKNOWN_STACK): HandPasses {
  const { turnedAt = 'long', sheets, ...rest } = plan;
  const onePass = (passSheets: PlannedSheet[]): SheetPlan => ({ ...rest, duplex: 'off', sheets: passSheets });
  const first = onePass(sheets.map((sheet) => ({ ...sheet, back: null })));
  if (sheets.every(({ back }) => back === null)) return { first, second: null };

  const turns = habit.edge !== turnedAt;
  const backs = sheets.map((sheet): PlannedSheet => {
    const back = sheet.back ?? BLANK_SIDE;
    return {
      ...sheet,
      front: turns ? upsideDown(back, sheet.ticket?.paper ?? plan.paper) : back,
      back: null,
      ticket: { ...sheet.ticket, source: 'Manual' },
    };
  });
  return { first, second: onePass(habit.order === 'reversed' ? backs.toReversed() : backs) };
}

/**
 * The plan as it is sent: where a person turns the sheets, all first sides, then all second ones. Other plans stay
 * as they are.
 */
export function planForSending(plan: SheetPlan, habit: StackHabit = UNKNOWN_STACK): SheetPlan {
  if (plan.turnedAt === undefined || plan.stackAt !== undefined) return plan;
  const passes = onePlan(passesByHand(plan, habit));
  return passes.stackAt === undefined ? passes : { ...passes, stackHabit: habit };
}

/**
 * The second sides laid out anew for what the machine does with a stack, which may have been found out after the
 * first sides were printed. Plans without such second sides stay as they are.
 */
export function withStackHabit(plan: SheetPlan, habit: StackHabit): SheetPlan {
  const { stackAt, stackHabit: before, sheets } = plan;
  if (stackAt === undefined || before === undefined) return plan;
  const turns = habit.edge !== before.edge;
  const seconds = sheets
    .slice(stackAt)
    .map((sheet) =>
      turns ? { ...sheet, front: upsideDown(sheet.front, sheet.ticket?.paper ?? plan.paper) } : sheet,
    );
  const ordered = habit.order === before.order ? seconds : seconds.toReversed();
  return { ...plan, stackHabit: habit, sheets: [...sheets.slice(0, stackAt), ...ordered] };
}

/** Where in a plan by hand the other side of a sheet is printed, both counted from 0; itself in other plans. */
export function otherPassOf({ stackAt, stackHabit, sheets }: SheetPlan, index: number): number {
  if (stackAt === undefined) return index;
  if (stackHabit?.order === 'reversed') return sheets.length - 1 - index;
  return index < stackAt ? index + stackAt : index - stackAt;
}

/** Both passes as one job. */
export function onePlan({ first, second }: HandPasses): SheetPlan {
  if (!second) return first;
  return { ...first, sheets: [...first.sheets, ...second.sheets], stackAt: first.sheets.length };
}

function upsideDown(side: SidePlan, paper: PaperName): SidePlan {
  const { widthPx, heightPx } = PAPERS[paper];
  return transformSide(side, [-1, 0, 0, -1, widthPx, heightPx]);
}
