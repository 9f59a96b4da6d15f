import type { PrintSettings } from '../../settings/print-settings.ts';
import { machineDuplex } from '../../settings/turning.ts';
import { blankSheet, type ExtraSettings } from './blank-sheet.ts';
import type { PlanInput } from '../plan-input.ts';
import { requireFewSheets } from './sheet-limit.ts';
import type { PlannedSheet, SheetPlan, SidePlan } from '../sheet-plan.ts';
import { isPlainTicket, ticketRuns } from '../tickets.ts';

const BLANK_SIDE: SidePlan = { placements: [] };

/**
 * The last stage: the sheets as they are sent, and how often the machine is to print them. The count of copies has
 * one owner: either the machine makes all of them from one set, or they all stand in `sheets`.
 *
 * Sets (`group`): all sheets, then all of them again. Otherwise each sheet as often as asked, then the next; a
 * sheet and the blank one that follows it stay together. The job sheet comes once, whatever the count.
 *
 * A machine that prints both sides counts sides, not sheets: so that the next sheet, or the next copy, begins on
 * fresh paper, every sheet but the very last of a run has a back, if only a blank one.
 *
 * @throws PlatenError `layout.too-many-sheets`
 */
export function planCopies(
  sheets: readonly PlannedSheet[],
  { settings }: Pick<PlanInput, 'settings'>,
): Required<Pick<SheetPlan, 'sheets' | 'machineCopies'>> {
  requireFewSheets(sheets.length * settings.copies);
  const byMachine = settings.copiesBy === 'machine' && whyByComputer(sheets, settings) === null;
  const all = byMachine ? sheets : repeatSheets(sheets, settings);
  const ordered = settings.sheetOrder === 'reverse' ? all.toReversed() : all;
  const machineCopies = byMachine ? settings.copies : 1;
  return { sheets: withBacks(ordered, settings, machineCopies), machineCopies };
}

/** Why the machine cannot make the copies of these sheets, in plain words; null: it can. */
export function whyByComputer(
  sheets: readonly PlannedSheet[],
  { copies, collation, separators }: Pick<PrintSettings, 'copies' | 'collation' | 'separators'>,
): string | null {
  if (copies === 1) return null;
  if (separators === 'copies') return 'The machine puts nothing between copies.';
  if (sheets.some(({ role }) => role === 'banner')) return 'The machine would repeat the job sheet as well.';
  if (ticketRuns(sheets).length > 1) {
    return 'Sheets of several kinds of paper are several jobs to the machine, and copies of each would fall apart.';
  }
  if (collation === 'none' && sheets.some(({ role }) => role === 'interleaf')) {
    return 'The machine would put all copies of a sheet before the blank ones.';
  }
  return null;
}

type CopySettings = Pick<PrintSettings, 'copies' | 'collation' | 'separators'> & ExtraSettings;

function repeatSheets(sheets: readonly PlannedSheet[], settings: CopySettings): PlannedSheet[] {
  const { copies, collation } = settings;
  if (copies === 1) return [...sheets];
  const once = sheets.filter(({ role }) => role === 'banner');
  const repeated = sheets.filter(({ role }) => role !== 'banner');
  const stacks =
    collation === 'group'
      ? Array<PlannedSheet[]>(copies).fill(repeated)
      : unitsOf(repeated).map((unit) => Array<PlannedSheet[]>(copies).fill(unit).flat());
  return [...once, ...joinStacks(stacks, settings)];
}

/** Each sheet, with the blank one that belongs to it. */
function unitsOf(sheets: readonly PlannedSheet[]): PlannedSheet[][] {
  const units: PlannedSheet[][] = [];
  for (const sheet of sheets) {
    if (sheet.role === 'interleaf') units.at(-1)?.push(sheet);
    else units.push([sheet]);
  }
  return units;
}

function joinStacks(stacks: readonly PlannedSheet[][], settings: CopySettings): PlannedSheet[] {
  if (settings.separators !== 'copies') return stacks.flat();
  const separator = blankSheet('separator', settings);
  return stacks.flatMap((stack, index) => (index === 0 ? stack : [separator, ...stack]));
}

function withBacks(
  sheets: readonly PlannedSheet[],
  settings: PrintSettings,
  machineCopies: number,
): readonly PlannedSheet[] {
  if (machineDuplex(settings) === 'off') return sheets;
  return ticketRuns(sheets).flatMap((run) => {
    // Sheets of a kind of their own that need no back are sent as a one-sided job.
    if (!isPlainTicket(run.ticket) && run.sheets.every(({ back }) => back === null)) return run.sheets;
    const isLast = (index: number) => machineCopies === 1 && index === run.sheets.length - 1;
    return run.sheets.map((sheet, index) =>
      sheet.back || isLast(index) ? sheet : { ...sheet, back: BLANK_SIDE },
    );
  });
}
