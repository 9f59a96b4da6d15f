import type { SheetPlan, SheetTicket } from '../layout/sheet-plan.ts';
import { isPlainTicket, ticketRuns } from '../layout/tickets.ts';
import type { Collation } from '../machine/options.ts';
import { PlatenError } from '../errors/platen-error.ts';
import { QUIRKS } from '../machine/quirks.ts';

/**
 * Sheets `from` (counted from 0) up to `to` (not with it), which the machine is told to make `copies` of.
 * A job is sent as one or more passes; each is a job of its own to the machine.
 */
export interface Pass {
  readonly from: number;
  readonly to: number;
  readonly copies: number;
  /** Where these sheets differ from the rest of the job; left out: they do not. */
  readonly ticket?: SheetTicket;
  /**
   * Second sides of sheets that were printed before. `turn`: somebody has to put the stack back first; `turned`: it
   * is there.
   */
  readonly stack?: 'turn' | 'turned';
}

/** `stacks`: sheet 1 in all its copies, then sheet 2. `sets`: the whole pass, then the whole pass again. */
export type CopyOrder = 'stacks' | 'sets';

export function copyOrder(collation: Collation): CopyOrder {
  return collation === 'none' ? 'stacks' : QUIRKS.groupMeans.answer;
}

/**
 * All of a plan: a pass for each run of sheets with the same ticket, since a job has one paper, type and source in
 * the machine's language. Throws `job.plan-mismatch` when the machine would have to make copies across runs.
 */
export function wholePlan({ sheets, stackAt = sheets.length }: SheetPlan, copies: number): Pass[] {
  const firsts = runsOf(sheets, 0, stackAt, copies);
  const seconds = runsOf(sheets, stackAt, sheets.length, copies);
  if (copies > 1 && Math.max(firsts.length, seconds.length) > 1) throw new PlatenError('job.plan-mismatch');
  return [
    ...firsts,
    ...seconds.map((pass, run) => ({ ...pass, stack: run === 0 ? 'turn' : 'turned' }) as const),
  ];
}

function runsOf(sheets: SheetPlan['sheets'], from: number, to: number, copies: number): Pass[] {
  let at = from;
  return ticketRuns(sheets.slice(from, to)).map(({ sheets: { length }, ticket }) => {
    const pass = { from: at, to: at + length, copies, ...(isPlainTicket(ticket) ? {} : { ticket }) };
    at += length;
    return pass;
  });
}

/** Somebody has put the stack back for the first of `passes`. */
export function withStackTurned(passes: readonly Pass[]): Pass[] {
  return passes.map((pass, index) => (index === 0 && pass.stack ? { ...pass, stack: 'turned' } : pass));
}

/**
 * What is left to be sent when the first of `passes` was cut and its sheets up to `lastGoodSheet` (counted from 1
 * through the whole plan; 0: none) came out well. The cut is between sheets, never between the sides of one, so
 * fronts stay fronts.
 *
 * In stacks a good sheet is there in all its copies. A machine can begin its second set only when it has all of
 * the first, so the good sheets of a cut pass are taken for the beginning of one set: that one is completed, then
 * come the other sets. `whole`: the passes of the whole job.
 */
export function restAfter(
  passes: readonly Pass[],
  lastGoodSheet: number,
  order: CopyOrder,
  whole: readonly Pass[],
): Pass[] {
  const [cut, ...later] = passes;
  if (!cut) return [];
  const from = Math.min(Math.max(lastGoodSheet, 0), cut.to);
  if (from === cut.from) return [...passes];
  // Sheets of an earlier pass that came out badly: of several runs, each is made again as it was.
  if (from < cut.from && whole.length > 1) {
    const again = between(whole, from, cut.from);
    // First sides are made again: the stack that lay ready for the second ones is out again.
    const isStackOut = cut.stack && !again.at(-1)!.stack;
    return [...again, isStackOut ? { ...cut, stack: 'turn' } : cut, ...later];
  }
  const rest =
    order === 'sets' && cut.copies > 1
      ? [
          { ...cut, from, copies: 1 },
          { ...cut, copies: cut.copies - 1 },
        ]
      : [{ ...cut, from }];
  return [...rest.filter((pass) => pass.from < pass.to), ...later];
}

/** Those sheets of `passes` that lie in a range of the plan. */
function between(passes: readonly Pass[], from: number, to: number): Pass[] {
  return passes
    .map((pass) => ({ ...pass, from: Math.max(pass.from, from), to: Math.min(pass.to, to) }))
    .filter((pass) => pass.from < pass.to);
}

/** Sheets of a pass whose every side is among its first `sides` sides. */
export function sheetsWithin(plan: SheetPlan, pass: Pass, sides: number): number {
  let left = sides;
  let sheets = 0;
  for (const { back } of plan.sheets.slice(pass.from, pass.to)) {
    left -= back ? 2 : 1;
    if (left < 0) break;
    sheets += 1;
  }
  return sheets;
}

/** Sides of the plan before this sheet (counted from 0). */
export function sidesBefore(plan: SheetPlan, sheet: number): number {
  return plan.sheets.slice(0, sheet).reduce((sum, { back }) => sum + (back ? 2 : 1), 0);
}
