import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DocumentInfo, PageSize } from '../../documents/raster-api.ts';
import { explain } from '../../errors/catalogue.ts';
import { asPlatenError, toRecord } from '../../errors/platen-error.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { ThumbnailQueue } from '../state/thumbnail-queue.ts';

const HEIGHT_PX = 148;
const FULL_HEIGHT = `var(--platen-page-height, ${HEIGHT_PX}px)`;
const MAX_ASPECT = 1.6;
/** Far more than there is room for; as many again each time somebody comes near the end of them. */
const PAGES_A_TIME = 48;

/**
 * A document's pages in a row. Pages have their places as far as somebody has scrolled, and room for the others is
 * left after them; a page's picture is drawn when its place comes near the view and let go when it is far away. So
 * five thousand pages cost no more than a few dozen.
 */
@customElement('platen-page-strip')
export class PageStrip extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      ul {
        position: relative;
        display: flex;
        gap: var(--wa-space-s);
        overflow-x: auto;
        padding: var(--wa-space-3xs) var(--wa-space-m) var(--wa-space-s);
        scrollbar-width: thin;
      }

      ul:focus-visible {
        outline-offset: -3px;
      }

      li {
        flex: none;
        display: grid;
        justify-items: center;
        align-content: end;
        gap: var(--wa-space-2xs);
        font-size: var(--wa-font-size-xs);
        font-variant-numeric: tabular-nums;
        color: var(--wa-color-text-quiet);
      }

      .page {
        display: grid;
        background: white;
        border-radius: 2px;
        box-shadow: var(--platen-sheet-shadow);
        overflow: hidden;
      }

      canvas {
        width: 100%;
        height: 100%;
      }

      .failed {
        display: grid;
        place-items: center;
        color: #667;
        font-size: var(--wa-font-size-l);
      }
    `,
  ];

  @property({ attribute: false }) info!: DocumentInfo;
  @property({ attribute: false }) thumbnails!: ThumbnailQueue;

  @state() private placed = PAGES_A_TIME;
  @query('.rest') private readonly rest!: Element | null;

  #near: IntersectionObserver | null = null;
  readonly #drawing = new Map<Element, AbortController>();

  override render() {
    const { pages, name } = this.info;
    return html`<ul tabindex="0" aria-label="Pages of ${name}">
      ${repeat(
        pages.slice(0, this.placed),
        (_, index) => index,
        (page, index) =>
          html`<li aria-setsize=${pages.length} aria-posinset=${index + 1}>
            <div class="page" data-index=${index} .style=${boxOf(page)}></div>
            <span><span class="only-heard">Page </span>${index + 1}</span>
          </li>`,
      )}
      ${
        pages.length > this.placed
          ? html`<li class="rest" aria-hidden="true" .style=${roomFor(pages.slice(this.placed))}></li>`
          : nothing
      }
    </ul>`;
  }

  override updated(): void {
    // The strip scrolls sideways inside a page that scrolls down: the margin counts for both.
    this.#near ??= new IntersectionObserver((entries) => entries.forEach((entry) => this.#moved(entry)), {
      rootMargin: '600px',
    });
    // Observing a place again changes nothing.
    for (const place of this.renderRoot.querySelectorAll('.page')) this.#near.observe(place);
    if (!this.rest) return;
    // Looked at anew: who has scrolled far ahead is still within the rest.
    this.#near.unobserve(this.rest);
    this.#near.observe(this.rest);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  #stop(): void {
    this.#near?.disconnect();
    this.#near = null;
    for (const drawing of this.#drawing.values()) drawing.abort();
    this.#drawing.clear();
  }

  #moved(entry: IntersectionObserverEntry): void {
    const place = entry.target as HTMLElement;
    if (place === this.rest) {
      if (entry.isIntersecting) this.placed += PAGES_A_TIME;
      return;
    }
    if (entry.isIntersecting) {
      if (!place.hasChildNodes()) void this.#draw(place);
      return;
    }
    this.#drawing.get(place)?.abort();
    place.replaceChildren();
  }

  async #draw(place: HTMLElement): Promise<void> {
    if (this.#drawing.has(place)) return;
    const drawing = new AbortController();
    this.#drawing.set(place, drawing);
    const maxPx = Math.round(HEIGHT_PX * MAX_ASPECT * Math.min(2, devicePixelRatio));
    try {
      const index = Number(place.dataset['index']);
      const bitmap = await this.thumbnails.request(this.info.id, index, maxPx, drawing.signal);
      if (!bitmap) return;
      const canvas = document.createElement('canvas');
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(bitmap);
      place.replaceChildren(canvas);
    } catch (thrown) {
      const mark = document.createElement('span');
      mark.className = 'failed';
      mark.textContent = '?';
      mark.role = 'img';
      const { what, why } = explain(toRecord(asPlatenError(thrown)));
      mark.title = `${what} ${why}`;
      mark.ariaLabel = mark.title;
      place.replaceChildren(mark);
    } finally {
      this.#drawing.delete(place);
    }
  }
}

/** A page's place, as CSS; views may want it smaller. Set through the object model, which the policy permits. */
function boxOf(page: PageSize): string {
  const { width, height } = sharesOf(page);
  const length = (share: number) => `max(12px, calc(${FULL_HEIGHT} * ${share.toFixed(4)}))`;
  return `width: ${length(width)}; height: ${length(height)}`;
}

/** About as much room as pages will take. */
function roomFor(pages: readonly PageSize[]): string {
  const share = pages.reduce((sum, page) => sum + sharesOf(page).width, 0);
  return `width: calc(${FULL_HEIGHT} * ${share.toFixed(4)} + ${pages.length - 1} * var(--wa-space-s))`;
}

/** Of the height of a page's place. */
function sharesOf({ widthPt, heightPt }: PageSize): { readonly width: number; readonly height: number } {
  const aspect = widthPt / heightPt;
  const height = aspect > MAX_ASPECT ? MAX_ASPECT / aspect : 1;
  return { width: height * aspect, height };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-page-strip': PageStrip;
  }
}
