import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type WaNumberInput from '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { MAX_COPIES } from '../../machine/options.ts';
import '../copy/copy-panel.ts';
import '../copy/copy-progress.ts';
import { howToBegin } from '../copy/copy-words.ts';
import '../machine/connection-notice.ts';
import '../jobs/job-list.ts';
import type { Platen } from '../platen.ts';
import '../scan/scan-simulator-panel.ts';
import { StoreController } from '../state/store.ts';

/** The copier: Copy and how many on one side, how on the other. */
@customElement('platen-copy-view')
export class CopyView extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 24rem;
        gap: var(--wa-space-l);
        align-items: start;
        max-width: 68rem;
      }

      .now > *,
      .how > * {
        margin-block-end: var(--wa-space-m);
      }

      .start {
        display: grid;
        gap: var(--wa-space-m);
        padding: var(--wa-space-l);
      }

      .number {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--wa-space-m);
      }

      .start:focus-visible {
        outline: none;
      }

      wa-number-input {
        width: 9rem;
      }

      wa-switch {
        margin-block-end: 0.6rem;
      }

      .copy {
        width: 100%;
        --wa-form-control-height: 4.5rem;
        font-size: var(--wa-font-size-xl);
      }

      .copy::part(base) {
        font-size: var(--wa-font-size-xl);
        height: 4.5rem;
      }

      @media (max-width: 60rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @query('.start') private readonly start!: HTMLElement;
  #wasBusy = false;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.copier]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.platen.scanner.wake();
  }

  override render() {
    const { platen } = this;
    return html`
      <h1 class="only-heard">Copy</h1>
      <div class="columns">
        <div class="now">
          <platen-connection-notice .machine=${platen.machine}></platen-connection-notice>
          ${this.#scannerNotice()}
          <section class="card start" aria-label="Copy" tabindex="-1">
            ${platen.copier.run.isBusy ? nothing : this.#start()}
            <platen-copy-progress .platen=${platen}></platen-copy-progress>
          </section>
          <platen-job-list .machine=${platen.machine}></platen-job-list>
        </div>
        <div class="how">
          <platen-copy-panel .platen=${platen} ?inert=${platen.copier.run.isBusy}></platen-copy-panel>
          ${
            platen.scanner.state.simulated
              ? html`<platen-scan-simulator-panel .platen=${platen}></platen-scan-simulator-panel>`
              : nothing
          }
        </div>
      </div>
    `;
  }

  /** The button that was pressed is gone; the keyboard stays where it was. */
  override updated(): void {
    const { isBusy } = this.platen.copier.run;
    if (isBusy && !this.#wasBusy) this.start.focus({ preventScroll: true });
    this.#wasBusy = isBusy;
  }

  #start() {
    const { copier } = this.platen;
    const { settings, obstacle } = copier;
    return html`
      <p>${howToBegin(settings)}</p>
      <div class="number">
        <wa-number-input
          label="Copies"
          name="copies"
          min="1"
          max=${MAX_COPIES}
          .value=${String(settings.copies)}
          @change=${this.#count}
        ></wa-number-input>
        ${
          settings.copies > 1
            ? html`<wa-switch
                .checked=${settings.collate}
                @change=${(event: Event) =>
                  copier.update({ collate: (event.currentTarget as WaSwitch).checked })}
                >Complete sets</wa-switch
              >`
            : nothing
        }
      </div>
      <wa-button
        class="copy"
        variant="brand"
        size="l"
        ?disabled=${obstacle !== null}
        aria-describedby="why"
        @click=${() => void copier.run.start(settings)}
      >
        <wa-icon slot="start" name="copy"></wa-icon>Copy
      </wa-button>
      <p id="why" class="small" ?hidden=${obstacle === null}>${obstacle}</p>
    `;
  }

  /** The printer may be well while its scanner is not. */
  #scannerNotice() {
    const { scanner, machine } = this.platen;
    if (!machine.connected || !scanner.error || scanner.isScanning) return nothing;
    return html`<platen-explanation .error=${scanner.error} variant="warning">
      <div>
        <wa-button size="s" variant="brand" @click=${() => void scanner.reconnect()}
          >Connect the scanner again</wa-button
        >
      </div>
    </platen-explanation>`;
  }

  readonly #count = (event: Event) => {
    const input = event.currentTarget as WaNumberInput;
    const { copier } = this.platen;
    const copies = Number(input.value);
    if (Number.isInteger(copies) && copies >= 1 && copies <= MAX_COPIES) copier.update({ copies });
    else input.value = String(copier.settings.copies);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-copy-view': CopyView;
  }
}
