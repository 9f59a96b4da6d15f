import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';

/** How far the page in progress is, and Cancel. */
@customElement('platen-scan-progress')
export class ScanProgressBar extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-s);
      }

      p {
        font-variant-numeric: tabular-nums;
      }

      wa-progress-bar {
        --track-height: 0.5rem;
      }

      wa-progress-bar::part(indicator) {
        transition: none;
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.scanner]);
  }

  override render() {
    const { progress } = this.platen.scanner.state;
    const share = progress ? Math.round((100 * progress.linesDone) / Math.max(1, progress.linesTotal)) : 0;
    return html`
      <p class="small">${this.#words(share)}</p>
      <wa-progress-bar label="Page in progress" value=${share}></wa-progress-bar>
      <wa-button
        appearance="outlined"
        ?disabled=${progress?.isCancelling ?? false}
        @click=${() => void this.platen.scanDesk.cancel()}
      >
        <wa-icon slot="start" name="x"></wa-icon>Cancel
      </wa-button>
    `;
  }

  #words(share: number): string {
    const { progress } = this.platen.scanner.state;
    if (!progress) return 'The machine is getting ready…';
    if (progress.isCancelling) return 'Stopping…';
    if (progress.isWaiting) return 'The machine is busy. Platen asks again…';
    return progress.linesDone === 0
      ? `Page ${progress.page} is coming…`
      : `Page ${progress.page}: ${share} %`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scan-progress': ScanProgressBar;
  }
}
