import { MODE } from '../protocol/commands.ts';
import { LineShrinker, shrunkPx } from './line-shrinker.ts';
import type { StoredOverview } from './scan-shelf.ts';
import type { PixelShape } from './scanned-page.ts';
import { packStrip } from './strip-codec.ts';

/** Enough to look at a page, to read its lines and to find its edges. */
const OVERVIEW_DPI = 100;

/** How many lines and pixels become one, so that no less than 100 dpi are left of what has more. */
function factorOf(dpi: number): number {
  return Math.max(1, Math.floor(dpi / OVERVIEW_DPI));
}

/** Rows of the small page that have become complete. */
export interface OverviewRows {
  readonly firstRow: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The page made small while it comes: by whole numbers of pixels, each the average of those it stands for. */
export class OverviewMaker {
  /** Of the small page if all of it comes. */
  readonly shape: PixelShape;
  readonly #shrinker: LineShrinker;
  readonly #rowBytes: number;
  #bytes: Uint8Array<ArrayBuffer>;
  #filled = 0;

  constructor({ widthPx, heightPx, dpi, mode }: PixelShape) {
    const { channels } = MODE[mode];
    const from = factorOf(dpi);
    this.#shrinker = new LineShrinker({ widthPx, channels, from, to: 1 });
    this.#rowBytes = this.#shrinker.widthPx * channels;
    this.shape = {
      widthPx: this.#shrinker.widthPx,
      heightPx: shrunkPx(heightPx, from, 1),
      dpi: dpi / from,
      mode,
    };
    this.#bytes = new Uint8Array(this.shape.heightPx * this.#rowBytes);
  }

  /** Takes whole lines of the page. */
  push(lines: Uint8Array): OverviewRows {
    return this.#keep(this.#shrinker.push(lines));
  }

  /** The page is over; it may be shorter than it was to be. */
  finish(): OverviewRows {
    return this.#keep(this.#shrinker.finish());
  }

  /** What there is of it, with its shape. */
  get page(): { readonly shape: PixelShape; readonly bytes: Uint8Array<ArrayBuffer> } {
    const heightPx = this.#filled / this.#rowBytes;
    return { shape: { ...this.shape, heightPx }, bytes: this.#bytes.subarray(0, this.#filled) };
  }

  async pack(): Promise<StoredOverview> {
    const { shape, bytes } = this.page;
    const { packed } = await packStrip(bytes, shape);
    return { shape, packed };
  }

  #keep(rows: Uint8Array<ArrayBuffer>): OverviewRows {
    const firstRow = this.#filled / this.#rowBytes;
    // More than was announced cannot come: the client refuses it.
    const room = rows.subarray(0, this.#bytes.length - this.#filled);
    this.#bytes.set(room, this.#filled);
    this.#filled += room.length;
    return { firstRow, bytes: room.slice() };
  }
}
