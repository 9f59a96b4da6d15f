import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface RowOptions {
  /** The element that scrolls sideways; null until it was drawn. */
  readonly scroller: () => HTMLElement | null;
  /** CSS pixels. */
  readonly itemWidthPx: () => number;
  readonly count: () => number;
}

/** Items beyond either edge that are drawn as well. */
const OVERSCAN = 3;

/** A row of any length of which only what is seen is drawn: all items are equally wide and know their place. */
export class VirtualRow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: RowOptions;
  readonly #resize = new ResizeObserver(() => this.#look());
  #watched: HTMLElement | null = null;
  #first = 0;
  /** A few to begin with; the rest when it is known how many there is room for. */
  #last = 5;

  constructor(host: ReactiveControllerHost, options: RowOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The items to draw, by their index. */
  get visible(): readonly number[] {
    const first = Math.max(0, Math.min(this.#first, this.#options.count() - 1));
    const end = Math.min(this.#options.count(), this.#last + 1);
    return Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  }

  leftOf(index: number): number {
    return index * this.#options.itemWidthPx();
  }

  get widthPx(): number {
    return this.leftOf(this.#options.count());
  }

  /** Scrolls just so far that the item is seen, with a part of its neighbour. */
  reveal(index: number): void {
    const scroller = this.#options.scroller();
    if (!scroller) return;
    const width = this.#options.itemWidthPx();
    const [left, right] = [this.leftOf(index) - width / 2, this.leftOf(index + 1) + width / 2];
    if (left < scroller.scrollLeft) scroller.scrollLeft = left;
    else if (right > scroller.scrollLeft + scroller.clientWidth)
      scroller.scrollLeft = right - scroller.clientWidth;
  }

  hostUpdated(): void {
    const scroller = this.#options.scroller();
    if (scroller === this.#watched) return;
    this.hostDisconnected();
    this.#watched = scroller;
    scroller?.addEventListener('scroll', this.#look, { passive: true });
    if (scroller) this.#resize.observe(scroller);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#watched?.removeEventListener('scroll', this.#look);
    this.#resize.disconnect();
    this.#watched = null;
  }

  readonly #look = () => {
    const scroller = this.#watched;
    if (!scroller) return;
    const width = this.#options.itemWidthPx();
    const first = Math.max(0, Math.floor(scroller.scrollLeft / width) - OVERSCAN);
    const last = Math.ceil((scroller.scrollLeft + scroller.clientWidth) / width) + OVERSCAN;
    if (first === this.#first && last === this.#last) return;
    [this.#first, this.#last] = [first, last];
    this.#host.requestUpdate();
  };
}
