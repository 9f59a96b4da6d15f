import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../elements/explanation.ts';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { DestinationKind } from '../../../scan/profiles/destination.ts';
import type { ScanProfile } from '../../../scan/profiles/profile.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import './profile-run-card.ts';
import './profiles-dialog.ts';
import { DESTINATION_TITLES, profileInBrief, profileInWords } from './profile-words.ts';

const ICONS: Readonly<Record<DestinationKind, string>> = {
  keep: 'scan',
  file: 'download',
  folder: 'folder',
  mail: 'mail',
  clipboard: 'clipboard',
  print: 'printer',
};

/** The scan profiles, each a button: one tap, and it is scanned and where it should be. */
@customElement('platen-scan-profiles')
export class ScanProfiles extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-s);
        margin-block-end: var(--wa-space-m);
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-xs);
        align-items: stretch;
      }

      .row > wa-button {
        align-self: center;
      }

      .profile {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-content: center;
        align-items: center;
        gap: 0 var(--wa-space-s);
        flex: 1 1 12rem;
        max-width: 20rem;
        min-height: 3.75rem;
        padding: var(--wa-space-xs) var(--wa-space-m);
        border: 1px solid var(--platen-card-border);
        border-radius: var(--wa-border-radius-l);
        background: var(--wa-color-surface-default);
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }

      .profile:hover:enabled {
        border-color: var(--wa-color-brand-border-loud);
        background: var(--wa-color-brand-fill-quiet);
      }

      .profile:disabled {
        cursor: default;
        opacity: 0.6;
      }

      .profile wa-icon {
        grid-row: span 2;
        font-size: 1.4rem;
        color: var(--wa-color-brand-on-quiet);
      }

      .name {
        font-weight: var(--wa-font-weight-bold);
        line-height: 1.3;
      }

      .what {
        font-size: var(--wa-font-size-xs);
      }

      @media (max-width: 40rem) {
        .profile {
          flex-basis: 100%;
          max-width: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private managing = false;

  constructor() {
    super();
    new StoreController(this, () => {
      const { profiles, profileRun, scanner, scanDesk, outbox } = this.platen;
      return [profiles, profileRun, scanner, scanDesk, outbox];
    });
  }

  override render() {
    const { profiles } = this.platen;
    return html`
      <div class="row" role="group" aria-label="Scan with a profile">
        ${repeat(
          profiles.all,
          ({ id }) => id,
          (profile) => this.#profile(profile),
        )}
        <wa-button
          appearance="plain"
          title="Make, change and order profiles"
          @click=${() => (this.managing = true)}
        >
          <wa-icon name="sliders" label="Profiles"></wa-icon>
        </wa-button>
      </div>
      <platen-profile-run .platen=${this.platen}></platen-profile-run>
      ${
        this.managing
          ? html`<platen-scan-profiles-dialog
              .platen=${this.platen}
              @close-dialog=${() => (this.managing = false)}
            ></platen-scan-profiles-dialog>`
          : nothing
      }
    `;
  }

  #profile(profile: ScanProfile) {
    const { scanner, scanDesk, profileRun, outbox } = this.platen;
    const isOff = !scanner.isReady || scanDesk.isScanning || profileRun.isBusy || outbox.isBusy;
    const words = profileInWords(profile);
    const { kind } = profile.destination;
    return html`<button
      type="button"
      class="profile"
      title="${words}, ${DESTINATION_TITLES[kind].toLowerCase()}"
      ?disabled=${isOff}
      @click=${() => void profileRun.run(profile)}
    >
      <wa-icon name=${ICONS[kind]}></wa-icon>
      <span class="name">${profile.name}</span>
      <span class="what quiet">${profileInBrief(profile)}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scan-profiles': ScanProfiles;
  }
}
