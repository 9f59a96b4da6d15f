import type { ChosenPage } from './pages/chosen-page.ts';
import type { PlanInput, PlannedDocument } from './plan-input.ts';
import { planJob, planPages } from './plan-job.ts';
import type { Placement, SheetPlan } from './sheet-plan.ts';
import { otherPassOf } from './two-pass.ts';

/**
 * A job planned for other settings. A whole plan is made anew from the documents, so that pages can be chosen anew
 * too; a part of one (a job that was printed in parts) keeps its pages and their order.
 *
 * @param input its documents are all that the plan names
 */
export function replan(plan: SheetPlan, input: PlanInput): SheetPlan {
  if (!plan.isPart) return planJob(input);
  return { ...planPages(pagesOf(plan, input.documents), input), isPart: true };
}

/** The chosen pages that a plan holds, each once, in their order. */
function pagesOf(plan: SheetPlan, documents: readonly PlannedDocument[]): ChosenPage[] {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const chosen = new Map<number, ChosenPage>();
  for (const placement of printedPages(plan, byId)) {
    // Plans from before pages were numbered have each page once, in order.
    const { documentId, pageIndex, rotation = 0, number = chosen.size + 1 } = placement;
    const { name, pages } = byId.get(documentId)!;
    const { widthPt, heightPt } = pages[pageIndex]!;
    chosen.set(number, { documentId, documentName: name, pageIndex, widthPt, heightPt, rotation, number });
  }
  return [...chosen.values()]
    .toSorted((one, other) => one.number - other.number)
    .map((page, index) => ({ ...page, number: index + 1 }));
}

function printedPages(plan: SheetPlan, byId: ReadonlyMap<string, PlannedDocument>): Placement[] {
  return plan.sheets
    .flatMap(({ front, back }) => (back ? [front, back] : [front]))
    .flatMap(({ placements }) => placements)
    .filter(({ documentId }) => !byId.get(documentId)!.role);
}

/** Some sheets of a plan (from 0), in the order of the plan; those that a person turns over with both sides. */
export function sheetsOf(plan: SheetPlan, chosen: readonly number[]): SheetPlan {
  const wanted = new Set(chosen.flatMap((index) => [index, otherPassOf(plan, index)]));
  const sheets = plan.sheets.filter((_, index) => wanted.has(index));
  const { stackAt, ...rest } = plan;
  if (stackAt === undefined) return { ...rest, isPart: true, sheets };
  return { ...rest, isPart: true, sheets, stackAt: [...wanted].filter((index) => index < stackAt).length };
}
