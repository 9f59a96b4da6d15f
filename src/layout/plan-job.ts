import { PlatenError } from '../errors/platen-error.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import { machineDuplex, turnedEdge } from '../settings/turning.ts';
import { addMarks } from './marks/add-marks.ts';
import { arrangePages } from './places/arrange-pages.ts';
import { planBooklet } from './imposition/booklet.ts';
import { choosePages } from './pages/choose-pages.ts';
import type { ChosenPage } from './pages/chosen-page.ts';
import { planCopies } from './sheets/copies.ts';
import { addExtraSheets } from './sheets/extra-sheets.ts';
import { moveSides } from './places/move-sides.ts';
import { pairSides } from './places/pair-sides.ts';
import type { PlanInput } from './plan-input.ts';
import { planPoster } from './imposition/poster.ts';
import { inOneGo, type Steps } from './in-steps.ts';
import { sectionsOf } from './pages/sections.ts';
import type { PlannedSheet, SheetPlan } from './sheet-plan.ts';

/**
 * The sheets of a job. Each stage takes what the one before it made: the pages that were chosen, their places on
 * the sides of sheets, marks, sheets of their own, shifts, copies.
 *
 * @throws PlatenError `layout.*`
 */
export function planJob(input: PlanInput): SheetPlan {
  return inOneGo(planInSteps(input));
}

/** The same step by step. */
export function* planInSteps(input: PlanInput): Steps<SheetPlan> {
  const pages = choosePages(input.documents, input.settings);
  yield;
  return yield* stepsFor(pages, input);
}

/** The same for pages that were chosen before. */
export function planPages(pages: readonly ChosenPage[], input: PlanInput): SheetPlan {
  return inOneGo(stepsFor(pages, input));
}

function* stepsFor(pages: readonly ChosenPage[], input: PlanInput): Steps<SheetPlan> {
  const { settings } = input;
  if (pages.length === 0) throw new PlatenError('layout.nothing-to-print');
  const arranged: PlannedSheet[][] = [];
  for (const section of sectionsOf(pages, settings)) arranged.push(yield* planSheets(section, settings));
  const marked = yield* addMarks(arranged.flat(), input);
  const complete = addExtraSheets(marked, input);
  yield;
  const sheets = yield* moveSides(complete, settings);
  const duplex = machineDuplex(settings);
  const turnedAt = duplex === 'off' ? turnedEdge(settings) : null;
  return {
    paper: settings.paper,
    duplex,
    ...(turnedAt && { turnedAt }),
    ...planCopies(sheets, input),
  };
}

function* planSheets(pages: readonly ChosenPage[], settings: PrintSettings): Steps<PlannedSheet[]> {
  switch (settings.arrangement) {
    case 'booklet':
      return yield* planBooklet(pages, settings);
    case 'poster':
      return pairSides(yield* planPoster(pages, settings), turnedEdge(settings) !== null);
    default:
      return yield* arrangePages(pages, settings);
  }
}
