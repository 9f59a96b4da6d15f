import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { PrnSide } from '../../jobs/prn-api.ts';
import type { PrnDesk } from '../state/prn-desk.ts';

const WIDTH_PX = 132;

/** A side of an opened print file, small. Its picture is made when it comes near the view. Says `open-side`. */
@customElement('platen-prn-side')
export class PrnSideCard extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      button {
        display: grid;
        justify-items: center;
        gap: var(--wa-space-xs);
        padding: var(--wa-space-xs);
        border: 0;
        border-radius: var(--wa-border-radius-m);
        background: none;
        color: inherit;
        font: inherit;
        font-size: var(--wa-font-size-s);
        cursor: pointer;
      }

      button:hover {
        background: color-mix(in oklab, var(--wa-color-text-normal) 5%, transparent);
      }

      .paper {
        background: white;
        border-radius: 2px;
        box-shadow: var(--platen-sheet-shadow);
        overflow: hidden;
      }

      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  @property({ attribute: false }) side!: PrnSide;
  @property({ attribute: false }) prn!: PrnDesk;
  @property({ type: Number }) index = 0;

  #near: IntersectionObserver | null = null;

  override render() {
    const height = Math.round((WIDTH_PX * this.side.heightPx) / this.side.widthPx);
    return html`<button
      type="button"
      @click=${() => this.dispatchEvent(new CustomEvent('open-side', { detail: this.index, bubbles: true, composed: true }))}
    >
      <span class="paper" .style=${`width: ${WIDTH_PX}px; height: ${height}px`}></span>
      <span>Side ${this.index + 1}<span class="only-heard">, look at it</span></span>
    </button>`;
  }

  override firstUpdated(): void {
    this.#near = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void this.#draw();
      },
      { rootMargin: '200px' },
    );
    this.#near.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#near?.disconnect();
  }

  async #draw(): Promise<void> {
    this.#near?.disconnect();
    const bitmap = await this.prn.picture(this.index, Math.round(WIDTH_PX * Math.min(2, devicePixelRatio)));
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(bitmap);
    this.renderRoot.querySelector('.paper')!.replaceChildren(canvas);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-prn-side': PrnSideCard;
  }
}
