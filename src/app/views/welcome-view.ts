import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import '../machine/usb-help.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';

/** The first visit: connect the machine, try a simulated one, or see what is needed. */
@customElement('platen-welcome-view')
export class WelcomeView extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-xl);
        max-width: 62rem;
        margin: 0 auto;
        padding-block: clamp(0.5rem, 5vh, 3rem);
      }

      .hello {
        display: grid;
        gap: var(--wa-space-s);
        justify-items: center;
        text-align: center;
      }

      .hello img {
        width: 4.5rem;
        height: 4.5rem;
      }

      h1 {
        max-width: 22ch;
        font-size: clamp(1.75rem, 1.2rem + 2.4vw, 2.6rem);
        letter-spacing: -0.025em;
        line-height: 1.12;
        text-wrap: balance;
      }

      .hello p {
        max-width: 56ch;
        font-size: var(--wa-font-size-l);
        line-height: 1.5;
        text-wrap: balance;
      }

      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr));
        gap: var(--wa-space-m);
      }

      .choice {
        display: grid;
        grid-template-rows: auto auto 1fr auto;
        gap: var(--wa-space-xs);
        padding: var(--wa-space-l);
      }

      .choice > wa-icon {
        font-size: 1.75rem;
        color: var(--wa-color-brand-on-quiet);
      }

      .choice h2 {
        font-size: var(--wa-font-size-l);
        letter-spacing: -0.01em;
      }

      .choice wa-button {
        margin-block-start: var(--wa-space-s);
      }

      .needs {
        display: grid;
        gap: var(--wa-space-m);
        padding: var(--wa-space-l);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.machine]);
  }

  override render() {
    const { machine } = this.platen;
    return html`
      <div class="hello">
        <img src="./icons/mark.svg" alt="" />
        <h1>Your imageRUNNER, without a driver</h1>
        <p class="quiet">
          Platen prints from this page straight to a Canon imageRUNNER 1020, 1024 or 1025 on a USB cable.
          Documents never leave your computer.
        </p>
      </div>
      <platen-explanation .error=${machine.error} ?hidden=${machine.error === null}></platen-explanation>
      <div class="choices">
        <section class="card choice" aria-labelledby="usb">
          <wa-icon name="usb"></wa-icon>
          <h2 id="usb">Connect my imageRUNNER</h2>
          <p class="quiet">
            Plug it in, switch it on, and pick it from the browser’s list. You are asked only once.
          </p>
          <wa-button variant="brand" ?loading=${machine.connecting} @click=${() => machine.chooseUsb()}>
            Connect…
          </wa-button>
        </section>
        <section class="card choice" aria-labelledby="simulated">
          <wa-icon name="flask"></wa-icon>
          <h2 id="simulated">Use the simulated imageRUNNER 1024</h2>
          <p class="quiet">
            No machine at hand? Print to one made of software, and look at every sheet dot by dot.
          </p>
          <wa-button
            appearance="outlined"
            ?disabled=${machine.connecting}
            @click=${() => machine.connectSimulated()}
          >
            Use the simulated machine
          </wa-button>
        </section>
      </div>
      <section class="card needs" aria-labelledby="needs">
        <h2 id="needs">What this needs</h2>
        ${
          machine.hasWebUsb
            ? nothing
            : html`<wa-callout variant="warning" size="s">
                <wa-icon slot="icon" name="triangle-alert"></wa-icon>
                This browser has no WebUSB, so it cannot reach a real machine. Use Chrome, Edge or another
                Chromium browser on a computer or an Android phone. The simulated machine works here.
              </wa-callout>`
        }
        <p class="quiet">
          Chrome, Edge or another Chromium browser, a USB cable, and on some systems one preparation:
        </p>
        <platen-usb-help></platen-usb-help>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-welcome-view': WelcomeView;
  }
}
