import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { MachineStore } from '../state/machine-store.ts';
import { StoreController } from '../state/store.ts';

/** While there are jobs to lose: asks for the browser's promise to keep them, and says when nothing is kept. */
@customElement('platen-storage-notice')
export class StorageNotice extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: contents;
      }

      .ask {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--wa-space-s);
      }

      .ask p {
        flex: 1 1 22rem;
      }
    `,
  ];

  @property({ attribute: false }) machine!: MachineStore;
  /** Says only what is the matter; the question is asked elsewhere. */
  @property({ type: Boolean }) brief = false;

  constructor() {
    super();
    new StoreController(this, () => [this.machine]);
  }

  override render() {
    const { persistence, storageError } = this.machine.snapshot;
    if (storageError)
      return html`<platen-explanation .error=${storageError} variant="warning"></platen-explanation>`;
    if (this.brief || persistence !== 'ask') return nothing;
    return html`<wa-callout variant="neutral" size="s">
      <wa-icon slot="icon" name="shield"></wa-icon>
      <div class="ask">
        <p>
          Jobs and their documents are kept on this computer until they are printed. When its disk is nearly
          full, the browser may throw them away, unless it promises not to.
        </p>
        <wa-button size="s" appearance="outlined" @click=${this.#ask}>Ask it to keep them</wa-button>
      </div>
    </wa-callout>`;
  }

  readonly #ask = async () => {
    const granted = await navigator.storage.persist().catch(() => false);
    await this.machine.spooler.persistenceAsked(granted);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-storage-notice': StorageNotice;
  }
}
