import { outlineOf, type PageDimensions, type RectPx } from '../../../src/layout/geometry.ts';
import type { PlanInput, PlannedDocument } from '../../../src/layout/plan-input.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import type { Placement, PlannedSheet, SheetPlan, SidePlan } from '../../../src/layout/sheet-plan.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';

export const A4: PageDimensions = { widthPt: (210 / 25.4) * 72, heightPt: (297 / 25.4) * 72 };
export const WIDE_A4: PageDimensions = { widthPt: A4.heightPt, heightPt: A4.widthPt };

export function times<Item>(count: number, item: Item): Item[] {
  return Array.from({ length: count }, () => item);
}

export function aDocument(id: string, pages: readonly PageDimensions[]): PlannedDocument {
  return { id, name: `${id}.pdf`, pages };
}

export function input(
  documents: readonly PlannedDocument[],
  settings: Partial<PrintSettings> = {},
): PlanInput {
  return {
    documents,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    job: { title: 'Title', user: 'User', date: '22 Nov 2026', time: '19:05' },
  };
}

/** The plan of one document. */
export function planOf(pages: readonly PageDimensions[], settings: Partial<PrintSettings> = {}): SheetPlan {
  return planJob(input([aDocument('d', pages)], settings));
}

export function sidesOf(sheets: readonly PlannedSheet[]): SidePlan[] {
  return sheets.flatMap(({ front, back }) => (back ? [front, back] : [front]));
}

export function placementsOf(plan: SheetPlan): Placement[] {
  return sidesOf(plan.sheets).flatMap(({ placements }) => placements);
}

/** `d/0` for the first page of the document `d`. */
export function names(placements: readonly Pick<Placement, 'documentId' | 'pageIndex'>[]): string[] {
  return placements.map(({ documentId, pageIndex }) => `${documentId}/${pageIndex}`);
}

/** Dots a point. */
export function scaleOf({ matrix: [a, b] }: Placement): number {
  return Math.hypot(a, b);
}

export function outline(page: PageDimensions, { matrix }: Placement): RectPx {
  return outlineOf(page, matrix);
}

/** Whether `inner` lies in `outer`, but for rounding of numbers. */
export function isInside(inner: RectPx, outer: RectPx, slack = 1e-6): boolean {
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  );
}
