import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { PreviewStore } from '../state/preview-store.ts';
import type { SideName } from '../state/shown-side.ts';

/** One side of a sheet of the preview, small. Decorative: what stands beside it says which it is. */
@customElement('platen-preview-thumb')
export class PreviewThumb extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        position: relative;
        background: white;
        border-radius: 1px;
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

  @property({ attribute: false }) preview!: PreviewStore;
  @property({ type: Number }) index = 0;
  @property() side: SideName = 'front';
  @property({ type: Number }) widthPx = 64;
  /** Tells when the side has become another. */
  @property() key = '';

  #drawing: AbortController | null = null;

  override render() {
    return html`<canvas aria-hidden="true" width="1" height="1"></canvas>`;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('key')) void this.#draw();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drawing?.abort();
  }

  async #draw(): Promise<void> {
    this.#drawing?.abort();
    const drawing = new AbortController();
    this.#drawing = drawing;
    const widthPx = Math.round(this.widthPx * Math.min(2, devicePixelRatio));
    try {
      const picture = await this.preview.thumbnail(this.index, this.side, widthPx, drawing.signal);
      if (!picture || drawing.signal.aborted) {
        picture?.close();
        return;
      }
      const canvas = this.renderRoot.querySelector('canvas')!;
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(picture);
    } catch {
      // What is wrong with the page is said where it is looked at.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-preview-thumb': PreviewThumb;
  }
}
