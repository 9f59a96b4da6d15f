import type { DuplexMode } from '../machine/options.ts';
import { PAPERS } from '../machine/paper.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import { choosePages } from './choose-pages.ts';
import type { ChosenPage } from './chosen-page.ts';
import { placePage } from './place-page.ts';
import type { PlanInput } from './plan-input.ts';
import { printableArea } from './printable-area.ts';
import type { PlannedSheet, SheetPlan, SidePlan } from './sheet-plan.ts';

/**
 * The sheets of a job. Each stage takes what the one before it made: the pages that were chosen, their places on
 * sides, sides on sheets, marks, sheets of their own, copies.
 */
export function planJob(input: PlanInput): SheetPlan {
  return planPages(choosePages(input.documents), input);
}

/** The same for pages that were chosen before. */
export function planPages(pages: readonly ChosenPage[], input: PlanInput): SheetPlan {
  const { settings } = input;
  const sheets = arrange(pages, settings);
  return { paper: settings.paper, duplex: machineDuplex(settings), sheets };
}

/** What the machine is told: sheets that a person turns over are one-sided to it. */
function machineDuplex({ duplex, turnedBy }: PrintSettings): DuplexMode {
  return turnedBy === 'hand' ? 'off' : duplex;
}

function arrange(pages: readonly ChosenPage[], settings: PrintSettings): PlannedSheet[] {
  const sheet = PAPERS[settings.paper];
  const clip = printableArea(sheet);
  const sides = pages.map((page): SidePlan => {
    const { documentId, pageIndex } = page;
    return {
      placements: [{ documentId, pageIndex, matrix: placePage(page, sheet, settings.scaling), clip }],
    };
  });
  return pairUp(sides, settings.duplex);
}

function pairUp(sides: readonly SidePlan[], duplex: DuplexMode): PlannedSheet[] {
  if (duplex === 'off') return sides.map((front) => ({ front, back: null }));
  const sheets: PlannedSheet[] = [];
  for (let i = 0; i < sides.length; i += 2) sheets.push({ front: sides[i]!, back: sides[i + 1] ?? null });
  return sheets;
}
