import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import { explain } from '../../../errors/catalogue.ts';
import { asPlatenError, toRecord } from '../../../errors/platen-error.ts';
import type { Corrections } from '../../../scan/corrections/corrections.ts';
import type { PagesDesk } from './pages-desk.ts';

/** A scanned page as it will be, as large as its element. What was there before stays until it is made. Says `picture-placed`. */
@customElement('platen-page-picture')
export class PagePicture extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        place-items: center;
        min-width: 0;
        min-height: 0;
        overflow: hidden;
      }

      canvas {
        display: block;
        background: white;
        border-radius: 1px;
        box-shadow: var(--platen-sheet-shadow);
      }

      .failed {
        font-size: var(--wa-font-size-l);
        color: var(--wa-color-text-quiet);
      }
    `,
  ];

  @property({ attribute: false }) pages!: PagesDesk;
  @property() pageId = '';
  @property({ attribute: false }) corrections!: Corrections;
  /** Longer side at most, device pixels. */
  @property({ type: Number }) maxPx = 160;
  /** Before pictures of the strip. */
  @property({ type: Boolean }) urgent = false;
  @state() private failure = '';

  #drawing: AbortController | null = null;
  #key = '';
  readonly #resize = new ResizeObserver(() => this.#fit());

  /** Where the picture is, in the window; null before there is one. */
  get pictureBox(): DOMRect | null {
    const canvas = this.renderRoot.querySelector('canvas');
    return canvas && canvas.width > 1 ? canvas.getBoundingClientRect() : null;
  }

  override render() {
    return html`<canvas aria-hidden="true" width="1" height="1" ?hidden=${this.failure !== ''}></canvas> ${
        this.failure
          ? html`<span class="failed" role="img" title=${this.failure} aria-label=${this.failure}>?</span>`
          : nothing
      }`;
  }

  override updated(): void {
    const key = `${this.pageId} ${this.maxPx} ${JSON.stringify(this.corrections)}`;
    if (key === this.#key) return;
    this.#key = key;
    void this.#draw();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
    if (this.hasUpdated && this.#drawing?.signal.aborted) void this.#draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#drawing?.abort();
  }

  /** As large as there is room, with a hair's breadth for its shadow. */
  #fit(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas || canvas.width <= 1) return;
    const [width, height] = [this.clientWidth - 4, this.clientHeight - 4];
    const scale = Math.max(0, Math.min(width / canvas.width, height / canvas.height));
    canvas.style.width = `${canvas.width * scale}px`;
    canvas.style.height = `${canvas.height * scale}px`;
    this.dispatchEvent(new Event('picture-placed'));
  }

  async #draw(): Promise<void> {
    this.#drawing?.abort();
    const drawing = new AbortController();
    this.#drawing = drawing;
    const wanted = { page: { id: this.pageId }, corrections: this.corrections, maxPx: this.maxPx };
    try {
      const picture = await this.pages.picture(wanted, drawing.signal, this.urgent);
      if (!picture) return;
      const canvas = this.renderRoot.querySelector('canvas')!;
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(picture);
      this.failure = '';
      this.#fit();
    } catch (thrown) {
      if (drawing.signal.aborted) return;
      const { what, why } = explain(toRecord(asPlatenError(thrown)));
      this.failure = `${what} ${why}`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-page-picture': PagePicture;
  }
}
