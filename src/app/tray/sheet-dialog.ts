import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { SideBitmap, TraySheet } from '../../jobs/spooler-api.ts';
import type { SideName, TrayStore } from '../state/tray-store.ts';
import '../preview/dot-viewer.ts';

/** One sheet of the output tray, large, both sides. Says `close-sheet`, and `lay-on-glass` with the side. */
@customElement('platen-sheet-dialog')
export class SheetDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      wa-dialog {
        --width: min(76rem, 100vw - 2rem);
        --spacing: var(--wa-space-m);
      }
    `,
  ];

  @property({ attribute: false }) sheet!: TraySheet;
  @property({ attribute: false }) tray!: TrayStore;

  @state() private side: SideName = 'front';
  @state() private dots: SideBitmap | null = null;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('sheet')) this.side = 'front';
    if (changed.has('sheet') || changed.has('side')) void this.#load();
  }

  override render() {
    const { sheet } = this;
    return html`<wa-dialog open label=${sheet.jobTitle} @wa-after-hide=${this.#closed}>
      <platen-dot-viewer
        .dots=${this.dots}
        label="${this.side === 'front' ? 'Front' : 'Back'} of a sheet of ${sheet.jobTitle}"
      >
        ${
          sheet.hasBack
            ? html`<wa-button size="s" appearance="outlined" @click=${this.#flip}>
                <wa-icon slot="start" name="flip"></wa-icon
                >${this.side === 'front' ? 'Show the back' : 'Show the front'}
              </wa-button>`
            : nothing
        }
        <wa-button size="s" appearance="outlined" @click=${this.#scan}>
          <wa-icon slot="start" name="scan"></wa-icon>Lay it on the glass
        </wa-button>
      </platen-dot-viewer>
      <p class="quiet small">
        ${
          this.dots
            ? `${sheet.paper}, ${this.side}: ${this.dots.widthPx} × ${this.dots.heightPx} dots at 600 dpi, decoded from the bytes that were sent.`
            : 'Decoding…'
        }
      </p>
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

  readonly #scan = () => {
    this.dispatchEvent(new CustomEvent<SideName>('lay-on-glass', { detail: this.side }));
  };

  readonly #closed = (event: Event) => {
    if (event.target === event.currentTarget) this.dispatchEvent(new CustomEvent('close-sheet'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-sheet-dialog': SheetDialog;
  }
}
