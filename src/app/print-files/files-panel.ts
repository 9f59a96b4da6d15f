import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { PrnContents } from '../../jobs/prn-api.ts';
import type { Platen } from '../platen.ts';
import type { OpenedFile } from '../state/prn-desk.ts';
import { prnRequest } from '../state/prn-request.ts';
import { StoreController } from '../state/store.ts';
import { bytesInWords, count } from '../words.ts';
import { Gradual } from '../parts/gradual.ts';
import './prn-send.ts';
import './prn-sending.ts';
import { prnSettings } from './prn-settings.ts';
import './prn-side.ts';
import '../preview/side-dialog.ts';

const SIDES_A_FRAME = 24;

/** Print files: look into one, and how to send one without this browser. */
@customElement('platen-files-panel')
export class FilesPanel extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-l);
      }

      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-m);
        padding: var(--wa-space-l);
      }

      .invitation {
        justify-items: center;
        border: 2px dashed var(--wa-color-neutral-border-normal);
        padding-block: var(--wa-space-xl);
        text-align: center;
      }

      .invitation wa-icon:not([slot]) {
        font-size: 2.5rem;
        color: var(--wa-color-text-quiet);
      }

      .invitation p {
        max-width: 52ch;
        text-wrap: balance;
      }

      .heading {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-xs);
      }

      .heading div {
        flex: 1 1 14rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }

      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 19rem;
        gap: var(--wa-space-l);
        align-items: start;
      }

      .sides {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-2xs);
        margin-inline: calc(-1 * var(--wa-space-xs));
      }

      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: var(--wa-space-2xs) var(--wa-space-m);
        font-size: var(--wa-font-size-s);
      }

      dt {
        color: var(--wa-color-text-quiet);
      }

      dd {
        overflow-wrap: anywhere;
      }

      .warnings {
        display: grid;
        gap: var(--wa-space-2xs);
        font-size: var(--wa-font-size-s);
      }

      .reading {
        display: flex;
        align-items: center;
        gap: var(--wa-space-s);
      }

      @media (max-width: 60rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private opened: number | null = null;
  @query('input[type=file]') private readonly chooser!: HTMLInputElement;
  readonly #gradual = new Gradual(this, () =>
    Math.ceil((this.platen.prn.file?.contents?.sides.length ?? 0) / SIDES_A_FRAME),
  );

  constructor() {
    super();
    new StoreController(this, () => [this.platen.prn]);
  }

  override render() {
    const { file } = this.platen.prn;
    return html`
      ${file ? this.#file(file) : this.#invitation()}
      <div class="card"><platen-prn-sending></platen-prn-sending></div>
      <input type="file" accept=".prn" hidden aria-label="Print file" @change=${this.#chosen} />
      ${
        this.opened === null
          ? nothing
          : html`<platen-side-dialog
              label="Side ${this.opened + 1} of ${file?.name ?? ''}"
              .load=${() => this.platen.prn.side(this.opened!)}
              @close-dialog=${() => (this.opened = null)}
            ></platen-side-dialog>`
      }
    `;
  }

  #invitation() {
    return html`<section class="card invitation" aria-labelledby="look">
      <wa-icon name="file-text"></wa-icon>
      <h2 id="look">Look into a print file</h2>
      <p class="quiet">
        A print file (.prn) is a job in the machine’s own language, UFR II LT, as it would go over the cable.
        Drop one here, and see its pages dot by dot and what it tells the machine. “Save as a print file” in a
        job’s menu, or beside Print, makes one.
      </p>
      <wa-button variant="brand" appearance="outlined" @click=${() => this.chooser.click()}>
        <wa-icon slot="start" name="file-up"></wa-icon>Open a print file
      </wa-button>
    </section>`;
  }

  #file({ name, blob, contents }: OpenedFile) {
    const { prn } = this.platen;
    return html`<section class="card" aria-labelledby="file">
      <div class="heading">
        <div>
          <h2 id="file">${name}</h2>
          <p class="quiet small">
            ${bytesInWords(blob.size)}${contents ? ` · ${count(contents.sides.length, 'side')}` : nothing}
          </p>
        </div>
        <wa-button size="s" appearance="outlined" @click=${() => this.chooser.click()}
          >Open another</wa-button
        >
        <wa-button size="s" appearance="plain" @click=${() => prn.close()}>Close</wa-button>
      </div>
      ${
        contents
          ? html`${this.#send({ name, blob }, contents)} ${this.#contents(contents)}`
          : html`<p class="reading" role="status"><wa-spinner></wa-spinner>Decoding…</p>`
      }
    </section>`;
  }

  #send(file: Pick<OpenedFile, 'name' | 'blob'>, contents: PrnContents) {
    return html`<platen-prn-send
      .platen=${this.platen}
      .request=${prnRequest(file, contents, this.platen.preferences.current.user)}
      .mistake=${contents.error}
    ></platen-prn-send>`;
  }

  #contents({ attributes, ticket, sides, warnings, error }: PrnContents) {
    const told = attributes ?? ticket;
    return html`
      ${
        error
          ? html`<platen-explanation .error=${error} variant=${sides.length > 0 ? 'warning' : 'danger'}>
              ${
                sides.length > 0
                  ? html`<p>What came before the mistake is below: ${count(sides.length, 'whole side')}.</p>`
                  : nothing
              }
            </platen-explanation>`
          : nothing
      }
      ${
        warnings.length > 0
          ? html`<wa-callout variant="warning" size="s">
              <wa-icon slot="icon" name="triangle-alert"></wa-icon>
              <p>A machine would probably print it, yet Canon’s driver would not have sent this:</p>
              <ul class="warnings">
                ${warnings.map(({ offset, reason }) => html`<li>At byte ${offset.toLocaleString('en')}: ${reason}</li>`)}
              </ul>
            </wa-callout>`
          : nothing
      }
      <div class="columns">
        <div class="sides" @open-side=${(event: CustomEvent<number>) => (this.opened = event.detail)}>
          ${repeat(
            sides.slice(0, this.#gradual.shown * SIDES_A_FRAME),
            (side) => side,
            (side, index) =>
              html`<platen-prn-side .side=${side} .prn=${this.platen.prn} .index=${index}></platen-prn-side>`,
          )}
        </div>
        ${told ? prnSettings(told, sides) : nothing}
      </div>
    `;
  }

  readonly #chosen = () => {
    const [file] = this.chooser.files ?? [];
    if (file) void this.platen.prn.open(file);
    this.chooser.value = '';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-files-panel': FilesPanel;
  }
}
