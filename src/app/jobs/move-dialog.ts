import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaRadioGroup from '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { MachineTarget } from '../../jobs/spooler-api.ts';
import type { KnownMachine, MachineStore } from '../state/machine-store.ts';
import { closeDialog } from '../parts/close-dialog.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';

/** Which machine a job is for. Says `choose-machine` with the target, or `close-dialog`. */
@customElement('platen-move-dialog')
export class MoveDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    dialogStyles,
    css`
      .body {
        justify-items: start;
      }
    `,
  ];

  @property({ attribute: false }) machine!: MachineStore;
  @property({ attribute: false }) current: MachineTarget | null = null;
  @state() private known: readonly KnownMachine[] = [];
  @state() private chosen: number | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
  }

  override render() {
    return html`<wa-dialog open label="Move to another machine" @wa-after-hide=${closeDialog}>
      <div class="body">
        <wa-radio-group
          label="Print this job on"
          hint="It waits until that machine is connected."
          .value=${this.chosen === null ? '' : String(this.chosen)}
          @change=${(event: Event) => (this.chosen = Number((event.currentTarget as WaRadioGroup).value))}
        >
          ${this.known.map(({ title }, index) => html`<wa-radio value=${String(index)}>${title}</wa-radio>`)}
        </wa-radio-group>
        ${
          this.machine.hasWebUsb
            ? html`<wa-button size="s" appearance="outlined" @click=${this.#ask}>
                <wa-icon slot="start" name="usb"></wa-icon>Another machine on USB…
              </wa-button>`
            : nothing
        }
      </div>
      <div class="actions" slot="footer">
        <wa-button appearance="plain" data-dialog="close">Cancel</wa-button>
        <wa-button variant="brand" ?disabled=${this.chosen === null} @click=${this.#move}>Move</wa-button>
      </div>
    </wa-dialog>`;
  }

  async #look(): Promise<void> {
    this.known = await this.machine.knownMachines();
    const at = this.known.findIndex(({ target }) => JSON.stringify(target) === JSON.stringify(this.current));
    this.chosen = at < 0 ? null : at;
  }

  readonly #ask = async () => {
    const target = await this.machine.askForUsb();
    if (!target) return;
    await this.#look();
    const at = this.known.findIndex((known) => JSON.stringify(known.target) === JSON.stringify(target));
    this.chosen = at < 0 ? null : at;
  };

  readonly #move = () => {
    const { target } = this.known[this.chosen!]!;
    this.dispatchEvent(new CustomEvent<MachineTarget>('choose-machine', { detail: target }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-move-dialog': MoveDialog;
  }
}
