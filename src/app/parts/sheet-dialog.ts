import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../elements/dot-view.ts';
import { ZOOM_STEPS, type DotView, type Zoom } from '../../elements/dot-view.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { SideBitmap, TraySheet } from '../../jobs/spooler-api.ts';
import type { SideName, TrayStore } from '../state/tray-store.ts';

/** One sheet of the output tray, large: both sides, zoom in steps, dots at 1:1, a loupe. Says `close-sheet`. */
@customElement('platen-sheet-dialog')
export class SheetDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      wa-dialog {
        --width: min(76rem, 100vw - 2rem);
        --spacing: var(--wa-space-m);
      }

      .frame {
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

  @property({ attribute: false }) sheet!: TraySheet;
  @property({ attribute: false }) tray!: TrayStore;

  @state() private side: SideName = 'front';
  @state() private dots: SideBitmap | null = null;
  @state() private zoom: Zoom = 'fit';
  @state() private loupe = false;
  @query('platen-dot-view') private readonly view!: DotView;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('sheet')) this.side = 'front';
    if (changed.has('sheet') || changed.has('side')) void this.#load();
  }

  override render() {
    const { sheet } = this;
    const at = ZOOM_STEPS.indexOf(this.zoom);
    return html`<wa-dialog open label=${sheet.jobTitle} @wa-after-hide=${this.#closed}>
      <div class="frame">
        <div class="tools">
          ${
            sheet.hasBack
              ? html`<wa-button size="s" appearance="outlined" @click=${this.#flip}>
                  <wa-icon slot="start" name="flip"></wa-icon
                  >${this.side === 'front' ? 'Show the back' : 'Show the front'}
                </wa-button>`
              : nothing
          }
          <div class="zoom" role="group" aria-label="Zoom">
            <wa-button
              size="s"
              appearance="outlined"
              ?disabled=${at === 0}
              @click=${() => this.view.step(-1)}
            >
              <wa-icon name="zoom-out" label="Zoom out"></wa-icon>
            </wa-button>
            <span class="scale" aria-live="polite">${zoomInWords(this.zoom)}</span>
            <wa-button
              size="s"
              appearance="outlined"
              ?disabled=${at === ZOOM_STEPS.length - 1}
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
          .dots=${this.dots}
          .zoom=${this.zoom}
          ?loupe=${this.loupe}
          label="${this.side === 'front' ? 'Front' : 'Back'} of a sheet of ${sheet.jobTitle}"
          @zoom-change=${(event: CustomEvent<Zoom>) => (this.zoom = event.detail)}
        ></platen-dot-view>
        <p class="quiet small">
          ${
            this.dots
              ? `${sheet.paper}, ${this.side}: ${this.dots.widthPx} × ${this.dots.heightPx} dots at 600 dpi, decoded from the bytes that were sent.`
              : 'Decoding…'
          }
        </p>
      </div>
    </wa-dialog>`;
  }

  async #load(): Promise<void> {
    const { sheet, side } = this;
    const dots = await this.tray.side(sheet, side);
    if (sheet === this.sheet && side === this.side) this.dots = dots;
  }

  readonly #flip = () => {
    this.side = this.side === 'front' ? 'back' : 'front';
  };

  readonly #closed = (event: Event) => {
    if (event.target === event.currentTarget) this.dispatchEvent(new CustomEvent('close-sheet'));
  };
}

function zoomInWords(zoom: Zoom): string {
  if (zoom === 'fit') return 'Whole sheet';
  return zoom === 1 ? '1:1 dots' : zoom > 1 ? `${zoom} : 1` : `1 : ${1 / zoom}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-sheet-dialog': SheetDialog;
  }
}
