import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type WaNumberInput from '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import type WaSlider from '@awesome.me/webawesome/dist/components/slider/slider.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { Choice, NumberDescription, SettingDescription, SettingKey } from '../../settings/describe.ts';

/** One setting, drawn from its description. Says `setting-change` with the key and the new value. */
@customElement('platen-setting-control')
export class SettingControl extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host([conflict]) wa-select,
      :host([conflict]) wa-number-input {
        --wa-form-control-border-color: var(--wa-color-warning-border-loud);
      }

      wa-select,
      wa-number-input,
      wa-slider {
        width: 100%;
      }

      output {
        font-variant-numeric: tabular-nums;
        font-weight: var(--wa-font-weight-normal);
        color: var(--wa-color-text-quiet);
      }
    `,
  ];

  @property({ attribute: false }) key!: SettingKey;
  @property({ attribute: false }) description!: SettingDescription;
  @property({ attribute: false }) value: string | number = '';
  /** The values on offer; the description may know more than the machine of this region takes. */
  @property({ attribute: false }) offered: readonly unknown[] | null = null;
  /** It does not go together with another setting. */
  @property({ type: Boolean, reflect: true }) conflict = false;

  override render() {
    const { description } = this;
    if (description.kind === 'choice') return this.#select(description.title, description.choices);
    if (description.kind !== 'number') return nothing;
    // An amount around zero is a matter of feeling: a slider. A number of things is a number.
    return description.min < 0 ? this.#slider(description) : this.#number(description);
  }

  #select(title: string, choices: readonly Choice[]) {
    const offered = choices.filter(({ value }) => this.offered?.includes(value) ?? true);
    const chosen = choices.find(({ value }) => value === this.value);
    return html`<wa-select
      size="s"
      label=${title}
      hint=${chosen?.help ?? ''}
      name=${this.key}
      .value=${String(this.value)}
      @change=${(event: Event) => this.#say((event.currentTarget as WaSelect).value)}
    >
      ${this.conflict ? html`<wa-icon slot="start" name="triangle-alert"></wa-icon>` : nothing}
      ${offered.map(({ value, title: words }) => html`<wa-option value=${String(value)}>${words}</wa-option>`)}
    </wa-select>`;
  }

  #number({ title, help, min, max, unit }: NumberDescription) {
    return html`<wa-number-input
      size="s"
      label=${title}
      hint=${help}
      name=${this.key}
      min=${min}
      max=${max}
      step="1"
      .value=${String(this.value)}
      @change=${(event: Event) => this.#take(event.currentTarget as WaNumberInput, min, max)}
    >
      ${unit ? html`<span slot="end" class="quiet">${unit}</span>` : nothing}
    </wa-number-input>`;
  }

  #slider({ title, help, min, max }: NumberDescription) {
    const value = Number(this.value);
    return html`<wa-slider
      size="s"
      hint=${help}
      name=${this.key}
      min=${min}
      max=${max}
      step="5"
      .value=${value}
      indicator-offset="0"
      with-label
      @change=${(event: Event) => this.#say((event.currentTarget as WaSlider).value)}
    >
      <span slot="label">${title} <output>${value > 0 ? `+${value}` : value}</output></span>
    </wa-slider>`;
  }

  /** What was typed is kept only when it is a whole number in range; otherwise the field shows the old one. */
  #take(input: WaNumberInput, min: number, max: number): void {
    const value = Number(input.value);
    if (input.value !== '' && Number.isInteger(value) && value >= min && value <= max) this.#say(value);
    else input.value = String(this.value);
  }

  #say(value: unknown): void {
    this.dispatchEvent(
      new CustomEvent('setting-change', { detail: { [this.key]: value }, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-setting-control': SettingControl;
  }
}
