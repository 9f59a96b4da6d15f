import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { MachineStore } from '../state/machine-store.ts';
import { StoreController } from '../state/store.ts';
import { machineName, machineStatusInWords } from '../words.ts';

/** The machine in the header: which, and how it is. Leads to the machine view. */
@customElement('platen-machine-chip')
export class MachineChip extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      a {
        display: flex;
        align-items: center;
        gap: 0.6em;
        max-width: 20rem;
        min-height: 2.5rem;
        padding: 0.25rem 0.9rem;
        border: 1px solid var(--platen-card-border);
        border-radius: var(--wa-border-radius-pill);
        background: var(--wa-color-surface-default);
        color: inherit;
        font-size: var(--wa-font-size-s);
        line-height: 1.2;
        text-decoration: none;
      }

      a:focus-visible {
        border-radius: var(--wa-border-radius-pill);
      }

      a:hover {
        border-color: var(--wa-color-neutral-border-normal);
      }

      .light {
        flex: none;
        width: 0.6rem;
        height: 0.6rem;
        border-radius: 50%;
        background: var(--wa-color-neutral-border-loud);
      }

      /* Still on purpose: an animation would have the page painted sixty times a second while pages are drawn. */
      .ready,
      .printing {
        background: var(--wa-color-success-60);
      }

      .printing {
        outline: 2px solid color-mix(in oklab, var(--wa-color-success-60) 45%, transparent);
        outline-offset: 2px;
      }

      .attention,
      .connecting {
        background: var(--wa-color-yellow-60, orange);
      }

      .lost {
        background: var(--wa-color-danger-60);
      }

      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-weight: var(--wa-font-weight-semibold);
      }

      .status {
        white-space: nowrap;
      }

      @media (max-width: 60rem) {
        .name {
          max-width: 9rem;
        }
      }

      @media (max-width: 26rem) {
        .name:not(:last-child) {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) machine!: MachineStore;

  constructor() {
    super();
    new StoreController(this, () => [this.machine]);
  }

  override render() {
    const { machine } = this.machine.snapshot;
    const status = this.machine.connecting ? 'connecting' : machine.status;
    const words = this.machine.connecting ? 'Connecting…' : machineStatusInWords(machine);
    return html`<a href="#/machine">
      <span class="light ${status}"></span>
      ${
        machine.name && status !== 'none'
          ? html`<span class="name">${machineName(machine)}</span><span class="status quiet">${words}</span>`
          : html`<span class="name">${status === 'none' ? 'No machine' : words}</span>`
      }
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-machine-chip': MachineChip;
  }
}
