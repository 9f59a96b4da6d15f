import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import { closeDialog } from '../../parts/close-dialog.ts';
import { dialogStyles } from '../../parts/dialog-styles.ts';
import type { PreferencesStore } from '../../state/preferences-store.ts';
import './mail-fields.ts';

/** To whom scans are sent. Says `send-mail` with a list of addresses, or `close-dialog`. */
@customElement('platen-mail-dialog')
export class MailDialog extends LitElement {
  static override readonly styles = [sharedStyles, dialogStyles];

  @property({ attribute: false }) preferences!: PreferencesStore;
  @state() private addresses: readonly string[] = [];

  override render() {
    return html`<wa-dialog open label="Send by e-mail" @wa-after-hide=${closeDialog}>
      <div class="body">
        <platen-mail-fields
          .preferences=${this.preferences}
          .addresses=${this.addresses}
          @addresses-change=${(event: CustomEvent<readonly string[]>) => (this.addresses = event.detail)}
        ></platen-mail-fields>
        <p class="quiet small">
          Platen sends nothing itself: it hands the files to your mail program, or makes a letter that you
          open there.
        </p>
      </div>
      <div class="actions" slot="footer">
        <wa-button appearance="plain" data-dialog="close">Cancel</wa-button>
        <wa-button variant="brand" @click=${this.#send}>Make the letter</wa-button>
      </div>
    </wa-dialog>`;
  }

  readonly #send = () => {
    this.dispatchEvent(new CustomEvent<readonly string[]>('send-mail', { detail: this.addresses }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-mail-dialog': MailDialog;
  }
}
