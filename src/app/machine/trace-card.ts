import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import type { MachineStore } from '../state/machine-store.ts';
import { download } from '../state/prn-desk.ts';

/** Saves what went over the cable, for whoever is to find out why it does not work. */
@customElement('platen-trace-card')
export class TraceCard extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      section {
        display: grid;
        justify-items: start;
        gap: var(--wa-space-m);
        padding: var(--wa-space-l);
      }
    `,
  ];

  @property({ attribute: false }) machine!: MachineStore;
  @state() private withBodies = false;
  @state() private busy = false;
  @state() private error: ErrorRecord | null = null;

  override render() {
    return html`<section class="card" aria-labelledby="trace">
      <h2 id="trace">What went over the cable</h2>
      <p class="quiet">
        A record of the USB transfers since the machine was chosen: when, how large, and how they ended. It
        helps whoever looks into a trouble. What your documents say, titles, names and serial numbers are not
        in it.
      </p>
      <wa-switch
        size="s"
        .checked=${this.withBodies}
        hint="Paper, copies, sides and the like; still nothing of the pages."
        @change=${(event: Event) => (this.withBodies = (event.currentTarget as WaSwitch).checked)}
        >With the settings of the jobs</wa-switch
      >
      <wa-button size="s" appearance="outlined" ?loading=${this.busy} @click=${this.#save}>
        <wa-icon slot="start" name="download"></wa-icon>Save the USB trace
      </wa-button>
      ${this.error ? html`<platen-explanation .error=${this.error}></platen-explanation>` : nothing}
    </section>`;
  }

  readonly #save = async () => {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      download(await this.machine.spooler.trace(this.withBodies), 'platen-usb-trace.json');
    } catch (thrown) {
      this.error = toRecord(asPlatenError(thrown));
    } finally {
      this.busy = false;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-trace-card': TraceCard;
  }
}
