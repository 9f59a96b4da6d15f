import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { AttachmentRole } from '../../layout/plan-input.ts';
import type { DocumentList } from '../state/document-list.ts';
import { StoreController } from '../state/store.ts';

interface Words {
  readonly title: string;
  readonly help: string;
  readonly accepts: string;
}

const PICTURES = '.png,.jpg,.jpeg,.webp,.avif,.gif,.bmp,.tif,.tiff';

const WORDS: Readonly<Record<AttachmentRole, Words>> = {
  letterhead: {
    title: 'Letterhead',
    help: 'A PDF or picture drawn with every page; its second page, if any, goes with the pages after the first.',
    accepts: `.pdf,${PICTURES}`,
  },
  stamp: {
    title: 'Stamp',
    help: 'A picture or PDF in the watermark’s place.',
    accepts: `.pdf,${PICTURES}`,
  },
  frontCover: { title: 'File for the front cover', help: '', accepts: `.pdf,.txt,${PICTURES}` },
  backCover: { title: 'File for the back cover', help: '', accepts: `.pdf,.txt,${PICTURES}` },
};

/** A file that goes with the job without being printed for itself. Says `unlock-request` as documents do. */
@customElement('platen-attachment-field')
export class AttachmentField extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-2xs);
      }

      .label {
        font-size: var(--wa-font-size-s);
        font-weight: var(--wa-form-control-label-font-weight);
      }

      .file {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-2xs);
      }

      .name {
        flex: 1 1 6rem;
        min-width: 0;
        overflow-wrap: anywhere;
        font-size: var(--wa-font-size-s);
      }
    `,
  ];

  @property({ attribute: false }) as!: AttachmentRole;
  @property({ attribute: false }) documents!: DocumentList;
  @query('input') private readonly chooser!: HTMLInputElement;

  constructor() {
    super();
    new StoreController(this, () => [this.documents]);
  }

  override render() {
    const { title, help, accepts } = WORDS[this.as];
    const item = this.documents.attachment(this.as);
    return html`
      <span class="label" id="label">${title}</span>
      <div class="file" role="group" aria-labelledby="label">
        ${
          item
            ? html`<span class="name">${item.source.name}</span>
                ${item.state === 'opening' ? html`<wa-spinner></wa-spinner>` : nothing}
                ${item.state === 'locked' ? this.#unlock(item.source.id) : nothing}
                <wa-button size="s" appearance="outlined" @click=${() => this.chooser.click()}
                  >Change</wa-button
                >
                <wa-button size="s" appearance="plain" @click=${() => this.documents.detach(this.as)}>
                  <wa-icon name="x" label="Remove ${item.source.name}"></wa-icon>
                </wa-button>`
            : html`<wa-button size="s" appearance="outlined" @click=${() => this.chooser.click()}>
                <wa-icon slot="start" name="file-up"></wa-icon>Choose a file
              </wa-button>`
        }
      </div>
      ${help === '' ? nothing : html`<p class="quiet small">${help}</p>`}
      ${item?.error ? html`<platen-explanation .error=${item.error}></platen-explanation>` : nothing}
      <input type="file" accept=${accepts} hidden aria-label=${title} @change=${this.#chosen} />
    `;
  }

  #unlock(documentId: string) {
    const ask = () =>
      this.dispatchEvent(
        new CustomEvent('unlock-request', { detail: documentId, bubbles: true, composed: true }),
      );
    return html`<wa-button size="s" variant="brand" @click=${ask}>Unlock</wa-button>`;
  }

  readonly #chosen = () => {
    const [file] = this.chooser.files ?? [];
    // Emptied, so that the same file can be chosen again.
    if (file) void this.documents.attach(this.as, file);
    this.chooser.value = '';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-attachment-field': AttachmentField;
  }
}
