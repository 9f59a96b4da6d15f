import type { Address, Kernels } from '../kernels/kernels.ts';
import type { HalftoneSettings } from '../settings/halftone.ts';
import type { ImageKind, RegionSpan } from './regions.ts';

/** What the kernels do with a pixel before it is screened (workers/kernels/edges.ts). */
const UNCHANGED = 0;
const ART = 1;
const SHARPENED = 2;
const BILEVEL = 3;

/** Lines of kinds that the kernels may still look at, one for each line held back, and the newest. */
const SLOTS = 5;

/** Lines that say of every pixel what it belongs to, in the kernels' memory. */
export class Kinds {
  readonly #kernels: Kernels;
  readonly #lineBytes: number;
  readonly #address: Address;
  readonly #outside: number;
  readonly #values: Readonly<Record<ImageKind, number>>;
  #slot = 0;
  #spans: readonly RegionSpan[] | null = null;

  constructor(kernels: Kernels, settings: HalftoneSettings, widthPx: number) {
    const isAware = isObjectAware(settings);
    this.#kernels = kernels;
    this.#lineBytes = 16 * Math.ceil(widthPx / 16);
    this.#address = kernels.reserve(SLOTS * this.#lineBytes);
    this.#outside = isAware ? ART : UNCHANGED;
    this.#values = {
      photo: settings.sharpening > 0 ? SHARPENED : UNCHANGED,
      bilevel: isAware ? BILEVEL : UNCHANGED,
    };
  }

  /** The line for these pictures. It stays for the lines of this call and of three more. */
  line(spans: readonly RegionSpan[]): Address {
    if (!this.#spans || !areSame(spans, this.#spans)) {
      this.#slot = (this.#slot + 1) % SLOTS;
      this.#spans = spans;
      const line = this.#kernels.bytes(this.#current, this.#lineBytes).fill(this.#outside);
      for (const { start, end, kind } of spans) line.fill(this.#values[kind], start, end);
    }
    return this.#current;
  }

  get #current(): Address {
    return this.#address + this.#slot * this.#lineBytes;
  }
}

/** Whether text and line art are treated apart. Thin lines can be told from others only where edges are hard. */
function isObjectAware({ objectAware, halftone, thinLines }: HalftoneSettings): boolean {
  return thinLines > 1 || (objectAware && halftone !== 'Threshold');
}

/** Whether any pixel is treated other than by the screen. */
export function needsKinds(settings: HalftoneSettings): boolean {
  return isObjectAware(settings) || settings.sharpening > 0;
}

function areSame(some: readonly RegionSpan[], others: readonly RegionSpan[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ start, end, kind }, i) => {
      const other = others[i]!;
      return start === other.start && end === other.end && kind === other.kind;
    })
  );
}
