import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { SETTING_DESCRIPTIONS, valueInWords } from '../../settings/describe.ts';
import type { LinkedSettingsStore } from '../state/linked-settings.ts';
import type { SettingsEditor } from '../state/settings-editor.ts';
import { StoreController } from '../state/store.ts';
import { count } from '../words.ts';

/** Asks whether the settings of a link are to be used, and tells what was wrong with those of the address. */
@customElement('platen-link-dialog')
export class LinkDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      wa-dialog {
        --width: min(34rem, 100vw - 2rem);
      }

      .body {
        display: grid;
        gap: var(--wa-space-m);
      }

      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--wa-font-size-s);
      }

      th,
      td {
        padding: var(--wa-space-2xs) var(--wa-space-xs) var(--wa-space-2xs) 0;
        border-block-end: 1px solid var(--platen-card-border);
        text-align: start;
        vertical-align: top;
        overflow-wrap: anywhere;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: var(--wa-space-xs);
      }
    `,
  ];

  @property({ attribute: false }) linked!: LinkedSettingsStore;
  @property({ attribute: false }) editor!: SettingsEditor;

  constructor() {
    super();
    new StoreController(this, () => [this.linked]);
  }

  override render() {
    const { link, problems } = this.linked;
    if (link) return this.#dialog('Settings from a link', this.#changes(), link.problems, this.#question());
    if (problems.length === 0) return nothing;
    return this.#dialog(
      'Settings in the address',
      html`<p>What could be read was taken. This was not:</p>`,
      problems,
      html`<wa-button variant="brand" @click=${() => this.linked.seen()}>Fine</wa-button>`,
    );
  }

  #dialog(label: string, text: unknown, problems: LinkedSettingsStore['problems'], actions: unknown) {
    return html`<wa-dialog open label=${label} @wa-after-hide=${this.#closed}>
      <div class="body">
        ${text}
        ${problems.map(
          (error) => html`<platen-explanation .error=${error} variant="warning"></platen-explanation>`,
        )}
      </div>
      <div class="actions" slot="footer">${actions}</div>
    </wa-dialog>`;
  }

  #changes() {
    const { differences } = this.linked;
    if (differences.length === 0) return html`<p>They are the settings you have already.</p>`;
    return html`<p>${count(differences.length, 'setting')} would become as the link says:</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">Now</th>
            <th scope="col">In the link</th>
          </tr>
        </thead>
        <tbody>
          ${differences.map(
            (key) =>
              html`<tr>
                <th scope="row">${SETTING_DESCRIPTIONS[key].title}</th>
                <td>${valueInWords(key, this.editor.settings[key])}</td>
                <td>${valueInWords(key, this.linked.linkedValue(key))}</td>
              </tr>`,
          )}
        </tbody>
      </table>`;
  }

  #question() {
    if (this.linked.differences.length === 0)
      return html`<wa-button variant="brand" @click=${() => this.linked.decline()}>Fine</wa-button>`;
    return html`<wa-button appearance="outlined" @click=${() => this.linked.decline()}>Keep mine</wa-button>
      <wa-button variant="brand" @click=${() => this.linked.accept()}>Use them</wa-button>`;
  }

  readonly #closed = (event: Event) => {
    if (event.target !== event.currentTarget) return;
    if (this.linked.link) this.linked.decline();
    else this.linked.seen();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-link-dialog': LinkDialog;
  }
}
