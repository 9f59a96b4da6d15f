import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { SideBitmap } from '../../jobs/spooler-api.ts';
import { closeDialog } from '../parts/close-dialog.ts';
import './dot-viewer.ts';

/** One side of a print file, large. Says `close-dialog`. */
@customElement('platen-side-dialog')
export class SideDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      wa-dialog {
        --width: min(76rem, 100vw - 2rem);
        --spacing: var(--wa-space-m);
      }
    `,
  ];

  @property() label = '';
  @property({ attribute: false }) load!: () => Promise<SideBitmap>;
  @state() private dots: SideBitmap | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load().then((dots) => (this.dots = dots));
  }

  override render() {
    const { dots } = this;
    return html`<wa-dialog open label=${this.label} @wa-after-hide=${closeDialog}>
      <platen-dot-viewer .dots=${dots} label=${this.label}></platen-dot-viewer>
      <p class="quiet small">
        ${dots ? `${dots.widthPx} × ${dots.heightPx} dots at 600 dpi, decoded from the file.` : 'Decoding…'}
      </p>
    </wa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-side-dialog': SideDialog;
  }
}
