import { LitElement, css, html, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { Choice } from '../../settings/describe.ts';

/** The order of a page's nine places, row by row; the catalogue begins with the middle. */
const NINE = [
  'top-left',
  'top',
  'top-right',
  'left',
  'centre',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
];

/** One of several, by pictures: radio buttons that look like what they do. Says `choose` with the value. */
@customElement('platen-picture-choice')
export class PictureChoice extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        margin-block-end: 0.5em;
        padding: 0;
        font-size: var(--wa-font-size-s);
        font-weight: var(--wa-form-control-label-font-weight);
        color: var(--wa-form-control-label-color);
      }

      .tiles {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(var(--platen-tile-width, 5.4rem), 1fr));
        gap: var(--wa-space-2xs);
      }

      .nine {
        grid-template-columns: repeat(3, 3rem);
      }

      label {
        position: relative;
        display: grid;
        justify-items: center;
        align-content: start;
        gap: 0.2rem;
        padding: 0.5rem 0.3rem 0.4rem;
        border: 1px solid var(--platen-card-border);
        border-radius: var(--wa-border-radius-m);
        font-size: var(--wa-font-size-xs);
        line-height: 1.25;
        text-align: center;
        cursor: pointer;
      }

      label:hover {
        background: color-mix(in oklab, var(--wa-color-text-normal) 5%, transparent);
      }

      label:has(input:checked) {
        border-color: var(--wa-color-brand-border-loud);
        background: var(--wa-color-brand-fill-quiet);
        box-shadow: inset 0 0 0 1px var(--wa-color-brand-border-loud);
      }

      label:has(input:focus-visible) {
        outline: var(--wa-focus-ring);
        outline-offset: 2px;
      }

      :host([conflict]) label:has(input:checked) {
        border-color: var(--wa-color-warning-border-loud);
        box-shadow: inset 0 0 0 1px var(--wa-color-warning-border-loud);
      }

      .nine label {
        padding: 0.15rem;
      }

      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }

      svg {
        width: 2.25rem;
        height: 2.25rem;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.4;
      }

      .ink {
        fill: currentColor;
        stroke: none;
      }

      text {
        fill: currentColor;
        stroke: none;
        font-size: 9px;
        font-weight: 600;
      }

      .help {
        margin-block-start: var(--wa-space-2xs);
        color: var(--wa-color-text-quiet);
        font-size: var(--wa-font-size-s);
      }
    `,
  ];

  /** Tells these radio buttons from others. */
  @property({ attribute: false }) key = '';
  /** What a choice looks like, in 40 × 40 units. */
  @property({ attribute: false }) picture!: (key: string, value: string) => SVGTemplateResult | null;
  @property() label = '';
  @property({ attribute: false }) choices: readonly Choice[] = [];
  @property() value = '';
  @property({ type: Boolean, reflect: true }) conflict = false;

  override focus(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input:checked')?.focus();
  }

  override render() {
    const isNine = this.choices.length === NINE.length;
    const ordered = isNine
      ? this.choices.toSorted((a, b) => NINE.indexOf(a.value) - NINE.indexOf(b.value))
      : this.choices;
    const help = this.choices.find(({ value }) => value === this.value)?.help ?? '';
    return html`<fieldset>
      <legend>${this.label}</legend>
      <div class="tiles ${isNine ? 'nine' : ''}">
        ${ordered.map(
          ({ value, title }) =>
            html`<label title=${isNine ? title : ''}>
              <input
                type="radio"
                name=${this.key}
                value=${value}
                .checked=${value === this.value}
                @change=${() => this.dispatchEvent(new CustomEvent('choose', { detail: value }))}
              />
              <svg viewBox="0 0 40 40" aria-hidden="true">${this.picture(this.key, value) ?? svg``}</svg>
              <span class=${isNine ? 'only-heard' : ''}>${title}</span>
            </label>`,
        )}
      </div>
      <p class="help" ?hidden=${help === ''}>${help}</p>
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-picture-choice': PictureChoice;
  }
}
