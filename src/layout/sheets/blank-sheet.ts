import type { PrintSettings } from '../../settings/print-settings.ts';
import type { PlannedSheet, SheetRole, SheetTicket } from '../sheet-plan.ts';

export type ExtraSettings = Pick<
  PrintSettings,
  'source' | 'media' | 'coverSource' | 'coverMedia' | 'separatorSource' | 'separatorMedia'
>;

/** A sheet with nothing on it, from where its role says. */
export function blankSheet(role: SheetRole, settings: ExtraSettings): PlannedSheet {
  return { front: { placements: [] }, back: null, role, ...ticketFor(role, settings) };
}

/** The ticket of a sheet of that role; nothing where it is as the rest of the job. */
export function ticketFor(role: SheetRole, settings: ExtraSettings): { ticket?: SheetTicket } {
  const [source, media] =
    role === 'cover'
      ? [settings.coverSource, settings.coverMedia]
      : [settings.separatorSource, settings.separatorMedia];
  const ticket: SheetTicket = {
    ...(source === 'same' || source === settings.source ? {} : { source }),
    ...(media === 'same' || media === settings.media ? {} : { media }),
  };
  return Object.keys(ticket).length === 0 ? {} : { ticket };
}
