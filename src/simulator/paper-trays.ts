import type { SourceName } from '../machine/options.ts';
import type { PaperName } from '../machine/paper.ts';

export type TrayName = Exclude<SourceName, 'Auto'>;

export interface PaperTray {
  readonly source: TrayName;
  readonly paper: PaperName;
  readonly sheets: number;
}

/** Sheets that fit (machine notes §4). */
const CAPACITY: Readonly<Record<TrayName, number>> = { Manual: 100, Cas1: 500, Cas2: 500 };
/** What the drawers take; the bypass takes everything (Canon's PPD). */
const DRAWER_PAPERS: readonly PaperName[] = ['A4', 'Letter', 'Legal'];
/** `Auto` looks here first. */
const AUTO_ORDER: readonly TrayName[] = ['Cas1', 'Cas2', 'Manual'];

/** The machine's three paper trays, with what lies in them. */
export class PaperTrays {
  readonly #trays = new Map<TrayName, { paper: PaperName; sheets: number }>([
    ['Manual', { paper: 'A4', sheets: CAPACITY.Manual }],
    ['Cas1', { paper: 'A4', sheets: CAPACITY.Cas1 }],
    ['Cas2', { paper: 'Letter', sheets: CAPACITY.Cas2 }],
  ]);

  get contents(): readonly PaperTray[] {
    return Array.from(this.#trays, ([source, tray]) => ({ source, ...tray }));
  }

  get allEmpty(): boolean {
    return this.contents.every(({ sheets }) => sheets === 0);
  }

  /** Replaces what is in a tray; what is over its capacity stays in the packet. */
  load(source: TrayName, paper: PaperName, sheets: number): void {
    if (source !== 'Manual' && !DRAWER_PAPERS.includes(paper)) {
      throw new RangeError(`${paper} does not fit into a drawer`);
    }
    this.#trays.set(source, { paper, sheets: Math.max(0, Math.min(Math.floor(sheets), CAPACITY[source])) });
  }

  /** Where a sheet would come from; null: nowhere, somebody has to load paper. */
  find(source: SourceName, paper: PaperName): TrayName | null {
    const candidates = source === 'Auto' ? AUTO_ORDER : [source];
    const found = candidates.find((name) => {
      const tray = this.#trays.get(name)!;
      return tray.paper === paper && tray.sheets > 0;
    });
    return found ?? null;
  }

  take(source: TrayName): void {
    this.#trays.get(source)!.sheets--;
  }
}
