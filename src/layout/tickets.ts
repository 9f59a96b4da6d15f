import type { PlannedSheet, SheetTicket } from './sheet-plan.ts';

/** Sheets of a plan that follow each other under the same ticket: one job to the machine. */
export interface TicketRun {
  readonly sheets: readonly PlannedSheet[];
  /** Empty: as the rest of the job. */
  readonly ticket: SheetTicket;
}

export function ticketRuns(sheets: readonly PlannedSheet[]): TicketRun[] {
  const runs: { sheets: PlannedSheet[]; ticket: SheetTicket }[] = [];
  for (const sheet of sheets) {
    const { ticket = {} } = sheet;
    const last = runs.at(-1);
    if (last && isSameTicket(last.ticket, ticket)) last.sheets.push(sheet);
    else runs.push({ sheets: [sheet], ticket });
  }
  return runs;
}

function isSameTicket(a: SheetTicket, b: SheetTicket): boolean {
  return a.paper === b.paper && a.media === b.media && a.source === b.source;
}

export function isPlainTicket(ticket: SheetTicket): boolean {
  return isSameTicket(ticket, {});
}
