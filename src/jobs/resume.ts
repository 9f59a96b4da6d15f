import type { SheetPlan } from '../layout/sheet-plan.ts';
import type { Collation } from '../machine/options.ts';
import { QUIRKS } from '../machine/quirks.ts';

/**
 * Sheets `from` (counted from 0) up to `to` (not with it), which the machine is told to make `copies` of.
 * A job is sent as one or more passes; each is a job of its own to the machine.
 */
export interface Pass {
  readonly from: number;
  readonly to: number;
  readonly copies: number;
}

/** `stacks`: sheet 1 in all its copies, then sheet 2. `sets`: the whole pass, then the whole pass again. */
export type CopyOrder = 'stacks' | 'sets';

export function copyOrder(collation: Collation): CopyOrder {
  return collation === 'none' ? 'stacks' : QUIRKS.groupMeans.answer;
}

export function wholeJob(sheets: number, copies: number): Pass[] {
  return [{ from: 0, to: sheets, copies }];
}

/**
 * What is left to be sent when the first of `passes` was cut and its sheets up to `lastGoodSheet` (counted from 1
 * through the whole plan; 0: none) came out well. The cut is between sheets, never between the sides of one, so
 * fronts stay fronts.
 *
 * In stacks a good sheet is there in all its copies. A machine can begin its second set only when it has all of
 * the first, so the good sheets of a cut pass are taken for the beginning of one set: that one is completed, then
 * come the other sets.
 */
export function restAfter(passes: readonly Pass[], lastGoodSheet: number, order: CopyOrder): Pass[] {
  const [cut, ...later] = passes;
  if (!cut) return [];
  const from = Math.min(Math.max(lastGoodSheet, 0), cut.to);
  if (from === cut.from) return [...passes];
  const rest =
    order === 'sets' && cut.copies > 1
      ? [
          { from, to: cut.to, copies: 1 },
          { ...cut, copies: cut.copies - 1 },
        ]
      : [{ ...cut, from }];
  return [...rest.filter((pass) => pass.from < pass.to), ...later];
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
