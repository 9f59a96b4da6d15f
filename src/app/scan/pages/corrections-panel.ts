import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaNumberInput from '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import type WaRadioGroup from '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import type WaSlider from '@awesome.me/webawesome/dist/components/slider/slider.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import { AS_SCANNED, type Corrections } from '../../../scan/corrections/corrections.ts';
import type { ScannedPage } from '../../../scan/pages/scanned-page.ts';
import { Gradual } from '../../parts/gradual.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import './upright-button.ts';

type Scope = 'chosen' | 'all';

/** Controls, which come to life one a frame. */
const CONTROLS = 10;
/** Where a white point by hand begins: common paper. */
const USUAL_PAPER = 230;
const MIDDLE = 128;

/** What is done to a page on its way into a file, for those that are chosen or for all. Says `crop-by-hand`. */
@customElement('platen-corrections-panel')
export class CorrectionsPanel extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-m);
        padding: var(--wa-space-m);
      }

      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--wa-space-s);
        min-height: 2rem;
      }

      .pair {
        display: grid;
        grid-template-columns: 1.4fr 1fr;
        gap: var(--wa-space-s);
        align-items: end;
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

  @property({ attribute: false }) platen!: Platen;
  @state() private scope: Scope = 'chosen';

  readonly #gradual = new Gradual(this, () => CONTROLS);

  constructor() {
    super();
    new StoreController(this, () => [this.platen.scanBook, this.platen.scanSelection]);
  }

  override render() {
    const { scanBook: book, scanSelection: selection } = this.platen;
    const page = book.pages[selection.index];
    if (!page) return nothing;
    const { corrections } = page;
    const isChanged = JSON.stringify(corrections) !== JSON.stringify(AS_SCANNED);
    return html`<section class="card" aria-labelledby="title">
      <div class="head">
        <h2 id="title">Corrections</h2>
        ${
          isChanged
            ? html`<wa-button size="s" appearance="plain" @click=${() => this.#set(AS_SCANNED)}>
                <wa-icon slot="start" name="rotate"></wa-icon>As scanned
              </wa-button>`
            : nothing
        }
      </div>
      ${this.#scope()} ${this.#controls(page).slice(0, this.#gradual.shown)}
    </section>`;
  }

  #scope() {
    const { scanBook: book, scanSelection: selection } = this.platen;
    const chosen = selection.ids.length;
    if (book.pages.length < 2) return nothing;
    return html`<wa-radio-group
      size="s"
      label="For"
      orientation="horizontal"
      .value=${this.scope}
      @change=${(event: Event) => {
        this.scope = (event.currentTarget as WaRadioGroup).value as Scope;
      }}
    >
      <wa-radio value="chosen" appearance="button">${chosen > 1 ? `${chosen} pages` : 'This page'}</wa-radio>
      <wa-radio value="all" appearance="button">All ${book.pages.length}</wa-radio>
    </wa-radio-group>`;
  }

  #controls(page: ScannedPage) {
    const { corrections: now, findings } = page;
    return [
      this.#straighten(now, findings.skewDegrees),
      this.#crop(now),
      html`<platen-upright-button .platen=${this.platen} .ids=${this.#ids}></platen-upright-button>`,
      this.#slider('Brightness', now.brightness, (brightness) => ({ brightness })),
      this.#slider('Contrast', now.contrast, (contrast) => ({ contrast })),
      this.#white(now),
      this.#ink(now),
      this.#number(
        'White edges',
        now.eraseEdgesMm,
        { min: 0, max: 50, step: 1, unit: 'mm' },
        (eraseEdgesMm) => ({
          eraseEdgesMm,
        }),
      ),
      html`<wa-switch
        size="s"
        hint="Lone specks go; dots of letters stay."
        .checked=${now.despeckle}
        @change=${(event: Event) => this.#set({ despeckle: (event.currentTarget as WaSwitch).checked })}
        >Take specks away</wa-switch
      >`,
    ];
  }

  #straighten({ straighten }: Corrections, found: number) {
    const value = straighten === 'auto' ? 'auto' : straighten === 0 ? 'none' : 'angle';
    return html`<div class=${value === 'angle' ? 'pair' : ''}>
      <wa-select
        size="s"
        label="Straighten"
        hint=${value === 'auto' ? `By ${degrees(found)}` : ''}
        .value=${value}
        @change=${(event: Event) => {
          const chosen = (event.currentTarget as WaSelect).value;
          // By hand begins where the machine's measure is, so that it only has to be mended.
          const angle = Math.round(10 * found) / 10 || 0.5;
          this.#set({ straighten: chosen === 'auto' ? 'auto' : chosen === 'none' ? 0 : angle });
        }}
      >
        <wa-option value="none">Not at all</wa-option>
        <wa-option value="auto">Automatically</wa-option>
        <wa-option value="angle">By hand</wa-option>
      </wa-select>
      ${
        typeof straighten === 'number' && straighten !== 0
          ? this.#number('Angle', straighten, { min: -45, max: 45, step: 0.1, unit: '°' }, (angle) => ({
              straighten: angle,
            }))
          : nothing
      }
    </div>`;
  }

  #crop({ crop }: Corrections) {
    const value = typeof crop === 'object' ? 'area' : crop;
    return html`<wa-select
      size="s"
      label="Crop"
      .value=${value}
      @change=${(event: Event) => {
        const chosen = (event.currentTarget as WaSelect).value;
        if (chosen === 'none' || chosen === 'page') this.#set({ crop: chosen });
        else this.dispatchEvent(new CustomEvent('crop-by-hand'));
      }}
    >
      <wa-option value="none">Not at all</wa-option>
      <wa-option value="page">To the sheet</wa-option>
      <wa-option value="area">By hand</wa-option>
    </wa-select>`;
  }

  #white({ whitePoint }: Corrections) {
    const value = whitePoint === null ? 'none' : whitePoint === 'auto' ? 'auto' : 'level';
    return html`<div class=${value === 'level' ? 'pair' : ''}>
      <wa-select
        size="s"
        label="White paper"
        .value=${value}
        @change=${(event: Event) => {
          const chosen = (event.currentTarget as WaSelect).value;
          this.#set({ whitePoint: chosen === 'auto' ? 'auto' : chosen === 'none' ? null : USUAL_PAPER });
        }}
      >
        <wa-option value="none">As scanned</wa-option>
        <wa-option value="auto">Automatically</wa-option>
        <wa-option value="level">From a level</wa-option>
      </wa-select>
      ${
        typeof whitePoint === 'number'
          ? this.#number('Level', whitePoint, { min: 1, max: 255, step: 1, unit: '' }, (level) => ({
              whitePoint: level,
            }))
          : nothing
      }
    </div>`;
  }

  #ink({ ink, threshold }: Corrections) {
    return html`<wa-select
        size="s"
        label="Ink"
        .value=${ink}
        @change=${(event: Event) =>
          this.#set({ ink: (event.currentTarget as WaSelect).value as Corrections['ink'] })}
      >
        <wa-option value="as-scanned">As scanned</wa-option>
        <wa-option value="gray">Gray</wa-option>
        <wa-option value="black">Black and white</wa-option>
      </wa-select>
      ${ink === 'black' ? this.#threshold(threshold) : nothing}`;
  }

  #threshold(threshold: Corrections['threshold']) {
    const isAdaptive = threshold === 'adaptive';
    return html`<wa-switch
        size="s"
        hint="By what is around each dot; shadows do no harm."
        .checked=${isAdaptive}
        @change=${(event: Event) =>
          this.#set({ threshold: (event.currentTarget as WaSwitch).checked ? 'adaptive' : MIDDLE })}
        >Black by its surroundings</wa-switch
      >
      ${
        isAdaptive
          ? nothing
          : this.#number('Black up to', threshold, { min: 1, max: 254, step: 1, unit: '' }, (level) => ({
              threshold: level,
            }))
      }`;
  }

  #slider(label: string, value: number, change: (value: number) => Partial<Corrections>) {
    return html`<wa-slider
      size="s"
      min="-100"
      max="100"
      step="5"
      .value=${value}
      indicator-offset="0"
      with-label
      @change=${(event: Event) => this.#set(change((event.currentTarget as WaSlider).value))}
    >
      <span slot="label">${label} <output>${value > 0 ? `+${value}` : value}</output></span>
    </wa-slider>`;
  }

  #number(
    label: string,
    value: number,
    { min, max, step, unit }: { min: number; max: number; step: number; unit: string },
    change: (value: number) => Partial<Corrections>,
  ) {
    return html`<wa-number-input
      size="s"
      label=${label}
      min=${min}
      max=${max}
      step=${step}
      .value=${String(value)}
      @change=${(event: Event) => {
        const input = event.currentTarget as WaNumberInput;
        const typed = Number(input.value);
        if (input.value !== '' && typed >= min && typed <= max) this.#set(change(typed));
        else input.value = String(value);
      }}
    >
      ${unit ? html`<span slot="end" class="quiet">${unit}</span>` : nothing}
    </wa-number-input>`;
  }

  get #ids(): readonly string[] {
    const { scanBook: book, scanSelection: selection } = this.platen;
    return this.scope === 'all' ? book.pages.map(({ id }) => id) : selection.ids;
  }

  #set(patch: Partial<Corrections>): void {
    void this.platen.scanBook.correct(this.#ids, patch);
  }
}

function degrees(value: number): string {
  return `${value.toFixed(1).replace('-', '−')}°`;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-corrections-panel': CorrectionsPanel;
  }
}
