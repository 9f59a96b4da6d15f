import type { ScannerQuirks } from '../../machine/scanner-quirks.ts';
import type { Corrections } from '../corrections/corrections.ts';
import type { PageOrigin, ScannedPage } from '../pages/scanned-page.ts';
import type { ScanOrder } from './scanner-api.ts';

type Slot = Pick<ScannedPage, 'place' | 'origin' | 'corrections'>;

/** Where the pages of a run belong, which side of which sheet they are, and how they begin. */
export class PageSlots {
  readonly #order: ScanOrder;
  readonly #quirks: ScannerQuirks;
  readonly #before: number;
  readonly #after: number;

  constructor(order: ScanOrder, quirks: ScannerQuirks, present: readonly ScannedPage[]) {
    const places = present.map(({ place }) => place);
    this.#order = order;
    this.#quirks = quirks;
    this.#before = order.afterPlace ?? Math.max(0, ...places);
    this.#after = Math.min(Infinity, ...places.filter((place) => place > this.#before));
  }

  /** Of the page that comes as number `arrival`, from 1. */
  slot(arrival: number): Slot {
    const origin = this.#origin(arrival);
    const { sheet, side, source } = origin;
    const position = source === 'feeder-duplex' ? 2 * sheet - (side === 'front' ? 1 : 0) : arrival;
    return { origin, place: this.#place(position), corrections: this.#corrections(side) };
  }

  #origin(arrival: number): PageOrigin {
    const { source } = this.#order;
    if (source !== 'feeder-duplex') return { source, sheet: arrival, side: 'front' };
    const isFirstOfSheet = arrival % 2 === 1;
    const side = isFirstOfSheet === this.#quirks.backsFirst ? 'back' : 'front';
    return { source, sheet: Math.ceil(arrival / 2), side };
  }

  /** Nobody knows how many pages will come, so between two pages each comes nearer to the second one. */
  #place(position: number): number {
    if (this.#after === Infinity) return this.#before + position;
    return this.#before + ((this.#after - this.#before) * position) / (position + 1);
  }

  #corrections(side: PageOrigin['side']): Corrections {
    const { corrections } = this.#order;
    if (side === 'front' || !this.#quirks.backsTurned) return corrections;
    return { ...corrections, turn: ((corrections.turn + 180) % 360) as Corrections['turn'] };
  }
}
