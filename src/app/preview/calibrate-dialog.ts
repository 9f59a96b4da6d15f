import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaRadioGroup from '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import type WaSlider from '@awesome.me/webawesome/dist/components/slider/slider.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { PreferencesStore } from '../state/preferences-store.ts';
import { BANK_CARD_MM } from '../state/screen-scale.ts';

type Measure = 'card' | 'ruler';

const RULER_MM = 100;
/** CSS pixels a millimetre that screens may have: from a projector to a phone. */
const RANGE = { min: 1.5, max: 9, step: 0.01 } as const;
const CSS_PX_PER_MM = 96 / 25.4;

/** Makes a card or a ruler on the screen as large as a real one, and remembers how. Says `close-dialog`. */
@customElement('platen-calibrate-dialog')
export class CalibrateDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      wa-dialog {
        --width: min(52rem, 100vw - 1rem);
      }

      .body {
        display: grid;
        gap: var(--wa-space-m);
      }

      .measure {
        overflow: auto;
        padding-block: var(--wa-space-xs);
      }

      .card {
        background: linear-gradient(135deg, var(--wa-color-brand-60), var(--wa-color-brand-40));
        border: 0;
        position: relative;
      }

      .card::before {
        content: '';
        position: absolute;
        inset: 38% auto auto 9%;
        width: 15%;
        aspect-ratio: 1.3;
        border-radius: 12%;
        background: #e8cf8a;
      }

      .line {
        height: 2.5rem;
        border: solid var(--wa-color-text-normal);
        border-width: 0 2px 2px;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: var(--wa-space-xs);
      }
    `,
  ];

  @property({ attribute: false }) preferences!: PreferencesStore;
  @state() private measure: Measure = 'card';
  /** CSS pixels a millimetre. */
  @state() private pxPerMm = CSS_PX_PER_MM;

  override connectedCallback(): void {
    super.connectedCallback();
    const known = this.preferences.current.screenPxPerMm;
    if (known !== null) this.pxPerMm = known / devicePixelRatio;
  }

  override render() {
    const { pxPerMm } = this;
    return html`<wa-dialog open label="True size on this screen" @wa-after-hide=${this.#closed}>
      <div class="body">
        <wa-radio-group
          label="Measure with"
          size="s"
          orientation="horizontal"
          .value=${this.measure}
          @change=${(event: Event) => (this.measure = (event.currentTarget as WaRadioGroup).value as Measure)}
        >
          <wa-radio appearance="button" value="card">A bank card</wa-radio>
          <wa-radio appearance="button" value="ruler">A ruler</wa-radio>
        </wa-radio-group>
        <p>
          ${
            this.measure === 'card'
              ? 'Hold a card against the screen, and move the slider until the two are equally large.'
              : `Hold a ruler against the screen, and move the slider until the line is ${RULER_MM} mm long.`
          }
        </p>
        <wa-slider
          label="Size"
          size="s"
          .min=${RANGE.min}
          .max=${RANGE.max}
          .step=${RANGE.step}
          .value=${pxPerMm}
          @input=${(event: Event) => (this.pxPerMm = (event.currentTarget as WaSlider).value)}
        ></wa-slider>
        <div class="measure" tabindex="0" role="img" aria-label="What to compare with">
          ${
            this.measure === 'card'
              ? html`<div
                  class="card"
                  .style=${`width: ${BANK_CARD_MM.width * pxPerMm}px; height: ${BANK_CARD_MM.height * pxPerMm}px;
                    border-radius: ${3.18 * pxPerMm}px`}
                ></div>`
              : html`<div class="line" .style=${`width: ${RULER_MM * pxPerMm}px`}></div>`
          }
        </div>
      </div>
      <div class="actions" slot="footer">
        <wa-button appearance="plain" data-dialog="close" @click=${() => this.#keep(null)}>Forget</wa-button>
        <wa-button
          variant="brand"
          data-dialog="close"
          @click=${() => this.#keep(this.pxPerMm * devicePixelRatio)}
          >They are equal</wa-button
        >
      </div>
    </wa-dialog>`;
  }

  #keep(screenPxPerMm: number | null): void {
    this.preferences.update({ screenPxPerMm });
  }

  readonly #closed = (event: Event) => {
    if (event.target === event.currentTarget) this.dispatchEvent(new CustomEvent('close-dialog'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-calibrate-dialog': CalibrateDialog;
  }
}
