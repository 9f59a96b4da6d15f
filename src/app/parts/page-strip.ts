import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DocumentInfo, PageSize } from '../../documents/raster-api.ts';
import { explain } from '../../errors/catalogue.ts';
import { asPlatenError, toRecord } from '../../errors/platen-error.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { ThumbnailQueue } from '../state/thumbnail-queue.ts';
import { Gradual } from './gradual.ts';

const HEIGHT_PX = 148;
const MAX_ASPECT = 1.6;
const PAGES_A_FRAME = 48;

/**
 * A document's pages in a row. Every page has its place at once; its picture is drawn when the place comes
 * near the view and let go when it is far away, so that 352 pages cost no more than a dozen.
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

  readonly #gradual = new Gradual(this, () => Math.ceil(this.info.pages.length / PAGES_A_FRAME));
  #near: IntersectionObserver | null = null;
  readonly #drawing = new Map<Element, AbortController>();

  override render() {
    const { pages, name } = this.info;
    return html`<ul tabindex="0" aria-label="Pages of ${name}">
      ${repeat(
        pages.slice(0, this.#gradual.shown * PAGES_A_FRAME),
        (_, index) => index,
        (page, index) =>
          html`<li>
            <div class="page" data-index=${index} .style=${boxOf(page)}></div>
            <span><span class="only-heard">Page </span>${index + 1}</span>
          </li>`,
      )}
    </ul>`;
  }

  override updated(): void {
    // The strip scrolls sideways inside a page that scrolls down: the margin counts for both.
    this.#near ??= new IntersectionObserver((entries) => entries.forEach((entry) => this.#moved(entry)), {
      rootMargin: '600px',
    });
    // Observing a place again changes nothing.
    for (const place of this.renderRoot.querySelectorAll('.page')) this.#near.observe(place);
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
  const aspect = page.widthPt / page.heightPt;
  const height = aspect > MAX_ASPECT ? MAX_ASPECT / aspect : 1;
  const length = (share: number) =>
    `max(12px, calc(var(--platen-page-height, ${HEIGHT_PX}px) * ${share.toFixed(4)}))`;
  return `width: ${length(height * aspect)}; height: ${length(height)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-page-strip': PageStrip;
  }
}
