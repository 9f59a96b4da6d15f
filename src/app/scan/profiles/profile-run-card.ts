import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../elements/explanation.ts';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import { keyPressInWords, runInWords } from './profile-words.ts';

/** What a profile's run is doing, what it asks, how it ended; and which key was pressed at the machine. */
@customElement('platen-profile-run')
export class ProfileRunCard extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: contents;
      }

      .card {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-xs) var(--wa-space-m);
        padding: var(--wa-space-s) var(--wa-space-m);
      }

      .whole {
        display: grid;
        gap: var(--wa-space-s);
      }

      :host([elsewhere]) .whole[role] {
        margin-block-start: var(--wa-space-m);
      }

      .words {
        flex: 1 1 16rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-2xs);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  /** Shown where one does not scan: the machine's keys work everywhere. */
  @property({ type: Boolean }) elsewhere = false;

  constructor() {
    super();
    new StoreController(this, () => {
      const { profileRun, scanKeys, outbox, scanBook } = this.platen;
      return [profileRun, scanKeys, outbox, scanBook];
    });
  }

  override render() {
    const { profileRun: run, scanKeys, outbox, scanBook } = this.platen;
    const pages = scanBook.pages.length + scanBook.setAside.length;
    const words = [
      scanKeys.last ? keyPressInWords(scanKeys.last) : '',
      runInWords(run, outbox, pages),
    ].filter((text) => text !== '');
    const isShown = words.length > 0;
    const isRegion = this.elsewhere && (isShown || run.error !== null);
    return html`<div
      class="whole"
      role=${isRegion ? 'region' : nothing}
      aria-label=${isRegion ? 'Scanning' : nothing}
    >
      <div class=${isShown ? 'card' : ''}>
        <div class="words" role="status">${words.map((text) => html`<p>${text}</p>`)}</div>
        ${
          isShown
            ? html`<div class="actions">
                ${this.elsewhere ? html`<wa-button size="s" appearance="outlined" href="#/scan">Show</wa-button>` : nothing}
                ${this.#actions()}
              </div>`
            : nothing
        }
      </div>
      ${
        run.error
          ? html`<platen-explanation
              .error=${run.error}
              variant=${run.ending === 'failed' ? 'danger' : 'warning'}
            ></platen-explanation>`
          : nothing
      }
    </div>`;
  }

  #actions() {
    const { profileRun: run, scanKeys } = this.platen;
    const button = (name: string, onClick: () => void, isMain = false) =>
      html`<wa-button
        size="s"
        variant=${isMain ? 'brand' : 'neutral'}
        appearance=${isMain ? 'accent' : 'outlined'}
        @click=${onClick}
        >${name}</wa-button
      >`;
    switch (run.step) {
      case 'asking':
        return nothing;
      case 'more':
        return html`
          ${button('Scan more sheets', () => void run.scanMore(), true)}
          ${button('Finish', () => void run.finish())}
        `;
      case 'scanning':
      case 'sending':
        return button('Cancel', () => void run.cancel());
      case 'idle':
        return button('OK', () => {
          run.dismiss();
          scanKeys.dismiss();
        });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-profile-run': ProfileRunCard;
  }
}
