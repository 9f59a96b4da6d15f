import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';

/** Says which preset was taken by itself, and offers the way back. */
@customElement('platen-preset-notice')
export class PresetNotice extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: contents;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-2xs);
        margin-block-start: var(--wa-space-2xs);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.presetDefaults]);
  }

  override render() {
    const { presetDefaults, print } = this.platen;
    const { taken } = presetDefaults;
    const undo = () => {
      print.undo();
      presetDefaults.seen();
    };
    return html`<div role="status" class=${taken ? '' : 'only-heard'}>
      ${
        taken
          ? html`<wa-callout variant="brand" size="s">
              <wa-icon slot="icon" name="info"></wa-icon>
              <p>The preset “${taken.name}” was taken, as you chose it for this.</p>
              <div class="actions">
                <wa-button size="s" appearance="outlined" @click=${undo}>Undo</wa-button>
                <wa-button size="s" appearance="plain" @click=${() => presetDefaults.seen()}>Fine</wa-button>
              </div>
            </wa-callout>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-preset-notice': PresetNotice;
  }
}
