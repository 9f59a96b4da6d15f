import { PAPERS, type Paper } from '../../machine/paper.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { mapInSteps, type Steps } from '../in-steps.ts';
import type { ChosenPage } from '../pages/chosen-page.ts';
import { paperRuns } from './own-paper.ts';
import { pairSides } from './pair-sides.ts';
import { areMostlyWide, planNup, planRepeat } from './shared-side.ts';
import type { PlannedSheet, SidePlan } from '../sheet-plan.ts';
import type { SideName } from './side-place.ts';
import { planSinglePage } from './single-page.ts';

/** Pages on sheets, for the arrangements that fill one side after the other. Other paper begins a new sheet. */
export function* arrangePages(pages: readonly ChosenPage[], settings: PrintSettings): Steps<PlannedSheet[]> {
  const planSide = sidePlanner(pages, settings);
  const perSide = settings.arrangement === 'nup' ? Number(settings.pagesPerSheet) : 1;
  const arranged: PlannedSheet[][] = [];
  for (const { pages: members, paper, isTwoSided, ticket } of paperRuns(pages, settings)) {
    const sides = yield* mapInSteps(chunks(members, perSide), (group, index) =>
      planSide(group, PAPERS[paper], isTwoSided && index % 2 === 1 ? 'back' : 'front'),
    );
    const sheets = pairSides(sides, isTwoSided);
    arranged.push(ticket ? sheets.map((sheet) => ({ ...sheet, ticket })) : sheets);
  }
  return arranged.flat();
}

type SidePlanner = (pages: readonly ChosenPage[], paper: Paper, side: SideName) => SidePlan;

function sidePlanner(all: readonly ChosenPage[], settings: PrintSettings): SidePlanner {
  switch (settings.arrangement) {
    case 'nup': {
      const areWide = areMostlyWide(all, settings);
      return (pages, paper, side) => planNup(pages, areWide, paper, side, settings);
    }
    case 'repeat':
      return ([page], paper, side) => planRepeat(page!, paper, side, settings);
    default:
      return ([page], paper, side) => planSinglePage(page!, paper, side, settings);
  }
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
