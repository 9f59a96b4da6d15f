import { LitElement, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import '../machine/connection-notice.ts';
import '../documents/document-card.ts';
import '../jobs/job-list.ts';
import '../documents/password-dialog.ts';
import type { PasswordDialog } from '../documents/password-dialog.ts';
import '../preview/preview-panel.ts';
import '../parts/print-bar.ts';
import '../settings/settings-panel.ts';
import '../parts/storage-notice.ts';
import type { SettingKey } from '../../settings/describe.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';
import { printViewStyles } from './print-view.styles.ts';

const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.webp,.avif,.gif,.bmp,.tif,.tiff,.txt,.text,.md,.log,.csv';
const SAMPLE_URL = './sample.pdf';

/** The sheets in the middle, documents and jobs on one side, settings and Print on the other. */
@customElement('platen-print-view')
export class PrintView extends LitElement {
  static override readonly styles = [sharedStyles, printViewStyles];

  @property({ attribute: false }) platen!: Platen;
  @query('input[type=file]') private readonly chooser!: HTMLInputElement;
  @query('platen-password-dialog') private readonly passwords!: PasswordDialog;

  /** Brings a setting into sight and gives it the keyboard. */
  async showSetting(key: SettingKey): Promise<void> {
    await this.updateComplete;
    await this.renderRoot.querySelector('platen-settings-panel')?.show(key);
  }

  constructor() {
    super();
    new StoreController(this, () => [this.platen.documents]);
  }

  override render() {
    const { platen } = this;
    const isEmpty = platen.documents.items.length === 0;
    return html`
      <h1 class="only-heard">Print</h1>
      <div
        class="columns ${isEmpty ? 'idle' : 'busy'}"
        @unlock-request=${(event: CustomEvent<string>) => this.passwords.ask(event.detail)}
        @show-sheet=${(event: CustomEvent<number>) => platen.preview.go(event.detail)}
      >
        <div class="documents">
          <platen-connection-notice .machine=${platen.machine}></platen-connection-notice>
          ${isEmpty ? this.#empty() : this.#list()}
          <platen-storage-notice brief .machine=${platen.machine}></platen-storage-notice>
          <platen-job-list .machine=${platen.machine}></platen-job-list>
        </div>
        ${isEmpty ? nothing : html`<platen-preview .platen=${platen}></platen-preview>`}
        <div class="side">
          <platen-settings-panel .editor=${platen.print} .platen=${platen}></platen-settings-panel>
          <platen-print-bar .print=${platen.print} .prn=${platen.prn}></platen-print-bar>
        </div>
      </div>
      <input type="file" multiple accept=${ACCEPTED} hidden aria-label="Documents" @change=${this.#chosen} />
      <platen-password-dialog .documents=${platen.documents}></platen-password-dialog>
    `;
  }

  #empty() {
    return html`<section class="card empty" aria-labelledby="invitation">
      <img src="./icons/drop.svg" alt="" width="120" height="120" />
      <h2 id="invitation">Drop documents here</h2>
      <p class="quiet">
        PDF, pictures, TIFF or plain text. Several become one job. Nothing leaves this computer.
      </p>
      <div class="actions">
        <wa-button variant="brand" @click=${this.#choose}>
          <wa-icon slot="start" name="file-up"></wa-icon>Choose files
        </wa-button>
        <wa-button appearance="outlined" @click=${this.#sample}>Try with a sample page</wa-button>
      </div>
    </section>`;
  }

  #list() {
    const { documents, thumbnails } = this.platen;
    const { items } = documents;
    return html`<section aria-labelledby="documents">
      <div class="heading">
        <h2 id="documents">Documents</h2>
        ${
          items.length > 1
            ? html`<wa-button
                size="s"
                appearance="plain"
                title="Remove all"
                @click=${() => documents.clear()}
              >
                <wa-icon name="trash" label="Remove all"></wa-icon>
              </wa-button>`
            : nothing
        }
        <wa-button size="s" appearance="outlined" @click=${this.#choose}>
          <wa-icon slot="start" name="plus"></wa-icon>Add files
        </wa-button>
      </div>
      <div class="cards">
        ${repeat(
          items,
          (item) => item.source.id,
          (item, index) =>
            html`<platen-document-card
              .item=${item}
              .documents=${documents}
              .thumbnails=${thumbnails}
              .index=${index}
              .total=${items.length}
            ></platen-document-card>`,
        )}
      </div>
    </section>`;
  }

  readonly #choose = () => this.chooser.click();

  readonly #chosen = () => {
    const files = [...(this.chooser.files ?? [])];
    // Emptied, so that the same file can be chosen again.
    this.chooser.value = '';
    if (files.length > 0) void this.platen.documents.add(files);
  };

  readonly #sample = async () => {
    const response = await fetch(SAMPLE_URL);
    const file = new File([await response.blob()], 'Sample page.pdf', { type: 'application/pdf' });
    await this.platen.documents.add([file]);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-print-view': PrintView;
  }
}
