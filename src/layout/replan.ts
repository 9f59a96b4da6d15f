import { planSheets, type LayoutSettings, type PlannedDocument } from './plan-sheets.ts';
import type { SheetPlan, SidePlan } from './sheet-plan.ts';

/**
 * The same pages in the same order, planned for other settings. A plan may hold only some of its documents'
 * pages (a job that was printed in parts), so the plan says which, not the documents.
 *
 * @param documents all that the plan names
 */
export function replan(
  plan: SheetPlan,
  documents: readonly PlannedDocument[],
  settings: LayoutSettings,
): SheetPlan {
  const pages = plan.sheets
    .flatMap(({ front, back }) => (back ? [front, back] : [front]))
    .flatMap(({ placements }) => placements);
  // Each page stands as a document of its own, under its number; the new plan's numbers lead back to the pages.
  const alone = pages.map(({ documentId, pageIndex }, number): PlannedDocument => {
    const page = documents.find(({ id }) => id === documentId)!.pages[pageIndex]!;
    return { id: String(number), pages: [page] };
  });
  const restore = ({ placements }: SidePlan): SidePlan => ({
    placements: placements.map((placement) => {
      const { documentId, pageIndex } = pages[Number(placement.documentId)]!;
      return { ...placement, documentId, pageIndex };
    }),
  });
  const planned = planSheets(alone, settings);
  return {
    ...planned,
    sheets: planned.sheets.map(({ front, back }) => ({ front: restore(front), back: back && restore(back) })),
  };
}

/** Some sheets of a plan (from 0), in the order of the plan. */
export function sheetsOf(plan: SheetPlan, chosen: readonly number[]): SheetPlan {
  const wanted = new Set(chosen);
  return { ...plan, sheets: plan.sheets.filter((_, index) => wanted.has(index)) };
}
