import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../elements/dot-view.ts';
import type { DotView } from '../../elements/dot-view.ts';
import type { Dots } from '../../elements/dots.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { MAX_ZOOM, type Zoom } from '../../elements/viewport.ts';

/** A side with its tools: zoom, dots at 1:1, a loupe. Slotted tools come first. */
@customElement('platen-dot-viewer')
export class DotViewer extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-s);
      }

      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-xs) var(--wa-space-m);
      }

      .zoom {
        display: flex;
        align-items: center;
        gap: var(--wa-space-2xs);
      }

      .scale {
        min-width: 6.5em;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }

      platen-dot-view {
        height: calc(100dvh - 15rem);
        min-height: 16rem;
      }

      .hint {
        margin-inline-start: auto;
      }

      @media (max-width: 60rem) {
        .hint {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) dots: Dots | null = null;
  /** What a screen reader calls the side. */
  @property() label = '';
  @state() private zoom: Zoom = 'fit';
  @state() private loupe = false;
  @query('platen-dot-view') private readonly view!: DotView;

  override render() {
    const { dots } = this;
    return html`<div class="tools">
        <slot></slot>
        <div class="zoom" role="group" aria-label="Zoom">
          <wa-button
            size="s"
            appearance="outlined"
            ?disabled=${this.zoom === 'fit'}
            @click=${() => this.view.step(-1)}
          >
            <wa-icon name="zoom-out" label="Zoom out"></wa-icon>
          </wa-button>
          <span class="scale" aria-live="polite">${zoomInWords(this.zoom)}</span>
          <wa-button
            size="s"
            appearance="outlined"
            ?disabled=${this.zoom === MAX_ZOOM}
            @click=${() => this.view.step(1)}
          >
            <wa-icon name="zoom-in" label="Zoom in"></wa-icon>
          </wa-button>
          <wa-button size="s" appearance="plain" @click=${() => (this.zoom = 1)}>1:1</wa-button>
          <wa-button size="s" appearance="plain" @click=${() => (this.zoom = 'fit')}>Fit</wa-button>
        </div>
        <wa-switch size="s" ?checked=${this.loupe} @change=${() => (this.loupe = !this.loupe)}
          >Loupe</wa-switch
        >
        <span class="hint quiet small">Arrow keys move, + and − zoom</span>
      </div>
      <platen-dot-view
        .leaves=${dots ? [{ widthPx: dots.widthPx, heightPx: dots.heightPx, dots }] : []}
        .zoom=${this.zoom}
        ?loupe=${this.loupe}
        label=${this.label}
        @zoom-change=${(event: CustomEvent<Zoom>) => (this.zoom = event.detail)}
      ></platen-dot-view>`;
  }
}

/** Dots and pixels of the screen. */
function zoomInWords(zoom: Zoom): string {
  if (zoom === 'fit') return 'Whole sheet';
  const rounded = (value: number) => Number(value.toFixed(1));
  if (zoom === 1) return '1:1 dots';
  return zoom > 1 ? `${rounded(zoom)} : 1` : `1 : ${rounded(1 / zoom)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-dot-viewer': DotViewer;
  }
}
