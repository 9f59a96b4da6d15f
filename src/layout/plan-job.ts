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
import { sectionsOf } from './pages/sections.ts';
import type { PlannedSheet, SheetPlan } from './sheet-plan.ts';

/**
 * The sheets of a job. Each stage takes what the one before it made: the pages that were chosen, their places on
 * the sides of sheets, marks, sheets of their own, shifts, copies.
 *
 * @throws PlatenError `layout.*`
 */
export function planJob(input: PlanInput): SheetPlan {
  return planPages(choosePages(input.documents, input.settings), input);
}

/** The same for pages that were chosen before. */
export function planPages(pages: readonly ChosenPage[], input: PlanInput): SheetPlan {
  const { settings } = input;
  if (pages.length === 0) throw new PlatenError('layout.nothing-to-print');
  const arranged = sectionsOf(pages, settings).flatMap((section) => planSheets(section, settings));
  const sheets = moveSides(addExtraSheets(addMarks(arranged, input), input), settings);
  const duplex = machineDuplex(settings);
  const turnedAt = duplex === 'off' ? turnedEdge(settings) : null;
  return {
    paper: settings.paper,
    duplex,
    ...(turnedAt && { turnedAt }),
    ...planCopies(sheets, input),
  };
}

function planSheets(pages: readonly ChosenPage[], settings: PrintSettings): PlannedSheet[] {
  switch (settings.arrangement) {
    case 'booklet':
      return planBooklet(pages, settings);
    case 'poster':
      return pairSides(planPoster(pages, settings), turnedEdge(settings) !== null);
    default:
      return arrangePages(pages, settings);
  }
}
