import type { SourceName } from './options.ts';

export interface Source {
  readonly title: string;
  readonly help: string;
}

/** Where paper comes from, by the driver's choices (Canon's PPD). `Manual` is the stack bypass. */
export const SOURCES: Readonly<Record<SourceName, Source>> = {
  Auto: { title: 'Auto', help: 'The machine looks for a tray with the right paper.' },
  Manual: { title: 'Bypass', help: 'The stack bypass at the side; takes every size and type.' },
  Cas1: { title: 'Drawer 1', help: 'A4, Letter or Legal.' },
  Cas2: { title: 'Drawer 2 (optional)', help: 'A4, Letter or Legal; not every machine has it.' },
};
