import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { explain } from '../../errors/catalogue.ts';
import { asPlatenError, toRecord } from '../../errors/platen-error.ts';
import type { Corrections } from '../../scan/corrections/corrections.ts';
import type { PagesDesk } from './pages-desk.ts';

/** A scanned page as it will be, no larger than its element. What was there before stays until it is made. */
@customElement('platen-page-picture')
export class PagePicture extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        min-width: 0;
        min-height: 0;
      }

      canvas {
        display: block;
        max-width: 100%;
        max-height: 100%;
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
    if (this.hasUpdated && this.#drawing?.signal.aborted) void this.#draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drawing?.abort();
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
      const detail = { width: canvas.width, height: canvas.height };
      this.dispatchEvent(new CustomEvent('drawn', { detail }));
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
