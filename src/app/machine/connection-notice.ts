import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { MachineStore } from '../state/machine-store.ts';
import { StoreController } from '../state/store.ts';

/** Above the documents while something is the matter with the machine: what, and the way on. */
@customElement('platen-connection-notice')
export class ConnectionNotice extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      /* Nothing to say takes no room, not even a gap. */
      :host {
        display: contents;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-xs);
      }

      .absent {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--wa-space-s);
      }
    `,
  ];

  @property({ attribute: false }) machine!: MachineStore;

  constructor() {
    super();
    new StoreController(this, () => [this.machine]);
  }

  override render() {
    const { machine } = this;
    if (machine.connecting) return nothing;
    if (machine.error) {
      return html`<platen-explanation
        .error=${machine.error}
        variant=${machine.connected ? 'warning' : 'danger'}
      >
        ${machine.connected ? nothing : this.#ways()}
      </platen-explanation>`;
    }
    if (machine.connected) return nothing;
    return html`<wa-callout variant="neutral" size="s">
      <wa-icon slot="icon" name="plug"></wa-icon>
      <div class="absent"><span>No machine is connected.</span>${this.#ways()}</div>
    </wa-callout>`;
  }

  #ways() {
    return html`<div class="ways">
      <wa-button size="s" variant="brand" @click=${() => this.machine.chooseUsb()}>Connect…</wa-button>
      <wa-button size="s" appearance="outlined" @click=${() => this.machine.connectSimulated()}
        >Use the simulated machine</wa-button
      >
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-connection-notice': ConnectionNotice;
  }
}
