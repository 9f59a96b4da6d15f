import { whyByComputer } from '../layout/copies.ts';
import type { SheetPlan } from '../layout/sheet-plan.ts';
import { bindingOf } from '../settings/binding.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import { turnedEdge } from '../settings/turning.ts';

/** What the layout does beyond what was asked, or instead of it, and why: so that nobody wonders. */
export function settingNotes(settings: PrintSettings, plan: SheetPlan | null): string[] {
  const { arrangement, duplex, turnedBy, copiesBy, bindingMarginMm, bindingMarginBy } = settings;
  const notes: string[] = [];
  if (arrangement === 'booklet' && duplex !== 'short')
    notes.push('A booklet is printed on both sides and turned at the short edge, whatever else is set.');
  if (turnedBy === 'hand' && turnedEdge(settings) !== null)
    notes.push('All first sides are printed, then Platen shows how the stack goes back in.');
  if (bindingMarginMm > 0 && bindingMarginBy === 'machine' && bindingOf(settings).marginBy === 'layout')
    notes.push('The machine cannot keep this edge free, so the layout makes the binding margin.');
  const why = plan && copiesBy === 'machine' ? whyByComputer(plan.sheets, settings) : null;
  if (why !== null) notes.push(`The computer makes the copies. ${why}`);
  return notes;
}
