import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type WaNumberInput from '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import type WaSlider from '@awesome.me/webawesome/dist/components/slider/slider.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { MEDIA } from '../../machine/media.ts';
import { SOURCE_NAMES } from '../../machine/options.ts';
import { PAPERS } from '../../machine/paper.ts';
import { REGIONS } from '../../machine/regions.ts';
import { SOURCES } from '../../machine/sources.ts';
import {
  COPY_PERCENT,
  originalSides,
  ORIGINAL_NAMES,
  percentFor,
  sheetSides,
  type CopySettings,
} from '../../scan/copy/copy-settings.ts';
import { Gradual } from '../parts/gradual.ts';
import '../settings/picture-choice.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';
import { copyPicture } from './copy-pictures.ts';

type Choices = readonly { readonly value: string; readonly title: string; readonly help: string }[];

const LAYOUTS: Choices = [
  { value: '1', title: 'One page', help: '' },
  { value: '2', title: '2 on a side', help: 'Made smaller, side by side.' },
  { value: '4', title: '4 on a side', help: 'Made smaller, two by two.' },
  {
    value: 'booklet',
    title: 'Booklet',
    help: 'Printed when all pages are scanned: the last shares a sheet with the first.',
  },
  {
    value: 'card',
    title: 'ID card',
    help: 'Both sides of a card on one page, one above the other, as large as they are.',
  },
];

const SIDES: Choices = [
  { value: '1-1', title: '1 to 1 side', help: '' },
  { value: '1-2', title: '1 to 2 sides', help: '' },
  { value: '2-2', title: '2 to 2 sides', help: '' },
  { value: '2-1', title: '2 to 1 side', help: '' },
];

const FROM: Choices = [
  { value: 'feeder', title: 'Feeder', help: '' },
  { value: 'glass', title: 'Glass', help: 'Page after page.' },
];

const KINDS: Choices = [
  { value: 'text', title: 'Text', help: 'Paper becomes white, letters black.' },
  { value: 'mixed', title: 'Text and pictures', help: 'Paper becomes white, pictures keep their grays.' },
  { value: 'photo', title: 'Photo', help: 'Every gray as it is; the paper’s, too.' },
];

const SCALINGS = [
  { value: 'actual', title: 'Actual size' },
  { value: 'fit', title: 'Fit the paper' },
  { value: 'percent', title: 'By percent' },
];
const TURNINGS = [
  { value: 'long', title: 'Like a book' },
  { value: 'short', title: 'Like a notepad' },
];

/** Steps in which the panel comes to life. */
const PARTS = 3;

/** How copies are made. */
@customElement('platen-copy-panel')
export class CopyPanel extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .card {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--wa-space-m);
        padding: var(--wa-space-m);
        align-items: start;
      }

      :host([inert]) .card {
        opacity: 0.6;
      }

      .wide {
        grid-column: 1 / -1;
      }

      platen-picture-choice {
        --platen-tile-width: 3.9rem;
      }

      wa-select,
      wa-number-input {
        width: 100%;
      }

      output {
        font-weight: var(--wa-font-weight-normal);
        color: var(--wa-color-text-quiet);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  readonly #gradual = new Gradual(this, () => PARTS);

  constructor() {
    super();
    new StoreController(this, () => [this.platen.copier]);
  }

  override render() {
    const { settings } = this.platen.copier;
    const { shown } = this.#gradual;
    const isCard = settings.layout === 'card';
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title" class="only-heard">How to copy</h2>
      ${this.#pictures('layout', 'On a sheet', LAYOUTS, settings.layout)}
      ${isCard ? nothing : [this.#sides(settings), this.#turnings(settings)]}
      ${isCard ? nothing : this.#pictures('source', 'From', FROM, settings.source)}
      ${shown > 1 ? this.#sizes(settings) : nothing}
      ${shown > 1 ? this.#pictures('kind', 'Original', KINDS, settings.kind) : nothing}
      ${shown > 2 ? this.#rest(settings) : nothing}
    </section>`;
  }

  /** A booklet is printed on both sides, whatever else is copied. */
  #sides(settings: CopySettings) {
    if (settings.layout !== 'booklet') return this.#pictures('sides', 'Sides', SIDES, settings.sides);
    const value = originalSides(settings) === 2 ? '2-2' : '1-2';
    return this.#pictures(
      'sides',
      'Sides',
      SIDES.filter((choice) => choice.value.endsWith('2')),
      value,
    );
  }

  #turnings(settings: CopySettings) {
    const fedTwoSided = originalSides(settings) === 2 && settings.source === 'feeder';
    const turns = sheetSides(settings) === 2 && settings.layout !== 'booklet';
    return [
      fedTwoSided ? this.#select('originalsTurn', 'Originals turn', TURNINGS) : nothing,
      turns ? this.#select('copiesTurn', 'Copies turn', TURNINGS) : nothing,
    ];
  }

  #sizes(settings: CopySettings) {
    const { layout, scaling, original, paper } = settings;
    const sizes = ORIGINAL_NAMES.map((name) => ({ value: name, title: PAPERS[name].title }));
    const percent = percentFor(original, paper);
    return [
      layout === 'card' ? nothing : this.#select('original', 'Originals', sizes),
      this.#select('paper', 'Paper', sizes),
      layout === '1' ? this.#select('scaling', 'Size', SCALINGS) : nothing,
      layout === '1' && scaling === 'percent' ? this.#number('percent', 'Percent', COPY_PERCENT) : nothing,
      layout === '1' && original !== paper && (scaling !== 'percent' || settings.percent !== percent)
        ? html`<wa-button
            class="wide"
            size="s"
            appearance="outlined"
            @click=${() => this.#set({ scaling: 'percent', percent })}
          >
            ${PAPERS[original].title} on ${PAPERS[paper].title}: ${percent} %
          </wa-button>`
        : nothing,
    ];
  }

  #rest({ lightness }: CopySettings) {
    const { region } = this.platen.preferences.current;
    const media = REGIONS[region].media.map((name) => ({ value: name, title: MEDIA[name].title }));
    const trays = SOURCE_NAMES.map((name) => ({ value: name, title: SOURCES[name].title }));
    return html`<wa-slider
        class="wide"
        size="s"
        name="lightness"
        min="-100"
        max="100"
        step="10"
        indicator-offset="0"
        .value=${lightness}
        @change=${(event: Event) => this.#set({ lightness: (event.currentTarget as WaSlider).value })}
      >
        <span slot="label">Lightness <output>${lightness > 0 ? `+${lightness}` : lightness}</output></span>
      </wa-slider>
      ${this.#select('media', 'Paper type', media)} ${this.#select('tray', 'Paper source', trays)}`;
  }

  #pictures(key: 'layout' | 'sides' | 'source' | 'kind', label: string, choices: Choices, value: string) {
    // "source" is a setting of the scan view, with pictures of its own.
    return html`<platen-picture-choice
      class="wide"
      .key=${key === 'source' ? 'copy-source' : key}
      label=${label}
      .picture=${copyPicture}
      .choices=${choices}
      value=${value}
      @choose=${(event: CustomEvent<string>) => this.#set({ [key]: event.detail })}
    ></platen-picture-choice>`;
  }

  #select(
    key: 'original' | 'paper' | 'scaling' | 'media' | 'tray' | 'originalsTurn' | 'copiesTurn',
    label: string,
    choices: readonly { readonly value: string; readonly title: string }[],
  ) {
    return html`<wa-select
      size="s"
      label=${label}
      name=${key}
      .value=${this.platen.copier.settings[key]}
      @change=${(event: Event) => this.#set({ [key]: (event.currentTarget as WaSelect).value })}
    >
      ${choices.map(({ value, title }) => html`<wa-option value=${value}>${title}</wa-option>`)}
    </wa-select>`;
  }

  #number(key: 'percent', label: string, { min, max }: { readonly min: number; readonly max: number }) {
    const value = this.platen.copier.settings[key];
    return html`<wa-number-input
      size="s"
      label=${label}
      name=${key}
      min=${min}
      max=${max}
      .value=${String(value)}
      @change=${(event: Event) => {
        const input = event.currentTarget as WaNumberInput;
        const wanted = Number(input.value);
        if (Number.isInteger(wanted) && wanted >= min && wanted <= max) this.#set({ [key]: wanted });
        else input.value = String(value);
      }}
      ><span slot="end" class="quiet">%</span></wa-number-input
    >`;
  }

  #set(patch: Partial<Record<keyof CopySettings, unknown>>): void {
    this.platen.copier.update(patch as Partial<CopySettings>);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-copy-panel': CopyPanel;
  }
}
