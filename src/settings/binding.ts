import type { PrintSettings } from './print-settings.ts';
import { machineDuplex, turnedEdge } from './turning.ts';

/** Where sheets will be bound, and who moves the image away from there. */
export interface Binding {
  /** Of the upright sheet, seen from its front. */
  readonly edge: 'left' | 'right' | 'top';
  readonly marginBy: PrintSettings['bindingMarginBy'];
}

type BindingSettings = Pick<
  PrintSettings,
  'bindingEdge' | 'bindingMarginBy' | 'arrangement' | 'duplex' | 'turnedBy'
>;

/**
 * `auto` binds sheets where they turn: at the left, or at the top where they turn about the short edge.
 *
 * The machine moves images away from the left or from the top, on two-sided sheets only as they turn, and knows
 * nothing of sheets that a person turns over nor of the spine of a booklet. What it cannot do, the layout does.
 */
export function bindingOf(settings: BindingSettings): Binding {
  const turned = turnedEdge(settings);
  const natural = turned === 'short' ? 'top' : 'left';
  const edge = settings.bindingEdge === 'auto' ? natural : settings.bindingEdge;
  const machineCan =
    settings.arrangement !== 'booklet' &&
    (turned === null ? edge !== 'right' : edge === natural && machineDuplex(settings) !== 'off');
  return { edge, marginBy: machineCan ? settings.bindingMarginBy : 'layout' };
}
