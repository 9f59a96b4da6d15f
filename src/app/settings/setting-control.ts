import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type WaNumberInput from '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import type WaSlider from '@awesome.me/webawesome/dist/components/slider/slider.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import {
  valueInWords,
  type ChoiceDescription,
  type NumberDescription,
  type SettingDescription,
  type SettingKey,
  type TextDescription,
} from '../../settings/describe.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { isMultiple } from '../../settings/setting.ts';
import './picture-choice.ts';
import { settingPicture } from './setting-pictures.ts';

type Value = PrintSettings[SettingKey];

/** One setting, drawn from its description. Says `setting-change` with the key and the new value. */
@customElement('platen-setting-control')
export class SettingControl extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        position: relative;
        min-width: 0;
      }

      :host([conflict]) wa-select,
      :host([conflict]) wa-number-input {
        --wa-form-control-border-color: var(--wa-color-warning-border-loud);
      }

      wa-select,
      wa-input,
      wa-number-input,
      wa-slider {
        width: 100%;
      }

      output {
        font-variant-numeric: tabular-nums;
        font-weight: var(--wa-font-weight-normal);
        color: var(--wa-color-text-quiet);
      }

      .reset {
        position: absolute;
        inset-block-start: -0.4rem;
        inset-inline-end: 0;
        font-size: var(--wa-font-size-s);
      }

      .reset::part(base) {
        height: 1.9rem;
        padding-inline: 0.5rem;
        color: var(--wa-color-text-link);
      }

      wa-switch {
        margin-inline-end: 2.2rem;
      }
    `,
  ];

  @property({ attribute: false }) key!: SettingKey;
  @property({ attribute: false }) description!: SettingDescription;
  @property({ attribute: false }) value: Value = '';
  /** What it goes back to. */
  @property({ attribute: false }) initial: Value = '';
  /** The values on offer; the description may know more than the machine of this region takes. */
  @property({ attribute: false }) offered: readonly unknown[] | null = null;
  /** It does not go together with another setting. */
  @property({ type: Boolean, reflect: true }) conflict = false;

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[data-control]')?.focus();
  }

  override render() {
    return html`${this.#control()}${this.value === this.initial ? nothing : this.#reset()}`;
  }

  #reset() {
    const words = `${this.description.title}: back to ${valueInWords(this.key, this.initial)}`;
    return html`<wa-button
      class="reset"
      size="s"
      appearance="plain"
      title=${words}
      @click=${() => this.#say(this.initial)}
    >
      <wa-icon name="rotate" label=${words}></wa-icon>
    </wa-button>`;
  }

  #control() {
    const { description } = this;
    switch (description.kind) {
      case 'choice':
        return settingPicture(this.key, description.choices[0]!.value)
          ? this.#pictures(description)
          : this.#select(description);
      case 'number':
        return isAmount(description) ? this.#slider(description) : this.#number(description);
      case 'toggle':
        return html`<wa-switch
          data-control
          size="s"
          hint=${description.help}
          name=${this.key}
          .checked=${Boolean(this.value)}
          @change=${(event: Event) => this.#say((event.currentTarget as WaSwitch).checked)}
          >${description.title}</wa-switch
        >`;
      case 'text':
        return this.#text(description);
    }
  }

  #pictures({ title, choices }: ChoiceDescription) {
    return html`<platen-picture-choice
      data-control
      .key=${this.key}
      .picture=${settingPicture}
      label=${title}
      .choices=${choices}
      value=${String(this.value)}
      ?conflict=${this.conflict}
      @choose=${(event: CustomEvent<string>) => this.#say(event.detail)}
    ></platen-picture-choice>`;
  }

  #select({ title, choices }: ChoiceDescription) {
    const offered = choices.filter(({ value }) => this.offered?.includes(value) ?? true);
    const chosen = choices.find(({ value }) => value === this.value);
    return html`<wa-select
      data-control
      size="s"
      label=${title}
      hint=${chosen?.help ?? ''}
      name=${this.key}
      .value=${String(this.value)}
      @change=${(event: Event) => this.#say((event.currentTarget as WaSelect).value as string)}
    >
      ${this.conflict ? html`<wa-icon slot="start" name="triangle-alert"></wa-icon>` : nothing}
      ${offered.map(({ value, title: words }) => html`<wa-option value=${String(value)}>${words}</wa-option>`)}
    </wa-select>`;
  }

  #number({ title, help, min, max, step, unit }: NumberDescription) {
    return html`<wa-number-input
      data-control
      size="s"
      label=${title}
      hint=${help}
      name=${this.key}
      min=${min}
      max=${max}
      step=${step}
      .value=${String(this.value)}
      @change=${(event: Event) => this.#take(event.currentTarget as WaNumberInput, { min, max, step })}
    >
      ${unit ? html`<span slot="end" class="quiet">${unit}</span>` : nothing}
    </wa-number-input>`;
  }

  #slider({ title, help, min, max, step, unit }: NumberDescription) {
    const value = Number(this.value);
    return html`<wa-slider
      data-control
      size="s"
      hint=${help}
      name=${this.key}
      min=${min}
      max=${max}
      step=${Math.max(step, 5)}
      .value=${value}
      indicator-offset=${Math.max(0, min)}
      with-label
      @change=${(event: Event) => this.#say((event.currentTarget as WaSlider).value)}
    >
      <span slot="label"
        >${title}
        <output>${min < 0 && value > 0 ? `+${value}` : value}${unit ? ` ${unit}` : ''}</output></span
      >
    </wa-slider>`;
  }

  #text({ title, help, maxLength, example }: TextDescription) {
    return html`<wa-input
      data-control
      size="s"
      label=${title}
      hint=${help}
      name=${this.key}
      placeholder=${example}
      maxlength=${maxLength}
      autocomplete="off"
      spellcheck="false"
      .value=${String(this.value)}
      @change=${(event: Event) => this.#say((event.currentTarget as WaInput).value ?? '')}
    ></wa-input>`;
  }

  /** What was typed is kept only when it is a step in range; otherwise the field shows the old one. */
  #take(input: WaNumberInput, { min, max, step }: Pick<NumberDescription, 'min' | 'max' | 'step'>): void {
    const value = Number(input.value);
    const fits = input.value !== '' && value >= min && value <= max && isMultiple(value, step);
    if (fits) this.#say(value);
    else input.value = String(this.value);
  }

  #say(value: Value): void {
    this.dispatchEvent(
      new CustomEvent('setting-change', { detail: { [this.key]: value }, bubbles: true, composed: true }),
    );
  }
}

/** A matter of feeling is a slider; a number of things is a number. */
function isAmount({ min, max, step, unit }: NumberDescription): boolean {
  return step === 5 || (unit === '' && min === -max);
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-setting-control': SettingControl;
  }
}
