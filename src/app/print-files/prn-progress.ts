import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { PrnDesk } from '../state/prn-desk.ts';
import { StoreController } from '../state/store.ts';
import { count } from '../words.ts';

/** A print file on its way to the disk, or why it did not get there. Takes no room otherwise. */
@customElement('platen-prn-progress')
export class PrnProgress extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: contents;
      }

      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--wa-space-xs) var(--wa-space-m);
        align-items: center;
        margin-block-end: var(--wa-space-m);
        padding: var(--wa-space-s) var(--wa-space-m);
      }

      platen-explanation {
        margin-block-end: var(--wa-space-m);
      }

      wa-progress-bar {
        --track-height: 0.375rem;
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ attribute: false }) prn!: PrnDesk;

  constructor() {
    super();
    new StoreController(this, () => [this.prn]);
  }

  override render() {
    const { writing, error } = this.prn;
    if (!writing) return error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing;
    const { title, sides, sidesDone } = writing;
    return html`<div class="card">
      <p class="small">Writing ${title} into a file: ${sidesDone} of ${count(sides, 'side')}</p>
      <wa-button size="s" appearance="plain" @click=${() => this.prn.stopWriting()}>Stop</wa-button>
      <wa-progress-bar
        label="Sides written, ${title}"
        value=${Math.round((100 * sidesDone) / sides)}
      ></wa-progress-bar>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-prn-progress': PrnProgress;
  }
}
