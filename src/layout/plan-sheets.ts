import { PAPERS } from '../machine/paper.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import { placePage } from './place-page.ts';
import { printableArea, type PageDimensions } from './printable-area.ts';
import type { PlannedSheet, SheetPlan, SidePlan } from './sheet-plan.ts';

/** As much of an opened document as a plan needs. */
export interface PlannedDocument {
  readonly id: string;
  readonly pages: readonly PageDimensions[];
}

export type LayoutSettings = Pick<PrintSettings, 'paper' | 'duplex' | 'scaling'>;

/**
 * The sheets of a job: all pages of all documents in their order, one to a side, documents one after the
 * other without a gap. Nothing is drawn outside of the printable area.
 */
export function planSheets(documents: readonly PlannedDocument[], settings: LayoutSettings): SheetPlan {
  const { paper, duplex } = settings;
  const sides = documents.flatMap((document) => planSides(document, settings));
  return { paper, duplex, sheets: duplex === 'off' ? sides.map(simplex) : pairUp(sides) };
}

function planSides(document: PlannedDocument, { paper, scaling }: LayoutSettings): SidePlan[] {
  const sheet = PAPERS[paper];
  const clip = printableArea(sheet);
  return document.pages.map((page, pageIndex) => ({
    placements: [{ documentId: document.id, pageIndex, matrix: placePage(page, sheet, scaling), clip }],
  }));
}

function simplex(front: SidePlan): PlannedSheet {
  return { front, back: null };
}

function pairUp(sides: readonly SidePlan[]): PlannedSheet[] {
  const sheets: PlannedSheet[] = [];
  for (let i = 0; i < sides.length; i += 2) sheets.push({ front: sides[i]!, back: sides[i + 1] ?? null });
  return sheets;
}
